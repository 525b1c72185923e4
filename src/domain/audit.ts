/** The audit in words (G2): what a table keeps is called by a noun, a column by its name as one says it. */

/** What each audited table keeps, in the singular, as a list says it. */
export const auditThings = {
  partners: 'Partner',
  people: 'Person',
  partner_history: 'History of a partner',
  partner_domains: 'Domain of a partner',
  support_contracts: 'Support contract',
  grants: 'Grant',
  training_records: 'Training',
  subscriptions: 'Subscription',
  contact_numbers: 'Telephone number',
  customers: 'Customer',
  customer_mappings: 'Mapping of a customer',
  customer_consents: 'Consent of a customer',
  stand_ins: 'Stand-in',
  policies: 'Policy',
  settings: 'Setting',
  api_keys: 'API key',
  auth_user: 'Sign-in',
  auth_account: 'Way to sign in',
  auth_session: 'Session',
  second_factors: 'Second factor',
  second_factor_rule: 'Who must have a second factor',
  single_sign_on_links: 'Link to single sign-on',
  single_sign_on_refusals: 'Refusal of single sign-on',
  password_links: 'Link to set a password',
  widget_origins: 'Page with the widget',
  webhooks: 'Webhook',
  declined_letters: 'Letters declined',
  letters: 'Letter',
  mails_in: 'Incoming mail',
  overuse_crossings: 'Overuse told',
  phone_calls: 'Telephone call',
  held_requests: 'Held request',
  held_acts: 'History of a held request',
  attachments: 'File',
  redactions: 'Redaction',
  articles: 'Article',
  article_slugs: 'Address of an article',
  article_versions: 'Version of an article',
  article_acts: 'History of an article',
  article_feedback: 'Feedback on an article',
  follows: 'Follower of a ticket',
  ticket_causes: 'Cause of a ticket',
  saved_replies: 'Saved reply',
  saved_views: 'Saved view',
  tags: 'Tag',
  ideas: 'Idea',
  idea_history: 'History of an idea',
  idea_votes: 'Vote for an idea',
  idea_tickets: 'Ticket of an idea',
  idea_letters_declined: 'Letters of ideas declined',
  incidents: 'Incident',
  incident_updates: 'Update of an incident',
  announcements: 'Announcement',
  news_subscriptions: 'Subscription to news',
  availabilities: 'Hours for calls',
  calls: 'Call',
  call_changes: 'History of a call',
  call_notes: 'Notes of a call',
  diary_entries: 'Contact with a partner',
  diary_next: 'Next contact with a partner',
  payouts: 'Payout',
  partner_accounts: 'Account of a partner',
  account_extensions: 'Extension of an account',
  reselling_access: 'Reselling access',
  evaluations: 'Evaluation',
  partner_sheets: 'Profile',
  sheet_versions: 'Version of a profile',
  sheet_changes: 'Change asked of a profile',
  reviews: 'Review',
  review_addresses: 'Address of a reviewer',
  review_versions: 'Version of a review',
  review_answers: 'Answer to a review',
  review_concerns: 'Concern over a review',
} as const satisfies Readonly<Record<string, string>>

export type AuditThing = keyof typeof auditThings

export const thingInWords = (thing: string): string =>
  Object.hasOwn(auditThings, thing) ? auditThings[thing as AuditThing] : thing.replaceAll('_', ' ')

/** 'account_manager_id' is 'account manager', 'emailVerified' 'email verified'. */
export const fieldInWords = (column: string): string =>
  column
    .replace(/_id$|Id$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()

const most = 400

/**
 * A value as the audit keeps it, in words; null where nothing stood there. `names` says who or what an identifier is. Instants and days stay
 * as they are: whoever shows them knows the reader's zone.
 */
export function valueInWords(value: unknown, names: ReadonlyMap<string, string>): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return shortened(names.get(value) ?? value)
  if (Array.isArray(value))
    return value.length === 0 ? null : shortened(value.map((each) => valueInWords(each, names) ?? '').join(', '))
  const fields = value as Readonly<Record<string, unknown>>
  if (fields['hidden'] === true) return 'not shown'
  if (typeof fields['sha256'] === 'string' && typeof fields['length'] === 'number')
    return `${fields['length']} characters`
  const said = Object.entries(fields).flatMap(([key, each]) => {
    const words = valueInWords(each, names)
    return words === null ? [] : `${fieldInWords(key)}: ${words}`
  })
  return said.length === 0 ? null : shortened(said.join('; '))
}

const shortened = (text: string): string => (text.length > most ? `${text.slice(0, most)}…` : text)
