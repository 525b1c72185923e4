/** Which address shows which screen where both sides have one: each its own, or the same. */
import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router'
import { NotFound } from '../shared/failure.tsx'
import { readGuideFilter, readVersion } from '../shared/guide/filter.ts'
import { readCustomerFilter } from '../shared/registry/filter.ts'
import { readPayoutSearch, readRenewalSearch } from '../shared/payouts/queries.ts'
import { readReviewSearch } from '../shared/reviews/queries.ts'
import { readIdeaFilter } from '../shared/board/queries.ts'
import { pages } from '../shared/pages.ts'
import { queries, queryClient } from '../shared/queries.ts'
import { askForTicket } from '../shared/ticket/queries.ts'
import { TicketSkeleton } from '../shared/ticket/ticket-skeleton.tsx'
import { isNewDesk } from '../console/setup/query.ts'
import { bySide } from '../shared/by-side.tsx'
import { app, isId } from './frame.tsx'

const StaffTicket = lazyRouteComponent(() => import('../console/pages/ticket.tsx'), 'TicketPage')
const PartnerTicket = lazyRouteComponent(() => import('../portal/pages/ticket.tsx'), 'TicketPage')
const StaffCustomers = lazyRouteComponent(() => import('../console/pages/customers.tsx'), 'CustomersPage')
const PartnerCustomers = lazyRouteComponent(() => import('../portal/pages/customers.tsx'), 'CustomersPage')
const StaffCustomer = lazyRouteComponent(() => import('../console/pages/customer.tsx'), 'CustomerPage')
const PartnerCustomer = lazyRouteComponent(() => import('../portal/pages/customer.tsx'), 'CustomerPage')
const StaffIdeas = lazyRouteComponent(() => import('../console/pages/ideas.tsx'), 'IdeasPage')
const PartnerIdeas = lazyRouteComponent(() => import('../portal/pages/ideas.tsx'), 'IdeasPage')
const StaffIdea = lazyRouteComponent(() => import('../console/pages/idea.tsx'), 'IdeaPage')
const PartnerIdea = lazyRouteComponent(() => import('../portal/pages/idea.tsx'), 'IdeaPage')
const StaffCalls = lazyRouteComponent(() => import('../console/pages/calls.tsx'), 'CallsPage')
const PartnerCalls = lazyRouteComponent(() => import('../portal/pages/calls.tsx'), 'CallsPage')
const StaffPayouts = lazyRouteComponent(() => import('../shared/payouts/page.tsx'), 'StaffPayouts')
const PartnerPayouts = lazyRouteComponent(() => import('../shared/payouts/page.tsx'), 'PartnerPayouts')
const StaffRenewals = lazyRouteComponent(() => import('../shared/renewals/page.tsx'), 'StaffRenewals')
const PartnerRenewals = lazyRouteComponent(() => import('../shared/renewals/page.tsx'), 'PartnerRenewals')
const StaffReviews = lazyRouteComponent(() => import('../console/pages/reviews.tsx'), 'ReviewsPage')
const PartnerReviews = lazyRouteComponent(() => import('../portal/pages/reviews.tsx'), 'ReviewsPage')
const StaffCritical = lazyRouteComponent(() => import('../console/pages/critical.tsx'), 'CriticalPage')
const PartnerCritical = lazyRouteComponent(() => import('../portal/pages/critical.tsx'), 'CriticalPage')
const StaffNews = lazyRouteComponent(() => import('../console/pages/news.tsx'), 'NewsPage')
const PartnerNews = lazyRouteComponent(() => import('../portal/pages/news.tsx'), 'NewsPage')
const StaffGuide = lazyRouteComponent(() => import('../console/pages/guide.tsx'), 'GuidePage')
const PartnerGuide = lazyRouteComponent(() => import('../portal/pages/guide.tsx'), 'GuidePage')
const StaffArticle = lazyRouteComponent(() => import('../console/pages/article.tsx'), 'ArticlePage')
const PartnerArticle = lazyRouteComponent(() => import('../portal/pages/article.tsx'), 'ArticlePage')

