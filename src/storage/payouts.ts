/** Payouts of commission (E3): as their runs make them, in lists and sums. */
import { sql } from 'kysely'
import { ok, type Instant, type PartnerId, type Result, type TicketId } from '../domain/kernel.ts'
import type { PayoutState } from '../domain/payout.ts'
import type { RunId } from '../domain/workflow/run.ts'
import type { AttachmentId } from './attachments.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

export interface Payout {
  readonly id: RunId
  readonly ticket: TicketId
  readonly partner: PartnerId
  /** Of the policy. */
  readonly entity: string
  readonly currency: string
  readonly amount: number
  readonly invoiceNumber: string
  readonly attachment: AttachmentId
  readonly attachmentName: string
  /** In hexadecimal. */
  readonly sha256: string
  readonly state: PayoutState
  readonly uploadedAt: Instant
  readonly expectedAt: Instant
  readonly lateAt: Instant
  readonly wasLate: boolean
  /** 'YYYY-MM-DD' */
  readonly paidOn: string | null
  readonly paymentReference: string | null
  readonly returnedBecause: string | null
  readonly changedAt: Instant
}

export interface PayoutRow extends Payout {
  readonly number: string
  readonly partnerName: string
}

const keep: Statement = {
  name: 'payouts_keep',
  text: `insert into payouts (id, ticket_id, partner_id, entity, currency, amount, invoice_number, attachment_id,
      attachment_name, sha256, state, uploaded_at, expected_at, late_at, was_late, paid_on, payment_reference,
      returned_because, changed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'), $11, $12, $13, $14, $15, $16, $17, $18, $19)
    on conflict (id) do update set currency = excluded.currency, amount = excluded.amount,
      invoice_number = excluded.invoice_number, attachment_id = excluded.attachment_id,
      attachment_name = excluded.attachment_name, sha256 = excluded.sha256, state = excluded.state,
      uploaded_at = excluded.uploaded_at, expected_at = excluded.expected_at, late_at = excluded.late_at,
      was_late = excluded.was_late, paid_on = excluded.paid_on, payment_reference = excluded.payment_reference,
      returned_because = excluded.returned_because, changed_at = excluded.changed_at`,
}

export async function keepPayout(tx: Tx, row: Payout): Promise<void> {
  await tx.call(keep, [
    row.id,
    row.ticket,
    row.partner,
    row.entity,
    row.currency,
    row.amount,
    row.invoiceNumber,
    row.attachment,
    row.attachmentName,
    row.sha256,
    row.state,
    row.uploadedAt,
    row.expectedAt,
    row.lateAt,
    row.wasLate,
    row.paidOn,
    row.paymentReference,
    row.returnedBecause,
    row.changedAt,
  ])
}

const columns = sql`y.id, y.ticket_id as ticket, y.partner_id as partner, y.entity, y.currency, y.amount::float8 as amount,
  y.invoice_number as "invoiceNumber", y.attachment_id as attachment, y.attachment_name as "attachmentName",
  encode(y.sha256, 'hex') as sha256, y.state, y.uploaded_at as "uploadedAt", y.expected_at as "expectedAt",
  y.late_at as "lateAt", y.was_late as "wasLate", y.paid_on as "paidOn", y.payment_reference as "paymentReference",
  y.returned_because as "returnedBecause", y.changed_at as "changedAt", t.number, p.name as "partnerName"`
const joined = sql`payouts y join tickets t on t.id = y.ticket_id join partners p on p.id = y.partner_id`

export async function payoutById(tx: Tx, id: string): Promise<PayoutRow | null> {
  return (await tx.run(sql<PayoutRow>`select ${columns} from ${joined} where y.id = ${id}`))[0] ?? null
}

export interface PayoutFilter {
  readonly partner?: string | undefined
  readonly entity?: string | undefined
  readonly state?: PayoutState | undefined
}

const matching = ({ partner, entity, state }: PayoutFilter) =>
  sql`(${partner ?? null}::uuid is null or y.partner_id = ${partner ?? null}::uuid)
    and (${entity ?? null}::text is null or y.entity = ${entity ?? null})
    and (${state ?? null}::text is null or y.state = ${state ?? null})`

/** Those that the actor may see, the last uploaded first. */
export async function listPayouts(tx: Tx, filter: PayoutFilter & PageRequest): Promise<Result<Page<PayoutRow>>> {
  const after = readCursor(filter.cursor, 'payouts', ['instant', 'uuid'])
  if (!after.ok) return after
  const [at = null, id = null] = after.value ?? []
  const rows = await tx.run(
    sql<PayoutRow>`select ${columns} from ${joined}
      where ${matching(filter)}
        and (${at}::timestamptz is null or (y.uploaded_at, y.id) < (${at}::timestamptz, ${id}::uuid))
      order by y.uploaded_at desc, y.id desc limit ${filter.limit + 1}`,
  )
  return ok(
    pageOf(
      rows,
      filter.limit,
      (row): PayoutRow => row,
      (last) => cursorOf('payouts', [last.uploadedAt.toString({ smallestUnit: 'millisecond' }), last.id]),
    ),
  )
}

export interface PayoutSum {
  readonly entity: string
  readonly currency: string
  readonly state: PayoutState
  readonly count: number
  readonly amount: number
}

/** By entity, currency and state, over everything that matches. */
export const payoutSums = (tx: Tx, filter: PayoutFilter): Promise<readonly PayoutSum[]> =>
  tx.run(
    sql<PayoutSum>`select y.entity, y.currency, y.state, count(*)::integer as count, sum(y.amount)::float8 as amount
      from payouts y where ${matching(filter)} group by y.entity, y.currency, y.state
      order by y.entity, y.currency, y.state`,
  )

const lock: Statement = {
  name: 'payouts_lock',
  text: `select pg_advisory_xact_lock(hashtextextended('payouts ' || $1, 0))`,
}
const taken: Statement = {
  name: 'payouts_taken',
  text: `select 1 from payouts where partner_id = $1 and id is distinct from $5 and state in ('with-us', 'late', 'paid')
    and ((entity = $2 and md5(lower(invoice_number)) = md5(lower($3))) or sha256 = decode($4, 'hex')) limit 1`,
}

export interface Invoice {
  readonly partner: PartnerId
  readonly entity: string
  readonly number: string
  readonly sha256: string
}

/** Whether a payout other than `but` has it. Until the transaction ends nobody else asks that of the same partner. */
export async function isInvoiceTaken(
  tx: Tx,
  { partner, entity, number, sha256 }: Invoice,
  but: RunId | null,
): Promise<boolean> {
  await tx.call(lock, [partner])
  return (await tx.call(taken, [partner, entity, number, sha256, but])).length > 0
}
