/** What reports of quality have in common: their heading, their wait, a table that scrolls by itself. */
import type { UseQueryResult } from '@tanstack/react-query'
import { Failure } from '../../shared/failure.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { ReportPlaces } from './places.tsx'

interface QualityPageProps<View> {
  readonly found: UseQueryResult<View>
  readonly controls: React.ReactNode
  readonly children: (view: View) => React.ReactNode
}

export const QualityPage = <View,>({ found, controls, children }: QualityPageProps<View>) => (
  <>
    <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-5">
      <PageHeading>Reports</PageHeading>
      <ReportPlaces />
      <span className="flex-1" />
      <div className="flex flex-wrap items-center gap-2">{controls}</div>
    </header>
    {found.data !== undefined ? (
      children(found.data)
    ) : found.error !== null ? (
      <Failure error={found.error} retry={() => void found.refetch()} />
    ) : (
      <Loading what="the report">
        <div className="flex flex-col gap-4 px-5 py-5">
          {[0, 1, 2, 3].map((at) => (
            <Skeleton key={at} className="h-6 w-full" />
          ))}
        </div>
      </Loading>
    )}
  </>
)

interface FiguresProps {
  readonly caption: string
  readonly heads: readonly string[]
  readonly children: React.ReactNode
}

/** The first column is words, the others are figures. */
export const Figures = ({ caption, heads, children }: FiguresProps) => (
  <div className="overflow-x-auto focus-visible:-outline-offset-2" tabIndex={0} role="region" aria-label={caption}>
    <table className="num w-full min-w-[560px] border-collapse text-note">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line">
          {heads.map((head, at) => (
            <th
              key={head}
              scope="col"
              className={`py-2 font-normal text-muted ${at === 0 ? 'px-4 text-left md:px-5' : 'px-3 text-right'}`}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  </div>
)

export const lineClass = 'border-b border-line/60 align-top last:border-0 hover:bg-soft'
export const nameClass = 'px-4 py-2 text-left font-medium md:px-5'
export const figureClass = 'px-3 py-2 text-right whitespace-nowrap'
