/** The link in a receipt that asks (B2): it opens one ticket's form without signing in, and nothing else. */
import { missingFields, type Details } from '../../domain/intake/missing.ts'
import type { Instant, PersonId, TicketId } from '../../domain/kernel.ts'
import { isOver } from '../../domain/ticket/ticket.ts'
import { askingOf } from '../../storage/asks.ts'
import type { Tx } from '../../storage/database.ts'
import { countSignInTry } from '../../storage/sign-in.ts'
import { readTicket } from '../../storage/ticket-rows.ts'
import type { Actor, App } from '../app.ts'
import { askSecret, ticketOfToken } from './ask-token.ts'
import { fieldView, supplyIn } from './asking.ts'
import { utc } from '../instants.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { no, notFound, type Answer } from '../refusals.ts'

/** Lookups from one network, and answers to one ticket, within this span: nobody tries links for long. */
export const linkLimits = { forAddress: 60, forTicket: 20, withinMinutes: 15 } as const

/** Counts a try of `subject` before it is made. Null where it may be made, else when the next one may. */
export function countLinkTry(app: App, subject: string, most: number): Promise<Instant | null> {
  const at = app.now()
  return app.db.system(async (tx) => {
    const before = at.subtract({ minutes: linkLimits.withinMinutes })
    const { tries, beganAt } = await countSignInTry(tx, subject, at, before)
    return tries > most ? beganAt.add({ minutes: linkLimits.withinMinutes }) : null
  })
}

/** Number, subject and what is asked, and nothing else of the ticket. */
export interface LinkView {
  readonly state: 'open' | 'supplied' | 'expired' | 'over'
  readonly number: string
  readonly subject: string
  readonly fields: ReturnType<typeof fieldView>[]
  readonly expiresAt: string
}

interface Linked {
  readonly view: LinkView
  readonly actor: Extract<Actor, { kind: 'partner' }> | null
  readonly ticket: TicketId
}

const noLink = notFound('link')

/** A link works so long after its ticket was opened. */
const expiryOf = (app: App, openedAt: Instant): Instant =>
  openedAt.add({ hours: app.policies.current().intake.askLinkDays * 24 })

async function linked(app: App, tx: Tx, token: string): Promise<Linked | null> {
  const ticket = ticketOfToken(await askSecret(app), token)
  const row = ticket === null ? null : await readTicket(tx, ticket)
  const asking = row === null ? null : await askingOf(tx, row.ticket.id)
  if (row === null || asking === null || asking.askedAt === null) return null
  const { partner, contact } = row.ticket
  const expiresAt = expiryOf(app, asking.askedAt)
  const fields = missingFields(asking.findings, await app.policies.version(row.ticket.policyVersion))
  const state = isOver(row.ticket)
    ? 'over'
    : fields.length === 0
      ? 'supplied'
      : Temporal.Instant.compare(app.now(), expiresAt) >= 0
        ? 'expired'
        : 'open'
  return {
    view: {
      state,
      number: row.number,
      subject: row.ticket.subject,
      fields: state === 'open' ? fields.map(fieldView) : [],
      expiresAt: utc(expiresAt),
    },
    actor: partner === null || contact === null ? null : { kind: 'partner', person: contact as PersonId, partner },
    ticket: row.ticket.id,
  }
}

/** What the link opens. Not found: a link that was never given out. */
export async function readLink(app: App, token: string): Promise<Answer<LinkView>> {
  const found = await app.db.system((tx) => linked(app, tx, token))
  return found === null ? noLink : { ok: true, value: found.view }
}

/** Gives, in the contact's name, what the link asks for; refused once that was done, or the time for it is over. */
export async function supplyByLink(
  app: App,
  token: string,
  details: Details,
  asked: Once | null,
): Promise<Answer<Outcome<LinkView>>> {
  const found = await app.db.system((tx) => linked(app, tx, token))
  if (found === null || found.actor === null) return noLink
  const { actor, ticket } = found
  return once(app, actor, asked, 200, async (tx) => {
    const now = await linked(app, tx, token)
    if (now === null) return noLink
    const { state } = now.view
    if (state !== 'open') return no({ code: 'invalid-state', message: whyClosed[state] })
    const done = await supplyIn(app, tx, actor, ticket, details)
    if (!done.ok) return done
    const after = await linked(app, tx, token)
    return after === null ? noLink : { ok: true, value: after.view }
  })
}

const whyClosed = {
  supplied: 'Everything that was asked for has been given: there is nothing more to do.',
  expired: 'The time for this link is over. Answer the mail that it came in, or write on the request in the portal.',
  over: 'This request is over, and nothing more is needed for it. A reply on it opens it again.',
} as const
