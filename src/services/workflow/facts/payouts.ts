/** E3: what must be so of an invoice before its time begins, and of a payment before it is recorded. */
import type { TicketId } from '../../../domain/kernel.ts'
import { entityCalendar } from '../../../domain/payout.ts'
import { dayIn } from '../../../domain/presence.ts'
import { filesOfTicket, type Attachment } from '../../../storage/attachments.ts'
import type { Tx } from '../../../storage/database.ts'
import { isInvoiceTaken, payoutById } from '../../../storage/payouts.ts'
import { openRunOf } from '../../../storage/workflow-runs.ts'
import { textOf } from './customers.ts'
import type { FindFact } from './index.ts'

/** Under which a workflow's file is kept that belongs to no message. */
export const heldForRun = (ticket: TicketId): string => `workflow:${ticket}`

/** The file of that name on a ticket, the last one that came; null where there is none that is whole and clean. */
export async function invoiceNamed(tx: Tx, ticket: TicketId, name: string): Promise<Attachment | null> {
  const files = await filesOfTicket(tx, ticket, heldForRun(ticket))
  return (
    files
      .filter(({ name: known, scanned }) => known === name && scanned !== 'infected')
      .toSorted((a, b) => Temporal.Instant.compare(a.usedAt ?? a.createdAt, b.usedAt ?? b.createdAt))
      .at(-1) ?? null
  )
}

export const invoiceIsPdf: FindFact = async ({ tx, ticket, fields }) =>
  (await invoiceNamed(tx, ticket.id, textOf(fields, 'invoice') ?? ''))?.type === 'application/pdf'

export const invoiceIsNew: FindFact = async ({ tx, ticket, fields }) => {
  const file = await invoiceNamed(tx, ticket.id, textOf(fields, 'invoice') ?? '')
  if (file?.sha256 == null || ticket.partner === null) return false
  const invoice = {
    partner: ticket.partner,
    entity: textOf(fields, 'entity') ?? '',
    number: textOf(fields, 'invoiceNumber') ?? '',
    sha256: file.sha256,
  }
  return !(await isInvoiceTaken(tx, invoice, (await openRunOf(tx, ticket.id))?.id ?? null))
}

/** In the days of the entity, which pays. */
export const paidDayIsPast: FindFact = async ({ tx, ticket, policy, fields, at }) => {
  const run = await openRunOf(tx, ticket.id)
  const payout = run === null ? null : await payoutById(tx, run.id)
  const day = textOf(fields, 'paidOn')
  const zone = entityCalendar(policy, fields.entity)?.zone
  if (payout === null || day === null || zone === undefined) return false
  return day >= dayIn(zone, payout.uploadedAt) && day <= dayIn(zone, at)
}
