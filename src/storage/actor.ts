/** On whose behalf something is done: the database itself shows and takes only what that actor may see and write (G3). */
import type { PartnerId, PersonId } from '../domain/kernel.ts'
import type { DeskId } from '../domain/policy.ts'

export type StaffRole = 'admin' | 'agent' | 'lead' | 'manager' | 'pam'

export type Actor =
  | { readonly kind: 'staff'; readonly person: PersonId; readonly role: StaffRole; readonly desks: readonly DeskId[] }
  | { readonly kind: 'partner'; readonly person: PersonId; readonly partner: PartnerId }
  | { readonly kind: 'system' }

export const system: Actor = { kind: 'system' }

/** How the database is told of an actor: the settings `desk.actor`, `desk.person`, `desk.partner` of a transaction. */
export interface ActorSettings {
  readonly actor: Actor['kind']
  /** '' for the system. */
  readonly person: string
  /** '' unless a partner's contact acts. */
  readonly partner: string
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Throws for an identifier that is none: it would be written into a statement. */
export function actorSettings(actor: Actor): ActorSettings {
  const person = actor.kind === 'system' ? '' : actor.person
  const partner = actor.kind === 'partner' ? actor.partner : ''
  if (actor.kind !== 'system' && !uuid.test(person))
    throw new Error(`An actor's person must be a UUID, not '${person}'.`)
  if (actor.kind === 'partner' && !uuid.test(partner))
    throw new Error(`An actor's partner must be a UUID, not '${partner}'.`)
  return { actor: actor.kind, person, partner }
}
