/** A line for each value: what was kept, and how long it took. */
import type { PromiseReportView, ReportRowView } from '../../../src/http/wire-report.ts'
import { sayMinutes, sayShare } from '../../shared/figures.ts'
import { cx } from '../../shared/ui/cx.ts'
import { groupingWords, type Grouping, type Outcome } from './question.ts'
import { sayLabel } from './words.ts'

interface TableProps {
  readonly report: PromiseReportView
  readonly by: Grouping
  readonly clock: 'wall' | 'working'
  readonly onLook: (value: string, outcome: Outcome) => void
}

const head = 'px-3 py-2 text-right font-normal text-muted'
const cell = 'num px-3 py-2 text-right whitespace-nowrap'
const wide = 'hidden lg:table-cell'
const middling = 'hidden sm:table-cell'

export function ReportTable({ report, by, clock, onLook }: TableProps) {
  return (
    <table className="w-full border-collapse text-note">
      <caption className="sr-only">Promises by {groupingWords[by].toLowerCase()}</caption>
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className="px-4 py-2 text-left font-normal text-muted md:px-5">
            {groupingWords[by]}
          </th>
          <th scope="col" className={head}>
            Tickets
          </th>
          <th scope="col" className={cx(head, middling)}>
            Within target
          </th>
          <th scope="col" className={head}>
            Within limit
          </th>
          <th scope="col" className={head}>
            Broken
          </th>
          <th scope="col" className={cx(head, middling)}>
            First response
          </th>
          <th scope="col" className={cx(head, wide)}>
            Response
          </th>
          <th scope="col" className={cx(head, wide)}>
            Resolution
          </th>
          <th scope="col" className={cx(head, wide)}>
            Messages
          </th>
          <th scope="col" className={cx(head, wide)}>
            How-to
          </th>
          <th scope="col" className={cx(head, wide)}>
            Depth
          </th>
        </tr>
      </thead>
      <tbody>
        {report.rows.map((row) => (
          <Row key={row.value} row={row} name={sayLabel(by, row)} clock={clock} onLook={onLook} />
        ))}
      </tbody>
      <tfoot className="border-t border-line font-semibold">
        <Row row={report.overall} name="All" clock={clock} />
      </tfoot>
    </table>
  )
}

function Row({
  row,
  name,
  clock,
  onLook,
}: {
  row: ReportRowView
  name: string
  clock: TableProps['clock']
  onLook?: TableProps['onLook']
}) {
  const { promises, firstResponse, response, resolution } = row
  const decided = promises.metWithinLimit + promises.breached
  const share = (count: number): number | null => (decided === 0 ? null : count / decided)
  return (
    <>
      <tr className="hover:bg-soft max-lg:border-0 lg:border-b lg:border-line/60 lg:last:border-0">
        <th scope="row" className="max-w-0 min-w-32 truncate lg:min-w-52 px-4 py-2 text-left font-medium md:px-5">
          {onLook === undefined ? (
            name
          ) : (
            <Look words={name} onClick={() => onLook(row.value, 'any')} label={`${name}: its tickets`} />
          )}
        </th>
        <td className={cell}>
          {row.tickets} <span className="text-muted">{sayShare(row.share)}</span>
        </td>
        <td className={cx(cell, middling)}>{sayShare(share(promises.metWithinTarget))}</td>
        <td className={cell}>
          <Kept share={share(promises.metWithinLimit)} />
        </td>
        <td className={cell}>
          {promises.breached === 0 || onLook === undefined ? (
            promises.breached
          ) : (
            <Look
              words={String(promises.breached)}
              onClick={() => onLook(row.value, 'breached')}
              label={`${promises.breached}, ${name}: tickets with broken promises`}
            />
          )}
        </td>
        <td className={cx(cell, middling)}>
          <Length of={firstResponse[clock]} />
        </td>
        <td className={cx(cell, wide)}>
          <Length of={response[clock]} />
        </td>
        <td className={cx(cell, wide)}>
          <Length of={resolution[clock]} />
        </td>
        <td className={cx(cell, wide)}>{row.exchangesPerTicket ?? '–'}</td>
        <td className={cx(cell, wide)}>{sayShare(row.howToShare)}</td>
        <td className={cx(cell, wide)}>{row.depthAverage === null ? '–' : Math.round(row.depthAverage)}</td>
      </tr>
      <NarrowFigures row={row} clock={clock} />
    </>
  )
}

/** Where there is no room for their columns, the other figures stand below, in words. */
function NarrowFigures({ row, clock }: { row: ReportRowView; clock: TableProps['clock'] }) {
  const { firstResponse, response, resolution } = row
  const said = [
    ['first response', sayMinutes(firstResponse[clock].averageMinutes)],
    ['response', sayMinutes(response[clock].averageMinutes)],
    ['resolution', sayMinutes(resolution[clock].averageMinutes)],
    ['exchanges', String(row.exchangesPerTicket ?? '–')],
    ['how-to', sayShare(row.howToShare)],
    ['depth', row.depthAverage === null ? '–' : String(Math.round(row.depthAverage))],
  ] as const
  return (
    <tr className="border-b border-line/60 lg:hidden">
      <td colSpan={6} className="px-4 pb-2 text-small text-muted md:px-5">
        {said.map(([what, figure], place) => (
          <span key={what} className="num">
            {place === 0 ? '' : ' · '}
            <span className="whitespace-nowrap">
              {what} {figure}
            </span>
          </span>
        ))}
      </td>
    </tr>
  )
}

const Look = ({ words, label, onClick }: { words: string; label: string; onClick: () => void }) => (
  <button
    type="button"
    onClick={onClick}
    aria-label={label}
    className="min-h-6 max-w-full min-w-6 truncate underline decoration-line underline-offset-4 hover:decoration-ink"
  >
    {words}
  </button>
)

/** The share as a short line beside the figure, so that rows can be compared at a glance. */
function Kept({ share }: { share: number | null }) {
  return (
    <span className="inline-flex items-center justify-end gap-2">
      {share === null ? null : (
        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" className="hidden h-1.5 w-16 sm:block">
          <path d="M0 4H100" stroke="var(--color-line)" strokeWidth="8" />
          <path
            d={`M0 4H${share * 100}`}
            stroke={share < 0.9 ? 'var(--color-broken)' : 'var(--color-fine)'}
            strokeWidth="8"
          />
        </svg>
      )}
      {sayShare(share)}
    </span>
  )
}

interface Lengths {
  readonly averageMinutes: number | null
  readonly medianMinutes: number | null
  readonly p90Minutes: number | null
}

/** The average as the pages define it; the middle and the ninetieth beside it, since averages hide the worst. */
const Length = ({ of }: { of: Lengths }) => (
  <span title={`Median ${sayMinutes(of.medianMinutes)}, nine of ten within ${sayMinutes(of.p90Minutes)}`}>
    {sayMinutes(of.averageMinutes)}
    <span className="block text-small font-normal text-muted">
      {sayMinutes(of.medianMinutes)} · {sayMinutes(of.p90Minutes)}
    </span>
  </span>
)
