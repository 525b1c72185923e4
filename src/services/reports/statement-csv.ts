/** A statement as a table for a spreadsheet: the zone stands in each heading with an instant, and lengths are working minutes (C12). */
import { stringify } from 'csv-stringify/sync'
import type { Instant } from '../../domain/kernel.ts'
import type { Actor, App } from '../app.ts'
import type { Answer } from '../refusals.ts'
import { wholeStatement, type StatedLine, type StatementQuestion } from './statement.ts'

/** The table, and what its file is called. */
export async function statementCsv(
  app: App,
  actor: Actor,
  question: StatementQuestion,
): Promise<Answer<{ readonly name: string; readonly text: string }>> {
  const found = await wholeStatement(app, actor, question)
  if (!found.ok) return found
  const { head, lines } = found.value
  const { zone, days } = head
  const columns = columnsIn(zone)
  const text = stringify(
    [columns.map(([heading]) => heading), ...lines.map((line) => columns.map(([, cell]) => cell(line)))],
    {
      escape_formulas: true,
      bom: true,
    },
  )
  return { ok: true, value: { name: `promises-${days.from}-to-${days.to}.csv`, text } }
}

type Column = readonly [heading: string, cell: (stated: StatedLine) => string | number | null]

const columnsIn = (zone: string): readonly Column[] => {
  const at = (instant: Instant | null): string | null => (instant === null ? null : localTime(instant, zone))
  return [
    ['ticket', ({ ticket }) => ticket.number],
    ['subject', ({ ticket }) => ticket.ticket.subject],
    ['desk', ({ line }) => line.desk],
    ['severity', ({ line }) => line.severity],
    ['promise', ({ line }) => line.promised],
    ['promised under desk', ({ line }) => line.terms.desk],
    ['promised under severity', ({ line }) => line.terms.severity],
    ['promised under tier', ({ line }) => line.terms.tier],
    [`received (${zone})`, ({ line }) => at(line.startedAt)],
    [`target (${zone})`, ({ line }) => at(line.targetAt)],
    [`limit (${zone})`, ({ line }) => at(line.limitAt)],
    [`answered (${zone})`, ({ line }) => at(line.answeredAt)],
    ['outcome', ({ line }) => line.outcome],
    ['answered after, working minutes', ({ line }) => inMinutes(line.tookMs)],
    ['late by, working minutes', ({ line }) => inMinutes(line.lateMs)],
    [`withdrawn (${zone})`, ({ line }) => at(line.endedAt)],
    ['withdrawn because', ({ line }) => line.endedWords],
    ['exempt', ({ line }) => (line.exempt ? 'yes' : 'no')],
    ['policy version', ({ line }) => line.policyVersion],
  ]
}

/** '2026-03-10 11:30:00': as a spreadsheet reads it. */
const localTime = (at: Instant, zone: string): string =>
  at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ')

const inMinutes = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 600) / 100)
