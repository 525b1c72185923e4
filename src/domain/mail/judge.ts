/** What is done with a mail (A5, A7, G1, G3). A pure function: the same facts give the same verdict at any time. */
import { isAfter, type Instant, type PartnerId } from '../kernel.ts'
import type { Finding } from '../intake/request.ts'
import type { Policy } from '../policy.ts'
import { domainOf, isFreeMail } from '../free-mail.ts'
import type { MailFacts, MailTicket } from './facts.ts'
import {
  floodFinding,
  flawFinding,
  leftFinding,
  listFinding,
  likenessFindings,
  ownAddressFinding,
  proofFinding,
  staffFinding,
  strangerFinding,
  unknownTokenFinding,
  wrongTokenFinding,
} from './findings.ts'
import type { Identity, MailName } from './identity.ts'
import { mailboxAt } from './mailboxes.ts'
import { ownPartner, survivorOf, threadOf } from './thread.ts'
import type { Because, HoldVerdict, Verdict } from './verdict.ts'

export type MailPolicy = Pick<Policy, 'mail' | 'tickets' | 'desks' | 'vendor' | 'intake'>

/** The first that has something to say decides. Machines come first, for nothing may ever be answered that one of them wrote. */
export function judgeMail(policy: MailPolicy, facts: MailFacts): Verdict {
  return machines(policy, facts) ?? unproved(policy, facts) ?? people(policy, facts)
}

const because = (rule: string, words: string): Because => ({ rule, words })

/** What came before, what a machine wrote, and reports of letters of ours. */
function machines(policy: MailPolicy, facts: MailFacts): Verdict | null {
  const { automatic, report, returned, seenBefore, identity } = facts
  if (seenBefore)
    return { kind: 'ignore', because: [because('G1', 'The same mail came before: one is enough.')], ticket: null }
  if (automatic === 'loop')
    return { kind: 'ignore', because: [because('A5', 'It is a mail of our own that came back.')], ticket: null }
  if (automatic === 'bounce') {
    // Anybody can write a report. Only who got our letter knows its Message-ID, and can speak of that letter alone.
    const words =
      returned === null ? 'It returns none of our letters, and is not believed.' : `It returns ${returned.messageId}.`
    return {
      kind: 'bounce',
      because: [because('A5', `A mail system reports on a letter. ${words}`)],
      outcome: report?.outcome ?? 'failed',
      address: returned?.address ?? null,
      ticket: returned?.ticket ?? null,
      status: report?.status ?? null,
      diagnosis: report?.diagnosis ?? '',
    }
  }
  if (automatic === null) return null
  if (automatic === 'list' && isProved(policy, identity) && ownPartner(facts.sender) !== null) {
    // A partner whose own address is a list of its own: a person looks, and no machine answers.
    return hold(policy, facts, [listFinding()], because('A5', 'A list of a partner sent it.'), { tells: false })
  }
  return {
    kind: 'ignore',
    because: [because('A5', `A machine wrote it (${automatic}): it opens no ticket and is never answered.`)],
    ticket: tokenTicket(facts),
  }
}

/** Who wrote it is not known: held, and never dropped. */
function unproved(policy: MailPolicy, facts: MailFacts): HoldVerdict | null {
  const { identity, recent } = facts
  const { author, flaw, dmarc, asks, spf, spfSays, unanswered } = identity
  if (author === null)
    return hold(policy, facts, [flawFinding(flaw ?? 'missing')], because('A7', `Its From line: ${flaw ?? 'missing'}.`))
  if (mailboxAt(policy, author.email) !== null) {
    const words = `Its From is our own mailbox ${author.email}.`
    return hold(policy, facts, [ownAddressFinding(author.email)], because('A7', words), { tells: false })
  }
  if (!isProved(policy, identity)) {
    // Whoever says that such mail is not theirs, or may be looked up tomorrow, is not written to on a forger's word.
    const tells = !unanswered && !(dmarc === 'fail' && asks !== 'none') && spf !== 'fail'
    const said = spfSays === '' ? '' : ` Its domain says: '${spfSays}'.`
    const words = `Not proved: DMARC ${dmarc}${asks === null ? '' : ` (asks: ${asks})`}, SPF ${spf ?? 'not known'}${unanswered ? ', not all could be looked up' : ''}.${said}`
    const likeness = isContact(facts) ? [] : likenessFindings(author, facts, policy)
    return hold(policy, facts, [proofFinding(identity), ...likeness], because('A7', words), { tells })
  }
  if (recent.received >= policy.mail.breaker.mails) {
    const words = `${recent.received} mails of ${author.email} within ${policy.mail.breaker.withinMinutes} minutes: the breaker is open.`
    return hold(policy, facts, [floodFinding()], because('A5', words), { tells: false })
  }
  return null
}

/** A7: DMARC where the domain publishes it, and the same proof without it where the policy takes that. */
export function isProved({ mail }: Pick<Policy, 'mail'>, identity: Identity): boolean {
  if (identity.author === null) return false
  if (identity.dmarc === 'pass') return true
  return identity.dmarc === 'none' && mail.withoutDmarc === 'aligned' && identity.proofs.length > 0
}

