/** When a partner is reminded of a renewal (E4). Days are 'YYYY-MM-DD' of the partner's own calendar. */
import { sayDay } from './workflow/words.ts'
import type { Policy } from './policy.ts'

/** Days from one to the other; negative once it has passed. */
export const daysUntil = (today: string, day: string): number =>
  Temporal.PlainDate.from(today).until(Temporal.PlainDate.from(day), { largestUnit: 'days' }).days

/**
 * Which of the reminders is due: the one for the fewest days that are still as many as are left. One that was missed is made
 * up for until the next one is due, and not after. Null before the first, and once the day has passed.
 */
export function reminderDue(days: readonly number[], today: string, renewsOn: string): number | null {
  const left = daysUntil(today, renewsOn)
  if (left < 0) return null
  return days.filter((each) => each >= left).toSorted((a, b) => a - b)[0] ?? null
}

export type Payer = 'customer' | 'partner' | 'unknown'
export const payers = ['partner', 'customer', 'unknown'] as const satisfies readonly Payer[]

const rules = (policy: Policy): Partial<Policy['partnership']['renewals']> =>
  (policy.partnership as Partial<Policy['partnership']>).renewals ?? {}

/** What follows from whose card it is; a policy that was published before there were such words has none. */
export const duesWords = (policy: Policy): Readonly<Record<Payer, string>> =>
  rules(policy).dues ?? { customer: '', partner: '', unknown: '' }

/** The hour of its own day from which a partner gets its letter. */
export const letterFromHour = (policy: Policy): number => rules(policy).fromHour ?? 0

/** What a letter and a list say of one. */
export interface RenewalSaid {
  readonly customerName: string
  readonly service: string
  readonly renewsOn: string
  readonly payer: Payer
  readonly amount: number | null
  /** Null where nobody said. */
  readonly currency: string | null
}

/** 'tomorrow', 'in 7 days'. */
export const sayLeft = (left: number): string =>
  left < 0
    ? left === -1
      ? 'yesterday'
      : `${-left} days ago`
    : left === 0
      ? 'today'
      : left === 1
        ? 'tomorrow'
        : `in ${left} days`

export const sayAmount = ({ amount, currency }: Pick<RenewalSaid, 'amount' | 'currency'>): string | null =>
  amount === null ? null : `${currency ?? 'currency not said'} ${amount.toFixed(2)}`

/** The lines of a letter, by whose card it is, each kind with what follows from it. */
export function renewalsInWords(policy: Policy, today: string, rows: readonly RenewalSaid[]): string {
  const words = duesWords(policy)
  return payers
    .flatMap((payer) => {
      const own = rows.filter((row) => row.payer === payer)
      return own.length === 0 ? [] : [[words[payer], ...own.map((row) => `- ${lineOf(today, row)}`)].join('\n')]
    })
    .join('\n\n')
}

const lineOf = (today: string, row: RenewalSaid): string =>
  [
    `${sayDay(row.renewsOn)} (${sayLeft(daysUntil(today, row.renewsOn))}): ${row.customerName}`,
    row.service,
    sayAmount(row) ?? 'amount not said',
  ].join(', ')

export interface CurrencySum {
  readonly currency: string | null
  readonly amount: number
  /** Those of which an amount is known. */
  readonly count: number
}

/** Cents are counted whole: sums of many amounts come out as they are on paper. */
export function sumsByCurrency(rows: readonly Pick<RenewalSaid, 'amount' | 'currency'>[]): readonly CurrencySum[] {
  const sums = new Map<string | null, { cents: number; count: number }>()
  for (const { amount, currency } of rows) {
    if (amount === null) continue
    const sum = sums.get(currency) ?? { cents: 0, count: 0 }
    sums.set(currency, { cents: sum.cents + Math.round(amount * 100), count: sum.count + 1 })
  }
  return [...sums]
    .map(([currency, { cents, count }]) => ({ currency, amount: cents / 100, count }))
    .toSorted(
      (a, b) =>
        Number(a.currency === null) - Number(b.currency === null) || (a.currency ?? '').localeCompare(b.currency ?? ''),
    )
}

export const sumsInWords = (sums: readonly CurrencySum[]): string =>
  sums.map((sum) => sayAmount(sum)).join(', ') || 'no amount is known'
