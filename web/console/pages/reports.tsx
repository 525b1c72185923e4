/** What was promised and what came of it, by whatever one wants to compare (C12). */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { api, withQuery } from '../../shared/paths.ts'
import { queries } from '../../shared/queries.ts'
import { usePolicy } from '../../shared/session.ts'
import { sayDate } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { buttonClass } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { groupings, groupingWords, queryOf, spans, spanWords, type ReportQuestion } from '../reports/question.ts'
import { ReportFrame } from '../reports/frame.tsx'
import { ChatMonths } from '../reports/chats.tsx'
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

  const controls = (
    <>
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
    </>
  )
  return (
    <ReportFrame found={report} controls={controls}>
      {(shown) =>
        shown.overall.tickets === 0 ? (
          <Empty title="Nothing was received in these days">Choose a longer span, or another desk.</Empty>
        ) : (
          <>
            <ReportTable
              report={shown}
              by={by}
              clock={clock ?? 'working'}
              onLook={(value, outcome) => ask({ value, outcome })}
            />
            <p className="px-4 py-3 text-small text-muted md:px-5">
              Tickets received from {sayDate(shown.from, now, shown.zone)} to {sayDate(shown.to, now, shown.zone)}, days
              in {shown.zone}. Shares are of promises that were kept or broken. Below each average: the median, and what
              nine of ten stayed within.
            </p>
            {by === 'channel' ? <ChatMonths /> : null}
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
        )
      }
    </ReportFrame>
  )
}
