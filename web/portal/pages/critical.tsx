/** Critical issues to a partner: incidents of the service, and its own tickets that burn. */
import { CriticalPage as Critical } from '../../shared/critical/critical-page.tsx'
import { Subscribe } from '../../shared/news/subscribe.tsx'
import { PortalRow } from '../row.tsx'

export const CriticalPage = () => (
  <Critical
    reader="partner"
    action={<Subscribe topic="incidents">Mail me about incidents in my region</Subscribe>}
    row={(ticket) => <PortalRow key={ticket.id} ticket={ticket} />}
  />
)
