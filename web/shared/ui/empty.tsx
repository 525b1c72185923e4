/** Nothing here: what will come, and how. */

interface EmptyProps {
  readonly title: string
  readonly children?: React.ReactNode
  readonly action?: React.ReactNode
  /** Where it stands for a whole page: its title is the page's, and without a frame it is the page's content as well. */
  readonly page?: 'framed' | 'alone'
}

export function Empty({ title, children, action, page }: EmptyProps) {
  const Box = page === 'alone' ? 'main' : 'div'
  const Title = page === undefined ? 'h2' : 'h1'
  return (
    <Box className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-16 text-center">
      <svg width="120" height="20" viewBox="0 0 120 20" aria-hidden="true" className="mb-2 text-edge">
        <path d="M2 10H118" stroke="currentColor" strokeWidth="3" strokeDasharray="1 6" strokeLinecap="round" />
        <path d="M78 6l4-5h-8z" fill="currentColor" />
        <path d="M118 2V18" stroke="currentColor" strokeWidth="2" />
      </svg>
      <Title className="text-lead font-semibold">{title}</Title>
      {children === undefined ? null : <p className="text-muted">{children}</p>}
      {action === undefined ? null : <div className="mt-3">{action}</div>}
    </Box>
  )
}
