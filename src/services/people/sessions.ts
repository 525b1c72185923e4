/** Where somebody is signed in, and the end of it: one's own, and by administrators everybody's. */
import type { PersonId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { personById } from '../../storage/people.ts'
import { endSessions, sessionsOf, whoseSession, type Session } from '../../storage/sessions.ts'
import type { Actor, App } from '../app.ts'
import { utc } from '../instants.ts'
import { once, type Once } from '../once.ts'
import { notAllowed, notFound, type Answer } from '../refusals.ts'
import type { Acted } from '../tickets/carry-out.ts'
import { administers } from './administrators.ts'
import { worldNow } from './view.ts'

export const sessionView = ({ id, beganAt, endsAt, address, program, isOwn }: Session) => ({
  id,
  beganAt: utc(beganAt),
  endsAt: utc(endsAt),
  address,
  program,
  /** It is the session that this request was made in. */
  isOwn,
})

export type SessionView = ReturnType<typeof sessionView>

const noPerson = notFound('person')

/** Whose sessions are meant: the caller's own where nobody is named. */
async function whose(tx: Tx, actor: Actor, person: string | undefined): Promise<Answer<PersonId>> {
  const own = actor.kind === 'system' ? null : actor.person
  const id = (person ?? own) as PersonId | null
  if (id === null) throw new Error('Sessions are somebody’s.')
  if (id === own) return { ok: true, value: id }
  const may = await administers(tx, actor)
  if (!may.ok) return notAllowed('Only an administrator sees and ends the sessions of others: leave ‘person’ out.')
  return (await personById(tx, id)) === null ? noPerson : { ok: true, value: id }
}

/** The latest first; `token` is that of the session that asks, where one does. */
export const listSessions = (
  app: App,
  actor: Actor,
  { person, token }: { readonly person?: string | undefined; readonly token: string | null },
): Promise<Answer<readonly SessionView[]>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<readonly SessionView[]>> => {
    const of = await whose(tx, actor, person)
    if (!of.ok) return of
    return { ok: true, value: (await sessionsOf(tx, of.value, worldNow(), token)).map(sessionView) }
  })

/** Ends all of somebody's sessions but the one that asks. Keys go on: they are revoked one by one. */
export const signOutEverywhere = (
  app: App,
  actor: Actor,
  { person, token }: { readonly person?: string | undefined; readonly token: string | null },
  asked: Once | null,
): Acted<{ readonly ended: number }> =>
  once(app, actor, asked, 200, async (tx): Promise<Answer<{ readonly ended: number }>> => {
    const of = await whose(tx, actor, person)
    if (!of.ok) return of
    return { ok: true, value: { ended: await endSessions(tx, of.value, { but: token }) } }
  })

export const isSession = async (app: App, actor: Actor, id: string): Promise<boolean> =>
  (await app.db.transaction(actor, (tx) => whoseSession(tx, id))) !== null

/** One's own, and of administrators anybody's; others are not there for them. */
export const endSession = (app: App, actor: Actor, id: string): Promise<Answer<null>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<null>> => {
    const person = await whoseSession(tx, id)
    if (person === null) return notFound('session')
    await endSessions(tx, person, { id })
    return { ok: true, value: null }
  })
