/** Everything a service may reach. Built once, in `src/app.ts`; replaced piece by piece in tests. */
import type { Id, Instant } from '../domain/kernel.ts'
import type { By } from '../domain/ticket/ticket.ts'
import type { Actor, Database } from '../storage/database.ts'
import type { Policies } from './policies.ts'
import type { Scanner } from './attachments/scanning.ts'

export interface App {
  readonly db: Database
  readonly policies: Policies
  readonly now: () => Instant
  readonly newId: <Kind extends string>() => Id<Kind>
  /** Where one is set (B4). */
  readonly scanner?: Scanner
  /** Where people outside reach the product, for links in letters; absent where it is not known. */
  readonly publicUrl?: string
  /** The folder on this machine that the policy is checked in and published from; where it is not set, neither can be done. */
  readonly policyFolder?: string
  /** Webhooks may lead into one's own network, and over http (D5): an intranet, or tests. */
  readonly privateWebhooks?: true
}

export type { Actor }

/** Who the ledger says it was. */
export const byOf = (actor: Actor): By =>
  actor.kind === 'system' ? { kind: 'system' } : { kind: actor.kind, person: actor.person }

export const isStaff = (actor: Actor): boolean => actor.kind !== 'partner'
