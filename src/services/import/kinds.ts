/** The kinds of things that can be imported. A new one: its file, and its line here. */
import { contacts } from './contacts.ts'
import { customers } from './customers.ts'
import type { Policy } from '../../domain/policy.ts'
import type { ImportKind } from './kind.ts'
import { Partners } from './partners.ts'
import { reviews } from './reviews.ts'
import { scores } from './scores.ts'
import { Subscriptions } from './subscriptions.ts'
import { training } from './training.ts'

export const importKinds = [
  'partners',
  'contacts',
  'customers',
  'subscriptions',
  'training',
  'scores',
  'reviews',
] as const
export type ImportKindName = (typeof importKinds)[number]

/** A new one for each run, by the policy that the run goes by. */
export const kindOf: Readonly<Record<ImportKindName, (policy: Policy) => ImportKind<unknown>>> = {
  partners: () => asAny(new Partners()),
  contacts: () => asAny(contacts),
  customers: () => asAny(customers),
  subscriptions: () => asAny(new Subscriptions()),
  training: () => asAny(training),
  scores: (policy) => asAny(scores(policy)),
  reviews: (policy) => asAny(reviews(policy)),
}

/** What a kind reads, it writes: nobody else looks into it. */
const asAny = <Facts>(kind: ImportKind<Facts>): ImportKind<unknown> => kind as unknown as ImportKind<unknown>