/** Who wrote it is proved: whether that is somebody who may, and where it belongs. */
function people(policy: MailPolicy, facts: MailFacts): Verdict {
  const { identity, sender, recent, desk } = facts
  const author = identity.author as MailName
  const { person } = sender
  const proof = because('A7', `${author.email} is proved: ${proofWords(identity)}.`)
  if (person?.side === 'staff')
    return hold(policy, facts, [staffFinding()], because('A7', 'One of our own people wrote it.'))
  if (person !== null && !person.active)
    return hold(policy, facts, [leftFinding()], because('A7', 'Its author has left.'), { partner: person.partner })
  const { asked } = facts
  if (asked !== null && (asked.address === author.email || asked.byColleague)) {
    const whose = asked.address === author.email ? 'its own question' : `what ${asked.address} was asked`
    return { kind: 'answer', because: [proof, because('E1', `${author.email} answers ${whose}.`)], author, asked }
  }
  const thread = threadOf(facts, author)
  if (thread.kind === 'wrong') {
    const isUnknown = thread.token === 'unknown'
    const words = isUnknown
      ? 'Its reply token is none of ours.'
      : `${author.email} may not use the reply token of ${thread.ticket?.number}.`
    return hold(policy, facts, [isUnknown ? unknownTokenFinding() : wrongTokenFinding()], because('A5', words))
  }
  const mayAnswer = recent.answered < policy.mail.breaker.answers
  const why = [
    proof,
    ...(mayAnswer ? [] : [because('A5', `${recent.answered} letters by machine went to it lately: no more for now.`)]),
    ...(thread.words === null ? [] : [because('A5', thread.words)]),
    ...copied(facts),
  ]
  if (thread.kind === 'of') {
    const contact = person?.partner === thread.partner ? person.id : null
    const letIn = { because: why, author, partner: thread.partner, contact, mayAnswer }
    return mayReopen(policy, thread.ticket, facts.receivedAt)
      ? { kind: 'reply', ...letIn, ticket: thread.ticket.id, reopens: endOf(thread.ticket) !== null }
      : { kind: 'follow-up', ...letIn, desk, of: thread.ticket.id }
  }
  const partner = ownPartner(sender)
  const isFree = isFreeMail(domainOf(author.email)) && !policy.intake.freeMailAllowed.includes(domainOf(author.email))
  if (partner === null || isFree) {
    const findings = [
      ...(isContact(facts) ? [] : likenessFindings(author, facts, policy)),
      strangerFinding(author, policy),
    ]
    return hold(policy, facts, findings, because('A7', isFree ? 'Free mail.' : 'Nobody whom we know.'))
  }
  const likeness = isContact(facts) ? [] : likenessFindings(author, facts, policy)
  if (likeness.length > 0) return hold(policy, facts, likeness, because('A7', 'Its author looks like somebody else.'))
  const known = person === null ? 'writes from a registered domain' : 'is a contact'
  return {
    kind: 'open',
    because: [...why, because('A7', `${author.email} ${known} of the partner.`)],
    author,
    partner,
    contact: person?.id ?? null,
    mayAnswer,
    desk,
  }
}

/** Who is in Cc reads the mail, and nothing of ours. */
function copied({ cc }: MailFacts): readonly Because[] {
  if (cc.length === 0) return []
  const shown = cc.slice(0, 5).map(({ email }) => email)
  const more = cc.length > shown.length ? ` and ${cc.length - shown.length} more` : ''
  return [because('G3', `In Cc, without any access by it: ${shown.join(', ')}${more}.`)]
}

const isContact = ({ sender }: MailFacts): boolean => sender.person?.active === true && sender.person.partner !== null

const proofWords = ({ dmarc, proofs, source }: Identity): string =>
  [`DMARC ${dmarc}`, ...proofs.map(({ by, domain }) => `${by.toUpperCase()} of ${domain}`)].join(', ') + byWhom[source]

const byWhom = {
  checked: '',
  'trusted-server': ', by the word of the mailbox’s server',
  sealed: ', by the word of a forwarder that is trusted (ARC)',
} as const satisfies Record<Identity['source'], string>

const endOf = ({ solvedAt, closedAt }: MailTicket): Instant | null => solvedAt ?? closedAt

/** As `decide` has it: within the policy's days after the end. */
function mayReopen({ tickets }: MailPolicy, ticket: MailTicket, at: Instant): boolean {
  const endedAt = endOf(ticket)
  return endedAt === null || !isAfter(at, endedAt.add({ hours: tickets.reopensWithinDays * 24 }))
}

interface Holding {
  readonly tells?: boolean
  readonly partner?: PartnerId | null
}

function hold(
  { mail }: MailPolicy,
  facts: MailFacts,
  findings: readonly Finding[],
  why: Because,
  { tells = true, partner = ownPartner(facts.sender) }: Holding = {},
): HoldVerdict {
  const { identity, recent, receivedAt } = facts
  const { toldAt } = recent
  const wasTold = toldAt !== null && !isAfter(receivedAt, toldAt.add({ hours: mail.tellsAgainAfterDays * 24 }))
  const isQuiet = recent.answered >= mail.breaker.answers
  return {
    kind: 'hold',
    because: [why],
    findings,
    author: identity.author,
    partner,
    ticket: tokenTicket(facts),
    tell: tells && !wasTold && !isQuiet ? identity.author : null,
  }
}

/** The ticket whose letter it answers. */
function tokenTicket(facts: MailFacts): MailTicket['id'] | null {
  const { token } = facts
  if (token === null || token === 'unknown') return null
  const ticket = facts.tickets.find(({ id }) => id === token.ticket)
  return ticket === undefined ? null : (survivorOf(facts, ticket)?.id ?? null)
}