const home = createRoute({
  getParentRoute: () => app,
  path: pages.home,
  beforeLoad: async ({ context: { me } }) => {
    const isNew = me.role === 'admin' && (await isNewDesk())
    throw redirect({ to: isNew ? pages.setup : me.side === 'staff' ? pages.queue : pages.tickets, replace: true })
  },
})
const workflows = createRoute({
  getParentRoute: () => app,
  path: pages.workflows,
  component: lazyRouteComponent(() => import('../shared/workflow/page.tsx'), 'WorkflowsPage'),
})
const customers = createRoute({
  getParentRoute: () => app,
  path: pages.customers,
  validateSearch: readCustomerFilter,
  ...bySide(StaffCustomers, PartnerCustomers),
})
const customer = createRoute({
  getParentRoute: () => app,
  path: pages.customer,
  ...bySide(StaffCustomer, PartnerCustomer),
})
const ideas = createRoute({
  getParentRoute: () => app,
  path: pages.ideas,
  validateSearch: readIdeaFilter,
  ...bySide(StaffIdeas, PartnerIdeas),
})
const idea = createRoute({
  getParentRoute: () => app,
  path: pages.idea,
  ...bySide(StaffIdea, PartnerIdea),
})
const payouts = createRoute({
  getParentRoute: () => app,
  path: pages.payouts,
  validateSearch: readPayoutSearch,
  ...bySide(StaffPayouts, PartnerPayouts),
})
const renewals = createRoute({
  getParentRoute: () => app,
  path: pages.renewals,
  validateSearch: readRenewalSearch,
  ...bySide(StaffRenewals, PartnerRenewals),
})
const reviews = createRoute({
  getParentRoute: () => app,
  path: pages.reviews,
  validateSearch: readReviewSearch,
  ...bySide(StaffReviews, PartnerReviews),
})
const calls = createRoute({
  getParentRoute: () => app,
  path: pages.calls,
  ...bySide(StaffCalls, PartnerCalls),
})
const critical = createRoute({
  getParentRoute: () => app,
  path: pages.critical,
  ...bySide(StaffCritical, PartnerCritical),
})
const news = createRoute({
  getParentRoute: () => app,
  path: pages.news,
  ...bySide(StaffNews, PartnerNews),
})
const webhooks = createRoute({
  getParentRoute: () => app,
  path: pages.webhooks,
  component: lazyRouteComponent(() => import('../shared/webhooks/page.tsx'), 'WebhooksPage'),
})
const account = createRoute({
  getParentRoute: () => app,
  path: pages.account,
  component: lazyRouteComponent(() => import('../shared/people/account-page.tsx'), 'AccountPage'),
})
const guide = createRoute({
  getParentRoute: () => app,
  path: pages.guide,
  validateSearch: readGuideFilter,
  ...bySide(StaffGuide, PartnerGuide),
})
const article = createRoute({
  getParentRoute: () => app,
  path: pages.article,
  validateSearch: readVersion,
  ...bySide(StaffArticle, PartnerArticle),
})
const newTicket = createRoute({
  getParentRoute: () => app,
  path: pages.newTicket,
  component: lazyRouteComponent(() => import('../shared/request/page.tsx'), 'NewTicketPage'),
})
const ticketScreen = bySide(StaffTicket, PartnerTicket)
const ticket = createRoute({
  getParentRoute: () => app,
  path: pages.ticket,
  validateSearch: (search: Record<string, unknown>): { reply?: true } =>
    search.reply === true || search.reply === 'true' ? { reply: true } : {},
  // People pass on numbers: /tickets/PS-1042 leads to the ticket as well.
  beforeLoad: async ({ params }) => {
    if (isId(params.ticket)) return
    const found = await queryClient.fetchQuery(queries.find(params.ticket))
    const named = found.items.find((each) => each.number.toLowerCase() === params.ticket.toLowerCase())
    if (named === undefined) throw notFound()
    throw redirect({ to: pages.ticket, params: { ticket: named.id }, replace: true })
  },
  notFoundComponent: () => <NotFound what="ticket" />,
  pendingComponent: TicketSkeleton,
  // Who only points at a ticket has its screen fetched, and nothing of the ticket: that is asked for on the way there.
  preloadStaleTime: 0,
  loader: ({ context, params, cause }) => {
    if (cause !== 'preload') askForTicket(params.ticket, context.me.side)
    return ticketScreen.loader({ context })
  },
  component: ticketScreen.component,
})

export const sharedRoutes = [
  home,
  workflows,
  customers,
  customer,
  ideas,
  idea,
  payouts,
  renewals,
  reviews,
  calls,
  critical,
  news,
  webhooks,
  account,
  guide,
  article,
  newTicket,
  ticket,
] as const
