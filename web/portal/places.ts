/** Where one can go in the portal, as data: the line of a wide window and the phone's bar both read it. */
import { pages } from '../shared/pages.ts'
import type { BarGroup, BarPlace } from '../shared/place-bar.tsx'
import type { IconName } from '../shared/ui/icons.tsx'

/** What is wanted most: on the phone these stand in the bar. */
export const work = [
  { to: pages.tickets, label: 'My tickets', icon: 'list' },
  { to: pages.waiting, label: 'Waiting for me', short: 'Waiting', icon: 'clock' },
  { to: pages.guide, label: 'Guide', icon: 'book' },
  { to: pages.chat, label: 'Chat', icon: 'chat' },
] as const satisfies readonly (BarPlace & { readonly icon: IconName })[]

/** Everything else, by what it is about; on the phone behind 'More'. */
export const groups = [
  {
    label: 'My business',
    places: [
      { to: pages.customers, label: 'My customers', short: 'Customers' },
      { to: pages.payouts, label: 'Payouts' },
      { to: pages.renewals, label: 'Renewals' },
      { to: pages.reviews, label: 'Reviews' },
    ],
  },
  {
    label: 'What is new',
    places: [
      { to: pages.critical, label: 'Critical issues', short: 'Critical' },
      { to: pages.ideas, label: 'Ideas' },
      { to: pages.news, label: 'News' },
    ],
  },
  {
    label: 'My partnership',
    places: [
      { to: pages.calls, label: 'Calls' },
      { to: pages.entitlements, label: 'What my tier gives me', short: 'My tier' },
      { to: pages.partnership, label: 'Partnership' },
      { to: pages.profile, label: 'Profile' },
      { to: pages.promises, label: 'Promises' },
    ],
  },
] as const satisfies readonly BarGroup[]

export const places: readonly BarPlace[] = [...work, ...groups.flatMap((group): readonly BarPlace[] => group.places)]
