/** What was said and what happened, as readers get it. */
import { factInWords } from '../../domain/explain/facts.ts'
import type { Policy } from '../../domain/policy.ts'
import { reasonInWords, type RedactionReason } from '../../domain/redaction.ts'
import { sideOf } from '../../domain/ticket/ticket.ts'
import type { TicketFact } from '../../domain/ticket/facts.ts'
import type { LedgerEvent } from '../../storage/events.ts'
import type { Copies } from '../../storage/message-copies.ts'
import type { Message } from '../../storage/messages.ts'
import type { PersonName } from '../../storage/people.ts'
import type { PhoneCall } from '../../storage/phone.ts'
import type { Redaction } from '../../storage/redactions.ts'
import type { AttachmentView } from '../attachments/view.ts'
import { utc } from '../instants.ts'
import { callView } from '../phone/view.ts'

export type MessageView = ReturnType<typeof messageView>
export type EventView = ReturnType<typeof eventView>

export const messageView = (
  message: Message,
  attachments: readonly AttachmentView[] = [],
  mail: Copies | null = null,
  call: PhoneCall | null = null,
  mentions: readonly PersonName[] = [],
  redactions: readonly Redaction[] = [],
) => ({
  id: message.id as string,
  ticket: message.ticket as string,
  body: message.body,
  visibility: message.visibility,
  forCustomer: message.forCustomer,
  determination: message.determination,
  author: message.author === null ? null : { ...message.author, id: message.author.id as string },
  side: message.side,
  channel: message.channel,
  at: utc(message.at),
  attachments: [...attachments],
  /** Where it came by mail: which, and who was copied. */
  mail: mail === null ? null : { id: mail.mail as string, cc: [...mail.cc] },
  /** Where it was said on the telephone: who called, when, and how long (A3). */
  call: call === null ? null : callView(call),
  ...(mentions.length === 0 ? {} : { mentions: mentions.map((person) => ({ ...person, id: person.id as string })) }),
  ...(redactions.length === 0 ? {} : { redactions: redactions.map(redactionView) }),
})

/** What was taken out of it: the mark stands in its words, or the file has no bytes. */
const redactionView = ({ attachment, reason, because, by, at }: Redaction) => ({
  at: utc(at),
  by: { ...by, id: by.id as string },
  file: attachment as string | null,
  reason: reason as RedactionReason,
  words: reasonInWords({ reason, because }),
})

export const eventView = (policy: Policy, { cursor, ticket, event, person }: LedgerEvent) => ({
  cursor,
  ticket: ticket as string,
  seq: event.seq,
  kind: event.fact.kind as string,
  at: utc(event.at),
  notedAt: utc(event.notedAt),
  by: { side: sideOf(event.by), person: person === null ? null : { ...person, id: person.id as string } },
  data: dataOf(event.fact),
  words: factInWords(policy, event.fact),
})

/** The fact without its kind; what the opening carried of the partner's standing stays in the ticket. */
function dataOf(fact: TicketFact): Record<string, unknown> {
  if (fact.kind === 'opened') {
    const { desk, category, severity, channel, severityBecause } = fact.request
    return { desk, category, severity, channel, severityBecause }
  }
  if (fact.kind === 'merged-from') return { other: fact.other }
  if (fact.kind === 'workflow') {
    // What was given may be the vendor's only: the run's own view knows who may read it.
    const { kind, id, from, to } = fact.entry
    return { run: fact.run, workflow: fact.workflow, entry: kind, id, from, to }
  }
  const { kind: _kind, ...data } = fact
  return data
}
