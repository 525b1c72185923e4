/** Live chats by month, below the share of each channel (A4). */
import { useQuery } from '@tanstack/react-query'
import { chats } from '../../shared/chat/queries.ts'
import { sayLength } from '../../shared/time.ts'

const months = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const sayMonth = (month: string): string => months.format(Date.parse(`${month}-15T00:00:00Z`))

export function ChatMonths() {
  const { data } = useQuery(chats.report())
  if (data === undefined || data.rows.length === 0) return null
  return (
    <section aria-labelledby="chat-months" className="border-t border-line px-4 py-4 md:px-5">
      <h2 id="chat-months" className="font-semibold">
        Live chat by month
      </h2>
      <table className="mt-1 w-full max-w-[720px] text-note">
        <thead>
          <tr className="border-b border-line text-left text-muted">
            <th scope="col" className="py-1.5 pr-3 font-normal">
              Month
            </th>
            {['Chats', 'Median wait', 'Nobody took', 'Left'].map((head) => (
              <th key={head} scope="col" className="py-1.5 pl-3 text-right font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="num">
          {data.rows.map((row) => (
            <tr key={row.month} className="border-b border-line">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                {sayMonth(row.month)}
              </th>
              <td className="pl-3 text-right">{row.chats}</td>
              <td className="pl-3 text-right">
                {row.medianWaitSeconds === null ? 'nobody waited' : sayLength(row.medianWaitSeconds * 1_000)}
              </td>
              <td className="pl-3 text-right">{row.missed}</td>
              <td className="pl-3 text-right">{row.left}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-1 text-small text-muted">
        Until an agent took it. ‘Nobody took’ ended before; ‘left’ were messages for when somebody is there.
      </p>
    </section>
  )
}
