/** Which ticket a mail answers, and whether its author may (A5, G3). Neither a number in the subject nor a name in Cc says anything. */
import type { PartnerId } from '../kernel.ts'
import type { MailFacts, MailTicket } from './facts.ts'
import type { MailName } from './identity.ts'

export type Thread =
  | { readonly kind: 'none'; readonly words: string | null }
  | { readonly kind: 'of'; readonly ticket: MailTicket; readonly partner: PartnerId; readonly words: string }
  | { readonly kind: 'wrong'; readonly ticket: MailTicket | null; readonly token: 'unknown' | 'others' }

/**
 * For an author who is proved. A token is a capability of the ticket's own partner, and of nobody else: who went over to another
 * partner, or was never one of it, holds a piece of paper (G3).
 */
export function threadOf(facts: MailFacts, author: MailName): Thread {
  const { token } = facts
  const own = ownPartner(facts.sender)
  if (token === null) return byReferences(facts, author, own)
  const ticket = token === 'unknown' ? null : ticketIn(facts, token.ticket)
  if (token === 'unknown' || ticket === null) return { kind: 'wrong', ticket: null, token: 'unknown' }
  const survivor = survivorOf(facts, ticket)
  const isOwn = token.address === author.email
  // It was sent to whom nobody has registered: a person lets it in, or not, as any stranger's.
  if (own === null && isOwn) return { kind: 'none', words: null }
  if (own === null || own !== ticket.partner || own !== survivor?.partner)
    return { kind: 'wrong', ticket, token: 'others' }
  const words = `${author.email} answers ${survivor.number} with ${isOwn ? 'its own reply token' : 'the reply token of a colleague'}.`
  return { kind: 'of', ticket: survivor, partner: own, words }
}

/** Anybody can write down a reference: it counts only for whoever is in that conversation already. */
function byReferences(facts: MailFacts, author: MailName, own: PartnerId | null): Thread {
  let passed: MailTicket | null = null
  for (const { tickets } of facts.references) {
    const survivors = new Set(tickets.map((id) => survivorAt(facts, id)))
    const [ticket] = survivors
    // A Message-ID that stands for several says nothing.
    if (survivors.size !== 1 || ticket === undefined || ticket === null) continue
    if (own !== null && own === ticket.partner && ticket.participants.includes(author.email)) {
      const words = `${author.email} takes part in ${ticket.number}, which it refers to.`
      return { kind: 'of', ticket, partner: own, words }
    }
    passed ??= ticket
  }
  const words =
    passed === null ? null : `It refers to ${passed.number}, in which ${author.email} takes no part: not joined.`
  return { kind: 'none', words }
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
