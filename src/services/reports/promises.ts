/** What was promised and what came of it, by whatever one wants to compare, down to the tickets (C12). */
import type { Instant, PartnerId, PersonId, TicketId } from '../../domain/kernel.ts'
import { depthOf } from '../../domain/intake/depth.ts'
import { clockState } from '../../domain/clock.ts'
import type { Policy } from '../../domain/policy.ts'
import { placeOf } from '../../domain/region.ts'
import { Practice, type PracticeFigures } from '../../domain/report/practice.ts'
import { Reporting, valueOf, type Figures, type Grouping } from '../../domain/report/report.ts'
import { isStated } from '../../domain/statement/statement.ts'
import type { Ticket } from '../../domain/ticket/ticket.ts'
import type { Tx } from '../../storage/database.ts'
import { namesOf } from '../../storage/people.ts'
import { partnersByIds } from '../../storage/partners.ts'
import {
  ticketsReceived,
  type ReceivedFilter,
  type ReceivedPlace,
  type ReceivedTicket,
} from '../../storage/report-reads.ts'
import { readTickets } from '../../storage/ticket-rows.ts'
import type { Actor, App } from '../app.ts'
import { understand, type TicketForm } from '../tickets/intake.ts'
import { viewsOf } from '../tickets/reading.ts'
import type { TicketView } from '../tickets/view.ts'

export interface PromiseReport {
  readonly by: Grouping
  readonly overall: ReportRow
  readonly rows: readonly ReportRow[]
}

export interface ReportRow extends Figures, PracticeFigures {
  readonly value: string
  /** The value as people call it. */
  readonly label: string
  /** Of all tickets of the report, 0 to 1. */
  readonly share: number | null
}

/** Outcomes that one looks into. */
export const outcomes = ['any', 'breached', 'past-target', 'withdrawn', 'running'] as const
export type Outcome = (typeof outcomes)[number]

const page = 1_000

export async function promiseReport(
  app: App,
  actor: Actor,
  by: Grouping,
  filter: ReceivedFilter,
): Promise<PromiseReport> {
  const reporting = new Reporting(app.now(), [by])
  const practices = new Map<string, Practice>()
  const overall = new Practice()
  const labels = await app.db.transaction(actor, async (tx) => {
    for await (const received of allReceived(tx, filter)) {
      const { ticket } = received
      const policy = await app.policies.version(ticket.policyVersion)
      if (filter.of === 'promises') reporting.addSome(ticket, policy, clocksOf(ticket, filter))
      else reporting.add(ticket, policy)
      const value = valueOf(by, ticket, placeOf(policy, ticket.country, ticket.state))
      const practice = practices.get(value) ?? new Practice()
      practices.set(value, practice)
      const handled = handledOf(policy, received)
      practice.add(handled)
      overall.add(handled)
    }
    return labelsOf(app.policies.current(), tx, by, [...practices.keys()])
  })
  const report = reporting.finish()
  const row = (value: string, figures: Figures, practice: Practice | undefined): ReportRow => ({
    value,
    label: labels.get(value) ?? value,
    share: report.overall.tickets === 0 ? null : Number((figures.tickets / report.overall.tickets).toFixed(4)),
    ...figures,
    ...(practice ?? new Practice()).figures(),
  })
  return {
    by,
    overall: { ...row('', report.overall, overall), label: 'All' },
    rows: Object.entries(report.by[by]).map(([value, figures]) => row(value, figures, practices.get(value))),
  }
}

/** The promises that are asked for: of a ticket received in the days all of them. */
const clocksOf = ({ clocks }: Ticket, filter: ReceivedFilter): Ticket['clocks'] =>
  filter.of === 'promises' ? clocks.filter((clock) => isStated(clock, filter)) : clocks

async function* allReceived(
  tx: Tx,
  filter: ReceivedFilter,
  from: ReceivedPlace | null = null,
): AsyncGenerator<ReceivedTicket> {
  for (let after = from; ;) {
    const rows = await ticketsReceived(tx, filter, { after, limit: page })
    yield* rows
    const last = rows.at(-1)
    if (rows.length < page || last === undefined) return
    after = { receivedAt: last.ticket.receivedAt, id: last.ticket.id }
  }
}

function handledOf(policy: Policy, { ticket, exchanges, intake }: ReceivedTicket) {
  return { exchanges, howTo: ticket.kind === 'question', depth: depthIn(policy, ticket, intake) }
}

/** The depth of troubleshooting that the form showed; a ticket that came without one says nothing of it (B3). */
function depthIn(policy: Policy, ticket: Ticket, intake: unknown): number | null {
  const form = intake as Partial<TicketForm> | null
  if (typeof form?.subject !== 'string' || typeof form.description !== 'string') return null
  const understanding = understand(
    policy,
    { ...form, subject: form.subject, description: form.description },
    ticket.channel,
  )
  if (!understanding.ok) return null
  return depthOf(understanding.understood.request, policy)?.score ?? null
}

async function labelsOf(
  policy: Policy,
  tx: Tx,
  by: Grouping,
  values: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const named = (rows: readonly { readonly id: string; readonly name: string }[]) =>
    new Map(rows.map((row) => [row.id, row.name]))
  const none = new Map([['', 'None']])
  const ids = values.filter((value) => value !== '')
  switch (by) {
    case 'desk':
      return named(policy.desks)
    case 'region':
      return named(policy.regions)
    case 'tier':
      return named(policy.tiers)
    case 'category':
      return named(policy.categories)
    case 'severity':
      return new Map(values.map((value) => [value, `Severity ${value}`]))
    case 'partner':
      return new Map([...none, ...named(await partnersByIds(tx, ids as PartnerId[]))])
    case 'agent':
      return new Map([
        ['', 'Nobody'],
        ...[...(await namesOf(tx, ids as PersonId[])).values()].map((row) => [row.id as string, row.name] as const),
      ])
    default:
      return none
  }
}

export type { ReceivedFilter }

export interface DrillDown {
  readonly by: Grouping
  readonly value: string
  readonly outcome: Outcome
}

export interface DrilledPage {
  readonly items: readonly TicketView[]
  readonly next: ReceivedPlace | null
}

/** The tickets behind a figure, in the order of their receipt. */
export async function reportTickets(
  app: App,
  actor: Actor,
  filter: ReceivedFilter,
  { by, value, outcome }: DrillDown,
  { after, limit }: { readonly after: ReceivedPlace | null; readonly limit: number },
): Promise<DrilledPage> {
  return app.db.transaction(actor, async (tx) => {
    const found: TicketId[] = []
    let last: ReceivedPlace | null = null
    let more = false
    for await (const { ticket } of allReceived(tx, filter, after)) {
      const policy = await app.policies.version(ticket.policyVersion)
      const own = valueOf(by, ticket, placeOf(policy, ticket.country, ticket.state))
      if (own !== value || !cameOut(clocksOf(ticket, filter), outcome, app.now())) continue
      if (found.length === limit) {
        more = true
        break
      }
      found.push(ticket.id)
      last = { receivedAt: ticket.receivedAt, id: ticket.id }
    }
    const rows = await readTickets(tx, found)
    return { items: await viewsOf(app, tx, rows), next: more ? last : null }
  })
}

function cameOut(clocks: Ticket['clocks'], outcome: Outcome, at: Instant): boolean {
  switch (outcome) {
    case 'any':
      return true
    case 'past-target':
      return clocks.some(({ targetAt, stopped }) => Temporal.Instant.compare(stopped?.at ?? at, targetAt) > 0)
    default:
      return clocks.some((clock) => clockState(clock) === outcome)
  }
}
