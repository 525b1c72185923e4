/** Which address shows which screen of the console: staff alone. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readQuestion } from '../console/reports/question.ts'
import { readOperationsFilter } from '../console/operations/filter.ts'
import { readDeflectionQuestion } from '../console/reports/deflections.ts'
import { readListSearch } from '../shared/filter.ts'
import { readReplyFilter } from '../shared/guide/filter.ts'
import { readPartnerFilter } from '../shared/registry/filter.ts'
import { readEvaluationFilter } from '../shared/partnership/queries.ts'
import { pages } from '../shared/pages.ts'
import { readStatementSearch } from '../shared/statement/query.ts'
import { app, onlyFor, readChatSearch } from './frame.tsx'

const Queue = lazyRouteComponent(() => import('../console/pages/queue.tsx'), 'QueuePage')

const queue = createRoute({
  getParentRoute: () => app,
  path: pages.queue,
  beforeLoad: onlyFor('staff'),
  validateSearch: readListSearch,
  loader: () => Queue.preload?.(),
  component: () => <Queue view="queue" />,
})
const mine = createRoute({
  getParentRoute: () => app,
  path: pages.mine,
  beforeLoad: onlyFor('staff'),
  validateSearch: readListSearch,
  loader: () => Queue.preload?.(),
  component: () => <Queue view="mine" />,
})
const forYou = createRoute({
  getParentRoute: () => app,
  path: pages.forYou,
  beforeLoad: onlyFor('staff'),
  validateSearch: ({ show }: Record<string, unknown>): { show?: 'unread' | 'reminders' } =>
    show === 'unread' || show === 'reminders' ? { show } : {},
  component: lazyRouteComponent(() => import('../console/pages/for-you.tsx'), 'ForYouPage'),
})
const keyAccounts = createRoute({
  getParentRoute: () => app,
  path: pages.keyAccounts,
  beforeLoad: onlyFor('staff'),
  validateSearch: readListSearch,
  loader: () => Queue.preload?.(),
  component: () => <Queue view="keyAccounts" />,
})
const all = createRoute({
  getParentRoute: () => app,
  path: pages.all,
  beforeLoad: onlyFor('staff'),
  validateSearch: readListSearch,
  loader: () => Queue.preload?.(),
  component: () => <Queue view="all" />,
})
const reports = createRoute({
  getParentRoute: () => app,
  path: pages.reports,
  beforeLoad: onlyFor('staff'),
  validateSearch: readQuestion,
  component: lazyRouteComponent(() => import('../console/pages/reports.tsx'), 'ReportsPage'),
})
const severityReport = createRoute({
  getParentRoute: () => app,
  path: pages.severityReport,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('../console/pages/severity-report.tsx'), 'SeverityReportPage'),
})
const trainingReport = createRoute({
  getParentRoute: () => app,
  path: pages.trainingReport,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('../console/pages/training-report.tsx'), 'TrainingReportPage'),
})
const escalations = createRoute({
  getParentRoute: () => app,
  path: pages.escalations,
  beforeLoad: onlyFor('staff'),
  validateSearch: (search: Record<string, unknown>): { show?: 'escalated' | 'disputed' } =>
    search.show === 'disputed' ? { show: 'disputed' } : {},
  component: lazyRouteComponent(() => import('../console/pages/escalations.tsx'), 'EscalationsPage'),
})
const operations = createRoute({
  getParentRoute: () => app,
  path: pages.operations,
  beforeLoad: onlyFor('staff'),
  validateSearch: readOperationsFilter,
  component: lazyRouteComponent(() => import('../console/pages/operations.tsx'), 'OperationsPage'),
})
const coverage = createRoute({
  getParentRoute: () => app,
  path: pages.coverage,
  beforeLoad: onlyFor('staff'),
  validateSearch: (search: Record<string, unknown>): { on?: string } =>
    typeof search.on === 'string' && /^\d{4}-\d\d-\d\d$/.test(search.on) ? { on: search.on } : {},
  component: lazyRouteComponent(() => import('../console/pages/coverage.tsx'), 'CoveragePage'),
})
const held = createRoute({
  getParentRoute: () => app,
  path: pages.held,
  beforeLoad: onlyFor('staff'),
  validateSearch: (search: Record<string, unknown>): { state?: 'held' | 'released' | 'refused'; desk?: string } => ({
    ...(search.state === 'released' || search.state === 'refused' ? { state: search.state } : {}),
    ...(typeof search.desk === 'string' && search.desk !== '' ? { desk: search.desk } : {}),
  }),
  component: lazyRouteComponent(() => import('../console/pages/held.tsx'), 'HeldPage'),
})
const heldRequest = createRoute({
  getParentRoute: () => app,
  path: pages.heldRequest,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('../console/pages/held-request.tsx'), 'HeldRequestPage'),
})
const overuse = createRoute({
  getParentRoute: () => app,
  path: pages.overuse,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('../console/pages/overuse.tsx'), 'OverusePage'),
})
const partners = createRoute({
  getParentRoute: () => app,
  path: pages.partners,
  beforeLoad: onlyFor('staff'),
  validateSearch: readPartnerFilter,
  component: lazyRouteComponent(() => import('../console/pages/partners.tsx'), 'PartnersPage'),
})
const partner = createRoute({
  getParentRoute: () => app,
  path: pages.partner,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('../console/pages/partner.tsx'), 'PartnerPage'),
})
const partnerPromises = createRoute({
  getParentRoute: () => app,
  path: pages.partnerPromises,
  beforeLoad: onlyFor('staff'),
  validateSearch: readStatementSearch,
  component: lazyRouteComponent(() => import('../console/pages/partner-promises.tsx'), 'PartnerPromisesPage'),
})
const chats = createRoute({
  getParentRoute: () => app,
  path: pages.chats,
  beforeLoad: onlyFor('staff'),
  validateSearch: readChatSearch,
  component: lazyRouteComponent(() => import('../console/pages/chats.tsx'), 'ChatsPage'),
})
const evaluations = createRoute({
  getParentRoute: () => app,
  path: pages.evaluations,
  beforeLoad: onlyFor('staff'),
  validateSearch: readEvaluationFilter,
  component: lazyRouteComponent(() => import('../console/pages/evaluations.tsx'), 'EvaluationsPage'),
})
const newArticle = createRoute({
  getParentRoute: () => app,
  path: pages.newArticle,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('../console/pages/edit-article.tsx'), 'NewArticlePage'),
})
const editArticle = createRoute({
  getParentRoute: () => app,
  path: pages.editArticle,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('../console/pages/edit-article.tsx'), 'EditArticlePage'),
})
const tags = createRoute({
  getParentRoute: () => app,
  path: pages.tags,
  beforeLoad: onlyFor('staff'),
  component: lazyRouteComponent(() => import('../console/pages/tags.tsx'), 'TagsPage'),
})
const replies = createRoute({
  getParentRoute: () => app,
  path: pages.replies,
  beforeLoad: onlyFor('staff'),
  validateSearch: readReplyFilter,
  component: lazyRouteComponent(() => import('../console/pages/replies.tsx'), 'RepliesPage'),
})
const deflections = createRoute({
  getParentRoute: () => app,
  path: pages.deflections,
  beforeLoad: onlyFor('staff'),
  validateSearch: readDeflectionQuestion,
  component: lazyRouteComponent(() => import('../console/pages/deflections.tsx'), 'DeflectionsPage'),
})

export const consoleRoutes = [
  queue,
  mine,
  forYou,
  keyAccounts,
  all,
  reports,
  severityReport,
  trainingReport,
  escalations,
  operations,
  coverage,
  held,
  heldRequest,
  overuse,
  partners,
  partner,
  partnerPromises,
  chats,
  evaluations,
  newArticle,
  editArticle,
  tags,
  replies,
  deflections,
] as const
