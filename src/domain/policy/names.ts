/** The names that a policy gives, and the few words that are the program's own. */

/** 'support' and 'operations' in the pages; another vendor names its own. */
export type DeskId = string
/** 1 is the most urgent. How many there are is the policy's. */
export type Severity = number
export type TierId = string
export type RegionId = string
export type SubregionId = string
export type CategoryId = string
/** B8: what a request is. The words are fixed, since each has a meaning for clocks and order; what they promise is not. */
export const kinds = ['incident', 'request', 'question', 'feature-request', 'product-limitation'] as const
export type Kind = (typeof kinds)[number]
export const promisedKinds = ['acknowledgement', 'determination'] as const
export type Promised = (typeof promisedKinds)[number]
