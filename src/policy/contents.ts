/** The files that make up a policy, and what each of them says. */
import type { EscalationRules } from '../domain/policy.ts'
import type { WorkflowRules } from '../domain/policy/workflows.ts'
import type { Decode } from './decode.ts'
import { attachments } from './parts/attachments.ts'
import { calls } from './parts/calls.ts'
import { chat } from './parts/chat.ts'
import { commitments, desks, severities, tiers, vendor } from './parts/desks.ts'
import { examples } from './parts/examples.ts'
import { integrations } from './parts/integrations.ts'
import { letters } from './parts/letters.ts'
import { mail } from './parts/mail.ts'
import { entitlements, keyAccounts, partnership, tickets } from './parts/partners.ts'
import { calendars, regions } from './parts/places.ts'
import { categories, intake, products } from './parts/requests.ts'

/** A file of the policy: its decoder, and the kinds of names that nobody can know while it cannot be read. */
export interface Part<Value> {
  readonly decode: Decode<Value>
  readonly gives: readonly string[]
}

export const part = <Value>(decode: Decode<Value>, ...gives: readonly string[]): Part<Value> => ({ decode, gives })

export const parts = {
  vendor: part(vendor, 'data centre'),
  desks: part(desks, 'desk', 'ticket prefix'),
  tiers: part(tiers, 'tier'),
  regions: part(regions, 'region', 'sub-region', 'country', 'split country', 'state'),
  calendars: part(calendars, 'calendar'),
  severities: part(severities, 'severity'),
  commitments: part(commitments),
  categories: part(categories, 'category', 'desk of a category'),
  intake: part(intake, 'request type'),
  products: part(products, 'product'),
  entitlements: part(entitlements),
  'key-accounts': part(keyAccounts),
  tickets: part(tickets),
  partnership: part(partnership, 'kind of sheet'),
  attachments: part(attachments),
  calls: part(calls),
  chat: part(chat),
  integrations: part(integrations),
  mail: part(mail),
  letters: part(letters),
  examples: part(examples),
} satisfies Record<string, Part<unknown>>

type Parts = typeof parts
/** What all files say, each as its decoder gives it. */
export type Contents = { readonly [Name in keyof Parts]: Parts[Name] extends Part<infer Value> ? Value : never } & {
  readonly escalation: ReadonlyMap<string, EscalationRules>
  readonly workflows: readonly WorkflowRules[]
}

export const partNames = Object.keys(parts) as readonly (keyof Parts)[]
