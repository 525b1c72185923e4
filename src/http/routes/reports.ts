/** Reports: what was promised and what came of it (C12). */
import type { Instant, PartnerId, PersonId, Result, TicketId } from '../../domain/kernel.ts'
import type { Grouping } from '../../domain/report/report.ts'
import { promiseReport, reportTickets, type ReceivedFilter } from '../../services/reports/promises.ts'
import { reportCsv } from '../../services/reports/csv.ts'
import { statementCsv } from '../../services/reports/statement-csv.ts'
import { mistakesIn, statementHead, statementOf, type StatementQuestion } from '../../services/reports/statement.ts'
import * as asked from '../asked-report.ts'
import type { Caller } from '../caller.ts'
import { problem, wrongRequest, type Problem } from '../problem.ts'
import { read, shown } from '../reply.ts'
import { route } from '../route.ts'
import type { Site } from '../site.ts'
import * as wire from '../wire.ts'
import { promiseReport as reportShape } from '../wire-report.ts'
import { statement as statementShape } from '../wire-statement.ts'

const tag = 'Reports'

interface Span {
  readonly from: string
  readonly to: string
  readonly zone: string
  readonly filter: ReceivedFilter
}

/**
 * Days are those of UTC, both ends in it; the last thirty where nothing is said. Of promises they are those of the partner's zone, as in
 * its statement.
 */
async function spanOf({ app }: Site, { actor }: Caller, query: asked.ReportQuery): Promise<Result<Span, Problem>> {
  const { desk, tier, severity, product, channel } = query
  const narrowed = { desk, tier, severity, product, channel, agent: query.agent as PersonId | undefined }
  const partner = query.partner as PartnerId | undefined
  const today = app.now().toZonedDateTimeISO('UTC').toPlainDate()
  const to = query.to ?? today.toString()
  const from = query.from ?? Temporal.PlainDate.from(to).subtract({ days: 29 }).toString()
  const wrong = [
    ...(from > to ? [{ field: 'from', message: 'Give a day that is not after `to`.' }] : []),
    ...(query.of === 'promises' && partner === undefined
      ? [{ field: 'partner', message: 'Promises are asked for of one partner: give its id.' }]
      : []),
    ...(query.of === 'promises' && query.by === 'month'
      ? [{ field: 'by', message: 'Months are those of the receipt: ask for tickets that were received.' }]
      : []),
  ]
  if (from > to && wrong.length === 1)
    return { ok: false, problem: problem('invalid-request', 'The first day lies after the last.', wrong) }
  if (wrong.length > 0) return { ok: false, problem: wrongRequest(wrong) }
  if (query.of === 'promises') {
    const head = await statementHead(app, actor, { partner, from, to, span: 'month' })
    if (!head.ok) return read(head) as Result<never, Problem>
    const { zone, filter } = head.value
    return { ok: true, value: { from, to, zone, filter: { ...narrowed, ...filter } } }
  }
  const startOf = (day: Temporal.PlainDate): Instant => day.toZonedDateTime('UTC').toInstant()
  const span = {
    from: startOf(Temporal.PlainDate.from(from)),
    to: startOf(Temporal.PlainDate.from(to).add({ days: 1 })),
  }
  return { ok: true, value: { from, to, zone: 'UTC', filter: { ...narrowed, ...span, partner } } }
}

const questionOf = (query: asked.StatementQuery): StatementQuestion => ({
  ...query,
  partner: query.partner as PartnerId | undefined,
})

/** What is spelt wrongly is named already. */
const statementMistakes = (_site: Site, right: Partial<asked.StatementQuery>, caller: Caller | null) =>
  caller === null ? [] : mistakesIn(questionOf({ span: 'month', ...right }), caller.actor)

