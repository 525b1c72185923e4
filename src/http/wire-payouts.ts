/** Payouts of commission, as the HTTP API answers them (E3). */
import { z } from 'zod'
import { payoutStates } from '../domain/payout.ts'
import { page } from './wire.ts'

const instant = z.iso.datetime({ offset: true })
const day = z.iso.date()
const id = z.uuid()
const ref = z.object({ id: z.string(), name: z.string() })

export const payout = z.object({
  id,
  ticket: z.object({ id, number: z.string() }),
  partner: z.object({ id, name: z.string() }),
  entity: ref.extend({ zone: z.string() }),
  amount: z.object({ amount: z.number(), currency: z.string() }),
  invoiceNumber: z.string(),
  /** Of the upload that counts now: GET /attachments/{id}. */
  invoice: z.object({ id, name: z.string() }),
  state: z.enum(payoutStates),
  uploadedAt: instant,
  /** Days of the entity. */
  uploadedOn: day,
  expectedOn: day,
  /** The end of that day, itself still in time. */
  expectedBy: instant,
  lateAfterOn: day,
  lateAfter: instant,
  /** The expected day has passed, and it is neither paid nor late yet. */
  overdue: z.boolean(),
  /** Also of one that is paid since. */
  wasLate: z.boolean(),
  paid: z.object({ on: day, reference: z.string() }).nullable(),
  returnedBecause: z.string().nullable(),
  /** What the caller may do with it now. */
  may: z.array(z.enum(['pay', 'reject', 'upload'])),
})

export const payouts = page(payout).extend({
  /** Over everything that matches, whatever the page. */
  sums: z.array(
    z.object({
      entity: ref,
      currency: z.string(),
      state: z.enum(payoutStates),
      count: z.number().int(),
      amount: z.number(),
    }),
  ),
  /** Those that take invoices, the ones of the partner's own region first. */
  entities: z.array(ref.extend({ zone: z.string(), isNear: z.boolean() })),
  /** '15 business days'; null where this vendor takes no invoices here. */
  takes: z.object({ expectedAfter: z.string(), lateAfter: z.string() }).nullable(),
  notes: z.array(z.string()),
})

export type PayoutWire = z.infer<typeof payout>
export type PayoutsWire = z.infer<typeof payouts>
