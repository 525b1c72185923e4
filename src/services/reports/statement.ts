/** The statement of promises: of one partner and some days, each promise that was due or settled in them, and their sums (C12, G3). */
import type { Instant, PartnerId, TicketId } from '../../domain/kernel.ts'
import { placeOf } from '../../domain/region.ts'
import { Reporting } from '../../domain/report/report.ts'
import { instantsOf, mistakesInDays, spanAround, type Days, type SpanKind } from '../../domain/statement/span.ts'
import { isStated, statementLine, type StatementLine } from '../../domain/statement/statement.ts'
import type { Tx } from '../../storage/database.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import {
  countPromisedNothing,
  ticketsStated,
  type ReceivedFilter,
  type ReceivedPlace,
  type StatedTicket,
} from '../../storage/report-reads.ts'
import type { Actor, App } from '../app.ts'
import { notFound, wrongFields, type Answer } from '../refusals.ts'
import { statementView, type StatementView } from './statement-view.ts'

export interface StatementQuestion {
  /** Whose; a partner's actor has its own alone. */
  readonly partner?: PartnerId | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** What is meant by one day, or by none. */
  readonly span: SpanKind
  readonly only?: 'broken' | undefined
}

/** Where a page begins: after this promise of this ticket. */
export interface StatementPlace extends ReceivedPlace {
  readonly clock: string
}

/** Whose, and of when. */
export interface StatementHead {
  readonly partner: Partner
  readonly days: Days
  /** The partner's own: the days are days there. */
  readonly zone: string
  readonly filter: ReceivedFilter
}

export interface StatedLine {
  readonly ticket: StatedTicket
  readonly line: StatementLine
}

/** Tickets read at a time. */
const page = 500

/**
 * A page of it, in the order of receipt; with the first one the sums of all. Refuses what is wrong with the question, all of it, and
 * a partner that is not there for the actor.
 */
export async function statementOf(
  app: App,
  actor: Actor,
  question: StatementQuestion,
  { after, limit }: { readonly after: StatementPlace | null; readonly limit: number },
): Promise<Answer<StatementView>> {
  return app.db.transaction(actor, async (tx) => {
    const head = await headOf(app, tx, question)
    if (!head.ok) return head
    const lines: StatedLine[] = []
    const sums = after === null ? new Sums(app.now()) : null
    for await (const ticket of allStated(tx, head.value.filter, after)) {
      const stated = await statedOf(app, ticket, head.value.filter, question.only)
      await sums?.add(app, ticket, head.value.filter)
      if (lines.length <= limit) lines.push(...(after === null ? stated : stated.filter(isAfterPlace(after))))
      // The sums look at all of it; a further page only at its own.
      else if (sums === null) break
    }
    const none = sums === null ? 0 : await countPromisedNothing(tx, head.value.partner.id, head.value.filter)
    return { ok: true, value: statementView(app, head.value, sums?.finish(none) ?? null, lines, limit) }
  })
}

/** Every line of it; for a table. */
export async function wholeStatement(
  app: App,
  actor: Actor,
  question: StatementQuestion,
): Promise<Answer<{ readonly head: StatementHead; readonly lines: readonly StatedLine[] }>> {
  return app.db.transaction(actor, async (tx) => {
    const head = await headOf(app, tx, question)
    if (!head.ok) return head
    const lines: StatedLine[] = []
    for await (const ticket of allStated(tx, head.value.filter, null))
      lines.push(...(await statedOf(app, ticket, head.value.filter, question.only)))
    return { ok: true, value: { head: head.value, lines } }
  })
}

/** What the report on promises goes by, where it is asked of promises: the same days of the same partner. */
export const statementHead = (app: App, actor: Actor, question: StatementQuestion): Promise<Answer<StatementHead>> =>
  app.db.transaction(actor, (tx) => headOf(app, tx, question))

/** What is wrong with a question that is spelt rightly, or with the part of it that is; all of it. */
export const mistakesIn = ({ partner, from, to }: Partial<StatementQuestion>, actor: Actor) => [
  ...(partner === undefined && actor.kind !== 'partner'
    ? [{ field: 'partner', message: 'Say whose statement it is: the id of a partner.' }]
    : []),
  ...(from === undefined || to === undefined ? [] : mistakesInDays({ from, to })),
]

