/** A call is logged as a message of its ticket: who called, how long, and what was said (A3). */
import { isAfter, type Instant, type PersonId, type TicketId } from '../../domain/kernel.ts'
import { needsCountry, phoneNumber } from '../../domain/phone.ts'
import { insertCall, type PhoneCall } from '../../storage/phone.ts'
import type { Actor, App } from '../app.ts'
import { carryOut, staffOnly, type Acted } from '../tickets/carry-out.ts'
import { once, type Once } from '../once.ts'
import { wrongFields, type Refusals } from '../refusals.ts'
import { newMessage } from '../tickets/acts.ts'

export interface NewCall {
  /** Who was on the line. */
  readonly caller: string
  readonly number?: string | undefined
  readonly startedAt: string
  readonly seconds: number
  readonly notes: string
  readonly visibility: 'public' | 'internal'
  readonly determination?: boolean | undefined
}

/**
 * What was said on the telephone was said: a public one answers the partner as a letter does, from when it is logged (C4,
 * C5, C14), and the partner has the notes in writing; an internal one is a note.
 */
export function logCall(app: App, actor: Actor, id: TicketId, given: NewCall, asked: Once | null): Acted {
  return once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const mistakes = callMistakes(app, given)
    if (mistakes.length > 0) return wrongFields(mistakes)
    const { visibility, determination = false, notes } = given
    const message = newMessage(app, actor, { body: notes, visibility, determination }, 'phone')
    const done = await carryOut(app, tx, actor, id, message.at, () => ({
      ok: true,
      value: {
        command:
          visibility === 'internal'
            ? { kind: 'note', message: message.id }
            : { kind: 'reply', message: message.id, determination },
        message,
      },
    }))
    if (!done.ok) return done
    const { ticket } = done.value
    await insertCall(tx, {
      id: app.newId<'phone-call'>(),
      telephonyId: null,
      partner: (ticket.partner?.id ?? null) as PhoneCall['partner'],
      caller: given.caller,
      number: given.number === undefined ? null : phoneNumber(given.number),
      startedAt: Temporal.Instant.from(given.startedAt),
      seconds: given.seconds,
      ticket: id,
      message: message.id,
      held: null,
      shown: visibility === 'public',
      loggedBy: actor.person satisfies PersonId,
      loggedAt: message.at,
    })
    return { ok: true, value: ticket }
  })
}

function callMistakes(app: App, given: NewCall): Refusals['errors'] {
  const { number, visibility, determination } = given
  return [
    ...(number !== undefined && phoneNumber(number) === null ? [{ field: 'number', message: needsCountry }] : []),
    ...startMistakes(app.now(), given.startedAt),
    ...(visibility === 'internal' && determination === true
      ? [
          {
            field: 'determination',
            message: 'An internal note states nothing to the partner: make it public, or leave this out.',
          },
        ]
      : []),
  ]
}

/** Only what has begun is told of. */
export const startMistakes = (now: Instant, startedAt: string): Refusals['errors'] =>
  isAfter(Temporal.Instant.from(startedAt), now)
    ? [{ field: 'startedAt', message: 'This lies in the future: give the instant at which the call began.' }]
    : []
