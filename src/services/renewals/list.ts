/** What renews when, on whose card, for how much (E4): in a list with its sums, and as a table that a calendar reads. */
import { stringify } from 'csv-stringify/sync'
import { dayIn } from '../../domain/presence.ts'
import { placeOf } from '../../domain/region.ts'
import type { Policy } from '../../domain/policy.ts'
import { daysUntil, duesWords, sayAmount, type Payer, type RenewalSaid } from '../../domain/renewal.ts'
import { partnerById } from '../../storage/partners.ts'
import type { Tx } from '../../storage/database.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import {
  listRenewals as list,
  remindersOf,
  renewalSums,
  type Reminder,
  type Renewal,
  type RenewalFilter,
  type RenewalSum,
  type renewalSorts,
} from '../../storage/renewals.ts'
import type { Actor, App } from '../app.ts'
import { utc } from '../instants.ts'
import { no, type Answer } from '../refusals.ts'

export { renewalSorts } from '../../storage/renewals.ts'

export interface RenewalQuery extends Omit<RenewalFilter, 'from' | 'to'> {
  /** So many days from today on. */
  readonly within: number
  readonly sort: (typeof renewalSorts)[number]
}

/** Whose day has passed is shown for so long: the store has said nothing new of it. */
const shownAfterDays = 30

export const saidOf = ({ customerName, service, renewsOn, payer, amount, currency }: Renewal): RenewalSaid => ({
  customerName,
  service,
  renewsOn,
  payer: payer ?? 'unknown',
  amount,
  currency,
})

export type RenewalView = ReturnType<typeof renewalView>

/** Days left are counted in the partner's own zone. */
function renewalView(app: App, row: Renewal, sent: readonly (Reminder & { readonly at: Temporal.Instant })[]) {
  const { zone } = placeOf(app.policies.current(), row.partnerCountry, row.partnerState)
  return {
    id: row.id,
    customer: { id: row.customer as string, name: row.customerName },
    partner: { id: row.partner as string, name: row.partnerName },
    service: row.service,
    billingFrequency: row.billingFrequency,
    licences: row.licences,
    payer: row.payer,
    renewsOn: row.renewsOn,
    daysLeft: daysUntil(dayIn(zone, app.now()), row.renewsOn),
    amount: row.amount,
    currency: row.currency,
    /** Of this day of renewal: so many days before it, and when. */
    reminders: sent
      .filter((each) => each.subscription === row.id && each.renewsOn === row.renewsOn)
      .map(({ days, at }) => ({ days, at: utc(at) }))
      .toSorted((a, b) => b.days - a.days),
  }
}

export interface RenewalList extends Page<RenewalView> {
  readonly sums: readonly RenewalSum[]
  readonly dues: Readonly<Record<Payer, string>>
  readonly reminderDays: readonly number[]
}

/** GET /renewals. */
export function listRenewals(app: App, actor: Actor, query: RenewalQuery & PageRequest): Promise<Answer<RenewalList>> {
  return app.db.transaction(actor, async (tx): Promise<Answer<RenewalList>> => {
    const filter = { ...query, ...(await span(app, tx, actor, query.within)) }
    const found = await list(tx, filter)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    const sent = await remindersOf(
      tx,
      items.map(({ id }) => id),
    )
    const policy = app.policies.current()
    return {
      ok: true,
      value: {
        items: items.map((row) => renewalView(app, row, sent)),
        nextCursor,
        sums: await renewalSums(tx, filter),
        dues: duesWords(policy),
        reminderDays: policy.partnership.renewalReminderDays,
      },
    }
  })
}

/** From today where the partner is; for the vendor, who has many, where the earliest day is. */
async function span(app: App, tx: Tx, actor: Actor, within: number) {
  const today = Temporal.PlainDate.from(dayIn(await zoneOf(app.policies.current(), tx, actor), app.now()))
  return { from: today.subtract({ days: shownAfterDays }).toString(), to: today.add({ days: within }).toString() }
}

async function zoneOf(policy: Policy, tx: Tx, actor: Actor): Promise<string> {
  const partner = actor.kind === 'partner' ? await partnerById(tx, actor.partner) : null
  return partner === null ? 'UTC' : placeOf(policy, partner.country, partner.state).zone
}

/** Everything that matches; the first four columns are those that calendars take in. */
export async function renewalsCsv(app: App, actor: Actor, query: RenewalQuery): Promise<string> {
  const rows: Renewal[] = []
  await app.db.transaction(actor, async (tx) => {
    const filter = { ...query, ...(await span(app, tx, actor, query.within)) }
    for (let cursor: string | null = null; ;) {
      const found = await list(tx, { ...filter, limit: 500, cursor })
      if (!found.ok) throw new Error(found.problem.message)
      rows.push(...found.value.items)
      cursor = found.value.nextCursor
      if (cursor === null) return
    }
  })
  const words = duesWords(app.policies.current())
  const lines = rows.map((row) => {
    const said = saidOf(row)
    return [
      `Renewal: ${row.customerName}, ${row.service}`,
      row.renewsOn,
      'True',
      [sayAmount(said), words[said.payer]].filter((part) => part !== null).join('. '),
      row.partnerName,
      row.customerName,
      row.service,
      said.payer,
      row.amount?.toFixed(2) ?? '',
      row.currency ?? '',
      row.id,
    ]
  })
  return stringify([headings, ...lines], { escape_formulas: true, bom: true })
}

const headings = [
  'Subject',
  'Start Date',
  'All Day Event',
  'Description',
  'partner',
  'customer',
  'service',
  'card of',
  'amount',
  'currency',
  'subscription',
]
