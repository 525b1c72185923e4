/** A statement as readers get it: instants in UTC, days as they were asked for. */
import type { Figures } from '../../domain/report/report.ts'
import { besideSpan, kindOfSpan, spanInWords, type Days } from '../../domain/statement/span.ts'
import type { StatementLine } from '../../domain/statement/statement.ts'
import type { App } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import type { StatedLine, StatementHead, Sums } from './statement.ts'

export type StatementView = ReturnType<typeof statementView>

/** A page of it; `sums` with the first one. */
export function statementView(
  app: App,
  { partner, days, zone }: StatementHead,
  sums: ReturnType<Sums['finish']> | null,
  lines: readonly StatedLine[],
  limit: number,
) {
  const policy = app.policies.current()
  const items = lines.slice(0, limit)
  const last = lines.length > limit ? items.at(-1) : undefined
  const beside = (step: -1 | 1): Days | null => {
    const found = besideSpan(policy, days, step)
    return found.from < '1970' || found.to >= '2200' ? null : found
  }
  const row = (value: string, label: string, figures: Figures) => ({ value, label, ...figures })
  const rows = (by: Readonly<Record<string, Figures>>, labelOf: (value: string) => string) =>
    Object.entries(by).map(([value, figures]) => row(value, labelOf(value), figures))
  return {
    partner: { id: partner.id as string, name: partner.name },
    zone,
    ...days,
    span: kindOfSpan(policy, days),
    name: spanInWords(policy, days),
    before: beside(-1),
    after: beside(1),
    /** What was known then is told. */
    at: utc(app.now()),
    sums:
      sums === null
        ? null
        : {
            overall: row('', 'All', sums.overall),
            byDesk: rows(sums.by.desk, (value) => policy.desks.find(({ id }) => id === value)?.name ?? value),
            bySeverity: rows(sums.by.severity, (value) => `Severity ${value}`),
            byPromise: [
              {
                value: 'acknowledgement',
                promises: sums.promises.acknowledgement,
                answers: sums.overall.firstResponse,
              },
              { value: 'determination', promises: sums.promises.determination, answers: sums.overall.response },
            ],
            promisedNothing: sums.promisedNothing,
          },
    items: items.map(lineView),
    nextCursor:
      last === undefined ? null : `${utc(last.ticket.ticket.receivedAt)}_${last.ticket.ticket.id}_${keyOf(last.line)}`,
  }
}

/** 'acknowledgement/1': within a ticket in the order of these. */
const keyOf = ({ promised, ordinal }: Pick<StatementLine, 'promised' | 'ordinal'>): string => `${promised}/${ordinal}`

function lineView({ ticket: { ticket, number }, line }: StatedLine) {
  const { id, terms, startedAt, targetAt, limitAt, answeredAt, endedAt, ...rest } = line
  return {
    id: id as string,
    ticket: { id: ticket.id as string, number, subject: ticket.subject },
    ...rest,
    terms: { desk: terms.desk, severity: terms.severity, tier: terms.tier, roundTheClock: terms.roundTheClock },
    startedAt: utc(startedAt),
    targetAt: utc(targetAt),
    limitAt: utc(limitAt),
    answeredAt: utcOrNull(answeredAt),
    endedAt: utcOrNull(endedAt),
  }
}
