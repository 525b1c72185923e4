/** Which ticket a mail answers, and whether its author may (A5, G3). Neither a number in the subject nor a name in Cc says anything. */
import type { PartnerId } from '../kernel.ts'
import type { MailFacts, MailTicket } from './facts.ts'
import type { MailName } from './identity.ts'

export type Thread =
  | { readonly kind: 'none'; readonly words: string | null }
  | { readonly kind: 'of'; readonly ticket: MailTicket; readonly partner: PartnerId; readonly words: string }
  | { readonly kind: 'wrong'; readonly ticket: MailTicket | null; readonly token: 'unknown' | 'others' }

/** For an author who is proved. */
export function threadOf(facts: MailFacts, author: MailName): Thread {
  const { token } = facts
  if (token === null) return byReferences(facts, author)
  const ticket = token === 'unknown' ? null : ticketIn(facts, token.ticket)
  if (token === 'unknown' || ticket === null) return { kind: 'wrong', ticket: null, token: 'unknown' }
  const partner = partnerFor(facts, ticket, token.address === author.email)
  const survivor = survivorOf(facts, ticket)
  if (partner === null || survivor === null || survivor.partner !== ticket.partner)
    return { kind: 'wrong', ticket, token: 'others' }
  const whose = token.address === author.email ? 'its own reply token' : 'the reply token of a colleague'
  return { kind: 'of', ticket: survivor, partner, words: `${author.email} answers ${survivor.number} with ${whose}.` }
}

/** Anybody can write down a reference: it counts only for whoever is in that conversation already. */
function byReferences(facts: MailFacts, author: MailName): Thread {
  let passed: MailTicket | null = null
  for (const { tickets } of facts.references) {
    const survivors = new Set(tickets.map((id) => survivorAt(facts, id)))
    const [ticket] = survivors
    // A Message-ID that stands for several says nothing.
    if (survivors.size !== 1 || ticket === undefined || ticket === null) continue
    const partner = partnerFor(facts, ticket, ticket.participants.includes(author.email))
    if (partner !== null && ticket.participants.includes(author.email))
      return {
        kind: 'of',
        ticket,
        partner,
        words: `${author.email} takes part in ${ticket.number}, which it refers to.`,
      }
    passed ??= ticket
  }
  const words =
    passed === null ? null : `It refers to ${passed.number}, in which ${author.email} takes no part: not joined.`
  return { kind: 'none', words }
}

/**
 * For which partner the author may write on a ticket: as one of the ticket's own partner, or, in `conversation` with us about
 * it, as nobody else's. Who went over to another partner leaves its old conversations behind.
 */
function partnerFor({ sender }: MailFacts, { partner }: MailTicket, conversation: boolean): PartnerId | null {
  const own = ownPartner(sender)
  if (own !== null) return own === partner ? own : null
  return conversation && sender.person === null ? partner : null
}

/** The partner that the author writes for: as its contact, or from its domain. */
export const ownPartner = ({ person, domainOf }: MailFacts['sender']): PartnerId | null =>
  person === null ? domainOf : person.active ? person.partner : null

const ticketIn = ({ tickets }: Pick<MailFacts, 'tickets'>, id: string): MailTicket | null =>
  tickets.find((ticket) => ticket.id === id) ?? null

const survivorAt = (facts: MailFacts, id: string): MailTicket | null => {
  const ticket = ticketIn(facts, id)
  return ticket === null ? null : survivorOf(facts, ticket)
}

/** At the end of all merging; null where that is not among the facts. */
export function survivorOf(facts: Pick<MailFacts, 'tickets'>, ticket: MailTicket): MailTicket | null {
  let last: MailTicket | null = ticket
  for (let steps = 0; last !== null && last.mergedInto !== null; steps += 1) {
    if (steps > facts.tickets.length) return null
    last = ticketIn(facts, last.mergedInto)
  }
  return last
}
