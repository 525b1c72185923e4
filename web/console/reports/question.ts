/** What a report is asked for. Kept in the address, so that it can be passed on. */

export const groupings = [
  'desk',
  'region',
  'tier',
  'severity',
  'partner',
  'product',
  'category',
  'kind',
  'agent',
  'channel',
  'month',
] as const
export type Grouping = (typeof groupings)[number]

export const spans = ['7', '30', '90', '365'] as const
export type Span = (typeof spans)[number]

export const outcomes = ['any', 'breached', 'past-target', 'withdrawn', 'running'] as const
export type Outcome = (typeof outcomes)[number]

export interface ReportQuestion {
  readonly by?: Grouping
  /** The last so many days. */
  readonly days?: Span
  readonly desk?: string
  readonly clock?: 'wall'
  /** The row that is looked into, and for what. */
  readonly value?: string
  readonly outcome?: Outcome
}

const oneOf = <Value extends string>(values: readonly Value[], given: unknown): Value | undefined =>
  values.find((value) => value === String(given))

/** What is known of the search part of an address; the rest is left out. */
export function readQuestion(search: Record<string, unknown>): ReportQuestion {
  const by = oneOf(groupings, search.by)
  const days = oneOf(spans, search.days)
  const outcome = oneOf(outcomes, search.outcome)
  return {
    ...(by === undefined ? {} : { by }),
    ...(days === undefined ? {} : { days }),
    ...(typeof search.desk === 'string' && search.desk !== '' ? { desk: search.desk } : {}),
    ...(search.clock === 'wall' ? { clock: 'wall' } : {}),
    ...(search.value === undefined ? {} : { value: String(search.value) }),
    ...(outcome === undefined ? {} : { outcome }),
  }
}

export const groupingWords: Readonly<Record<Grouping, string>> = {
  desk: 'Desk',
  region: 'Region',
  tier: 'Tier',
  severity: 'Severity',
  partner: 'Partner',
  product: 'Product',
  category: 'Category',
  kind: 'Kind',
  agent: 'Agent',
  channel: 'Channel',
  month: 'Month',
}

export const spanWords: Readonly<Record<Span, string>> = {
  '7': 'Last 7 days',
  '30': 'Last 30 days',
  '90': 'Last 90 days',
  '365': 'Last 365 days',
}

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  any: 'All',
  breached: 'Broken promises',
  'past-target': 'Past a target',
  withdrawn: 'Withdrawn promises',
  running: 'Still running',
}

/** As the server wants it: both days in UTC. `now` in milliseconds. */
export function queryOf({ by = 'desk', days = '30', desk }: ReportQuestion, now: number) {
  const day = 24 * 60 * 60 * 1_000
  const on = (at: number): string => new Date(at).toISOString().slice(0, 10)
  return { by, from: on(now - (Number(days) - 1) * day), to: on(now), desk }
}
