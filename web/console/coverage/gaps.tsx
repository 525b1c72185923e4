/** F1: every country, desk and level where nobody is named, and what stands there instead. */
import { useState } from 'react'
import type { CoverageView } from '../../../src/http/wire-escalation.ts'
import { usePolicy } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'
import { TextField } from '../../shared/ui/field.tsx'
import { deskName } from '../../shared/words.ts'

type Gap = CoverageView['gaps'][number]

const fallbackWords: Readonly<Record<string, string>> = {
  desk: 'reached through the desk',
  'partner-account-manager': 'the partner’s account manager',
}
const shownAtOnce = 40

export function Gaps({ coverage }: { coverage: CoverageView }) {
  const policy = usePolicy()
  const [q, setQ] = useState('')
  const [all, setAll] = useState(false)
  const words = q.trim().toLowerCase()
  const found = coverage.gaps
    // A department has no name anywhere: that is no gap worth a line each.
    .filter((gap) => gap.fallback !== 'desk')
    .filter((gap) => `${gap.name} ${gap.country}`.toLowerCase().includes(words))
    .toSorted(
      (a, b) =>
        Number(b.reachesNobody) - Number(a.reachesNobody) ||
        a.name.localeCompare(b.name, 'en') ||
        a.desk.localeCompare(b.desk) ||
        a.level - b.level,
    )
  const shown = all ? found : found.slice(0, shownAtOnce)
  return (
    <section aria-labelledby="gaps" className="flex flex-col gap-3">
      <h2 id="gaps" className="font-semibold">
        Where nobody is named
      </h2>
      <TextField
        label="Country"
        type="search"
        value={q}
        onChange={(event) => setQ(event.target.value)}
        className="max-w-64"
      />
      {found.length === 0 ? (
        <p className="text-note text-muted">
          Somebody is named at every level{words === '' ? '' : ` of ‘${q.trim()}’`}.
        </p>
      ) : (
        <ul className="grid gap-x-8 text-note md:grid-cols-2">
          {shown.map((gap) => (
            <GapLine
              key={`${gap.desk}/${gap.country}/${gap.state ?? ''}/${gap.level}`}
              gap={gap}
              desk={deskName(policy, gap.desk)}
            />
          ))}
        </ul>
      )}
      {found.length <= shown.length ? null : (
        <Button size="small" className="self-start" onClick={() => setAll(true)}>
          Show all {found.length}
        </Button>
      )}
    </section>
  )
}

const GapLine = ({ gap, desk }: { gap: Gap; desk: string }) => (
  <li className="border-b border-line py-1.5">
    <span className="font-medium">{gap.name}</span>{' '}
    <span className="text-muted">
      {desk}, level {gap.level}:
    </span>{' '}
    <span className={gap.reachesNobody ? 'font-semibold text-broken' : ''}>
      {fallbackWords[gap.fallback] ?? `those of ${gap.fallback.replace('-', ' ')}`}
      {gap.reachesNobody ? '; without one, nobody' : ''}
    </span>
  </li>
)
