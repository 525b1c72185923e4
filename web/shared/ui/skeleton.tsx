/** The shape of what is coming, in its place, so that nothing moves when it arrives. */
export const Skeleton = ({ className = 'h-4 w-full' }: { className?: string }) => (
  <span className={`skeleton block ${className}`} aria-hidden="true" />
)

/** Around skeletons: says to a screen reader that something is on its way. */
export const Loading = ({ what, children }: { what: string; children: React.ReactNode }) => (
  <div role="status" aria-label={`Loading ${what}`}>
    {children}
  </div>
)
