/**
 * How people come to a password: by a link that an administrator makes and hands over, or by the one they have. No letter
 * carries it: whoever of the staff may read outgoing mail would come in with it.
 */
import type { PersonId } from '../../domain/kernel.ts'
import { lockPerson, personById, type Person } from '../../storage/people.ts'
import { insertPasswordLink, passwordLink, usePasswordLink } from '../../storage/password-links.ts'
import type { Actor, App } from '../app.ts'
import { utc } from '../instants.ts'
import { once, type Once } from '../once.ts'
import { no, notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import type { Acted } from '../tickets/carry-out.ts'
import { administers, sharesDemoPassword } from './administrators.ts'
import { hashOfSecret, mintFor } from './secret.ts'

/** So long a link waits to be used. */
export const linkHours = 72

/** Characters. The sign-in takes no others. */
export const passwordLength = { least: 10, most: 500 } as const

export interface PasswordLinkView {
  readonly person: { readonly id: string; readonly name: string; readonly email: string }
  /** To be handed over. Without a public address of the product it is a path. */
  readonly link: string
  readonly expiresAt: string
}

type Kept = Omit<PasswordLinkView, 'link'> & { readonly id: string }

/** In the place of any link that is out. Sessions and the old password go on until it is used. */
export async function makePasswordLink(
  app: App,
  actor: Actor,
  id: PersonId,
  asked: Once | null,
): Acted<PasswordLinkView> {
  const mint = await mintFor(app, asked)
  const done = await once(app, actor, asked, 201, async (tx): Promise<Answer<Kept>> => {
    const may = await administers(tx, actor)
    if (!may.ok) return may
    const person = await lockPerson(tx, id, 'change')
    if (person === null) return notFound('person')
    if (!person.active)
      return no({ code: 'invalid-state', message: `${person.name} has left: make them active again first.` })
    if (await sharesDemoPassword(tx, person)) return no({ code: 'invalid-state', message: demoKeepsIt })
    const link = app.newId<'password-link'>()
    const at = app.now()
    const expiresAt = at.add({ hours: linkHours })
    const madeBy = actor.kind === 'system' ? null : actor.person
    await insertPasswordLink(tx, hashOfSecret(mint.secretOf(link)), {
      id: link,
      person: id,
      madeBy,
      madeAt: at,
      expiresAt,
    })
    return {
      ok: true,
      value: { id: link, person: { id, name: person.name, email: person.email }, expiresAt: utc(expiresAt) },
    }
  })
  if (!done.ok) return done
  // The kept answer has no link in it: it is worked out again.
  const outcome = done.value
  const kept = (outcome.fresh ? outcome.value : outcome.body) as Kept
  const link = `${app.publicUrl?.replace(/\/$/, '') ?? ''}/password/${mint.secretOf(kept.id)}`
  const value: PasswordLinkView = { person: kept.person, link, expiresAt: kept.expiresAt }
  return { ok: true, value: outcome.fresh ? { fresh: true, value } : { ...outcome, body: value } }
}

export const demoKeepsIt = 'The people of the demo share one password, which stays what it is.'

const closed = no({
  code: 'not-found',
  message:
    'This link opens nothing any more: it was used, replaced, or is too old. Ask your administrator for a new one.',
})

export interface OpenedLink {
  readonly name: string
  readonly email: string
  readonly expiresAt: string
}

/** What a link opens, for whoever has it. */
export const lookAtPasswordLink = (app: App, token: string): Promise<Answer<OpenedLink>> =>
  app.db.system(async (tx): Promise<Answer<OpenedLink>> => {
    const link = await passwordLink(tx, hashOfSecret(token), app.now())
    const person = link === null ? null : await personById(tx, link.person)
    if (link === null || person === null || !person.active) return closed
    return { ok: true, value: { name: person.name, email: person.email, expiresAt: utc(link.expiresAt) } }
  })

/** Gives the person a password and ends the sessions that it had (sign-in.ts). */
export type SetPassword = (person: Pick<Person, 'id' | 'name' | 'email'>, password: string) => Promise<void>

/** Sets the password of the link's person. The link is used up with it, or not at all. */
export const setByLink = (
  app: App,
  { token, password }: { readonly token: string; readonly password: string },
  setPassword: SetPassword,
): Promise<Answer<{ readonly email: string }>> =>
  app.db.system(async (tx): Promise<Answer<{ readonly email: string }>> => {
    const at = app.now()
    const link = await passwordLink(tx, hashOfSecret(token), at)
    const person = link === null ? null : await personById(tx, link.person)
    if (person === null || !person.active) return closed
    const mistakes = passwordMistakes('password', password, person)
    if (mistakes.length > 0) return wrongFields(mistakes)
    // Of two at once the second waits here, and finds it used.
    if ((await usePasswordLink(tx, hashOfSecret(token), at)) === null) return closed
    await setPassword(person, password)
    return { ok: true, value: { email: person.email } }
  })

/** What is wrong with a new password. It counts length, since length is what helps. */
export function passwordMistakes(
  field: string,
  password: string,
  { name, email }: Pick<Person, 'name' | 'email'>,
): Refusals['errors'] {
  const { least, most } = passwordLength
  if (password.length < least) return [{ field, message: `Needs at least ${least} characters: a few words are good.` }]
  if (password.length > most) return [{ field, message: `Takes at most ${most} characters.` }]
  const plain = password.toLowerCase()
  const isGuessed =
    new Set(plain).size < 4 || [email, email.split('@')[0] ?? email, name].some((own) => plain === own.toLowerCase())
  return isGuessed ? [{ field, message: 'That is guessed at once: take a few words that do not belong together.' }] : []
}
