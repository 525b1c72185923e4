/** A ticket's page before it is known. */
import { Loading, Skeleton } from '../ui/skeleton.tsx'

export const TicketSkeleton = () => (
  <Loading what="the ticket">
    <div className="flex h-[53px] items-center gap-3 border-b border-line px-4 md:px-6">
      <Skeleton className="h-5 w-[34px]" />
      <Skeleton className="h-5 max-w-md flex-1" />
    </div>
    <div className="flex flex-col gap-3 border-b border-line px-4 py-4 md:px-6">
      <Skeleton className="h-5 w-64" />
      <Skeleton className="h-[72px] w-full" />
      <Skeleton className="h-5 w-2/3" />
    </div>
    <div className="flex max-w-[860px] flex-col gap-3 px-4 py-5 md:px-6">
      <Skeleton className="h-4 w-48" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  </Loading>
)
