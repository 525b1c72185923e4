/** What was promised and what came of it, in all and by whatever one wants to compare (C12). */
import type { Clock } from '../clock.ts'
import { runsRoundTheClock } from '../commitment.ts'
import { wallClock, workingTimeOf, type WorkingTime } from '../calendar/working-time.ts'
import { isAfter, type Instant } from '../kernel.ts'
import type { Policy, Promised } from '../policy.ts'
import { placeOf, type Place } from '../region.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { addPromises, asOf, countsOf, noPromises, type PromiseCounts } from './promises.ts'
import { Spans, type Lengths } from './spans.ts'

/** What tickets can be compared by, and a ticket's value of it; '' where it has none. Months are those of the receipt, in UTC. */
const values = {
  desk: (ticket) => ticket.desk,
  region: (_ticket, place) => place.region,
  tier: (ticket) => ticket.tier,
  severity: (ticket) => String(ticket.severity),
  month: (ticket) => ticket.receivedAt.toString().slice(0, 7),
  partner: (ticket) => ticket.partner ?? '',
  product: (ticket) => ticket.product ?? '',
  agent: (ticket) => ticket.assignee ?? '',
  channel: (ticket) => ticket.channel,
  category: (ticket) => ticket.category,
  kind: (ticket) => ticket.kind,
} as const satisfies Readonly<Record<string, (ticket: Ticket, place: Place) => string>>

export type Grouping = keyof typeof values
export const groupings = Object.keys(values) as readonly Grouping[]

/** The ticket's value of a grouping. */
export const valueOf = (by: Grouping, ticket: Ticket, place: Place): string => values[by](ticket, place)

/** What a log knows of its tickets. */
export const logGroupings = ['desk', 'region', 'tier', 'severity', 'month'] as const satisfies readonly Grouping[]

export interface Measured {
  readonly count: number
  readonly wall: Lengths
  readonly working: Lengths
}

/** Of the promises that are decided, met or breached, how many kept within the target and the limit; null without any. */
export interface Kept {
  readonly withinTarget: number | null
  readonly withinLimit: number | null
}

export interface Figures {
  readonly tickets: number
  readonly promises: PromiseCounts
  /** From receipt to the first public answer by a person (C4). */
  readonly firstResponse: Measured & Kept
  /** From receipt, and from each later message of the partner, to its answer (C5). */
  readonly response: Measured & Kept
  /** From receipt to the solution that stands; nothing is promised for it (C6). */
  readonly resolution: Measured
}

export interface Report<By extends Grouping = (typeof logGroupings)[number]> {
  /** Of the months: 'UTC'. */
  readonly zone: string
  readonly overall: Figures
  /** By value, in order; severities as text. */
  readonly by: Readonly<Record<By, Readonly<Record<string, Figures>>>>
}

/** Tickets that have every value in common. */
interface Cell {
  readonly values: Readonly<Partial<Record<Grouping, string>>>
  tickets: number
  readonly promises: Record<Promised, PromiseCounts>
  readonly firstResponse: Spans
  readonly response: Spans
  readonly resolution: Spans
}

/** Takes one ticket after the other; keeps two numbers for each length that was measured, and nothing of the ticket. */
export class Reporting<By extends Grouping> {
  readonly #cells = new Map<string, Cell>()
  readonly #at: Instant
  readonly #by: readonly By[]

  /** The report tells what was known at `at`. */
  constructor(at: Instant, by: readonly By[]) {
    this.#at = at
    this.#by = by
  }

  /** The whole of a ticket. `policy` is the version that it was opened under (C9). */
  add(ticket: Ticket, policy: Policy): void {
    const place = placeOf(policy, ticket.country, ticket.state)
    const cell = this.#countTicket(ticket, place)
    this.#measure(cell.firstResponse, timeOfTicket(ticket, place), ticket.receivedAt, ticket.firstAnsweredAt)
    for (const each of ticket.clocks) {
      const clock = this.#count(cell, each)
      if (clock.promised === 'determination') this.#measureAnswer(cell.response, clock, place)
    }
  }

  /**
   * Some of its promises alone, as a statement has them: what was measured are their own answers, and a first response is an
   * acknowledgement's.
   */
  addSome(ticket: Ticket, policy: Policy, clocks: readonly Clock[]): void {
    const place = placeOf(policy, ticket.country, ticket.state)
    const cell = this.#countTicket(ticket, place)
    for (const each of clocks) {
      const clock = this.#count(cell, each)
      this.#measureAnswer(clock.promised === 'acknowledgement' ? cell.firstResponse : cell.response, clock, place)
    }
  }