async function headOf(app: App, tx: Tx, question: StatementQuestion): Promise<Answer<StatementHead>> {
  const wrong = mistakesIn(question, tx.actor)
  if (wrong.length > 0) return wrongFields(wrong)
  const own = tx.actor.kind === 'partner' ? tx.actor.partner : undefined
  const partner = await partnerById(tx, (question.partner ?? own) as PartnerId)
  if (partner === null) return notFound('partner')
  const policy = app.policies.current()
  const { zone } = placeOf(policy, partner.country, partner.state)
  const today = app.now().toZonedDateTimeISO(zone).toPlainDate().toString()
  const { from, to } = question
  const days =
    from !== undefined && to !== undefined ? { from, to } : spanAround(policy, question.span, from ?? to ?? today)
  const filter = { ...instantsOf(days, zone), of: 'promises', partner: partner.id } as const
  return { ok: true, value: { partner, days, zone, filter } }
}

async function* allStated(tx: Tx, filter: ReceivedFilter, from: StatementPlace | null): AsyncGenerator<StatedTicket> {
  // The page before may have ended among the promises of a ticket: it is looked at once more.
  let after: ReceivedPlace | null = from === null ? null : justBefore(from)
  for (;;) {
    const rows = await ticketsStated(tx, filter, { after, limit: page })
    yield* rows
    const last = rows.at(-1)
    if (rows.length < page || last === undefined) return
    after = { receivedAt: last.ticket.receivedAt, id: last.ticket.id }
  }
}

/** No id is smaller: everything that was received at the instant comes after it. */
const justBefore = ({ receivedAt }: ReceivedPlace): ReceivedPlace => ({
  receivedAt,
  id: '00000000-0000-0000-0000-000000000000' as TicketId,
})

const inOrder = (a: Pick<StatementLine, 'promised' | 'ordinal'>, b: Pick<StatementLine, 'promised' | 'ordinal'>) =>
  a.promised === b.promised ? a.ordinal - b.ordinal : a.promised < b.promised ? -1 : 1

const isAfterPlace =
  (place: StatementPlace) =>
  ({ ticket: { ticket }, line }: StatedLine): boolean => {
    const ahead =
      Temporal.Instant.compare(ticket.receivedAt, place.receivedAt) ||
      (ticket.id === place.id ? 0 : ticket.id < place.id ? -1 : 1)
    if (ahead !== 0) return ahead > 0
    const [promised, ordinal] = place.clock.split('/') as [StatementLine['promised'], string]
    return inOrder(line, { promised, ordinal: Number(ordinal) }) > 0
  }

async function statedOf(
  app: App,
  ticket: StatedTicket,
  filter: ReceivedFilter,
  only: 'broken' | undefined,
): Promise<readonly StatedLine[]> {
  const policy = await app.policies.version(ticket.ticket.policyVersion)
  return ticket.ticket.clocks
    .filter((clock) => isStated(clock, filter))
    .toSorted(inOrder)
    .map((clock) => ({ ticket, line: statementLine(policy, ticket.ticket, clock, app.now()) }))
    .filter(({ line }) => only === undefined || line.outcome === only)
}

/** Of everything that is stated, whatever is shown of it; figures are those of the report on promises. */
export class Sums {
  readonly #reporting: Reporting<'desk' | 'severity'>

  constructor(at: Instant) {
    this.#reporting = new Reporting(at, ['desk', 'severity'])
  }

  async add(app: App, { ticket }: StatedTicket, filter: ReceivedFilter): Promise<void> {
    const policy = await app.policies.version(ticket.policyVersion)
    this.#reporting.addSome(
      ticket,
      policy,
      ticket.clocks.filter((clock) => isStated(clock, filter)),
    )
  }

  finish(promisedNothing: number) {
    return { ...this.#reporting.finish(), promises: this.#reporting.ofPromises(), promisedNothing }
  }
}
