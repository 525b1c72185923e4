/** A call as calendars understand it (RFC 5545, 5546): one UID for good, one more in its sequence for each change. */
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { unturned } from '../../domain/direction.ts'
import type { Instant } from '../../domain/kernel.ts'

export interface Invitation {
  readonly uid: string
  readonly sequence: number
  readonly method: 'REQUEST' | 'CANCEL'
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly stampedAt: Instant
  readonly summary: string
  readonly description: string
  readonly organizer: Invited
  readonly attendees: readonly Invited[]
}

interface Invited {
  readonly name: string
  readonly email: string
}

/** The whole object, to be put into a mail. */
export function invitationOf(invitation: Invitation): string {
  const { method, uid, sequence, startsAt, endsAt, stampedAt, summary, description, organizer, attendees } = invitation
  const calendar = ical({
    method: method === 'REQUEST' ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.CANCEL,
    prodId: { company: 'partner-desk', product: 'calls' },
  })
  calendar.createEvent({
    id: uid,
    sequence,
    start: dateOf(startsAt),
    end: dateOf(endsAt),
    stamp: dateOf(stampedAt),
    summary: line(summary),
    description,
    status: method === 'REQUEST' ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    organizer: plain(organizer),
    attendees: attendees.map((each) => ({ ...plain(each), rsvp: method === 'REQUEST' })),
  })
  return calendar.toString()
}

const dateOf = (at: Instant): Date => new Date(at.epochMilliseconds)
const line = (text: string): string => unturned(text).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
/** A parameter's value has no way to write a quotation mark (RFC 5545, 3.2). */
const plain = ({ name, email }: Invited): Invited => ({ name: line(name).replaceAll('"', '\u2019'), email })
