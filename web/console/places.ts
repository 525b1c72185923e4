/** Where one can go in the console, as data: the sidebar, the phone's bar and the palette all read it. */
import { pages } from '../shared/pages.ts'

export interface Place {
  readonly to: string
  readonly label: string
  /** Which of the counts stands beside it. */
  readonly count?: 'queue' | 'mine' | 'alerts' | 'escalated' | 'keyAccounts' | 'held' | 'chats'
}

/** Work: on the phone these stand in the bar. */
export const work = [
  { to: pages.queue, label: 'Queue', count: 'queue' },
  { to: pages.mine, label: 'Mine', count: 'mine' },
  { to: pages.forYou, label: 'For you', count: 'alerts' },
] as const satisfies readonly Place[]

/** Everything else, by what it is about; on the phone behind 'More'. */
export const groups = [
  {
    label: 'To watch',
    places: [
      { to: pages.chats, label: 'Live chat', count: 'chats' },
      { to: pages.critical, label: 'Critical issues' },
      { to: pages.escalations, label: 'Escalations', count: 'escalated' },
      { to: pages.held, label: 'Held', count: 'held' },
      { to: pages.keyAccounts, label: 'Key accounts', count: 'keyAccounts' },
      { to: pages.operations, label: 'Operations' },
      { to: pages.all, label: 'All tickets' },
    ],
  },
  {
    label: 'Whom we serve',
    places: [
      { to: pages.partners, label: 'Partners' },
      { to: pages.customers, label: 'Customers' },
      { to: pages.payouts, label: 'Payouts' },
      { to: pages.renewals, label: 'Renewals' },
      { to: pages.calls, label: 'Calls' },
      { to: pages.evaluations, label: 'Evaluation' },
      { to: pages.reviews, label: 'Reviews' },
    ],
  },
  {
    label: 'Knowledge',
    places: [
      { to: pages.guide, label: 'Guide' },
      { to: pages.replies, label: 'Saved replies' },
      { to: pages.tags, label: 'Tags' },
      { to: pages.ideas, label: 'Ideas' },
      { to: pages.news, label: 'News' },
    ],
  },
  {
    label: 'The desk',
    places: [
      { to: pages.reports, label: 'Reports' },
      { to: pages.policy, label: 'Policy' },
      { to: pages.coverage, label: 'Coverage' },
      { to: pages.mail, label: 'Mail' },
      { to: pages.widget, label: 'Widget' },
      { to: pages.webhooks, label: 'Webhooks' },
      { to: pages.staff, label: 'Staff' },
      { to: pages.keys, label: 'API keys' },
      { to: pages.audit, label: 'Audit' },
    ],
  },
] as const satisfies readonly { readonly label: string; readonly places: readonly Place[] }[]

/** Pages behind other pages: the palette leads there at once. */
export const further = [
  { to: pages.newArticle, label: 'Write an article' },
  { to: pages.severityReport, label: 'Reports: proposed severities' },
  { to: pages.trainingReport, label: 'Reports: training' },
  { to: pages.deflections, label: 'Reports: deflections' },
  { to: pages.overuse, label: 'Basic requests' },
  { to: pages.account, label: 'My account' },
  { to: pages.setup, label: 'Set the desk up' },
] as const satisfies readonly Place[]

export const others = groups.flatMap(({ places }): readonly Place[] => places)
