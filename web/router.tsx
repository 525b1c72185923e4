/**
 * Which address shows which screen. Each screen is a file, loaded when it is wanted.
 *
 * Long because: an address is a line here and nowhere else, and the types of all of them follow from one tree.
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { Problem } from './shared/api.ts'
import { Failure, NotFound } from './shared/failure.tsx'
import { readQuestion } from './console/reports/question.ts'
import { readOperationsFilter } from './console/operations/filter.ts'
import { readDeflectionQuestion } from './console/reports/deflections.ts'
import { readFilter, readPortalFilter } from './shared/filter.ts'
import { readGuideFilter, readReplyFilter, readVersion } from './shared/guide/filter.ts'
import { readCustomerFilter, readPartnerFilter } from './shared/registry/filter.ts'
import { readEvaluationFilter } from './shared/partnership/queries.ts'
import { readMailFilter } from './console/mail/queries.ts'
import { readPayoutSearch, readRenewalSearch } from './shared/payouts/queries.ts'
import { readReviewSearch } from './shared/reviews/queries.ts'
import { readIdeaFilter } from './shared/board/queries.ts'
import { pages, withQuery } from './shared/paths.ts'
import { queries, queryClient } from './shared/queries.ts'
import { TicketSkeleton } from './shared/ticket/ticket-skeleton.tsx'
import { FrameSkeleton } from './shared/frame-skeleton.tsx'
import { BySide } from './shared/by-side.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: () => <NotFound alone /> })

const signIn = createRoute({
  getParentRoute: () => root,
  path: pages.signIn,
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    // Only a path of ours: a link must not send anybody elsewhere after signing in.
    const next = typeof search.next === 'string' && /^\/(?![/\\])/.test(search.next) ? search.next : undefined
    return next === undefined ? {} : { next }
  },
  component: lazyRouteComponent(() => import('./sign-in/page.tsx'), 'SignInPage'),
})

/** B2: by the link of a receipt, without signing in. */
const supply = createRoute({
  getParentRoute: () => root,
  path: pages.supply,
  component: lazyRouteComponent(() => import('./supply/page.tsx'), 'SupplyPage'),
})

/** E1, E2, E5: by the link of a letter, a customer answers without an account. */
const confirm = createRoute({
  getParentRoute: () => root,
  path: pages.confirm,
  component: lazyRouteComponent(() => import('./confirm/page.tsx'), 'ConfirmPage'),
})

