/** Ideas of the product board (B6): what may become of one, in words that partners understand. */

export const ideaStatuses = ['noted', 'under-review', 'planned', 'in-progress', 'released', 'declined'] as const
export type IdeaStatus = (typeof ideaStatuses)[number]

export const ideaStatusWords = {
  noted: 'Noted',
  'under-review': 'Under review',
  planned: 'Planned',
  'in-progress': 'In progress',
  released: 'Released',
  declined: 'Not planned',
} as const satisfies Record<IdeaStatus, string>

/** What each says to whoever waits for it. */
export const ideaStatusMeaning = {
  noted: 'We have written it down. Votes help us to see how many need it.',
  'under-review': 'The product team is looking into it.',
  planned: 'It will be built; work has not begun.',
  'in-progress': 'It is being built.',
  released: 'It is there.',
  declined: 'It will not be built for now; the reason says why.',
} as const satisfies Record<IdeaStatus, string>

/** Nothing more is expected of these: they take no votes. */
export const isSettled = (status: IdeaStatus): boolean => status === 'released' || status === 'declined'

export const ideaOrders = ['votes', 'newest'] as const
export type IdeaOrder = (typeof ideaOrders)[number]
