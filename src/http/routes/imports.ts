/** Files of partners, contacts, customers, subscriptions, training, scores and reviews. */
import { z } from 'zod'
import { importKinds, type ImportKindName } from '../../services/import/kinds.ts'
import { importUpload } from '../../services/import/upload.ts'
import { importOf } from '../asked-registry.ts'
import { acted } from '../reply.ts'
import { route } from '../route.ts'
import { importReport } from '../wire-registry.ts'

/** A heading, and a row that is right in form. */
const examples: Readonly<Record<ImportKindName, string>> = {
  partners: 'external_ref,name,tier,country,domains\nP-17,Aurora,gold,IN,aurora.example\n',
  contacts: 'partner,name,email\nP-17,Arjun Mehta,arjun@aurora.example\n',
  customers: 'partner,name,domain,super_admin_email\nP-17,Kestrel Ltd,kestrel.example,admin@kestrel.example\n',
  subscriptions:
    'subscription_id,status,email_id,customer_company_name,service_name,licences\nS-1,active,admin@kestrel.example,Kestrel Ltd,CRM,60\n',
  scores: 'partner,year,region,revenue,customer-success,market-readiness,engagement\nP-17,2026,global,250,180,120,60\n',
  reviews:
    'partner,rating,title,text,author,written_on,source,source_id\nP-17,4,Quick and kind,They moved us in a week.,I. Kulkarni,2026-03-02,Marketplace,R-1\n',
  training: 'contact,product,completed_on\narjun@aurora.example,crm,2026-03-02\n',
}

const importRoute = (kind: ImportKindName) =>
  route({
    method: 'POST',
    path: `/imports/${kind}`,
    name: `import${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
    tag: 'People and partners',
    summary: `Read ${kind} in from a CSV file`,
    description:
      'Right rows are in, wrong ones are in the report with line, column and reason; the same file again changes nothing. `dryRun` reports what would be done; `partner` says whose the whole file is. The report has the first 1,000 rejections.',
    who: 'staff',
    roles: ['admin', 'manager'],
    takes: 'text/csv',
    query: importOf,
    body: z.string(),
    example: examples[kind],
    answers: { 200: importReport },
    handle: async ({ site, caller, query, request, once }) =>
      acted(
        await importUpload(
          site.app,
          caller.actor,
          { kind, bytes: request.body as Buffer, dryRun: query.dryRun ?? false, partner: query.partner ?? null },
          once,
        ),
      ),
  })

export const imports = importKinds.map(importRoute)
