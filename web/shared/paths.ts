/** Every endpoint of the API that the client knows, as data, and how an address is put together. Nothing else spells a URL. */

const base = '/api/v1'
const partner = (id: string) => `${base}/partners/${encodeURIComponent(id)}`
const customer = (id: string) => `${base}/customers/${encodeURIComponent(id)}`
const idea = (id: string) => `${base}/ideas/${encodeURIComponent(id)}`
const incident = (id: string) => `${base}/incidents/${encodeURIComponent(id)}`
const held = (id: string) => `${base}/held/${encodeURIComponent(id)}`
const webhook = (id: string) => `${base}/webhooks/${encodeURIComponent(id)}`
const letter = (id: string) => `${base}/letters/${encodeURIComponent(id)}`
const article = (called: string) => `${base}/articles/${encodeURIComponent(called)}`
const tag = (id: string) => `${base}/tags/${encodeURIComponent(id)}`
const savedReply = (id: string) => `${base}/saved-replies/${encodeURIComponent(id)}`
const review = (id: string) => `${base}/reviews/${encodeURIComponent(id)}`
const aPayout = (id: string) => `${base}/payouts/${encodeURIComponent(id)}`
const aCall = (id: string) => `${base}/calls/${encodeURIComponent(id)}`
const staffMember = (id: string) => `${base}/staff/${encodeURIComponent(id)}`
const ticket = (id: string) => `${base}/tickets/${encodeURIComponent(id)}`

