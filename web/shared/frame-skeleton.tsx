/** The frame before it is known who is there. */
import { Loading, Skeleton } from './ui/skeleton.tsx'

export const FrameSkeleton = () => (
  <Loading what="Partner Desk">
    <div className="flex h-12 items-center gap-4 border-b border-line bg-panel px-4">
      <Skeleton className="h-4 w-32" />
      <span className="flex-1" />
      <Skeleton className="size-6 rounded-full" />
    </div>
  </Loading>
)
