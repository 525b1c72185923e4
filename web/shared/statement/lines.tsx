/** Every promise of a statement, a row each; it leads to its ticket. */
import { Link } from '@tanstack/react-router'
import type { StatementLineView, StatementView } from '../../../src/http/wire-statement.ts'
import { pages } from '../pages.ts'
import { api } from '../paths.ts'
import { usePolicy } from '../session.ts'
import { readInstant, sayExactly } from '../time.ts'
import { cx } from '../ui/cx.ts'
import { SeverityTag } from '../ui/severity-tag.tsx'
import { tierName } from '../words.ts'
import { sayOutcome, sayPromise } from './words.ts'

interface LinesProps {
  readonly lines: readonly StatementLineView[]
  readonly statement: StatementView
  readonly empty: React.ReactNode
}

const head = 'px-2 print:px-1 py-1.5 text-left font-normal text-muted'
const cell = 'px-2 print:px-1 py-2 align-top'
const wide = 'hidden lg:table-cell print:table-cell'

export function Lines({ lines, statement, empty }: LinesProps) {
  if (lines.length === 0) return empty
  return (
    <table className="w-full border-collapse text-note print:table-fixed print:text-small">
      <caption className="sr-only">Promises of {statement.name}</caption>
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className="py-1.5 pr-2 text-left font-normal text-muted print:w-[21%]">
            Ticket
          </th>
          <th scope="col" className={cx(head, wide, 'print:w-[19%]')}>
            Promise
          </th>
          <th scope="col" className={cx(head, wide)}>
            Received
          </th>
          <th scope="col" className={cx(head, wide)}>
            Target
          </th>
          <th scope="col" className={cx(head, wide)}>
            Limit
          </th>
          <th scope="col" className={cx(head, wide)}>
            Answered
          </th>
          <th scope="col" className={cx(head, 'print:w-[13%]')}>
            What became of it
          </th>
          <th scope="col" className="py-1.5 pl-2 text-right font-normal text-muted print:hidden">
            <span className="sr-only">To keep</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.id} line={line} statement={statement} />
        ))}
      </tbody>
    </table>
  )
}

function Line({
  line,
  statement: { zone, to },
}: {
  readonly line: StatementLineView
  readonly statement: StatementView
}) {
  const policy = usePolicy()
  const year = Number(to.slice(0, 4))
  const say = (at: string | null): string => (at === null ? '–' : unbroken(sayExactly(readInstant(at), zone, year)))
  const desk = policy?.desks.find(({ id }) => id === line.terms.desk)?.name ?? line.terms.desk
  const terms = `${desk}, ${tierName(policy, line.terms.tier)}${line.terms.roundTheClock ? ', round the clock' : ''}, policy version ${line.policyVersion}`
  return (
    <tr className="border-b border-line/60 break-inside-avoid">
      <th scope="row" className="py-2 pr-2 text-left align-top font-normal">
        <Link
          to={pages.ticket}
          params={{ ticket: line.ticket.id }}
          className="block font-medium underline-offset-2 wrap-anywhere hover:underline"
        >
          <span dir="auto">{line.ticket.subject}</span>
        </Link>
        <span className="num text-small text-muted">{line.ticket.number}</span>
        <span className="num mt-1 block text-small text-muted lg:hidden print:hidden">
          {sayPromise(line)}, severity {line.terms.severity} · received {say(line.startedAt)} · target{' '}
          {say(line.targetAt)} · limit {say(line.limitAt)}
          {line.answeredAt === null ? '' : ` · answered ${say(line.answeredAt)}`}
        </span>
      </th>
      <td className={cx(cell, wide)}>
        <span className="flex items-start gap-2 print:block">
          <SeverityTag severity={line.terms.severity} />
          <span className="min-w-0 print:block">
            {sayPromise(line)}
            <span className="block text-small text-muted">
              {terms}
              {line.changes === 0 ? '' : line.changes === 1 ? '; changed once' : `; changed ${line.changes} times`}
            </span>
          </span>
        </span>
      </td>
      <td className={cx(cell, wide, 'num')}>{say(line.startedAt)}</td>
      <td className={cx(cell, wide, 'num')}>{say(line.targetAt)}</td>
      <td className={cx(cell, wide, 'num')}>{say(line.limitAt)}</td>
      <td className={cx(cell, wide, 'num')}>{say(line.answeredAt)}</td>
      <td className={cell}>
        <span className={cx('font-medium', meaning[line.outcome])}>{sayOutcome(line)}</span>
        {line.endedWords === null ? null : <span className="block text-small text-muted">{line.endedWords}</span>}
      </td>
      <td className="py-2 pl-2 text-right align-top print:hidden">
        <a
          href={api.proof(line.ticket.id)}
          download
          aria-label={`Proof of ${line.ticket.number}`}
          className="text-small underline underline-offset-2"
        >
          Proof
        </a>
      </td>
    </tr>
  )
}

/** Broken between day and time alone. */
const unbroken = (instant: string): string => instant.replace(/ (?=.* )/g, '\u00a0')

const meaning: Readonly<Record<StatementLineView['outcome'], string>> = {
  'within-target': 'text-fine',
  'within-limit': '',
  broken: 'text-broken',
  withdrawn: 'text-muted',
  running: '',
}
