/** Which address shows which screen of the portal: partners alone. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readPortalFilter } from '../shared/filter.ts'
import { pages } from '../shared/pages.ts'
import { readStatementSearch } from '../shared/statement/query.ts'
import { app, onlyFor, readChatSearch } from './frame.tsx'

const waiting = createRoute({
  getParentRoute: () => app,
  path: pages.waiting,
  beforeLoad: onlyFor('partner'),
  component: lazyRouteComponent(() => import('../portal/pages/waiting.tsx'), 'WaitingPage'),
})
/** A4: a partner's chat, and to the console those of all. */
const chat = createRoute({
  getParentRoute: () => app,
  path: pages.chat,
  beforeLoad: onlyFor('partner'),
  validateSearch: readChatSearch,
  component: lazyRouteComponent(() => import('../portal/pages/chat.tsx'), 'ChatPage'),
})
const entitlements = createRoute({
  getParentRoute: () => app,
  path: pages.entitlements,
  beforeLoad: onlyFor('partner'),
  component: lazyRouteComponent(() => import('../portal/pages/entitlements.tsx'), 'EntitlementsPage'),
})
const partnership = createRoute({
  getParentRoute: () => app,
  path: pages.partnership,
  beforeLoad: onlyFor('partner'),
  component: lazyRouteComponent(() => import('../portal/pages/partnership.tsx'), 'PartnershipPage'),
})
const profile = createRoute({
  getParentRoute: () => app,
  path: pages.profile,
  beforeLoad: onlyFor('partner'),
  component: lazyRouteComponent(() => import('../portal/pages/profile.tsx'), 'ProfilePage'),
})
/** C12: what was promised to one's own company, and what became of it. */
const promises = createRoute({
  getParentRoute: () => app,
  path: pages.promises,
  beforeLoad: onlyFor('partner'),
  validateSearch: readStatementSearch,
  component: lazyRouteComponent(() => import('../portal/pages/promises.tsx'), 'PromisesPage'),
})
const tickets = createRoute({
  getParentRoute: () => app,
  path: pages.tickets,
  beforeLoad: onlyFor('partner'),
  validateSearch: readPortalFilter,
  component: lazyRouteComponent(() => import('../portal/pages/tickets.tsx'), 'TicketsPage'),
})

export const portalRoutes = [waiting, chat, entitlements, partnership, profile, promises, tickets] as const
