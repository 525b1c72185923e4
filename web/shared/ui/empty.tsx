/** Nothing here: what will come, and how. */
export const Empty = ({
  title,
  children,
  action,
}: {
  title: string
  children?: React.ReactNode
  action?: React.ReactNode
}) => (
  <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-16 text-center">
    <svg width="120" height="20" viewBox="0 0 120 20" aria-hidden="true" className="mb-2 text-edge">
      <path d="M2 10H118" stroke="currentColor" strokeWidth="3" strokeDasharray="1 6" strokeLinecap="round" />
      <path d="M78 6l4-5h-8z" fill="currentColor" />
      <path d="M118 2V18" stroke="currentColor" strokeWidth="2" />
    </svg>
    <h2 className="text-lead font-semibold">{title}</h2>
    {children === undefined ? null : <p className="text-muted">{children}</p>}
    {action === undefined ? null : <div className="mt-3">{action}</div>}
  </div>
)
