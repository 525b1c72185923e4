/** D4: how far the contacts of each partner are trained. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TrainingReportView } from '../../../src/http/wire-quality.ts'
import { call } from '../../shared/api.ts'
import { pages } from '../../shared/pages.ts'
import { api, withQuery } from '../../shared/paths.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { ReportFrame } from '../reports/frame.tsx'
import { Figures, figureClass, lineClass, nameClass } from '../reports/quality.tsx'
import { sayShare } from '../../shared/figures.ts'

export function TrainingReportPage() {
  useTitle('Training')
  const [mine, setMine] = useState(false)
  const query = mine ? { mine: 'true' } : {}
  const found = useQuery({
    queryKey: ['report', 'training', query],
    queryFn: ({ signal }) => call<TrainingReportView>(withQuery(api.trainingReport, query), { signal }),
  })
  return (
    <ReportFrame
      found={found}
      controls={
        <>
          <Button aria-pressed={mine} onClick={() => setMine(!mine)}>
            {mine ? 'Show all partners' : 'Only mine'}
          </Button>
          <a className={buttonClass({})} href={withQuery(api.trainingReportCsv, query)} download>
            CSV
          </a>
        </>
      }
    >
      {({ rows, overall }) =>
        rows.length === 0 ? (
          <Empty title={mine ? 'You manage no partner' : 'No partners yet'}>
            Each partner stands here with its contacts and who of them has a training record.
          </Empty>
        ) : (
          <Figures
            caption="Training by partner"
            heads={['Partner', 'Contacts', 'With a record', 'Coverage', 'By product']}
          >
            <tbody>
              {rows.map((row) => (
                <tr key={row.partner} className={lineClass}>
                  <th scope="row" className={nameClass}>
                    <Link
                      to={pages.partner}
                      params={{ partner: row.partner }}
                      className="underline decoration-line underline-offset-4 hover:decoration-ink"
                    >
                      {row.name}
                    </Link>{' '}
                    <span className="font-normal text-muted">{row.tier}</span>
                  </th>
                  <td className={figureClass}>{row.contacts}</td>
                  <td className={figureClass}>{row.trained}</td>
                  <td className={figureClass}>{sayShare(row.share)}</td>
                  <td className="px-3 py-2 text-right text-muted">
                    {row.products.map(({ name, trained }) => `${name} ${trained}`).join(', ') || 'none'}
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot className="border-t border-line font-semibold">
              <tr>
                <th scope="row" className={nameClass}>
                  All
                </th>
                <td className={figureClass}>{overall.contacts}</td>
                <td className={figureClass}>{overall.trained}</td>
                <td className={figureClass}>{sayShare(overall.share)}</td>
                <td />
              </tr>
            </tfoot>
          </Figures>
        )
      }
    </ReportFrame>
  )
}
