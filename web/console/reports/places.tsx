/** The reports there are, beside each other. */
import { Link } from '@tanstack/react-router'
import { pages } from '../../shared/pages.ts'

const places = [
  { to: pages.reports, label: 'Promises' },
  { to: pages.severityReport, label: 'Proposed severities' },
  { to: pages.trainingReport, label: 'Training' },
  { to: pages.deflections, label: 'Deflections' },
] as const

export const ReportPlaces = () => (
  <nav aria-label="Reports" className="flex gap-1 overflow-x-auto">
    {places.map(({ to, label }) => (
      <Link
        key={to}
        to={to}
        activeOptions={{ exact: true, includeSearch: false }}
        className="rounded-box px-2.5 py-1.5 text-note whitespace-nowrap text-muted hover:text-ink data-[status=active]:bg-soft data-[status=active]:font-semibold data-[status=active]:text-ink"
      >
        {label}
      </Link>
    ))}
  </nav>
)
