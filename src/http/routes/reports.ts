/** Reports: what was promised and what came of it (C12). */
import type { Instant, PartnerId, PersonId, TicketId } from '../../domain/kernel.ts'
import type { Grouping } from '../../domain/report/report.ts'
import { promiseReport, reportTickets, type ReceivedFilter } from '../../services/reports/promises.ts'
import { reportCsv } from '../../services/reports/csv.ts'
import * as asked from '../asked-report.ts'
import { problem } from '../problem.ts'
import { refused, shown } from '../reply.ts'
import { route } from '../route.ts'
import type { Site } from '../site.ts'
import * as wire from '../wire.ts'
import { promiseReport as reportShape } from '../wire-report.ts'

const tag = 'Reports'

interface Span {
  readonly from: string
  readonly to: string
  readonly filter: ReceivedFilter
}

/** Days are those of UTC, both ends in it; the last thirty where nothing is said. */
function spanOf(site: Site, query: asked.ReportQuery): Span {
  const today = site.app.now().toZonedDateTimeISO('UTC').toPlainDate()
  const to = query.to ?? today.toString()
  const from = query.from ?? Temporal.PlainDate.from(to).subtract({ days: 29 }).toString()
  const startOf = (day: Temporal.PlainDate): Instant => day.toZonedDateTime('UTC').toInstant()
  const { desk, tier, severity, product, channel } = query
  return {
    from,
    to,
    filter: {
      from: startOf(Temporal.PlainDate.from(from)),
      to: startOf(Temporal.PlainDate.from(to).add({ days: 1 })),
      desk,
      tier,
      severity,
      product,
      channel,
      partner: query.partner as PartnerId | undefined,
      agent: query.agent as PersonId | undefined,
    },
  }
}

const backwards = (span: Span) =>
  span.from > span.to
    ? refused({
        ...problem('invalid-request', 'The first day lies after the last.'),
        errors: [{ field: 'from', message: 'Give a day that is not after `to`.' }],
      })
    : null

export const reports = [
  route({
    method: 'GET',
    path: '/reports/promises',
    name: 'reportPromises',
    tag,
    summary: 'What was promised, and what came of it',
    description:
      'Of tickets received in the days given (UTC, both in it): promises met and broken, first response, response and resolution, on the wall’s clock and in working time.',
    who: 'staff',
    query: asked.report,
    answers: { 200: reportShape },
    async handle({ site, caller, query }) {
      const span = spanOf(site, query)
      const wrong = backwards(span)
      if (wrong !== null) return wrong
      const report = await promiseReport(site.app, caller.actor, query.by as Grouping, span.filter)
      return shown({ ...report, from: span.from, to: span.to })
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
      const span = spanOf(site, query)
      const wrong = backwards(span)
      if (wrong !== null) return wrong
      const report = await promiseReport(site.app, caller.actor, query.by as Grouping, span.filter)
      const name = `promises-by-${query.by}-${span.from}-to-${span.to}.csv`
      reply.header('content-disposition', `attachment; filename="${name}"`).type('text/csv; charset=utf-8')
      await reply.send(reportCsv(report))
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
      const span = spanOf(site, query)
      const wrong = backwards(span)
      if (wrong !== null) return wrong
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
]
