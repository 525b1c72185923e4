/** E3: what must be so of an invoice before its time begins, and of a payment before it is recorded. */
import { entityCalendar } from '../../../domain/payout.ts'
import { dayIn } from '../../../domain/presence.ts'
import { isInvoiceTaken, payoutById } from '../../../storage/payouts.ts'
import { openRunOf } from '../../../storage/workflow-runs.ts'
import { fileOnTicket } from '../files.ts'
import { textOf } from './customers.ts'
import type { FindFact } from './index.ts'

export const invoiceIsPdf: FindFact = async ({ tx, ticket, fields }) =>
  (await fileOnTicket(tx, ticket.id, textOf(fields, 'invoice') ?? ''))?.type === 'application/pdf'

export const invoiceIsNew: FindFact = async ({ tx, ticket, fields }) => {
  const file = await fileOnTicket(tx, ticket.id, textOf(fields, 'invoice') ?? '')
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
