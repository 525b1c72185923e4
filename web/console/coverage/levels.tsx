/** F1: for each level of each desk, how many places it names somebody for, and what stands there in the others. */
import type { CoverageView } from '../../../src/http/wire-escalation.ts'
import { Notice } from '../../shared/ui/notice.tsx'

export function Levels({ summary }: { summary: CoverageView['summary'] }) {
  const nobody = summary.reduce((sum, row) => sum + row.reachesNobody, 0)
  return (
    <>
      {nobody === 0 ? null : (
        <Notice tone="broken" title="Some places reach nobody">
          A level with nobody named falls to the partner’s account manager, else to the level before; there, neither
          reaches anybody. Name somebody, or set a stand-in.
        </Notice>
      )}
      {/* Wider than a phone: it scrolls inside, and the keyboard must reach it too. */}
      <div
        className="relative overflow-x-auto focus-visible:-outline-offset-2"
        tabIndex={0}
        role="region"
        aria-label="Levels, by desk"
      >
        <table className="num w-full min-w-[560px] text-left text-note">
          <thead>
            <tr className="border-b border-line text-muted">
              {['Desk', 'Level', 'Named', 'Without a name', 'Reach nobody'].map((name) => (
                <th key={name} className="py-1.5 pr-3 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {summary.map((row) => (
              <tr key={`${row.desk}/${row.level}`} className="border-b border-line align-top">
                <td className="py-1.5 pr-3">{row.deskName}</td>
                <th className="py-1.5 pr-3 font-medium">
                  {row.level} · {row.title}
                </th>
                <td className="py-1.5 pr-3">{row.named} places</td>
                <td className="py-1.5 pr-3">
                  {row.fallbacks.length === 0
                    ? 'none'
                    : row.fallbacks.map(({ fallback, places }) => `${places} ${sayFallback(fallback)}`).join(', ')}
                </td>
                <td className={`py-1.5 ${row.reachesNobody === 0 ? '' : 'font-semibold text-broken'}`}>
                  {row.reachesNobody === 0 ? 'none' : row.reachesNobody}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

const sayFallback = (fallback: string): string =>
  fallback === 'desk'
    ? 'through the desk'
    : fallback === 'partner-account-manager'
      ? 'to the account manager'
      : `to ${fallback.replace('-', ' ')}`
