/** A desk for tests of what is shown of partners (E8): Paul is Aurora's account manager; files and consents are made here. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { CustomerId, PartnerId, TicketId } from '../../src/domain/kernel.ts'
import type { RunId } from '../../src/domain/workflow/run.ts'
import { insertConsent } from '../../src/storage/consents.ts'
import { makeKey } from '../../src/services/access.ts'
import type { App } from '../../src/services/app.ts'
import { insertPeople, type Person } from '../../src/storage/people.ts'
import { insertSheet, type SheetId } from '../../src/storage/sheets.ts'
import { uuid } from './decisions.ts'
import type { Whose } from './escalated.ts'
import { ask, type Answer } from './http.ts'
import { payoutDesk } from './payouts.ts'

/** A picture by its bytes: one grey pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

/** A store profile of a partner's, of which nothing was approved yet; its id. */
export async function sheetOf(app: App, partner: PartnerId): Promise<string> {
  const id = uuid<SheetId>()
  await app.db.system((tx) => insertSheet(tx, { id, partner, kind: 'store', single: true, at: app.now() }))
  return id
}

export async function sheetDesk(context: TestContext) {
  const base = await payoutDesk(context)
  const { desk } = base
  const paul: Person = {
    ...desk.people.agent,
    id: desk.app.newId<'person'>(),
    name: 'Paul Pam',
    email: 'paul@vendor.example',
    role: 'pam',
  }
  await desk.app.db.system((tx) => insertPeople(tx, [paul]))
  await base.manages(paul, 'aurora')
  await base.manages(paul, 'borealis')
  const { key } = await makeKey(desk.app, paul.id, { scope: 'full', label: 'test' })

  return {
    ...base,
    paul,
    /** A request of the partner's own; its ticket's path with it. */
    async request(
      whose: Whose,
      changes: object,
      more: object = {},
      workflow = 'profile-change',
    ): Promise<Answer & { readonly path: string }> {
      const fields = { changes, ...more }
      const answer = await base.post(whose, '/runs', { workflow, fields })
      return { ...answer, path: `/tickets/${answer.body.ticket?.id ?? ''}` }
    },
    /** The account manager takes a step. */
    decides: (path: string, step: string, fields: object = {}): Promise<Answer> =>
      ask(desk.url, 'POST', `/api/v1${path}/run/steps`, { key, body: { step, fields } }),
    asPaul: (method: string, path: string, body?: unknown): Promise<Answer> =>
      ask(desk.url, method, `/api/v1${path}`, { key, ...(body === undefined ? {} : { body }) }),
    async sheets(whose: Whose, of: Whose = whose) {
      const { status, body } = await base.get(whose, `/partners/${base.partnerOf(of)}/sheets`)
      assert.equal(status, 200, JSON.stringify(body))
      return body
    },
    /** What stands in a field of the only sheet of a kind, as it is said; '' where there is nothing. */
    async stands(whose: Whose, kind: string, field: string): Promise<string> {
      const { body } = await base.get(whose, `/partners/${base.partnerOf(whose)}/sheets`)
      const sheet = body.sheets.find((each: any) => each.kind === kind)
      return sheet?.values.find(({ id }: any) => id === field)?.said ?? ''
    },
    /** What a customer of the partner's has said to being named. */
    async consent(whose: Whose, customer: CustomerId, answer: 'given' | 'refused' = 'given'): Promise<string> {
      const { id } = await base.openOperations(whose)
      const consent = uuid<any>() as string
      await desk.app.db.system((tx) =>
        insertConsent(tx, {
          id: consent as never,
          run: uuid<RunId>(),
          ticket: id as TicketId,
          partner: base.partnerOf(whose),
          customer,
          answer,
          form: {
            customer: 'Kestrel Ltd',
            account: null,
            superAdmin: null,
            change: 'To be named in projects.',
            statement: null,
            day: '2026-03-10',
          },
          address: 'admin@kestrel.example',
          evidence: null,
          at: desk.app.now(),
        }),
      )
      return consent
    },
  }
}

export type SheetDesk = Awaited<ReturnType<typeof sheetDesk>>
