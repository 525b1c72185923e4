/** What the API's words are called on the screen. */
import type { Channel, Kind, PolicyView, Status, Turn } from './views.ts'

export const statusWords = {
  new: 'New',
  open: 'Open',
  'waiting-on-partner': 'Waiting on partner',
  'waiting-on-product': 'Waiting on product team',
  solved: 'Solved',
  closed: 'Closed',
  merged: 'Merged',
} as const satisfies Record<Status, string>

/** The same as a partner reads them: who waits is the reader. */
export const partnerStatusWords = {
  ...statusWords,
  new: 'Received',
  open: 'With support',
  'waiting-on-partner': 'Waiting for you',
  'waiting-on-product': 'With the product team',
} as const satisfies Record<Status, string>

export const turnWords = {
  us: 'on us',
  partner: 'on partner',
  product: 'on product team',
  nobody: 'done',
} as const satisfies Record<Turn, string>

export const partnerTurnWords = {
  us: 'we owe you an answer',
  partner: 'waiting for you',
  product: 'with the product team',
  nobody: 'done',
} as const satisfies Record<Turn, string>

export const kindWords = {
  incident: 'Incident',
  request: 'Request',
  question: 'How-to',
  'feature-request': 'Feature request',
  'product-limitation': 'Product limitation',
} as const satisfies Record<Kind, string>

/** D6: what each kind means, in words that can be passed on. */
export const kindMeaning = {
  incident: 'Something does not work as it should.',
  request: 'Something is to be done or set up.',
  question: 'How something is done; treated as the least urgent severity.',
  'feature-request': 'Something the product does not do yet. Exempt: nothing is promised for it.',
  'product-limitation': 'The product works as built, and this is where it ends. Exempt: nothing is promised for it.',
} as const satisfies Record<Kind, string>

/** B7: no clocks run on these. */
export const isExempt = (kind: Kind): boolean => kind === 'feature-request' || kind === 'product-limitation'

export const channelWords = {
  portal: 'by the portal',
  widget: 'by the widget',
  api: 'by the API',
  mail: 'by mail',
  chat: 'by chat',
  phone: 'by phone',
  import: 'imported',
} as const satisfies Record<Channel, string>

/** Solved, closed and merged tickets promise nothing further. */
export const isOver = (status: Status): boolean => status === 'solved' || status === 'closed' || status === 'merged'

/** C7: nobody has confirmed its severity, and somebody should. */
export const isProposed = ({
  status,
  severityConfirmed,
}: {
  readonly status: Status
  readonly severityConfirmed: object | null
}): boolean => severityConfirmed === null && !isOver(status)

/** 'Premium' of 'premium'; an id the policy does not know stays as it is. */
export const tierName = (policy: PolicyView | undefined, id: string): string =>
  policy?.tiers.find((tier) => tier.id === id)?.name ?? id

export const deskName = (policy: PolicyView | undefined, id: string): string =>
  policy?.desks.find((desk) => desk.id === id)?.name ?? id

export const severityName = (policy: PolicyView | undefined, desk: string, level: number): string | undefined =>
  policy?.desks.find((each) => each.id === desk)?.severities.find((severity) => severity.level === level)?.name

/** 'KS' of 'Kishore Sundar', 'A' of 'Akira'. */
export const initials = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean)
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase()
}

/** '1 ticket', '2 tickets', '1,000+ tickets' where counting stopped. */
export const sayCount = (count: number, one: string, many = `${one}s`): string =>
  count >= 1_000 ? `1,000+ ${many}` : `${count} ${count === 1 ? one : many}`

export const sayNumber = (count: number): string => (count >= 1_000 ? '1,000+' : String(count))
