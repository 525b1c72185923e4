/** Payouts as readers get them: each by itself, in a list with its sums, and as a table (E3). */
import { stringify } from 'csv-stringify/sync'
import { billingEntities, billingEntity, entityCalendar, lastDayBefore, type PayoutState } from '../../domain/payout.ts'
import { saySpan } from '../../domain/workflow/span.ts'
import { workflowRules } from '../../domain/workflow/rules.ts'
import type { Instant } from '../../domain/kernel.ts'
import { findPlace } from '../../domain/region.ts'
import type { Policy } from '../../domain/policy.ts'
import { partnerById } from '../../storage/partners.ts'
import type { Tx } from '../../storage/database.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import {
  listPayouts as list,
  payoutById,
  payoutSums,
  type PayoutFilter,
  type PayoutRow,
} from '../../storage/payouts.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { utc } from '../instants.ts'
import { no, notFound, type Answer } from '../refusals.ts'

export type PayoutView = ReturnType<typeof payoutView>
export type PayoutAct = 'pay' | 'reject' | 'upload'

const open: readonly PayoutState[] = ['with-us', 'late']

/** Days are the entity's own: an amount is expected until the end of `expectedOn`, and late after that of `lateAfterOn`. */
export function payoutView(app: App, actor: Actor, row: PayoutRow) {
  const policy = app.policies.current()
  const zone = entityCalendar(policy, row.entity)?.zone ?? 'UTC'
  const isOpen = open.includes(row.state)
  const may: PayoutAct[] = [
    ...(isStaff(actor) && isOpen ? (['pay', 'reject'] as const) : []),
    ...(row.state === 'returned' ? (['upload'] as const) : []),
  ]
  return {
    id: row.id as string,
    ticket: { id: row.ticket as string, number: row.number },
    partner: { id: row.partner as string, name: row.partnerName },
    entity: { id: row.entity, name: billingEntity(policy, row.entity)?.name ?? row.entity, zone },
    amount: { amount: row.amount, currency: row.currency },
    invoiceNumber: row.invoiceNumber,
    invoice: { id: row.attachment as string, name: row.attachmentName },
    state: row.state,
    uploadedAt: utc(row.uploadedAt),
    uploadedOn: dayOf(row.uploadedAt, zone),
    expectedOn: lastDayBefore(row.expectedAt, zone),
    expectedBy: utc(row.expectedAt),
    lateAfterOn: lastDayBefore(row.lateAt, zone),
    lateAfter: utc(row.lateAt),
    /** The expected day has passed, and it is neither paid nor late yet. */
    overdue: row.state === 'with-us' && Temporal.Instant.compare(app.now(), row.expectedAt) > 0,
    /** Also of one that is paid since. */
    wasLate: row.wasLate,
    paid:
      row.paidOn === null || row.paymentReference === null ? null : { on: row.paidOn, reference: row.paymentReference },
    returnedBecause: row.returnedBecause,
    may,
  }
}

const dayOf = (at: Instant, zone: string): string => at.toZonedDateTimeISO(zone).toPlainDate().toString()

/** GET /payouts: the last uploaded first, with sums over everything that matches, and what one should know of them. */
export function listPayouts(app: App, actor: Actor, filter: PayoutFilter & PageRequest) {
  return app.db.transaction(actor, async (tx): Promise<Answer<PayoutList>> => {
    const found = await list(tx, filter)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    const policy = app.policies.current()
    return {
      ok: true,
      value: {
        items: items.map((row) => payoutView(app, actor, row)),
        nextCursor,
        sums: (await payoutSums(tx, filter)).map(({ entity, ...sum }) => ({
          ...sum,
          entity: { id: entity, name: billingEntity(policy, entity)?.name ?? entity },
        })),
        ...(await about(policy, tx, actor)),
      },
    }
  })
}

export type PayoutList = Page<PayoutView> & {
  readonly sums: readonly {
    readonly entity: { readonly id: string; readonly name: string }
    readonly currency: string
    readonly state: PayoutState
    readonly count: number
    readonly amount: number
  }[]
} & Awaited<ReturnType<typeof about>>

/** The entities, the partner's own region first, and how long a payout takes. */
async function about(policy: Policy, tx: Tx, actor: Actor) {
  const partner = actor.kind === 'partner' ? await partnerById(tx, actor.partner) : null
  const place = partner === null ? null : findPlace(policy, partner.country, partner.state)
  const region = place?.ok === true ? place.value.region : null
  const [expected, late] =
    workflowRules(policy, 'payout')
      ?.states.find(({ deadlines }) => deadlines.length > 1)
      ?.deadlines.map(({ after }) => saySpan(after)) ?? []
  return {
    entities: billingEntities(policy)
      .map(({ id, name, zone, region: where }) => ({ id, name, zone, isNear: where === region }))
      .toSorted((a, b) => Number(b.isNear) - Number(a.isNear)),
    /** Null where this vendor's policy has no such workflow. */
    takes: expected === undefined || late === undefined ? null : { expectedAfter: expected, lateAfter: late },
    notes: [...((policy.partnership.payout as Partial<Policy['partnership']['payout']>).notes ?? [])],
  }
}

export const getPayout = (app: App, actor: Actor, id: string): Promise<Answer<PayoutView>> =>
  app.db.transaction(actor, async (tx) => {
    const row = await payoutById(tx, id)
    return row === null ? notFound('payout') : { ok: true, value: payoutView(app, actor, row) }
  })

export const isPayout = (app: App, actor: Actor, id: string): Promise<boolean> =>
  app.db.transaction(actor, async (tx) => (await payoutById(tx, id)) !== null)

export const stateWords: Readonly<Record<PayoutState, string>> = {
  'with-us': 'being paid',
  late: 'late',
  returned: 'returned',
  paid: 'paid',
  withdrawn: 'taken back',
}

/** Everything that matches, as a table; what a spreadsheet would take for a formula is written as text. */
export async function payoutsCsv(app: App, actor: Actor, filter: PayoutFilter): Promise<string> {
  const rows: PayoutView[] = []
  await app.db.transaction(actor, async (tx) => {
    for (let cursor: string | null = null; ;) {
      const found = await list(tx, { ...filter, limit: 500, cursor })
      if (!found.ok) throw new Error(found.problem.message)
      rows.push(...found.value.items.map((row) => payoutView(app, actor, row)))
      cursor = found.value.nextCursor
      if (cursor === null) return
    }
  })
  return stringify([headings, ...rows.map(cells)], { escape_formulas: true, bom: true })
}

const headings = [
  'partner',
  'entity',
  'invoice',
  'amount',
  'currency',
  'state',
  'uploaded on',
  'expected until',
  'late after',
  'has been late',
  'paid on',
  'reference',
  'returned because',
  'ticket',
]

const cells = (row: PayoutView): readonly string[] => [
  row.partner.name,
  row.entity.name,
  row.invoiceNumber,
  row.amount.amount.toFixed(2),
  row.amount.currency,
  stateWords[row.state],
  row.uploadedOn,
  row.expectedOn,
  row.lateAfterOn,
  row.wasLate ? 'yes' : 'no',
  row.paid?.on ?? '',
  row.paid?.reference ?? '',
  row.returnedBecause ?? '',
  row.ticket.number,
]