export const api = {
  session: `${base}/session`,
  giveSecondFactor: `${base}/session/second-factor`,
  me: `${base}/me`,
  demo: `${base}/demo`,
  signInWays: `${base}/sign-in-ways`,
  policy: `${base}/policy`,
  policyVersions: `${base}/policy/versions`,
  policyDifferences: `${base}/policy/differences`,
  policyFolder: `${base}/policy/folder`,
  people: `${base}/people`,
  partners: `${base}/partners`,
  partner,
  partnerHistory: (id: string) => `${partner(id)}/history`,
  partnerContacts: (id: string) => `${partner(id)}/contacts`,
  partnerContracts: (id: string) => `${partner(id)}/contracts`,
  partnerGrants: (id: string) => `${partner(id)}/grants`,
  contact: (id: string) => `${base}/contacts/${encodeURIComponent(id)}`,
  training: (id: string) => `${base}/contacts/${encodeURIComponent(id)}/training`,
  contract: (id: string) => `${base}/contracts/${encodeURIComponent(id)}`,
  revokeGrant: (id: string) => `${base}/grants/${encodeURIComponent(id)}/revoke`,
  customers: `${base}/customers`,
  customer,
  customerSubscriptions: (id: string) => `${customer(id)}/subscriptions`,
  entitlements: `${base}/entitlements`,
  imports: (kind: string) => `${base}/imports/${kind}`,
  stream: `${base}/events`,
  attachments: `${base}/attachments`,
  payouts: `${base}/payouts`,
  payoutsCsv: `${base}/payouts.csv`,
  payoutInvoice: (id: string) => `${aPayout(id)}/invoice`,
  payoutPaid: (id: string) => `${aPayout(id)}/paid`,
  payoutReject: (id: string) => `${aPayout(id)}/reject`,
  renewals: `${base}/renewals`,
  renewalsCsv: `${base}/renewals.csv`,
  subscription: (id: string) => `${base}/subscriptions/${encodeURIComponent(id)}`,
  calls: `${base}/calls`,
  callSlots: `${base}/calls/slots`,
  chats: `${base}/chats`,
  chat: (id: string) => `${base}/chats/${encodeURIComponent(id)}`,
  chatAct: (id: string, act: 'take' | 'messages' | 'typing' | 'hand-over' | 'end' | 'transcript') =>
    `${base}/chats/${encodeURIComponent(id)}/${act}`,
  chatOffer: `${base}/chats/offer`,
  chatPresence: `${base}/chats/presence`,
  chatReport: `${base}/reports/chats`,
  moveCall: (id: string) => `${aCall(id)}/reschedule`,
  cancelCall: (id: string) => `${aCall(id)}/cancel`,
  noteCall: (id: string) => `${aCall(id)}/notes`,
  partnerDiary: (id: string) => `${partner(id)}/diary`,
  nextContact: (id: string) => `${partner(id)}/diary/next`,
  dueContacts: `${base}/diary/due`,
  availability: (person: string) => `${base}/people/${encodeURIComponent(person)}/availability`,
  attachment: (id: string) => `${base}/attachments/${encodeURIComponent(id)}`,
  tickets: `${base}/tickets`,
  counts: `${base}/tickets/counts`,
  several: `${base}/tickets/acts`,
  preview: `${base}/tickets/preview`,
  report: `${base}/reports/promises`,
  reportCsv: `${base}/reports/promises.csv`,
  reportTickets: `${base}/reports/promises/tickets`,
  statement: `${base}/reports/statement`,
  statementCsv: `${base}/reports/statement.csv`,
  alerts: `${base}/alerts`,
  readAlerts: `${base}/alerts/read`,
  reminders: `${base}/reminders`,
  reminderTimes: `${base}/reminders/times`,
  reminder: (id: string) => `${base}/reminders/${encodeURIComponent(id)}`,
  severityReport: `${base}/reports/severity`,
  severityReportCsv: `${base}/reports/severity.csv`,
  trainingReport: `${base}/reports/training`,
  trainingReportCsv: `${base}/reports/training.csv`,
  articles: `${base}/articles`,
  article,
  articlePreview: `${base}/articles/preview`,
  articleVersions: (id: string) => `${article(id)}/versions`,
  articleDiff: (id: string) => `${article(id)}/diff`,
  articleFeedback: (id: string) => `${article(id)}/feedback`,
  publishArticle: (id: string) => `${article(id)}/publish`,
  withdrawArticle: (id: string) => `${article(id)}/withdraw`,
  restoreArticle: (id: string) => `${article(id)}/restore`,
  suggestions: `${base}/suggestions`,
  deflections: `${base}/deflections`,
  deflectionReport: `${base}/reports/deflections`,
  deflectionCsv: `${base}/reports/deflections.csv`,
  tags: `${base}/tags`,
  tag,
  mergeTag: (id: string) => `${tag(id)}/merge`,
  savedViews: `${base}/saved-views`,
  savedViewCounts: `${base}/saved-views/counts`,
  savedView: (id: string) => `${base}/saved-views/${encodeURIComponent(id)}`,
  savedReplies: `${base}/saved-replies`,
  savedReply,
  replyUses: (id: string) => `${savedReply(id)}/uses`,
  escalations: `${base}/escalations`,
  workflows: `${base}/workflows`,
  runs: `${base}/runs`,
  runCounts: `${base}/runs/counts`,
  records: `${base}/records`,
  partnership: (id: string) => `${partner(id)}/partnership`,
  sheets: (id: string) => `${partner(id)}/sheets`,
  sheetVersions: (id: string) => `${base}/sheets/${encodeURIComponent(id)}/versions`,
  evaluations: `${base}/evaluations`,
  reviews: `${base}/reviews`,
  review,
  reviewAnswers: (id: string) => `${review(id)}/answers`,
  reviewViews: `${base}/reviews/views`,
  rating: (id: string) => `${partner(id)}/rating`,
  approveUnchanged: `${base}/evaluations/approvals`,
  approveEvaluation: (id: string) => `${base}/evaluations/${encodeURIComponent(id)}/approval`,
  refuseEvaluation: (id: string) => `${base}/evaluations/${encodeURIComponent(id)}/refusal`,
  confirmations: `${base}/confirmations`,
  lookAtLink: `${base}/confirmations/look`,
  held: `${base}/held`,
  heldRequest: held,
  heldAct: (id: string, action: 'release' | 'refuse' | 'reopen') => `${held(id)}/${action}`,
  supply: `${base}/supply`,
  overuse: `${base}/overuse`,
  partnerOveruse: (id: string) => `${partner(id)}/overuse`,
  mailIn: `${base}/mail`,
  health: `${base}/health`,
  setup: `${base}/setup`,
  mailHealth: `${base}/mail/health`,
  mailOne: (id: string) => `${base}/mail/${encodeURIComponent(id)}`,
  mailHtml: (id: string, pictures: boolean) => `${base}/mail/${encodeURIComponent(id)}/html?pictures=${pictures}`,
  mailRaw: (id: string) => `${base}/mail/${encodeURIComponent(id)}/raw`,
  retryMail: (id: string) => `${base}/mail/${encodeURIComponent(id)}/retry`,
  mailLetters: `${base}/letters`,
  letter,
  letterPage: (id: string) => `${letter(id)}/page`,
  retryLetter: (id: string) => `${letter(id)}/retry`,
  addressWorks: (id: string) => `${base}/contacts/${encodeURIComponent(id)}/address-works`,
  standIns: `${base}/stand-ins`,
  standIn: (id: string) => `${base}/stand-ins/${encodeURIComponent(id)}`,
  coverage: `${base}/policy/coverage`,
  ideas: `${base}/ideas`,
  idea,
  ideaVotes: (id: string) => `${idea(id)}/votes`,
  ideaStatus: (id: string) => `${idea(id)}/status`,
  ideaMerge: (id: string) => `${idea(id)}/merge`,
  ideaLetters: `${base}/me/idea-letters`,
  critical: `${base}/critical`,
  incidents: `${base}/incidents`,
  incidentUpdates: (id: string) => `${incident(id)}/updates`,
  incidentEnd: (id: string) => `${incident(id)}/end`,
  news: `${base}/news`,
  withdrawNews: (id: string) => `${base}/news/${encodeURIComponent(id)}/withdraw`,
  subscriptions: `${base}/me/subscriptions`,
  audit: `${base}/audit`,
  staff: `${base}/staff`,
  staffMember,
  deactivate: (id: string) => `${staffMember(id)}/deactivate`,
  activate: (id: string) => `${staffMember(id)}/activate`,
  passwordLinks: (person: string) => `${base}/people/${encodeURIComponent(person)}/password-links`,
  singleSignOn: (person: string) => `${base}/people/${encodeURIComponent(person)}/single-sign-on`,
  lookAtPasswordLink: `${base}/password-links/look`,
  setPassword: `${base}/password-links/use`,
  password: `${base}/me/password`,
  secondFactor: `${base}/me/second-factor`,
  recoveryCodes: `${base}/me/second-factor/codes`,
  secondFactorOff: `${base}/me/second-factor/off`,
  takeSecondFactor: (person: string) => `${base}/people/${encodeURIComponent(person)}/second-factor`,
  secondFactorRule: `${base}/second-factor-rule`,
  keys: `${base}/keys`,
  key: (id: string) => `${base}/keys/${encodeURIComponent(id)}`,
  sessions: `${base}/sessions`,
  aSession: (id: string) => `${base}/sessions/${encodeURIComponent(id)}`,
  endSessions: `${base}/sessions/end`,
  webhooks: `${base}/webhooks`,
  webhook,
  webhookDeliveries: (id: string) => `${webhook(id)}/deliveries`,
  webhookTests: (id: string) => `${webhook(id)}/tests`,
  webhookPause: (id: string) => `${webhook(id)}/pause`,
  webhookResume: (id: string) => `${webhook(id)}/resume`,
  webhookSecret: (id: string) => `${webhook(id)}/secret`,
  widgetSettings: `${base}/widget-settings`,
  widgetSessions: `${base}/widget-sessions`,
  widgetSession: (id: string) => `${base}/widget-sessions/${encodeURIComponent(id)}`,
  ticket,
  messages: (id: string) => `${ticket(id)}/messages`,
  asked: (id: string) => `${ticket(id)}/asked`,
  details: (id: string) => `${ticket(id)}/details`,
  followers: (id: string) => `${ticket(id)}/followers`,
  redactions: (id: string) => `${ticket(id)}/redactions`,
  events: (id: string) => `${ticket(id)}/events`,
  proof: (id: string) => `${ticket(id)}/proof`,
  escalationOptions: (id: string) => `${ticket(id)}/escalations`,
  letters: (id: string) => `${ticket(id)}/letters`,
  links: (id: string) => `${ticket(id)}/links`,
  cause: (id: string) => `${ticket(id)}/cause`,
  caused: (id: string) => `${ticket(id)}/caused`,
  run: (id: string) => `${ticket(id)}/run`,
  runSteps: (id: string) => `${ticket(id)}/run/steps`,
  runRetries: (id: string) => `${ticket(id)}/run/retries`,
  ticketTyping: (id: string) => `${ticket(id)}/typing`,
  act: (id: string, action: TicketAction) => `${ticket(id)}/${action}`,
} as const

/** What may be asked of a ticket, named as its endpoint is. */
export type TicketAction =
  | 'messages'
  | 'calls'
  | 'severity'
  | 'severity/confirmation'
  | 'reclassify'
  | 'idea'
  | 'solve'
  | 'reopen'
  | 'transfer'
  | 'assign'
  | 'merge'
  | 'wait'
  | 'product-answered'
  | 'tags'
  | 'escalations'
  | 'escalations/raise'
  | 'escalations/end'
  | 'dispute'
  | 'dispute/decision'

/** A path with the parameters that have a value; what is empty is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}
