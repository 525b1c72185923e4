/** Around each report: its heading, the way to the others, what it is asked for, and the wait for it. */
import type { UseQueryResult } from '@tanstack/react-query'
import { Failure } from '../../shared/failure.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { ReportPlaces } from './places.tsx'

interface ReportFrameProps<View> {
  readonly found: UseQueryResult<View>
  readonly controls: React.ReactNode
  readonly children: (view: View) => React.ReactNode
}

export const ReportFrame = <View,>({ found, controls, children }: ReportFrameProps<View>) => (
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
