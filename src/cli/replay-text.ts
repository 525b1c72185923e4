/** The report of a replay as a person reads it. */
import { logGroupings, type Figures } from '../domain/report/report.ts'
import type { Lengths } from '../domain/report/spans.ts'
import type { ReplayReport } from './replay-report.ts'

export function sayReplayReport(report: ReplayReport): string {
  const { run, by } = report
  const groups = logGroupings.map((grouping) => {
    const title = grouping === 'month' ? `month of receipt (${report.zone})` : grouping
    return section(`By ${title}`, Object.entries(by[grouping]))
  })
  return [
    `Report of a replay, as known at ${report.asOf?.toString() ?? 'no time at all'}`,
    '',
    "Times are average / median / p90, in hours; working time is that of the partner's own place.",
    'Shares are of the promises that were met or breached. Met within the limit includes met within the target.',
    '',
    section('Overall', [['all', report]]),
    ...groups,
    'This run',
    `  ${run.lines} lines: ${run.applied} applied, ${run.skipped} applied before, ${run.refused} refused, ` +
      `${run.beforeReceipt} before their ticket's receipt, ${run.misunderstood} not understood`,
    ...(run.outOfOrder === 0 ? [] : [`  ${run.outOfOrder} of the applied came out of order`]),
    ...run.refusals.map(({ event, reason, count, examples }) => {
      const lines = examples.map(({ line, ticket }) => `line ${line} (${ticket})`).join(', ')
      return `  refused ${count} × ${event}: ${reason} Such as ${lines}.`
    }),
    `  ${report.events_per_s} events/s, ${report.peak_memory_mb} MB of memory at most`,
    '',
  ].join('\n')
}

type Row = readonly [name: string, figures: Figures]

const section = (title: string, rows: readonly Row[]): string =>
  [title, ...table(promiseColumns, rows), '', ...table(timeColumns, rows), ''].join('\n')

type Column = readonly [head: string, cell: (figures: Figures) => string]

const promiseColumns: readonly Column[] = [
  ['tickets', ({ tickets }) => String(tickets)],
  ['promises', ({ promises }) => String(promises.made)],
  ['in target', ({ promises }) => String(promises.metWithinTarget)],
  ['in limit', ({ promises }) => String(promises.metWithinLimit)],
  ['breached', ({ promises }) => String(promises.breached)],
  ['still open', ({ promises }) => String(promises.breachedOpen)],
  ['withdrawn', ({ promises }) => String(promises.withdrawn)],
  ['running', ({ promises }) => String(promises.running)],
  ['first in limit', ({ firstResponse }) => share(firstResponse.withinLimit)],
  ['responses in limit', ({ response }) => share(response.withinLimit)],
]

const timeColumns: readonly Column[] = [
  ['first response', ({ firstResponse }) => hours(firstResponse.wall)],
  ['working', ({ firstResponse }) => hours(firstResponse.working)],
  ['response', ({ response }) => hours(response.wall)],
  ['working', ({ response }) => hours(response.working)],
  ['resolution', ({ resolution }) => hours(resolution.wall)],
  ['working', ({ resolution }) => hours(resolution.working)],
]

function table(columns: readonly Column[], rows: readonly Row[]): readonly string[] {
  const cells = [
    ['', ...columns.map(([head]) => head)],
    ...rows.map(([name, of]) => [name, ...columns.map(([, cell]) => cell(of))]),
  ]
  const widths = ['', ...columns].map((_, place) => Math.max(...cells.map((row) => row[place]?.length ?? 0)))
  return cells.map((row) =>
    `  ${row.map((cell, place) => (place === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[place] ?? 0))).join('  ')}`.trimEnd(),
  )
}

const share = (of: number | null): string => (of === null ? '–' : `${(of * 100).toFixed(1)} %`)

const hours = ({ averageMinutes, medianMinutes, p90Minutes }: Lengths): string =>
  [averageMinutes, medianMinutes, p90Minutes].map((each) => (each === null ? '–' : (each / 60).toFixed(1))).join(' / ')
