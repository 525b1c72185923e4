/** C7: how often a rule proposed the right severity, and where it did not. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SeverityReportView } from '../../../src/http/wire-quality.ts'
import { call } from '../../shared/api.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { api, withQuery } from '../../shared/paths.ts'
import { sayDate } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { buttonClass } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { ReportFrame } from '../reports/frame.tsx'
import { Figures, figureClass, lineClass, nameClass } from '../reports/quality.tsx'
import { queryOf, spans, spanWords } from '../reports/question.ts'
import { sayShare } from '../../shared/figures.ts'

export function SeverityReportPage() {
  useTitle('Proposed severities')
  const now = useNow(60_000)
  const [openedAt] = useState(now)
  const [days, setDays] = useState<(typeof spans)[number]>('30')
  const { from, to } = queryOf({ days }, openedAt)
  const query = { from, to }
  const found = useQuery({
    queryKey: ['report', 'severity', query],
    queryFn: ({ signal }) => call<SeverityReportView>(withQuery(api.severityReport, query), { signal }),
  })
  return (
    <ReportFrame
      found={found}
      controls={
        <>
          <Select
            label="Days"
            place="bar"
            value={days}
            onChange={setDays}
            options={spans.map((value) => ({ value, label: spanWords[value] }))}
          />
          <a className={buttonClass({})} href={withQuery(api.severityReportCsv, query)} download>
            CSV
          </a>
        </>
      }
    >
      {(report) =>
        report.rows.length === 0 ? (
          <Empty title="No severity was proposed in these days">
            Rules propose one where the sender gives none. Choose a longer span.
          </Empty>
        ) : (
          <>
            <Figures
              caption="Proposed severities by rule"
              heads={['Rule', 'Proposed', 'Judged', 'Found wrong', 'Right', 'Tickets']}
            >
              <tbody>
                {report.rows.map((row) => (
                  <tr key={`${row.desk} ${row.severity} ${row.rule}`} className={lineClass}>
                    <th scope="row" className={nameClass}>
                      {row.rule}
                      <span className="block font-normal text-muted">
                        {row.deskName}, severity {row.severity}
                      </span>
                    </th>
                    <td className={figureClass}>{row.proposed}</td>
                    <td className={figureClass}>{row.judged}</td>
                    <td className={figureClass}>{row.corrected}</td>
                    <td className={figureClass}>{sayShare(row.rightShare)}</td>
                    <td className="min-w-40 px-3 py-2 text-right">
                      {row.examples.map(({ id, number, corrected }) => (
                        <Link
                          key={id}
                          to={pages.ticket}
                          params={{ ticket: id }}
                          className={`ml-2 inline-block py-1 whitespace-nowrap underline underline-offset-2 ${corrected ? 'text-broken' : ''}`}
                        >
                          {number}
                          {corrected ? <span className="sr-only">, found wrong</span> : null}
                        </Link>
                      ))}
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot className="border-t border-line font-semibold">
                <tr>
                  <th scope="row" className={nameClass}>
                    All
                  </th>
                  <td className={figureClass}>{report.overall.proposed}</td>
                  <td className={figureClass}>{report.overall.judged}</td>
                  <td className={figureClass}>{report.overall.corrected}</td>
                  <td className={figureClass}>{sayShare(report.overall.rightShare)}</td>
                  <td />
                </tr>
              </tfoot>
            </Figures>
            <p className="px-4 py-3 text-small text-muted md:px-5">
              Tickets received from {sayDate(report.from, now, report.zone)} to {sayDate(report.to, now, report.zone)},
              days in {report.zone}. Right is the share of what agents judged that was not wrong from the start; a
              severity that the sender gave is no proposal.
            </p>
          </>
        )
      }
    </ReportFrame>
  )
}
