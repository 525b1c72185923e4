/** The reports there are. */
import { Link } from '@tanstack/react-router'
import { pages } from '../../shared/paths.ts'

const kinds = [
  { to: pages.reports, label: 'Promises' },
  { to: pages.deflections, label: 'Deflections' },
] as const

export const ReportKinds = () => (
  <nav aria-label="Reports" className="flex gap-1">
    {kinds.map(({ to, label }) => (
      <Link
        key={to}
        to={to}
        activeOptions={{ exact: true, includeSearch: false }}
        className="rounded-box px-2.5 py-1.5 text-note text-muted hover:text-ink data-[status=active]:bg-soft data-[status=active]:font-semibold data-[status=active]:text-ink"
      >
        {label}
      </Link>
    ))}
  </nav>
)
