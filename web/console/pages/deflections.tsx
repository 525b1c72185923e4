/** Requests that were answered before they were sent: how many, by what, and for whom (B10, C12). */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { DeflectionReportView, DeflectionView } from '../../../src/http/wire-guide.ts'
import { guide } from '../../shared/guide/queries.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { api, withQuery } from '../../shared/paths.ts'
import { readInstant, sayBriefly, sayDate } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { buttonClass } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { deflectionGroupings, deflectionWords, type DeflectionQuestion } from '../reports/deflections.ts'
import { ReportFrame } from '../reports/frame.tsx'
import { queryOf, spans, spanWords } from '../reports/question.ts'
import { sayLabel } from '../reports/words.ts'
import { sayShare } from '../../shared/figures.ts'
import { ShowMore } from '../../shared/ui/show-more.tsx'

export function DeflectionsPage() {
  useTitle('Deflections')
  const question: DeflectionQuestion = useSearch({ from: '/app/reports/deflections' })
  const navigate = useNavigate()
  const now = useNow(60_000)
  const [openedAt] = useState(now)
  const { by = 'month', days = '365' } = question
  const { from, to } = queryOf({ days }, openedAt)
  const query = { by, from, to }
  const report = useQuery(guide.deflectionReport(query))
  const ask = (change: Partial<DeflectionQuestion>): void =>
    void navigate({ to: pages.deflections, search: { ...question, ...change }, replace: true, resetScroll: false })
  const controls = (
    <>
      <Select
        label="Compare by"
        place="bar"
        value={by}
        onChange={(value) => ask({ by: value })}
        options={deflectionGroupings.map((value) => ({
          value,
          label: `By ${deflectionWords[value].toLowerCase()}`,
        }))}
      />
      <Select
        label="Days"
        place="bar"
        value={days}
        onChange={(value) => ask({ days: value })}
        options={spans.map((value) => ({ value, label: spanWords[value] }))}
      />
      <a className={buttonClass({})} href={withQuery(api.deflectionCsv, query)} download>
        CSV
      </a>
    </>
  )
  return (
    <>
      <ReportFrame found={report} controls={controls}>
        {(shown) =>
          shown.overall.offered === 0 ? (
            <Empty title="Nothing was offered in these days">
              While a partner writes a request, matching articles and its own earlier tickets are offered. What comes of
              it is counted here.
            </Empty>
          ) : (
            <>
              <Table report={shown} />
              <p className="max-w-[90ch] px-4 py-3 text-small text-muted md:px-5">
                {shown.definition} Drafts first offered something from {sayDate(shown.from, now)} to{' '}
                {sayDate(shown.to, now)}, days in {shown.zone}.
                {by === 'article' ? ' A draft counts at each article that it was offered.' : ''}
              </p>
            </>
          )
        }
      </ReportFrame>
      <Latest />
    </>
  )
}

const head = 'px-3 py-2 text-right font-normal text-muted'
const cell = 'num px-3 py-2 text-right whitespace-nowrap'

function Table({ report }: { report: DeflectionReportView }) {
  const name = deflectionWords[report.by]
  return (
    <table className="w-full border-collapse text-note">
      <caption className="sr-only">Deflections by {name.toLowerCase()}</caption>
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className="px-4 py-2 text-left font-normal text-muted md:px-5">
            {name}
          </th>
          <th scope="col" className={head}>
            Offered
          </th>
          <th scope="col" className={`${head} max-sm:hidden`}>
            Opened
          </th>
          <th scope="col" className={head}>
            Deflected
          </th>
          <th scope="col" className={`${head} max-sm:hidden`}>
            Sent all the same
          </th>
          <th scope="col" className={head}>
            Share
          </th>
        </tr>
      </thead>
      <tbody>
        {report.rows.map((row) => (
          <Row key={row.value} row={row} name={report.by === 'month' ? sayLabel('month', row) : row.label} />
        ))}
      </tbody>
      <tfoot className="border-t border-line font-semibold">
        <Row row={report.overall} name="All" />
      </tfoot>
    </table>
  )
}

const Row = ({ row, name }: { row: DeflectionReportView['overall']; name: string }) => (
  <tr className="border-b border-line/60 last:border-0 hover:bg-soft">
    <th scope="row" className="px-4 py-2 text-left font-medium md:px-5">
      {name}
    </th>
    <td className={cell}>{row.offered}</td>
    <td className={`${cell} max-sm:hidden`}>{row.opened}</td>
    <td className={cell}>{row.deflected}</td>
    <td className={`${cell} max-sm:hidden`}>{row.sentAnyway}</td>
    <td className={cell}>{sayShare(row.share)}</td>
  </tr>
)

/** The requests themselves: who wrote what, and what solved it. */
function Latest() {
  const found = useInfiniteQuery(guide.deflections())
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  if (items.length === 0) return null
  return (
    <section aria-labelledby="latest" className="pt-3 pb-8">
      <h2 id="latest" className="px-4 pb-1 font-semibold md:px-5">
        Solved before they were sent
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {items.map((each) => (
          <Solved key={each.id} deflection={each} />
        ))}
      </ul>
      <ShowMore pages={found} place="flex justify-center py-3" />
    </section>
  )
}

function Solved({ deflection }: { deflection: DeflectionView }) {
  const now = useNow(60_000)
  const { solvedBy, partner, contact, typed, at } = deflection
  const link = 'font-medium underline decoration-line underline-offset-4 hover:decoration-ink'
  return (
    <li className="grid gap-x-6 gap-y-0.5 px-4 py-2 text-note md:grid-cols-[minmax(0,1fr)_auto] md:px-5">
      <span className="min-w-0">
        {solvedBy.kind === 'article' ? (
          <Link to={pages.article} params={{ article: solvedBy.id }} className={link}>
            {solvedBy.title}
          </Link>
        ) : (
          <Link to={pages.ticket} params={{ ticket: solvedBy.id }} className={link}>
            {solvedBy.title}
          </Link>
        )}
        {solvedBy.kind === 'ticket' ? <span className="text-muted"> · own earlier ticket</span> : null}
      </span>
      <span className="num text-muted md:text-right">
        {contact.name}, {partner.name} · {sayBriefly(readInstant(at), now)}
      </span>
      {typed === '' ? null : <span className="line-clamp-2 text-muted md:col-span-full">‘{typed}’</span>}
    </li>
  )
}
