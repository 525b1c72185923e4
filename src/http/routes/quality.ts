/** Reports of quality: proposed severities (C7) and training (D4). */
import type { Instant } from '../../domain/kernel.ts'
import { severityCsv, severityReport, trainingCsv, trainingReport } from '../../services/reports/quality.ts'
import * as asked from '../asked-quality.ts'
import { shown } from '../reply.ts'
import { route } from '../route.ts'
import type { Site } from '../site.ts'
import * as wire from '../wire-quality.ts'

const tag = 'Reports'

/** Days are those of UTC, both ends in it; the last thirty where nothing is said. */
function spanOf({ app }: Site, query: { readonly from?: string | undefined; readonly to?: string | undefined }) {
  const to = query.to ?? app.now().toZonedDateTimeISO('UTC').toPlainDate().toString()
  const from = query.from ?? Temporal.PlainDate.from(to).subtract({ days: 29 }).toString()
  const startOf = (day: Temporal.PlainDate): Instant => day.toZonedDateTime('UTC').toInstant()
  const instants = {
    from: startOf(Temporal.PlainDate.from(from)),
    to: startOf(Temporal.PlainDate.from(to).add({ days: 1 })),
  }
  return { days: { from, to }, instants }
}

export const quality = [
  route({
    method: 'GET',
    path: '/reports/severity',
    name: 'reportSeverity',
    tag,
    summary: 'How often a proposed severity was right',
    description:
      'Of tickets received in the days given (UTC, both in it), by rule: proposed, judged by an agent, and found wrong from the start. What the sender gave is no proposal.',
    who: 'staff',
    query: asked.severityReport,
    answers: { 200: wire.severityReport },
    async handle({ site, caller, query }) {
      const { days, instants } = spanOf(site, query)
      return shown({ ...(await severityReport(site.app, caller.actor, { ...instants, desk: query.desk })), ...days })
    },
  }),
  route({
    method: 'GET',
    path: '/reports/severity.csv',
    name: 'reportSeverityCsv',
    tag,
    summary: 'The same as a table for a spreadsheet',
    who: 'staff',
    query: asked.severityReport,
    answers: { 200: 'text/csv' },
    async handle({ site, caller, query, reply }) {
      const { days, instants } = spanOf(site, query)
      const report = await severityReport(site.app, caller.actor, { ...instants, desk: query.desk })
      const name = `severities-${days.from}-to-${days.to}.csv`
      reply.header('content-disposition', `attachment; filename="${name}"`).type('text/csv; charset=utf-8')
      await reply.send(severityCsv(report, days))
      return shown(null)
    },
  }),
  route({
    method: 'GET',
    path: '/reports/training',
    name: 'reportTraining',
    tag,
    summary: 'How far the contacts of each partner are trained',
    who: 'staff',
    query: asked.trainingReport,
    answers: { 200: wire.trainingReport },
    handle: async ({ site, caller, query }) =>
      shown(await trainingReport(site.app, caller.actor, { mine: query.mine ?? false })),
  }),
  route({
    method: 'GET',
    path: '/reports/training.csv',
    name: 'reportTrainingCsv',
    tag,
    summary: 'The same as a table for a spreadsheet',
    who: 'staff',
    query: asked.trainingReport,
    answers: { 200: 'text/csv' },
    async handle({ site, caller, query, reply }) {
      const report = await trainingReport(site.app, caller.actor, { mine: query.mine ?? false })
      reply.header('content-disposition', 'attachment; filename="training.csv"').type('text/csv; charset=utf-8')
      await reply.send(trainingCsv(report))
      return shown(null)
    },
  }),
]