  /** What came of each kind of promise, of everything that was added. */
  ofPromises(): Readonly<Record<Promised, PromiseCounts>> {
    const cells = [...this.#cells.values()]
    return {
      acknowledgement: promisesIn(cells, 'acknowledgement'),
      determination: promisesIn(cells, 'determination'),
    }
  }

  finish(): Report<By> {
    const cells = [...this.#cells.values()]
    const by = this.#by.map((grouping) => {
      const grouped = Map.groupBy(cells, (cell) => cell.values[grouping] ?? '')
      const rows = [...grouped.keys()].toSorted().map((value) => [value, figuresOf(grouped.get(value) ?? [])])
      return [grouping, Object.fromEntries(rows)] as const
    })
    return { zone: 'UTC', overall: figuresOf(cells), by: Object.fromEntries(by) as unknown as Report<By>['by'] }
  }

  #countTicket(ticket: Ticket, place: Place): Cell {
    const cell = this.#cellOf(ticket, place)
    cell.tickets += 1
    this.#measure(cell.resolution, timeOfTicket(ticket, place), ticket.receivedAt, ticket.solvedAt)
    return cell
  }

  /** The clock as it stood at the report's instant. */
  #count(cell: Cell, each: Clock): Clock {
    const clock = asOf(each, this.#at)
    cell.promises[clock.promised] = addPromises(cell.promises[clock.promised], countsOf(clock))
    return clock
  }

  #measureAnswer(into: Spans, clock: Clock, place: Place): void {
    if (clock.stopped?.because === 'kept') this.#measure(into, timeOf(clock, place), clock.startedAt, clock.stopped.at)
  }

  #measure(into: Spans, time: WorkingTime, from: Instant, to: Instant | null): void {
    if (to === null || isAfter(to, this.#at)) return
    into.add(
      to.epochMilliseconds - from.epochMilliseconds,
      time.betweenMs(from.epochMilliseconds, to.epochMilliseconds),
    )
  }

  #cellOf(ticket: Ticket, place: Place): Cell {
    const own = Object.fromEntries(this.#by.map((grouping) => [grouping, values[grouping](ticket, place)]))
    const key = JSON.stringify(Object.values(own))
    const cell = this.#cells.get(key) ?? newCell(own)
    this.#cells.set(key, cell)
    return cell
  }
}

const newCell = (own: Cell['values']): Cell => ({
  values: own,
  tickets: 0,
  promises: { acknowledgement: noPromises, determination: noPromises },
  firstResponse: new Spans(),
  response: new Spans(),
  resolution: new Spans(),
})

/** The working time that a clock was counted in (A9). */
const timeOf = (clock: Clock, place: Place): WorkingTime =>
  clock.terms.roundTheClock ? wallClock : workingTimeOf(place.calendar)

const timeOfTicket = (ticket: Ticket, place: Place): WorkingTime =>
  runsRoundTheClock(ticket) ? wallClock : workingTimeOf(place.calendar)

const promisesIn = (cells: readonly Cell[], kind: Promised): PromiseCounts =>
  cells.reduce((sum, cell) => addPromises(sum, cell.promises[kind]), noPromises)

function figuresOf(cells: readonly Cell[]): Figures {
  const acknowledgement = promisesIn(cells, 'acknowledgement')
  const determination = promisesIn(cells, 'determination')
  return {
    tickets: cells.reduce((sum, cell) => sum + cell.tickets, 0),
    promises: addPromises(acknowledgement, determination),
    firstResponse: { ...measured(cells.map((cell) => cell.firstResponse)), ...kept(acknowledgement) },
    response: { ...measured(cells.map((cell) => cell.response)), ...kept(determination) },
    resolution: measured(cells.map((cell) => cell.resolution)),
  }
}

const measured = (spans: readonly Spans[]): Measured => ({
  count: Spans.count(spans),
  wall: Spans.wall(spans),
  working: Spans.working(spans),
})

function kept({ metWithinTarget, metWithinLimit, breached }: PromiseCounts): Kept {
  const decided = metWithinLimit + breached
  const share = (count: number): number | null =>
    decided === 0 ? null : Math.round((count / decided) * 10_000) / 10_000
  return { withinTarget: share(metWithinTarget), withinLimit: share(metWithinLimit) }
}
