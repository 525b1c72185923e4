/** A report as a table for a spreadsheet; the zone and what is measured stand in each heading (C12). */
import { stringify } from 'csv-stringify/sync'
import type { PromiseReport, ReportRow } from './promises.ts'

type Column = readonly [heading: string, cell: (row: ReportRow) => string | number | null]

const columns = (by: string, zone: string): readonly Column[] => [
  [by === 'month' ? `month (${zone})` : by, (row) => row.label],
  ['tickets', (row) => row.tickets],
  ['share of tickets', (row) => row.share],
  ['promises made', (row) => row.promises.made],
  ['met within target', (row) => row.promises.metWithinTarget],
  ['met within limit', (row) => row.promises.metWithinLimit],
  ['breached', (row) => row.promises.breached],
  ['withdrawn', (row) => row.promises.withdrawn],
  ['running', (row) => row.promises.running],
  ['first response within target, share', (row) => row.firstResponse.withinTarget],
  ['first response within limit, share', (row) => row.firstResponse.withinLimit],
  ['first response average, working minutes', (row) => row.firstResponse.working.averageMinutes],
  ['first response median, working minutes', (row) => row.firstResponse.working.medianMinutes],
  ['first response p90, working minutes', (row) => row.firstResponse.working.p90Minutes],
  ['response within target, share', (row) => row.response.withinTarget],
  ['response within limit, share', (row) => row.response.withinLimit],
  ['response average, working minutes', (row) => row.response.working.averageMinutes],
  ['response median, working minutes', (row) => row.response.working.medianMinutes],
  ['response p90, working minutes', (row) => row.response.working.p90Minutes],
  ['resolution average, working minutes', (row) => row.resolution.working.averageMinutes],
  ['resolution median, working minutes', (row) => row.resolution.working.medianMinutes],
  ['resolution average, wall minutes', (row) => row.resolution.wall.averageMinutes],
  ['exchanges per ticket', (row) => row.exchangesPerTicket],
  ['how-to share', (row) => row.howToShare],
  ['depth of troubleshooting, average of 100', (row) => row.depthAverage],
]

/** Names come from people: a cell that a spreadsheet would take for a formula is written as text. */
export function reportCsv(report: PromiseReport, zone: string): string {
  const table = columns(report.by, zone)
  const line = (row: ReportRow) => table.map(([, cell]) => cell(row))
  return stringify([table.map(([heading]) => heading), ...report.rows.map(line), line(report.overall)], {
    escape_formulas: true,
    bom: true,
  })
}
