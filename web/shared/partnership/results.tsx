/** A partner's results of the yearly evaluation, with the sum, the rule, and the way to ask about one (E7). */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { EvaluationWire } from '../../../src/http/wire-partnership.ts'
import { useNow } from '../now.ts'
import { List, Part } from '../registry/list.tsx'
import { sayDate } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { partnershipQueries } from './queries.ts'
import { RequestDialog } from './request-dialog.tsx'
import { ScoreBar } from './score-bar.tsx'

export const stateWords: Readonly<Record<EvaluationWire['state'], string>> = {
  proposed: 'Proposed',
  approved: 'Approved',
  'in-effect': 'Approved',
  refused: 'Not followed',
  corrected: 'Proposed anew since',
}

export function Results({ partner }: { readonly partner: string }) {
  const found = useInfiniteQuery(partnershipQueries.evaluations({ partner }))
  const [asking, setAsking] = useState<string | null>(null)
  return (
    <Part title="Evaluation">
      <List
        found={found}
        what="evaluations"
        empty={
          <p className="text-note text-muted">
            No result yet. Once a year the partner value score is taken; the result stands here with its sum when it is
            approved.
          </p>
        }
        row={(result) => <ResultRow key={result.id} result={result} onAsk={() => setAsking(result.id)} />}
      />
      {asking === null ? null : (
        <RequestDialog
          workflow="evaluation-query"
          partner={partner}
          given={{ evaluation: asking }}
          onClose={() => setAsking(null)}
        />
      )}
    </Part>
  )
}

function ResultRow({ result, onAsk }: { readonly result: EvaluationWire; readonly onAsk: () => void }) {
  const now = useNow(60_000)
  const { year, region, proposed, rule, effectiveOn, decided, state, isHome } = result
  const stands = state === 'approved' || state === 'in-effect'
  return (
    <li className={cx('flex flex-col gap-1.5 py-3', state === 'corrected' && 'text-muted')}>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="font-medium">
          <span className="num">{year}</span>, {region.name}: {proposed.name}
        </h3>
        <span className="text-note text-muted">
          {stateWords[state]}
          {effectiveOn === null ? '' : `, from ${sayDate(effectiveOn, now)}`}
          {isHome ? ', on the global score' : ''}
        </span>
        <span className="flex-1" />
        {stands ? (
          <Button size="small" look="bare" onClick={onAsk}>
            Ask about it
            <span className="sr-only">
              : {year}, {region.name}
            </span>
          </Button>
        ) : null}
      </div>
      <ScoreBar result={result} />
      <p className="text-note text-muted">
        {rule} {decided?.reason ?? ''}
      </p>
    </li>
  )
}
