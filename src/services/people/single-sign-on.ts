/**
 * Who comes in by single sign-on: found by the provider's name for them (the subject), or else by an address that it has
 * verified, and linked then. Nobody is made by it.
 */
import type { PersonId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { personByEmail, personById, type Person } from '../../storage/people.ts'
import {
  addSingleSignOnLink,
  insertSingleSignOnRefusal,
  removeSingleSignOnLinks,
  singleSignOnLink,
  singleSignOnLinksOf,
  usedLinkOfCommandLine,
  type Account,
} from '../../storage/single-sign-on.ts'
import type { Actor, App } from '../app.ts'
import { utc } from '../instants.ts'
import { no, notFound, type Answer } from '../refusals.ts'
import { administers } from './administrators.ts'

/** What the provider says of whoever came, in a token that was verified. */
export interface Identity extends Account {
  readonly emailVerified: boolean
}

/** Why somebody whom the provider knows is not let in. */
export type TurnedAway = 'unverified' | 'unknown' | 'left' | 'side' | 'taken'

export interface Admission {
  /** Contacts of partners come in by it too. */
  readonly forContacts: boolean
  /** Who is as good as unknown here: the people of a demo that is closed. */
  readonly isShut: (email: string) => boolean
}

type Found = { readonly person: Person } | { readonly why: TurnedAway; readonly whose: PersonId | null }

/** The person, who is linked from now on; or why not, which the audit keeps. */
export const admitIdentity = (
  app: App,
  identity: Identity,
  admission: Admission,
): Promise<{ readonly person: Person } | { readonly why: TurnedAway }> =>
  app.db.system(async (tx) => {
    const found = await find(app, tx, identity, admission)
    if ('person' in found) return found
    const at = app.now()
    await insertSingleSignOnRefusal(tx, {
      ...identity,
      id: app.newId<'single-sign-on-refusal'>(),
      why: found.why,
      person: found.whose,
      on: at.toString().slice(0, 10),
    })
    return { why: found.why }
  })

async function find(app: App, tx: Tx, identity: Identity, { forContacts, isShut }: Admission): Promise<Found> {
  if (!identity.emailVerified) return { why: 'unverified', whose: null }
  const linked = await singleSignOnLink(tx, identity)
  const email = plainCase(identity.email)
  const person = linked === null ? await personByEmail(tx, email) : await personById(tx, linked.person)
  // The address as it is kept, letter by letter: what only becomes the same in lower case ('K' as the sign of Kelvin) is another.
  if (person === null || isShut(person.email) || (linked === null && person.email !== email))
    return { why: 'unknown', whose: null }
  if (!person.active) return { why: 'left', whose: person.id }
  if (person.side === 'partner' && !forContacts) return { why: 'side', whose: person.id }
  if (linked !== null) return { person }
  const added = { id: app.newId<'single-sign-on-link'>(), person: person.id, at: app.now() }
  await addSingleSignOnLink(tx, { ...identity, email }, added)
  const now = await singleSignOnLink(tx, identity)
  return now?.person === person.id ? { person } : { why: 'taken', whose: person.id }
}

/** Letters of ASCII alone. */
const plainCase = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

/** As whom somebody comes in by the provider, as administrators see it. */
export interface SingleSignOnView {
  /** The address that they were linked by. */
  readonly email: string
  readonly issuer: string
  readonly linkedAt: string
}

export async function singleSignOnViews(
  tx: Tx,
  persons: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, SingleSignOnView>> {
  const links = await singleSignOnLinksOf(tx, persons)
  return new Map(
    [...links].map(([person, { email, issuer, linkedAt }]) => [person, { email, issuer, linkedAt: utc(linkedAt) }]),
  )
}

/** They are found by their address again the next time, or whoever has it then. Sessions go on: they are ended by themselves. */
export const unlinkPerson = (app: App, actor: Actor, id: PersonId): Promise<Answer<null>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<null>> => {
    const may = await administers(tx, actor)
    if (!may.ok) return may
    const person = await personById(tx, id)
    if (person === null) return notFound('person')
    if ((await removeSingleSignOnLinks(tx, id)) > 0) return { ok: true, value: null }
    return no({ code: 'invalid-state', message: `${person.name} is not linked to single sign-on.` })
  })

/** So long an administrator may sign in with the password of a link from the command line, where staff may not otherwise. */
const emergencyHours = 24

/**
 * Whether a password lets the person in where single sign-on alone is for the staff. An administrator who has just used a
 * link of the command line comes in by it: nobody is locked out while the provider is down.
 */
export const mayUsePassword = (app: App, id: PersonId): Promise<boolean> =>
  app.db.system(async (tx) => {
    const person = await personById(tx, id)
    if (person === null || person.side !== 'staff') return true
    return person.role === 'admin' && usedLinkOfCommandLine(tx, id, app.now().subtract({ hours: emergencyHours }))
  })
