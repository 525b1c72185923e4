/** Payouts for tests (E3): invoices that are PDFs by their bytes, uploaded by whoever. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { addPayout } from '../../src/services/payouts/acts.ts'
import { takeFile } from '../../src/services/attachments/attachments.ts'
import type { Actor, App } from '../../src/services/app.ts'
import type { Whose } from './escalated.ts'
import type { Answer } from './http.ts'
import { workflowDesk } from './runs.ts'

/** A PDF with something of its own in it. */
export const pdf = (what: string): Buffer => Buffer.from(`%PDF-1.7\n% ${what}\n%%EOF\n`, 'latin1')

export async function uploaded(app: App, actor: Actor, content: Uint8Array, name = 'invoice.pdf'): Promise<string> {
  const kept = await takeFile(app, actor, { name, content, source: 'upload' })
  if (!kept.ok) throw new Error(kept.problem.message)
  return kept.value.id
}

/** A payout of somebody's, uploaded now. */
export async function payoutOf(app: App, actor: Actor): Promise<string> {
  const invoice = await uploaded(app, actor, pdf('Of the tests'))
  const asked = { entity: 'india', amount: { amount: 100, currency: 'USD' }, invoiceNumber: 'Of the tests', invoice }
  const made = await addPayout(app, actor, asked, null)
  if (!made.ok || !made.value.fresh) throw new Error('No payout was made.')
  return made.value.value.id
}

export async function payoutDesk(context: TestContext) {
  const base = await workflowDesk(context)
  const { app, people } = base.desk
  const actorOf = (whose: Whose): Actor => {
    const { id: person, partner, side } = people[whose]
    return side === 'partner' && partner !== null
      ? { kind: 'partner', person, partner }
      : { kind: 'staff', person, role: 'agent', desks: ['operations'] }
  }
  const upload = (whose: Whose, content: Uint8Array = pdf(`${whose} ${Math.random()}`), name?: string) =>
    uploaded(app, actorOf(whose), content, name)
  const form = async (whose: Whose, change: object = {}) => ({
    entity: 'india',
    amount: { amount: 1250.5, currency: 'EUR' },
    invoiceNumber: '2026-017',
    invoice: await upload(whose),
    ...change,
  })

  return {
    ...base,
    actorOf,
    upload,
    form,
    /** Tries to upload an invoice. */
    send: async (whose: Whose, change: object = {}): Promise<Answer> =>
      base.post(whose, '/payouts', await form(whose, change)),
    /** Uploads one, which must be taken. */
    async invoice(whose: Whose, change: object = {}) {
      const sent = await base.post(whose, '/payouts', await form(whose, change))
      assert.equal(sent.status, 201, JSON.stringify(sent.body))
      return sent.body
    },
    payout: async (whose: Whose, id: string) => (await base.get(whose, `/payouts/${id}`)).body,
  }
}
