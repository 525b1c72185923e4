/** The sums of a statement: what was kept of all, of each kind of promise, desk and severity. To the last digit those of the report. */
import type { StatementView } from '../../../src/http/wire-statement.ts'
import { sayMinutes, sayShare } from '../figures.ts'
import { cx } from '../ui/cx.ts'
import { promisedWords } from './words.ts'

type SumsView = NonNullable<StatementView['sums']>
type Counts = SumsView['overall']['promises']

const head = 'px-2 py-1.5 text-right font-normal text-muted align-bottom'
const cell = 'num px-2 py-1.5 text-right whitespace-nowrap'
const middling = 'hidden sm:table-cell print:table-cell'
const wide = 'hidden lg:table-cell print:table-cell'

export function Sums({ statement, sums }: { readonly statement: StatementView; readonly sums: SumsView }) {
  const { overall } = sums
  return (
    <section aria-label="Sums">
      <p className="pb-3 text-lead">{inOneSentence(overall.promises)}</p>
      <table className="w-full border-collapse text-note">
        <caption className="sr-only">Promises of {statement.name}, summed up</caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="py-1.5 pr-2 text-left font-normal text-muted align-bottom">
              Promises
            </th>
            <th scope="col" className={head}>
              Number
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
              Withdrawn
            </th>
            <th scope="col" className={cx(head, middling)}>
              Running
            </th>
            <th scope="col" className={cx(head, wide)}>
              Acknowledged after
            </th>
            <th scope="col" className={cx(head, wide)}>
              Determined after
            </th>
          </tr>
        </thead>
        <tbody>
          {sums.byPromise.map(({ value, promises, answers }) => (
            <Row
              key={value}
              name={promisedWords[value]}
              promises={promises}
              acknowledged={value === 'acknowledgement' ? answers.working.averageMinutes : null}
              determined={value === 'determination' ? answers.working.averageMinutes : null}
            />
          ))}
        </tbody>
        {[sums.byDesk, sums.bySeverity].map((rows) => (
          <tbody key={rows[0]?.label ?? ''} className="border-t border-line">
            {rows.map(({ value, label, promises, firstResponse, response }) => (
              <Row
                key={value}
                name={label}
                promises={promises}
                acknowledged={firstResponse.working.averageMinutes}
                determined={response.working.averageMinutes}
              />
            ))}
          </tbody>
        ))}
        <tfoot className="border-t border-line font-semibold">
          <Row
            name="All"
            promises={overall.promises}
            acknowledged={overall.firstResponse.working.averageMinutes}
            determined={overall.response.working.averageMinutes}
          />
        </tfoot>
      </table>
      <p className="max-w-[80ch] pt-2 text-small text-muted">
        Promises that were due or settled in these days; one that was due in one month and answered in another stands in
        both. Shares are of those that were kept or broken. ‘After’ is the average of working time until the answer.
        {sums.promisedNothing === 0
          ? ''
          : ` ${sums.promisedNothing === 1 ? 'One request' : `${sums.promisedNothing} requests`} of these days ${
              sums.promisedNothing === 1 ? 'was' : 'were'
            } promised no times: feature requests and product limitations are exempt.`}
      </p>
    </section>
  )
}

/** '12 promises: 10 kept, 1 broken, 1 withdrawn.' */
function inOneSentence({ made, metWithinLimit, breached, withdrawn, running }: Counts): string {
  if (made === 0) return 'No promises.'
  const parts = [
    [metWithinLimit, 'kept'],
    [breached, 'broken'],
    [withdrawn, 'withdrawn'],
    [running, 'running'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`)
  return `${made} ${made === 1 ? 'promise' : 'promises'}: ${said.join(', ')}.`
}

interface RowProps {
  readonly name: string
  readonly promises: Counts
  readonly acknowledged: number | null
  readonly determined: number | null
}

function Row({ name, promises, acknowledged, determined }: RowProps) {
  const { made, metWithinTarget, metWithinLimit, breached, withdrawn, running } = promises
  const decided = metWithinLimit + breached
  const share = (count: number): number | null => (decided === 0 ? null : count / decided)
  return (
    <tr>
      <th scope="row" className="py-1.5 pr-2 text-left font-medium">
        {name}
      </th>
      <td className={cell}>{made}</td>
      <td className={cx(cell, middling)}>{sayShare(share(metWithinTarget))}</td>
      <td className={cell}>{sayShare(share(metWithinLimit))}</td>
      <td className={cx(cell, breached > 0 && 'text-broken')}>{breached}</td>
      <td className={cx(cell, middling)}>{withdrawn}</td>
      <td className={cx(cell, middling)}>{running}</td>
      <td className={cx(cell, wide)}>{sayMinutes(acknowledged)}</td>
      <td className={cx(cell, wide)}>{sayMinutes(determined)}</td>
    </tr>
  )
}
