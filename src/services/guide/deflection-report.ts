/** How many requests were answered before they were sent (B10), by month, article or partner, as a table and a file (C12). */
import { stringify } from 'csv-stringify/sync'
import { deflectionSums, type DeflectionGrouping, type DeflectionSum } from '../../storage/deflection-sums.ts'
import type { Span } from '../../storage/suggestions.ts'
import type { Actor, App } from '../app.ts'

export { deflectionGroupings, type DeflectionGrouping } from '../../storage/deflection-sums.ts'

/** Printed with every figure: what is counted. */
export const definition =
  'A request counts once something was offered while it was written. It is deflected where its writer said that this solved it and did not send it. Opened and sent all the same, it is offered and opened, no more.'

const zone = 'UTC'
const noArticle = 'Own earlier tickets'

export type DeflectionReport = Awaited<ReturnType<typeof deflectionReport>>
type Row = DeflectionReport['rows'][number]

export function deflectionReport(app: App, actor: Actor, by: DeflectionGrouping, span: Span) {
  return app.db.transaction(actor, async (tx) => {
    const rows = await deflectionSums(tx, by, span)
    const [all] = await deflectionSums(tx, 'all', span)
    const none: DeflectionSum = { value: '', label: '', offered: 0, opened: 0, deflected: 0, sentAnyway: 0 }
    return {
      by,
      zone,
      definition,
      rows: rows.map((row) => rowOf(by, row)),
      overall: { ...rowOf(by, all ?? none), label: 'All' },
    }
  })
}

const rowOf = (by: DeflectionGrouping, { value, label, offered, opened, deflected, sentAnyway }: DeflectionSum) => ({
  value,
  label: by === 'article' && value === '' ? noArticle : label,
  offered,
  opened,
  deflected,
  sentAnyway,
  /** Of what was offered; null where nothing was. */
  share: offered === 0 ? null : deflected / offered,
})

/** Titles come from people: a cell that a spreadsheet would take for a formula is written as text. */
export function deflectionCsv({ by, rows, overall }: DeflectionReport): string {
  const head = [
    by === 'month' ? `month (${zone})` : by,
    'offered',
    'opened',
    'deflected',
    'sent all the same',
    'deflected, share of offered',
  ]
  const line = (row: Row) => [row.label, row.offered, row.opened, row.deflected, row.sentAnyway, row.share]
  return stringify([head, ...rows.map(line), line(overall)], { escape_formulas: true, bom: true })
}
