/**
 * Sessions of the widget (A6). The vendor's own program, which has signed the partner in, asks for one with its key, for a
 * contact and a page; nothing that a page says of itself is believed.
 */
import type { Tx } from '../../storage/database.ts'
import { grantsOf } from '../../storage/grants.ts'
import { partnerById, type Partner } from '../../storage/partners.ts'
import { personByEmail, type Person } from '../../storage/people.ts'
import {
  allowedOrigins,
  forgetSessions,
  hasWidgetSession,
  insertWidgetSession,
  revokeSessionsOf,
  revokeWidgetSession,
  type WidgetSession,
  type WidgetSessionId,
} from '../../storage/widget.ts'
import type { Actor, App } from '../app.ts'
import { staffOnly, type Acted } from '../tickets/carry-out.ts'
import { utc } from '../instants.ts'
import { once, type Once } from '../once.ts'
import { entitledNow, todayOf } from '../registry/partner-view.ts'
import { no, notAllowed, notFound, wrongFields, type Answer } from '../refusals.ts'
import { readOrigin } from './origin.ts'
import { widgetToken, widgetTokenHash } from './token.ts'

export interface NewWidgetSession {
  /** Of a contact. */
  readonly email: string
  /** Of the page that the widget stands in. */
  readonly origin: string
  /** The partner that whoever asks believes the contact to be of: its id, or its reference in the vendor's store. */
  readonly partner?: string | undefined
}

/** Who asks: the vendor's program with its key, or an administrator who looks at the widget as somebody would see it. */
export interface Issuing {
  readonly preview: boolean
  /** Where the desk itself is served: its own pages are always allowed. */
  readonly ownOrigin: string | null
}

export interface WidgetSessionView {
  readonly id: string
  /** For the page; it is in this answer and in no other. */
  readonly token: string
  readonly expiresAt: string
  readonly origin: string
  readonly contact: { readonly id: string; readonly name: string; readonly email: string }
  readonly partner: { readonly id: string; readonly name: string }
  readonly preview: boolean
}

type Kept = Omit<WidgetSessionView, 'token'>

export async function openWidgetSession(
  app: App,
  actor: Actor,
  given: NewWidgetSession,
  { preview, ownOrigin }: Issuing,
  asked: Once | null,
): Acted<WidgetSessionView> {
  const done = await once(app, actor, asked, 201, async (tx): Promise<Answer<Kept>> => {
    if (actor.kind !== 'staff') return staffOnly
    const origin = await originFor(tx, given.origin, ownOrigin)
    const found = await contactFor(app, tx, given)
    const mistakes = ['wrong' in origin ? { field: 'origin', message: origin.wrong } : null, found.mistake].filter(
      (mistake) => mistake !== null,
    )
    if ('wrong' in origin || found.whose === null || mistakes.length > 0) return wrongFields(mistakes)
    const { contact, partner } = found.whose
    const policy = app.policies.current()
    const at = app.now()
    const { allowed, because } = entitledNow(
      policy,
      partner,
      await grantsOf(tx, partner.id),
      'widget',
      todayOf(policy, partner, at),
    )
    if (!allowed) return notAllowed(because)
    const session: WidgetSession = {
      id: app.newId<'widget-session'>(),
      person: contact.id,
      partner: partner.id,
      origin: origin.origin,
      onlyReads: preview,
      issuedBy: actor.person,
      issuedAt: at,
      expiresAt: at.add({ minutes: policy.integrations.widget.sessionMinutes }),
    }
    const hash = widgetTokenHash(await widgetToken(app, session.id))
    await insertWidgetSession(tx, { ...session, hash })
    return {
      ok: true,
      value: {
        id: session.id as string,
        expiresAt: utc(session.expiresAt),
        origin: session.origin,
        contact: { id: contact.id as string, name: contact.name, email: contact.email },
        partner: { id: partner.id as string, name: partner.name },
        preview,
      },
    }
  })
  if (!done.ok) return done
  // The kept answer has no token in it: it is worked out again.
  const outcome = done.value
  const kept = (outcome.fresh ? outcome.value : outcome.body) as Kept
  const value = { ...kept, token: await widgetToken(app, kept.id) }
  return { ok: true, value: outcome.fresh ? { fresh: true, value } : { ...outcome, body: value } }
}

async function originFor(
  tx: Tx,
  text: string,
  ownOrigin: string | null,
): Promise<{ readonly origin: string } | { readonly wrong: string }> {
  if (ownOrigin !== null && text === ownOrigin) return { origin: ownOrigin }
  const read = readOrigin(text)
  if ('wrong' in read) return read
  if ((await allowedOrigins(tx)).includes(read.origin)) return read
  return {
    wrong: `The widget may not stand in pages of ${read.origin}: an administrator allows them on the page 'Widget'.`,
  }
}

type Whose = { readonly contact: Person; readonly partner: Partner }
type Found = {
  readonly whose: Whose | null
  readonly mistake: { readonly field: string; readonly message: string } | null
}

async function contactFor(app: App, tx: Tx, { email, partner: believed }: NewWidgetSession): Promise<Found> {
  const contact = await personByEmail(tx, email.trim().toLowerCase())
  const partner = contact?.partner == null || !contact.active ? null : await partnerById(tx, contact.partner)
  if (contact === null || partner === null)
    return {
      whose: null,
      mistake: {
        field: 'email',
        message: 'No contact of a partner has this address: check it, or register the contact.',
      },
    }
  if (believed !== undefined && believed !== partner.id && believed !== partner.externalRef)
    return {
      whose: null,
      mistake: { field: 'partner', message: 'This contact is of another partner: nobody is let in as somebody else.' },
    }
  return { whose: { contact, partner }, mistake: null }
}

export const isWidgetSession = async (app: App, actor: Actor, id: string): Promise<boolean> =>
  (await app.db.transaction(actor, (tx) => hasWidgetSession(tx, id as WidgetSessionId))) === true

/** At once, on every node. One that is over already is as well. */
export const endWidgetSession = (app: App, actor: Actor, id: WidgetSessionId): Promise<Answer<null>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<null>> => {
    if (!(await hasWidgetSession(tx, id))) return notFound('widget session')
    await revokeWidgetSession(tx, id, app.now())
    return { ok: true, value: null }
  })

/** Of a contact who has signed out, or left: all its sessions end. */
export const endSessionsOf = (
  app: App,
  actor: Actor,
  { email }: { readonly email: string },
  asked: Once | null,
): Acted<{ readonly ended: number }> =>
  once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const person = await personByEmail(tx, email.trim().toLowerCase())
    if (person === null || person.side !== 'partner')
      return no({ code: 'incomplete', message: 'No contact of a partner has this address.', field: 'email' })
    return { ok: true, value: { ended: await revokeSessionsOf(tx, person.id, app.now()) } }
  })

/** Timetable: nobody asks after a day who had one. */
export const forgetWidgetSessions = (app: App): Promise<{ readonly forgotten: number }> =>
  app.db.system(async (tx) => ({ forgotten: await forgetSessions(tx, app.now().subtract({ hours: 24 })) }))
