/** The yearly evaluation (E7): scores are read in, each proposes a tier with the sum and the rule, a manager decides. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { EvaluationWire } from '../../../src/http/wire-partnership.ts'
import { useNow } from '../../shared/now.ts'
import { partnershipQueries } from '../../shared/partnership/queries.ts'
import { stateWords } from '../../shared/partnership/results.tsx'
import { ScoreBar } from '../../shared/partnership/score-bar.tsx'
import { pages } from '../../shared/pages.ts'
import { List } from '../../shared/registry/list.tsx'
import { useMe } from '../../shared/session.ts'
import { sayDate } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { ApproveAllDialog, ApproveDialog, RefuseDialog } from '../evaluations/decide-dialogs.tsx'
import { ImportDialog } from '../registry/import-dialog.tsx'

type Open = 'import' | 'all' | { readonly approve: EvaluationWire } | { readonly refuse: EvaluationWire } | null

const states = [
  { value: '', label: 'Proposed and decided' },
  { value: 'proposed', label: 'Proposed' },
  { value: 'approved', label: 'Approved' },
  { value: 'refused', label: 'Not followed' },
] as const

export function EvaluationsPage() {
  useTitle('Evaluation')
  const navigate = useNavigate()
  const filter = useSearch({ from: '/app/evaluations' })
  const found = useInfiniteQuery(partnershipQueries.evaluations(filter))
  const [open, setOpen] = useState<Open>(null)
  const { role } = useMe()
  const because = ['admin', 'manager'].includes(role) ? null : 'A manager or an administrator does this.'
  const years = found.data?.pages[0]?.years ?? []
  const year = filter.year === undefined ? years[0] : years.find((each) => String(each.year) === filter.year)
  const close = (): void => setOpen(null)
  const show = (next: { readonly year?: string; readonly state?: string }): void =>
    void navigate({ to: pages.evaluations, search: { ...filter, ...next } as never })
  return (
    <div className="mx-auto flex max-w-[1100px] flex-col gap-4 px-4 pt-5 pb-12 md:px-6">
      <header className="flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1 basis-60">
          <PageHeading className="text-title">Evaluation</PageHeading>
          <p className="text-note text-muted">
            {year === undefined
              ? 'No scores are read in yet.'
              : `${year.year}: ${year.proposed} proposed, of which ${year.unchanged} change nothing; ${year.approved} approved, ${year.refused} not followed.`}
          </p>
        </div>
        <Button because={because} onClick={() => setOpen('import')}>
          Read scores in
        </Button>
        <Button
          look="go"
          because={because ?? ((year?.unchanged ?? 0) === 0 ? 'No proposal leaves its tier as it is.' : null)}
          onClick={() => setOpen('all')}
        >
          Approve all unchanged
        </Button>
      </header>
      {years.length === 0 ? null : (
        <div className="flex flex-wrap gap-2">
          <Select
            label="Year"
            place="bar"
            options={[
              { value: '', label: 'Every year' },
              ...years.map((each) => ({ value: String(each.year), label: String(each.year) })),
            ]}
            value={filter.year ?? ''}
            onChange={(value) => show({ year: value })}
          />
          <Select
            label="State"
            place="bar"
            options={states}
            value={filter.state ?? ''}
            onChange={(value) => show({ state: value })}
          />
        </div>
      )}
      <List
        found={found}
        what="evaluations"
        empty={
          <Empty title={years.length === 0 ? 'No scores yet' : 'None of these'}>
            {years.length === 0
              ? 'Read a CSV file of scores in: each row proposes a tier, with the sum and the rule that gave it. No tier changes before a manager approves it.'
              : 'Choose another year or state.'}
          </Empty>
        }
        row={(result) => (
          <ProposalRow
            key={result.id}
            result={result}
            because={because}
            onApprove={() => setOpen({ approve: result })}
            onRefuse={() => setOpen({ refuse: result })}
          />
        )}
      />
      {open === 'import' ? <ImportDialog kind="scores" onClose={close} /> : null}
      {open === 'all' && year !== undefined ? (
        <ApproveAllDialog year={year.year} count={year.unchanged} onClose={close} />
      ) : null}
      {open !== null && typeof open === 'object' && 'approve' in open ? (
        <ApproveDialog result={open.approve} onClose={close} />
      ) : null}
      {open !== null && typeof open === 'object' && 'refuse' in open ? (
        <RefuseDialog result={open.refuse} onClose={close} />
      ) : null}
    </div>
  )
}

interface RowProps {
  readonly result: EvaluationWire
  readonly because: string | null
  readonly onApprove: () => void
  readonly onRefuse: () => void
}

const changeWords = { same: 'as it is', up: 'rises', down: 'falls' } as const

function ProposalRow({ result, because, onApprove, onRefuse }: RowProps) {
  const now = useNow(60_000)
  const { partner, year, region, isHome, state, tierWas, proposed, change, rule, entryMet, effectiveOn, decided } =
    result
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1.5">
        <p>
          <Link to={pages.partner} params={{ partner: partner.id }} className="font-medium hover:underline">
            {partner.name}
          </Link>
          <span className="text-note text-muted">
            {' '}
            · <span className="num">{year}</span>, {region.name}
            {isHome ? ', on the global score' : ''}
          </span>
        </p>
        <p>
          <span className={change === 'same' ? '' : 'font-semibold'}>
            {change === 'same' || tierWas === null ? proposed.name : `${tierWas.name} → ${proposed.name}`}
          </span>
          <span className="text-note text-muted">
            {' '}
            {tierWas === null ? 'its first result there' : changeWords[change]}
          </span>
          {entryMet === false ? <span className="text-note font-semibold text-soon"> · criteria not met</span> : null}
        </p>
        <ScoreBar result={result} />
        <p className="text-note text-muted">{rule}</p>
        {decided === null ? null : (
          <p className="text-note text-muted">
            {stateWords[state]}
            {effectiveOn === null ? '' : ` from ${sayDate(effectiveOn, now)}`} by{' '}
            {decided.by?.name ?? 'somebody who has left'}. {decided.reason ?? ''}
          </p>
        )}
      </div>
      {state === 'proposed' ? (
        <div className="flex gap-2">
          <Button size="small" because={because} onClick={onApprove}>
            Approve
            <span className="sr-only">
              {' '}
              the result of {partner.name}, {region.name}
            </span>
          </Button>
          <Button size="small" look="bare" because={because} onClick={onRefuse}>
            Do not follow
            <span className="sr-only">
              {' '}
              the result of {partner.name}, {region.name}
            </span>
          </Button>
        </div>
      ) : null}
    </li>
  )
}