/** Everything below it is for people who are signed in. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ location }) => {
    try {
      return { me: await queryClient.ensureQueryData(queries.me()) }
    } catch (reason) {
      if (reason instanceof Problem && reason.status === 401)
        throw redirect({ to: pages.signIn, search: location.href === '/' ? {} : { next: location.href } })
      throw reason
    }
  },
  component: () => <BySide staff={ConsoleFrame} partner={PortalFrame} meanwhile={<FrameSkeleton />} />,
  pendingComponent: FrameSkeleton,
  errorComponent: ({ error, reset }) => <Failure alone error={error} retry={reset} />,
  notFoundComponent: () => <NotFound />,
})

const ConsoleFrame = lazyRouteComponent(() => import('./console/frame.tsx'), 'ConsoleFrame')
const PortalFrame = lazyRouteComponent(() => import('./portal/frame.tsx'), 'PortalFrame')
const StaffTicket = lazyRouteComponent(() => import('./console/pages/ticket.tsx'), 'TicketPage')
const PartnerTicket = lazyRouteComponent(() => import('./portal/pages/ticket.tsx'), 'TicketPage')
const StaffCustomers = lazyRouteComponent(() => import('./console/pages/customers.tsx'), 'CustomersPage')
const PartnerCustomers = lazyRouteComponent(() => import('./portal/pages/customers.tsx'), 'CustomersPage')
const StaffCustomer = lazyRouteComponent(() => import('./console/pages/customer.tsx'), 'CustomerPage')
const PartnerCustomer = lazyRouteComponent(() => import('./portal/pages/customer.tsx'), 'CustomerPage')
const StaffIdeas = lazyRouteComponent(() => import('./console/pages/ideas.tsx'), 'IdeasPage')
const PartnerIdeas = lazyRouteComponent(() => import('./portal/pages/ideas.tsx'), 'IdeasPage')
const StaffIdea = lazyRouteComponent(() => import('./console/pages/idea.tsx'), 'IdeaPage')
const PartnerIdea = lazyRouteComponent(() => import('./portal/pages/idea.tsx'), 'IdeaPage')
const StaffCalls = lazyRouteComponent(() => import('./console/pages/calls.tsx'), 'CallsPage')
const PartnerCalls = lazyRouteComponent(() => import('./portal/pages/calls.tsx'), 'CallsPage')
const StaffPayouts = lazyRouteComponent(() => import('./shared/payouts/page.tsx'), 'StaffPayouts')
const PartnerPayouts = lazyRouteComponent(() => import('./shared/payouts/page.tsx'), 'PartnerPayouts')
const StaffRenewals = lazyRouteComponent(() => import('./shared/renewals/page.tsx'), 'StaffRenewals')
const PartnerRenewals = lazyRouteComponent(() => import('./shared/renewals/page.tsx'), 'PartnerRenewals')
const StaffReviews = lazyRouteComponent(() => import('./console/pages/reviews.tsx'), 'ReviewsPage')
const PartnerReviews = lazyRouteComponent(() => import('./portal/pages/reviews.tsx'), 'ReviewsPage')
const StaffCritical = lazyRouteComponent(() => import('./console/pages/critical.tsx'), 'CriticalPage')
const PartnerCritical = lazyRouteComponent(() => import('./portal/pages/critical.tsx'), 'CriticalPage')
const StaffNews = lazyRouteComponent(() => import('./console/pages/news.tsx'), 'NewsPage')
const PartnerNews = lazyRouteComponent(() => import('./portal/pages/news.tsx'), 'NewsPage')
const StaffGuide = lazyRouteComponent(() => import('./console/pages/guide.tsx'), 'GuidePage')
const PartnerGuide = lazyRouteComponent(() => import('./portal/pages/guide.tsx'), 'GuidePage')
const StaffArticle = lazyRouteComponent(() => import('./console/pages/article.tsx'), 'ArticlePage')
const PartnerArticle = lazyRouteComponent(() => import('./portal/pages/article.tsx'), 'ArticlePage')
const Queue = lazyRouteComponent(() => import('./console/pages/queue.tsx'), 'QueuePage')

const readChatSearch = (search: Record<string, unknown>): { chat?: string } =>
  typeof search.chat === 'string' && isId(search.chat) ? { chat: search.chat } : {}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

const home = createRoute({
  getParentRoute: () => app,
  path: pages.home,
  beforeLoad: ({ context }) => {
    throw redirect({ to: context.me.side === 'staff' ? pages.queue : pages.tickets, replace: true })
  },
})

/** A page of one side; whoever comes from the other goes to their own first page. */
const onlyFor =
  (side: 'staff' | 'partner') =>
  ({ context }: { context: { me: { side: string } } }): void => {
    if (context.me.side !== side) throw redirect({ to: pages.home, replace: true })
  }

