/**
 * The statement of promises: what was due or settled in some days, and what became of it. The same page for a partner's own and for
 * the vendor's view of it, on the screen and on paper (C12).
 */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { StatementView } from '../../../src/http/wire-statement.ts'
import { Problem } from '../api.ts'
import { Failure, NotFound } from '../failure.tsx'
import { api, withQuery } from '../paths.ts'
import { usePolicy } from '../session.ts'
import { cityOf, sayExactly, readInstant } from '../time.ts'
import { useTitle } from '../title.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Check } from '../ui/check.tsx'
import { Empty } from '../ui/empty.tsx'
import { PageHeading } from '../ui/heading.tsx'
import { ShowMore } from '../ui/show-more.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { SpanBar } from './span-bar.tsx'
import { Lines } from './lines.tsx'
import { queryOf, statementBy, type StatementSearch } from './query.ts'
import { Sums } from './sums.tsx'

interface StatementProps {
  readonly search: StatementSearch
  readonly onAsk: (search: StatementSearch) => void
  /** Whose, for the vendor; a partner's is its own. */
  readonly partner?: string
  /** Before the heading: the way back. */
  readonly back?: React.ReactNode
}

export function Statement({ search, onAsk, partner, back }: StatementProps) {
  useTitle('Statement of promises')
  const found = useInfiniteQuery(statementBy(search, partner))
  const first = found.data?.pages[0]
  const wrong = found.error instanceof Problem && found.error.status === 400 ? found.error.fields : {}
  if (found.error instanceof Problem && found.error.status === 404) return <NotFound what="partner" />
  if (found.error !== null && first === undefined && Object.keys(wrong).length === 0)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="mx-auto max-w-[1180px] px-4 pt-6 pb-12 md:px-6 print:max-w-none print:p-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-3 pb-3 print:hidden">
        {back}
        <PageHeading className="flex-1 basis-40 text-title">
          {first === undefined || partner === undefined ? 'Promises' : `Promises to ${first.partner.name}`}
        </PageHeading>
        {first === undefined ? null : (
          <>
            <a href={withQuery(api.statementCsv, queryOf(search, partner))} download className={buttonClass({})}>
              CSV
            </a>
            <Print pages={found} />
          </>
        )}
      </div>
      <SpanBar shown={first} search={search} onAsk={onAsk} wrong={wrong} />
      {first === undefined ? (
        Object.keys(wrong).length > 0 ? null : (
          <Waiting />
        )
      ) : (
        <div
          className={found.isPlaceholderData ? 'opacity-60' : undefined}
          aria-busy={found.isPlaceholderData || undefined}
        >
          <PaperHead statement={first} />
          {first.sums === null ? null : <Sums statement={first} sums={first.sums} />}
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2 pt-6 pb-1">
            <h2 className="font-semibold">{search.only === 'broken' ? 'Broken promises' : 'Every promise'}</h2>
            <span className="print:hidden">
              <Check checked={search.only === 'broken'} onChange={(checked) => onAsk(only(search, checked))}>
                Only broken ones
              </Check>
            </span>
          </div>
          <Lines
            lines={found.data?.pages.flatMap(({ items }) => items) ?? []}
            statement={first}
            empty={
              search.only === 'broken' ? (
                <Empty title="None was broken">
                  Every promise of these days was kept, withdrawn, or is still running.
                </Empty>
              ) : (
                <Empty title="No promise was due or settled in these days">
                  What is promised for a request stands here once its time comes, or once it is answered.
                </Empty>
              )
            }
          />
          {found.hasNextPage ? (
            <p className="hidden pt-2 text-small print:block">
              These are the first promises only: print by the button of the page, which fetches the rest before.
            </p>
          ) : null}
          <div className="print:hidden">
            <ShowMore pages={found} />
          </div>
        </div>
      )}
    </div>
  )
}

const only = ({ only: _only, ...search }: StatementSearch, broken: boolean): StatementSearch =>
  broken ? { ...search, only: 'broken' } : search

/** What only paper has: whose it is, of when, and as of when. */
function PaperHead({ statement }: { readonly statement: StatementView }) {
  const vendor = usePolicy()?.vendor.name
  const { zone } = statement
  return (
    <div className="hidden pb-4 print:block">
      <p className="text-title font-semibold">Statement of promises</p>
      <p>
        {vendor === undefined ? '' : `${vendor} to `}
        {statement.partner.name}, {statement.name}
      </p>
      <p className="text-small">
        All days and times are in {cityOf(zone)} ({zone}). As known on {sayExactly(readInstant(statement.at), zone, 0)}.
      </p>
    </div>
  )
}

interface Pages {
  readonly hasNextPage: boolean
  fetchNextPage(): Promise<{ readonly hasNextPage: boolean; readonly isError: boolean }>
}

/** All of it is fetched before: paper has no 'Show more'. */
function Print({ pages }: { readonly pages: Pages }) {
  const [busy, setBusy] = useState(false)
  const print = async (): Promise<void> => {
    setBusy(true)
    for (let more = pages.hasNextPage; more;) {
      const read = await pages.fetchNextPage()
      more = read.hasNextPage && !read.isError
    }
    setBusy(false)
    // Once the rows are drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => window.print()))
  }
  return (
    <Button busy={busy} onClick={() => void print()}>
      Print or save as PDF
    </Button>
  )
}

const Waiting = () => (
  <Loading what="the statement">
    <div className="flex flex-col gap-3 pt-4">
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  </Loading>
)
