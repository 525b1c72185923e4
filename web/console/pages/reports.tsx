/** What was promised and what came of it, by whatever one wants to compare (C12). */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Failure } from '../../shared/failure.tsx'
import { useNow } from '../../shared/now.ts'
import { api, pages, withQuery } from '../../shared/paths.ts'
import { queries } from '../../shared/queries.ts'
import { usePolicy } from '../../shared/session.ts'
import { sayDate } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { buttonClass } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { groupings, groupingWords, queryOf, spans, spanWords, type ReportQuestion } from '../reports/question.ts'
import { ReportPlaces } from '../reports/places.tsx'
import { ReportTable } from '../reports/table.tsx'
import { FigureTickets } from '../reports/tickets.tsx'
import { sayLabel } from '../reports/words.ts'

export function ReportsPage() {
  const question: ReportQuestion = useSearch({ strict: false })
  const navigate = useNavigate()
  const policy = usePolicy()
  const now = useNow(60_000)
  // The days are settled when the page is opened: a figure does not change under its reader at midnight.
  const [openedAt] = useState(now)
  const { by = 'desk', days = '30', clock } = question
  const query = queryOf(question, openedAt)
  const report = useQuery(queries.report(query))
  const ask = (change: Partial<Record<keyof ReportQuestion, string | null>>): void => {
    const next = Object.fromEntries(Object.entries({ ...question, ...change }).filter(([, value]) => value !== null))
    void navigate({ to: pages.reports, search: next, replace: true, resetScroll: false })
  }
  const chosen = report.data?.rows.find((row) => row.value === question.value)
  useTitle(`Promises by ${groupingWords[by].toLowerCase()}`)

  return (
    <>
      <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-5">
        <PageHeading>Reports</PageHeading>
        <ReportPlaces />
        <span className="flex-1" />
        <div className="flex flex-wrap items-center gap-2">
          <Select
            label="Compare by"
            place="bar"
            value={by}
            onChange={(value) => ask({ by: value, value: null, outcome: null })}
            options={groupings.map((value) => ({ value, label: `By ${groupingWords[value].toLowerCase()}` }))}
          />
          <Select
            label="Days"
            place="bar"
            value={days}
            onChange={(value) => ask({ days: value })}
            options={spans.map((value) => ({ value, label: spanWords[value] }))}
          />
          <Select
            label="Desk"
            place="bar"
            value={question.desk ?? null}
            onChange={(value) => ask({ desk: value })}
            options={[
              { value: null, label: 'Every desk' },
              ...(policy?.desks ?? []).map((desk) => ({ value: desk.id as string | null, label: desk.name })),
            ]}
          />
          <Select
            label="Time"
            place="bar"
            value={clock ?? 'working'}
            onChange={(value) => ask({ clock: value === 'wall' ? 'wall' : null })}
            options={[
              { value: 'working', label: 'Working time' },
              { value: 'wall', label: 'Wall clock' },
            ]}
          />
          <a className={buttonClass({})} href={withQuery(api.reportCsv, query)} download>
            CSV
          </a>
        </div>
      </header>
      {report.error !== null && report.data === undefined ? (
        <Failure error={report.error} retry={() => void report.refetch()} />
      ) : report.data === undefined ? (
        <Loading what="the report">
          <div className="flex flex-col gap-4 px-5 py-5">
            {Array.from({ length: 6 }, (_, place) => (
              <Skeleton key={place} className="h-6 w-full" />
            ))}
          </div>
        </Loading>
      ) : report.data.overall.tickets === 0 ? (
        <Empty title="Nothing was received in these days">Choose a longer span, or another desk.</Empty>
      ) : (
        <>
          <ReportTable
            report={report.data}
            by={by}
            clock={clock ?? 'working'}
            onLook={(value, outcome) => ask({ value, outcome })}
          />
          <p className="px-4 py-3 text-small text-muted md:px-5">
            Tickets received from {sayDate(report.data.from, now, report.data.zone)} to{' '}
            {sayDate(report.data.to, now, report.data.zone)}, days in {report.data.zone}. Shares are of promises that
            were kept or broken. Below each average: the median, and what nine of ten stayed within.
          </p>
          {chosen === undefined ? null : (
            <FigureTickets
              key={`${by} ${chosen.value}`}
              name={sayLabel(by, chosen)}
              query={{ ...query, value: chosen.value }}
              outcome={question.outcome ?? 'any'}
              now={now}
              onOutcome={(outcome) => ask({ outcome })}
              onClose={() => ask({ value: null, outcome: null })}
            />
          )}
        </>
      )}
    </>
  )
}