export const reports = [
  route({
    method: 'GET',
    path: '/reports/promises',
    name: 'reportPromises',
    tag,
    summary: 'What was promised, and what came of it',
    description:
      'Of tickets received in the days given (UTC, both in it): promises met and broken, first response, response and resolution, on the wall’s clock and in working time. With `of=promises` and a partner: of the promises that its statement has for the same days.',
    who: 'staff',
    query: asked.report,
    answers: { 200: reportShape },
    async handle({ site, caller, query }) {
      const found = await spanOf(site, caller, query)
      if (!found.ok) return found
      const span = found.value
      const report = await promiseReport(site.app, caller.actor, query.by as Grouping, span.filter)
      return shown({ ...report, of: query.of, zone: span.zone, from: span.from, to: span.to })
    },
  }),
  route({
    method: 'GET',
    path: '/reports/promises.csv',
    name: 'reportPromisesCsv',
    tag,
    summary: 'The same as a table for a spreadsheet',
    who: 'staff',
    query: asked.report,
    answers: { 200: 'text/csv' },
    async handle({ site, caller, query, reply }) {
      const found = await spanOf(site, caller, query)
      if (!found.ok) return found
      const span = found.value
      const report = await promiseReport(site.app, caller.actor, query.by as Grouping, span.filter)
      const name = `promises-by-${query.by}-${span.from}-to-${span.to}.csv`
      reply.header('content-disposition', `attachment; filename="${name}"`).type('text/csv; charset=utf-8')
      await reply.send(reportCsv(report, span.zone))
      return shown(null)
    },
  }),
  route({
    method: 'GET',
    path: '/reports/promises/tickets',
    name: 'reportTickets',
    tag,
    summary: 'The tickets behind a figure',
    who: 'staff',
    query: asked.drillDown,
    answers: { 200: wire.page(wire.ticket) },
    async handle({ site, caller, query }) {
      const found = await spanOf(site, caller, query)
      if (!found.ok) return found
      const span = found.value
      const { value, outcome, limit, cursor } = query
      const by = query.by as Grouping
      const [at, id] = cursor?.split('_') ?? []
      const after =
        at === undefined || id === undefined ? null : { receivedAt: Temporal.Instant.from(at), id: id as TicketId }
      const { items, next } = await reportTickets(
        site.app,
        caller.actor,
        span.filter,
        { by, value, outcome },
        { after, limit },
      )
      return shown({ items, nextCursor: next === null ? null : `${next.receivedAt.toString()}_${next.id}` })
    },
  }),
  route({
    method: 'GET',
    path: '/reports/statement',
    name: 'getStatement',
    tag,
    summary: 'The statement of promises of a partner',
    description:
      'Every promise that was due or settled in the days given, both in it, in the partner’s own zone; with the first page the sums of all of them. A partner gets its own.',
    who: 'signed-in',
    query: asked.statement,
    alsoWrongQuery: statementMistakes,
    answers: { 200: statementShape },
    refuses: ['not-found'],
    async handle({ site, caller, query: { limit, cursor, ...query } }) {
      const [at, id, clock] = cursor?.split('_') ?? []
      const after =
        at === undefined || id === undefined || clock === undefined
          ? null
          : { receivedAt: Temporal.Instant.from(at), id: id as TicketId, clock }
      return read(await statementOf(site.app, caller.actor, questionOf(query), { after, limit }))
    },
  }),
  route({
    method: 'GET',
    path: '/reports/statement.csv',
    name: 'getStatementCsv',
    tag,
    summary: 'The same as a table for a spreadsheet, whole',
    who: 'signed-in',
    query: asked.statementDays,
    alsoWrongQuery: statementMistakes,
    answers: { 200: 'text/csv' },
    refuses: ['not-found'],
    async handle({ site, caller, query, reply }) {
      const made = await statementCsv(site.app, caller.actor, questionOf(query))
      if (!made.ok) return read(made)
      const { name, text } = made.value
      reply.header('content-disposition', `attachment; filename="${name}"`).type('text/csv; charset=utf-8')
      await reply.send(text)
      return shown(null)
    },
  }),
]
