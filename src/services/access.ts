/** Who comes in, and as whom they act: keys of the API, sessions, and the people of the demo. */
import { createHash, randomBytes } from 'node:crypto'
import type { Instant, PersonId } from '../domain/kernel.ts'
import { insertKey, personByKeyHash, type Holder } from '../storage/keys.ts'
import type { Person } from '../storage/people.ts'
import { keepSetting, readSetting } from '../storage/settings.ts'
import { personBySession, settledSecret } from '../storage/sign-in.ts'
import { personByWidgetToken } from '../storage/widget.ts'
import type { Actor, App } from './app.ts'

/**
 * What a key may be used for: everything its person may do, only looking, or only asking for sessions of the widget (A6):
 * that is the one for the vendor's store or portal.
 */
export const keyScopes = ['full', 'read', 'widget'] as const
export type KeyScope = (typeof keyScopes)[number]

/** Somebody who came in. */
export interface Visitor extends Holder {
  readonly actor: Exclude<Actor, { kind: 'system' }>
  /** False for a key that only reads. */
  readonly mayWrite: boolean
  /** Of a key: it asks for sessions of the widget, and does nothing else. */
  readonly onlyWidgetSessions?: true
  /** Of a session: the desk asks for a second factor and there is none, so it is set up before anything else. */
  readonly lacksSecondFactor?: true
  /** Of a token of the widget: where its page is, and until when it holds. */
  readonly widget?: { readonly origin: string; readonly expiresAt: Instant }
}

/** As whom somebody acts. */
export function actorOf({ id, role, desks, partner }: Person): Visitor['actor'] {
  if (role !== 'contact') return { kind: 'staff', person: id, role, desks }
  if (partner === null) throw new Error(`Contact ${id} has no partner.`)
  return { kind: 'partner', person: id, partner }
}

const visitorOf = (holder: Holder | null, mayWrite: boolean): Visitor | null =>
  holder === null ? null : { ...holder, mayWrite, actor: actorOf(holder.person) }

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()

/** Whose key it is; null where it is nobody's (any more). */
export async function visitorByKey(app: App, key: string): Promise<Visitor | null> {
  const holder = await personByKeyHash(app.db, hashOf(key), app.now().toString().slice(0, 10))
  const visitor = visitorOf(holder, holder?.scope !== 'read')
  return visitor !== null && holder?.scope === 'widget' ? { ...visitor, onlyWidgetSessions: true } : visitor
}

/** Whose token of the widget it is (A6); null where it is nobody's, has expired or was revoked. */
export async function visitorByWidget(app: App, token: string): Promise<Visitor | null> {
  const holder = await personByWidgetToken(app.db, hashOf(token), app.now())
  const visitor = visitorOf(holder, holder?.onlyReads === false)
  if (visitor === null || holder === null) return null
  return { ...visitor, widget: { origin: holder.origin, expiresAt: holder.expiresAt } }
}

/** Whose session it is at `at`, which is a time of the world: sessions end by better-auth's clock. */
export async function visitorBySession(app: App, token: string, at: Instant): Promise<Visitor | null> {
  const holder = await personBySession(app.db, token, at)
  if (holder === null) return null
  const { lacksSecondFactor, ...who } = holder
  return { ...who, mayWrite: true, actor: actorOf(who.person), ...(lacksSecondFactor ? { lacksSecondFactor } : {}) }
}

/** Makes a key for the person. It is in this answer and nowhere else: the database keeps its hash. */
export async function makeKey(
  app: App,
  person: PersonId,
  { scope, label }: { readonly scope: KeyScope; readonly label: string },
): Promise<{ readonly id: string; readonly key: string }> {
  const key = `desk_${randomBytes(32).toString('base64url')}`
  const id = app.newId<'key'>()
  await app.db.system((tx) => insertKey(tx, { id, hash: hashOf(key), person, scope, label, at: app.now() }))
  return { id, key }
}

/** Signs the cookies of sessions: made by the first start, the same for every node ever after. */
export const cookieSecret = (app: App): Promise<string> =>
  settledSecret(app.db, 'cookie-secret', randomBytes(32).toString('base64url'))

/** The demo company's people and their one password: kept so that a start can tell them apart from real ones. */
export interface Demo {
  readonly password: string
  readonly people: readonly { readonly name: string; readonly email: string; readonly what: string }[]
}

const demoSetting = 'demo'

/** Null in a database that never held the demo. */
export const readDemo = async (app: App): Promise<Demo | null> =>
  (await app.db.system((tx) => readSetting(tx, demoSetting))) as Demo | null

export const keepDemo = (app: App, demo: Demo): Promise<void> =>
  app.db.system((tx) => keepSetting(tx, demoSetting, demo))

/** Whether an address is one of the demo company's. */
export const isOfDemo = (demo: Demo | null, email: string): boolean =>
  demo?.people.some((person) => person.email.toLowerCase() === email.toLowerCase()) ?? false
