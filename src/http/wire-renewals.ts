/** Renewals, as the HTTP API answers them (E4). */
import { z } from 'zod'
import { billingFrequencies, payers } from '../services/registry/words.ts'
import { page } from './wire.ts'

const ref = z.object({ id: z.uuid(), name: z.string() })
const payer = z.enum(['partner', 'customer', 'unknown'])

export const renewal = z.object({
  /** Of the subscription, as the store calls it. */
  id: z.string(),
  customer: ref,
  partner: ref,
  service: z.string(),
  billingFrequency: z.enum(billingFrequencies).nullable(),
  licences: z.number().int(),
  /** Whose card is charged; null where nobody has said. */
  payer: z.enum(payers).nullable(),
  renewsOn: z.iso.date(),
  /** In the partner's own days; negative once it has passed. */
  daysLeft: z.number().int(),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  /** Those that were sent for this day: so many days before it. */
  reminders: z.array(z.object({ days: z.number().int(), at: z.iso.datetime({ offset: true }) })),
})

export const renewals = page(renewal).extend({
  /** Over everything that matches, whatever the page. */
  sums: z.array(
    z.object({
      currency: z.string().nullable(),
      payer,
      count: z.number().int(),
      amount: z.number(),
      withoutAmount: z.number().int(),
    }),
  ),
  /** What follows from whose card it is. */
  dues: z.record(payer, z.string()),
  reminderDays: z.array(z.number().int()),
})

export type RenewalWire = z.infer<typeof renewal>
export type RenewalsWire = z.infer<typeof renewals>