const queue = createRoute({
  getParentRoute: () => app,
  path: pages.queue,
  beforeLoad: onlyFor('staff'),
  validateSearch: readFilter,
  component: () => <Queue view="queue" />,
})
const mine = createRoute({
  getParentRoute: () => app,
  path: pages.mine,
  beforeLoad: onlyFor('staff'),
  validateSearch: readFilter,
  component: () => <Queue view="mine" />,
})
const keyAccounts = createRoute({
  getParentRoute: () => app,
  path: pages.keyAccounts,
  beforeLoad: onlyFor('staff'),
  validateSearch: readFilter,
  component: () => <Queue view="keyAccounts" />,
})
const all = createRoute({
  getParentRoute: () => app,
  path: pages.all,
  beforeLoad: onlyFor('staff'),
  validateSearch: readFilter,
  component: () => <Queue view="all" />,
})
const reports = createRoute({
  getParentRoute: () => app,
  path: pages.reports,
  beforeLoad: onlyFor('staff'),
  validateSearch: readQuestion,
  component: lazyRouteComponent(() => import('./console/pages/reports.tsx'), 'ReportsPage'),
})
const severityReport = createRoute({
  getParentRoute: () => app,
  path: pages.severityReport,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('./console/pages/severity-report.tsx'), 'SeverityReportPage'),
})
const trainingReport = createRoute({
  getParentRoute: () => app,
  path: pages.trainingReport,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('./console/pages/training-report.tsx'), 'TrainingReportPage'),
})
const escalations = createRoute({
  getParentRoute: () => app,
  path: pages.escalations,
  beforeLoad: onlyFor('staff'),
  validateSearch: (search: Record<string, unknown>): { show?: 'escalated' | 'disputed' } =>
    search.show === 'disputed' ? { show: 'disputed' } : {},
  component: lazyRouteComponent(() => import('./console/pages/escalations.tsx'), 'EscalationsPage'),
})
const operations = createRoute({
  getParentRoute: () => app,
  path: pages.operations,
  beforeLoad: onlyFor('staff'),
  validateSearch: readOperationsFilter,
  component: lazyRouteComponent(() => import('./console/pages/operations.tsx'), 'OperationsPage'),
})
const workflows = createRoute({
  getParentRoute: () => app,
  path: pages.workflows,
  component: lazyRouteComponent(() => import('./shared/workflow/page.tsx'), 'WorkflowsPage'),
})
const waiting = createRoute({
  getParentRoute: () => app,
  path: pages.waiting,
  beforeLoad: onlyFor('partner'),
  component: lazyRouteComponent(() => import('./portal/pages/waiting.tsx'), 'WaitingPage'),
})
const mail = createRoute({
  getParentRoute: () => app,
  path: pages.mail,
  beforeLoad: onlyFor('staff'),
  validateSearch: readMailFilter,
  component: lazyRouteComponent(() => import('./console/pages/mail.tsx'), 'MailPage'),
})
const coverage = createRoute({
  getParentRoute: () => app,
  path: pages.coverage,
  beforeLoad: onlyFor('staff'),
  validateSearch: (search: Record<string, unknown>): { on?: string } =>
    typeof search.on === 'string' && /^\d{4}-\d\d-\d\d$/.test(search.on) ? { on: search.on } : {},
  component: lazyRouteComponent(() => import('./console/pages/coverage.tsx'), 'CoveragePage'),
})
const held = createRoute({
  getParentRoute: () => app,
  path: pages.held,
  beforeLoad: onlyFor('staff'),
  validateSearch: (search: Record<string, unknown>): { state?: 'held' | 'released' | 'refused'; desk?: string } => ({
    ...(search.state === 'released' || search.state === 'refused' ? { state: search.state } : {}),
    ...(typeof search.desk === 'string' && search.desk !== '' ? { desk: search.desk } : {}),
  }),
  component: lazyRouteComponent(() => import('./console/pages/held.tsx'), 'HeldPage'),
})
const heldRequest = createRoute({
  getParentRoute: () => app,
  path: pages.heldRequest,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('./console/pages/held-request.tsx'), 'HeldRequestPage'),
})
const overuse = createRoute({
  getParentRoute: () => app,
  path: pages.overuse,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('./console/pages/overuse.tsx'), 'OverusePage'),
})
const partners = createRoute({
  getParentRoute: () => app,
  path: pages.partners,
  beforeLoad: onlyFor('staff'),
  validateSearch: readPartnerFilter,
  component: lazyRouteComponent(() => import('./console/pages/partners.tsx'), 'PartnersPage'),
})
const partner = createRoute({
  getParentRoute: () => app,
  path: pages.partner,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('./console/pages/partner.tsx'), 'PartnerPage'),
})
const customers = createRoute({
  getParentRoute: () => app,
  path: pages.customers,
  validateSearch: readCustomerFilter,
  component: () => <BySide staff={StaffCustomers} partner={PartnerCustomers} meanwhile={null} />,
})
const customer = createRoute({
  getParentRoute: () => app,
  path: pages.customer,
  component: () => <BySide staff={StaffCustomer} partner={PartnerCustomer} meanwhile={null} />,
})
const ideas = createRoute({
  getParentRoute: () => app,
  path: pages.ideas,
  validateSearch: readIdeaFilter,
  component: () => <BySide staff={StaffIdeas} partner={PartnerIdeas} meanwhile={null} />,
})
const idea = createRoute({
  getParentRoute: () => app,
  path: pages.idea,
  component: () => <BySide staff={StaffIdea} partner={PartnerIdea} meanwhile={null} />,
})
const payouts = createRoute({
  getParentRoute: () => app,
  path: pages.payouts,
  validateSearch: readPayoutSearch,
  component: () => <BySide staff={StaffPayouts} partner={PartnerPayouts} meanwhile={null} />,
})
const renewals = createRoute({
  getParentRoute: () => app,
  path: pages.renewals,
  validateSearch: readRenewalSearch,
  component: () => <BySide staff={StaffRenewals} partner={PartnerRenewals} meanwhile={null} />,
})
const reviews = createRoute({
  getParentRoute: () => app,
  path: pages.reviews,
  validateSearch: readReviewSearch,
  component: () => <BySide staff={StaffReviews} partner={PartnerReviews} meanwhile={null} />,
})
const calls = createRoute({
  getParentRoute: () => app,
  path: pages.calls,
  component: () => <BySide staff={StaffCalls} partner={PartnerCalls} meanwhile={null} />,
})
/** A4: a partner's chat, and to the console those of all. */
const chat = createRoute({
  getParentRoute: () => app,
  path: pages.chat,
  beforeLoad: onlyFor('partner'),
  validateSearch: readChatSearch,
  component: lazyRouteComponent(() => import('./portal/pages/chat.tsx'), 'ChatPage'),
})
const chats = createRoute({
  getParentRoute: () => app,
  path: pages.chats,
  beforeLoad: onlyFor('staff'),
  validateSearch: readChatSearch,
  component: lazyRouteComponent(() => import('./console/pages/chats.tsx'), 'ChatsPage'),
})
const critical = createRoute({
  getParentRoute: () => app,
  path: pages.critical,
  component: () => <BySide staff={StaffCritical} partner={PartnerCritical} meanwhile={null} />,
})
const news = createRoute({
  getParentRoute: () => app,
  path: pages.news,
  component: () => <BySide staff={StaffNews} partner={PartnerNews} meanwhile={null} />,
})
const webhooks = createRoute({
  getParentRoute: () => app,
  path: pages.webhooks,
  component: lazyRouteComponent(() => import('./shared/webhooks/page.tsx'), 'WebhooksPage'),
})
const widget = createRoute({
  getParentRoute: () => app,
  path: pages.widget,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('./console/pages/widget.tsx'), 'WidgetPage'),
})
const entitlements = createRoute({
  getParentRoute: () => app,
  path: pages.entitlements,
  beforeLoad: onlyFor('partner'),
  component: lazyRouteComponent(() => import('./portal/pages/entitlements.tsx'), 'EntitlementsPage'),
})
const partnership = createRoute({
  getParentRoute: () => app,
  path: pages.partnership,
  beforeLoad: onlyFor('partner'),
  component: lazyRouteComponent(() => import('./portal/pages/partnership.tsx'), 'PartnershipPage'),
})
const profile = createRoute({
  getParentRoute: () => app,
  path: pages.profile,
  beforeLoad: onlyFor('partner'),
  component: lazyRouteComponent(() => import('./portal/pages/profile.tsx'), 'ProfilePage'),
})
const evaluations = createRoute({
  getParentRoute: () => app,
  path: pages.evaluations,
  beforeLoad: onlyFor('staff'),
  validateSearch: readEvaluationFilter,
  component: lazyRouteComponent(() => import('./console/pages/evaluations.tsx'), 'EvaluationsPage'),
})
const guide = createRoute({
  getParentRoute: () => app,
  path: pages.guide,
  validateSearch: readGuideFilter,
  component: () => <BySide staff={StaffGuide} partner={PartnerGuide} meanwhile={null} />,
})
const newArticle = createRoute({
  getParentRoute: () => app,
  path: pages.newArticle,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('./console/pages/edit-article.tsx'), 'NewArticlePage'),
})
const article = createRoute({
  getParentRoute: () => app,
  path: pages.article,
  validateSearch: readVersion,
  component: () => <BySide staff={StaffArticle} partner={PartnerArticle} meanwhile={null} />,
})
const editArticle = createRoute({
  getParentRoute: () => app,
  path: pages.editArticle,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('./console/pages/edit-article.tsx'), 'EditArticlePage'),
})
const replies = createRoute({
  getParentRoute: () => app,
  path: pages.replies,
  beforeLoad: onlyFor('staff'),
  validateSearch: readReplyFilter,
  component: lazyRouteComponent(() => import('./console/pages/replies.tsx'), 'RepliesPage'),
})
const deflections = createRoute({
  getParentRoute: () => app,
  path: pages.deflections,
  beforeLoad: onlyFor('staff'),
  validateSearch: readDeflectionQuestion,
  component: lazyRouteComponent(() => import('./console/pages/deflections.tsx'), 'DeflectionsPage'),
})
const tickets = createRoute({
  getParentRoute: () => app,
  path: pages.tickets,
  beforeLoad: onlyFor('partner'),
  validateSearch: readPortalFilter,
  component: lazyRouteComponent(() => import('./portal/pages/tickets.tsx'), 'TicketsPage'),
})
const newTicket = createRoute({
  getParentRoute: () => app,
  path: pages.newTicket,
  component: lazyRouteComponent(() => import('./shared/request/page.tsx'), 'NewTicketPage'),
})
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
  component: () => <BySide staff={StaffTicket} partner={PartnerTicket} meanwhile={<TicketSkeleton />} />,
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    supply,
    confirm,
    app.addChildren([
      home,
      queue,
      mine,
      keyAccounts,
      all,
      escalations,
      operations,
      workflows,
      waiting,
      held,
      heldRequest,
      overuse,
      reports,
      severityReport,
      trainingReport,
      coverage,
      mail,
      partners,
      partner,
      customers,
      customer,
      ideas,
      idea,
      calls,
      chat,
      chats,
      payouts,
      renewals,
      reviews,
      critical,
      news,
      webhooks,
      widget,
      entitlements,
      partnership,
      profile,
      evaluations,
      guide,
      newArticle,
      article,
      editArticle,
      replies,
      deflections,
      tickets,
      newTicket,
      ticket,
    ]),
  ]),
  scrollRestoration: true,
  // What a page does not ask for is not in its search.
  search: { strict: true },
  // Plain words in the address: ?severity=1, as a person would write it.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => withQuery('', search as Readonly<Record<string, string>>),
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} retry={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

// A session that ended while a page was open: sign in again and come back to it.
queryClient.getQueryCache().subscribe(({ type, query }) => {
  if (type !== 'updated' || !(query.state.error instanceof Problem) || query.state.error.status !== 401) return
  if (query.queryKey[0] === 'me' || router.state.location.pathname === pages.signIn) return
  queryClient.removeQueries({ queryKey: ['me'] })
  void router.invalidate()
})
