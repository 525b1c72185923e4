/** What is missing of a request: asked for once, in the receipt, and given in one form (B2, B3). */
import { depthOf } from '../../domain/intake/depth.ts'
import {
  fieldName,
  missingFields,
  namesGiven,
  readDetails,
  withDetails,
  withSupplied,
  type Details,
  type MissingField,
} from '../../domain/intake/missing.ts'
import type { Instant, PersonId, TicketId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { sayInstant } from '../../domain/explain/words.ts'
import { isOver } from '../../domain/ticket/ticket.ts'
import { askingOf, setFindings, type Asking } from '../../storage/asks.ts'
import type { NewMessage } from '../../storage/commit.ts'
import type { Tx } from '../../storage/database.ts'
import { namesOf } from '../../storage/people.ts'
import { readTicket, type TicketRow } from '../../storage/ticket-rows.ts'
import { lockTicket } from '../../storage/tickets.ts'
import type { Actor, App } from '../app.ts'
import { carryOut } from './carry-out.ts'
import { understand, type TicketForm } from './intake.ts'
import { utc, utcOrNull } from '../instants.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { notAllowed, notFound, wrongFields, type Answer } from '../refusals.ts'

export type AskedView = Awaited<ReturnType<typeof askedView>>

/** GET /tickets/{id}/asked: what was asked and when, what of it was given and when, and how deep the troubleshooting went. */
export const getAsked = (app: App, actor: Actor, id: TicketId): Promise<Answer<AskedView>> =>
  app.db.transaction(actor, (tx) => readAsked(app, tx, id))

async function readAsked(app: App, tx: Tx, id: TicketId): Promise<Answer<AskedView>> {
  const row = await readTicket(tx, id)
  const asking = row === null ? null : await askingOf(tx, id)
  if (row === null || asking === null) return notFound('ticket')
  return { ok: true, value: await askedView(tx, await app.policies.version(row.ticket.policyVersion), row, asking) }
}

async function askedView(tx: Tx, policy: Policy, row: TicketRow, asking: Asking) {
  const names = await namesOf(tx, [...new Set(asking.supplied.flatMap(({ by }) => by ?? []))])
  return {
    askedAt: utcOrNull(asking.askedAt),
    asked: asking.findings
      .filter(({ verdict }) => verdict === 'ask')
      .map((finding) => ({ name: fieldName(policy, finding.field), suppliedAt: finding.suppliedAt ?? null })),
    /** What can still be given; nothing on a ticket that is over. */
    missing: isOver(row.ticket) ? [] : missingFields(asking.findings, policy).map(fieldView),
    supplied: asking.supplied.map(({ at, by, details }) => ({
      at: utc(at),
      by: by === null ? null : (names.get(by)?.name ?? null),
      names: [...namesGiven(policy, details)],
    })),
    depth: depthsOf(policy, row, asking),
  }
}

export const fieldView = (field: MissingField) => ({ ...field, options: [...field.options] })

/** As the request came, and with everything that was given since; null where the desk asks for no troubleshooting. */
function depthsOf(policy: Policy, { ticket }: TicketRow, { intake, supplied }: Asking) {
  if (intake === null || typeof intake !== 'object') return null
  const understanding = understand(policy, { subject: '', description: '', ...intake } as TicketForm, ticket.channel)
  if (!understanding.ok) return null
  const request = { ...understanding.understood.request, desk: ticket.desk }
  const now = depthOf(
    withDetails(request, Object.assign({}, ...supplied.map(({ details }) => details)) as Details),
    policy,
  )
  if (now === null) return null
  return {
    score: now.score,
    given: [...now.given],
    missing: [...now.missing],
    atFirst: depthOf(request, policy)?.score ?? 0,
  }
}

const partnersOnly = notAllowed('Only the partner gives what it was asked for: write a note, or reply, as an agent.')

/** POST /tickets/{id}/details: by the partner, signed in. */
export function supply(
  app: App,
  actor: Actor,
  id: TicketId,
  details: Details,
  asked: Once | null,
): Promise<Answer<Outcome<AskedView>>> {
  return once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'partner') return partnersOnly
    const done = await supplyIn(app, tx, actor, id, details)
    return done.ok ? readAsked(app, tx, id) : done
  })
}

/** A public message with what was given, and the findings as they are then; everything wrong with it at once. */
export async function supplyIn(
  app: App,
  tx: Tx,
  actor: Extract<Actor, { kind: 'partner' }>,
  id: TicketId,
  given: Details,
): Promise<Answer<null>> {
  const ticket = await lockTicket(tx, id)
  const asking = ticket === null ? null : await askingOf(tx, id)
  if (ticket === null || asking === null) return notFound('ticket')
  const policy = await app.policies.version(ticket.policyVersion)
  const at = app.now()
  const fields = missingFields(asking.findings, policy)
  const { details, wrong } = readDetails(given, fields)
  if (wrong.length > 0 && !isOver(ticket)) return wrongFields(wrong)
  const message = messageOf(app, actor.person, details, fields, at)
  const command = { kind: 'supply', message: message.id, details } as const
  const done = await carryOut(app, tx, actor, id, at, () => ({ ok: true, value: { command, message } }))
  if (!done.ok) return done
  await setFindings(tx, id, withSupplied(asking.findings, details, utc(at)))
  return { ok: true, value: null }
}

const messageOf = (
  app: App,
  author: PersonId,
  details: Details,
  fields: readonly MissingField[],
  at: Instant,
): NewMessage => ({
  id: app.newId<'message'>(),
  body: inWords(details, fields),
  visibility: 'public',
  forCustomer: false,
  determination: false,
  author,
  side: 'partner',
  channel: 'portal',
  at,
})

/** As one would have written it, in the order of the form; what takes several lines comes last. */
function inWords(details: Details, fields: readonly MissingField[]): string {
  const given = fields.filter(({ field }) => details[field] !== undefined)
  const long = given.filter(({ kind }) => kind === 'lines')
  const short = given.filter((field) => !long.includes(field))
  const lines = short.map((field) => `${field.name}: ${said(details[field.field], field)}`)
  const parts = long.map(({ field, name }) => `${name}:\n${String(details[field])}`)
  return [lines.join('\n'), ...parts].filter((part) => part !== '').join('\n\n')
}

function said(value: string | boolean | undefined, { kind }: MissingField): string {
  if (kind === 'instant') return `${sayInstant(Temporal.Instant.from(String(value)), 'UTC')} UTC`
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : (value ?? '')
}
