/** The audit (G2): who did what to what. */
import type { PersonId } from '../../domain/kernel.ts'
import { auditOf } from '../../services/audit/list.ts'
import { auditList } from '../asked-audit.ts'
import { read } from '../reply.ts'
import { route } from '../route.ts'
import { page } from '../wire.ts'
import { auditRow } from '../wire-audit.ts'

const maybeInstant = (text: string | undefined) => (text === undefined ? undefined : Temporal.Instant.from(text))

export const audit = [
  route({
    method: 'GET',
    path: '/audit',
    name: 'listAudit',
    tag: 'Audit',
    summary: 'Who did what to what, the latest first',
    description:
      'For administrators. Acts on tickets are in the tickets’ own ledgers. `desk audit export` writes both, under their seals; `desk verify` follows them.',
    who: 'staff',
    query: auditList,
    answers: { 200: page(auditRow) },
    refuses: ['not-allowed'],
    async handle({ site, caller, query: { person, kind, key, from, to, limit, cursor } }) {
      const filter = {
        person: person as PersonId | undefined,
        thing: kind,
        key,
        from: maybeInstant(from),
        to: maybeInstant(to),
      }
      return read(await auditOf(site.app, caller.actor, filter, { limit, cursor }))
    },
  }),
]
