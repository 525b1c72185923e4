/** Consents of customers (E5): written once, never changed. */
import type { CustomerId, Id, Instant, PartnerId, TicketId } from '../domain/kernel.ts'
import type { RunId } from '../domain/workflow/run.ts'
import type { Statement, Tx } from './tx.ts'

export type ConsentAnswer = 'given' | 'refused' | 'expired' | 'withdrawn'

export interface Consent {
  readonly id: Id<'consent'>
  readonly run: RunId
  readonly ticket: TicketId
  readonly partner: PartnerId | null
  readonly customer: CustomerId | null
  readonly answer: ConsentAnswer
  /** The uniform format. `day` is 'YYYY-MM-DD' where the partner is. */
  readonly form: {
    readonly customer: string | null
    readonly account: string | null
    readonly superAdmin: string | null
    readonly change: string | null
    readonly statement: string | null
    readonly day: string
  }
  /** Where the answer came from; null where none came. */
  readonly address: string | null
  readonly evidence: string | null
  readonly at: Instant
}

const add: Statement = {
  name: 'customer_consents_add',
  text: `insert into customer_consents (id, run_id, ticket_id, partner_id, customer_id, answer, form, address, evidence, at)
    values ($1, $2, $3, $4, $5, $6, $7, lower($8), $9, $10)`,
}
const ofTicket: Statement = {
  name: 'customer_consents_of_ticket',
  text: `select id, run_id as run, ticket_id as ticket, partner_id as partner, customer_id as customer, answer, form, address,
      evidence, at
    from customer_consents where ticket_id = $1 order by at, id`,
}

const given: Statement = {
  name: 'customer_consents_given',
  text: `select id, run_id as run, ticket_id as ticket, partner_id as partner, customer_id as customer, answer, form, address,
      evidence, at
    from customer_consents where partner_id = $1 and answer = 'given' and ($2::uuid is null or id = $2) order by at desc, id limit 200`,
}

/** What customers of a partner have agreed to, the last first. */
export const givenConsents = (tx: Tx, partner: PartnerId): Promise<readonly Consent[]> =>
  tx.call(given, [partner, null])

/** One that a customer of that partner gave; null where there is none, or it was refused. */
export const givenConsent = async (tx: Tx, partner: PartnerId, id: string): Promise<Consent | null> =>
  (await tx.call<Consent>(given, [partner, id]))[0] ?? null

const ofId: Statement = {
  name: 'customer_consents_of_id',
  text: `select id, run_id as run, ticket_id as ticket, partner_id as partner, customer_id as customer, answer, form, address,
      evidence, at
    from customer_consents where id = $1`,
}

export const consentById = async (tx: Tx, id: string): Promise<Consent | null> =>
  (await tx.call<Consent>(ofId, [id]))[0] ?? null

export async function insertConsent(tx: Tx, consent: Consent): Promise<void> {
  const { id, run, ticket, partner, customer, answer, form, address, evidence, at } = consent
  await tx.call(add, [id, run, ticket, partner, customer, answer, JSON.stringify(form), address, evidence, at])
}

export const consentsOf = (tx: Tx, ticket: TicketId): Promise<readonly Consent[]> => tx.call(ofTicket, [ticket])
