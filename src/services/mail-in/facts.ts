/** Everything that a mail is judged by, looked up in one transaction (A5, A7). */
import type { MailFacts, KnownReference } from '../../domain/mail/facts.ts'
import type { MailName } from '../../domain/mail/identity.ts'
import { domainOf } from '../../domain/free-mail.ts'
import type { TicketId } from '../../domain/kernel.ts'
import { mailboxAt } from '../../domain/mail/mailboxes.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Tx } from '../../storage/database.ts'
import {
  mailTickets,
  namesakesOf,
  recentWith,
  registeredDomains,
  returnedLetter,
  senderAt,
  ticketsByMessageId,
} from '../../storage/mail-facts.ts'
import type { TakenMail } from '../../storage/mails-in.ts'
import { ticketOfToken } from '../../storage/reply-tokens.ts'
import type { App } from '../app.ts'
import { askedOf } from '../workflow/asked-by-mail.ts'
import type { Incoming } from './incoming.ts'

/** Letters that a machine writes to whoever wrote to us. */
const machineLetters = ['receipt', 'held']
/** Of a mail's references; the newest say what it answers. */
const mostReferences = 50

export async function factsOf(
  app: App,
  tx: Tx,
  policy: Policy,
  mail: TakenMail,
  incoming: Incoming,
  seenBefore: boolean,
): Promise<MailFacts> {
  const { identity, automatic, report, subject, to, cc } = incoming
  const [box] = mail.mailboxes
  if (box === undefined) throw new Error(`Mail ${mail.id} came to no mailbox.`)
  const { author } = identity
  const token = await tokenOf(tx, policy, mail)
  const references = await referencesOf(tx, incoming)
  const named = new Set<TicketId>(references.flatMap(({ tickets }) => tickets))
  if (token !== null && token !== 'unknown') named.add(token.ticket)
  const sender = author === null ? { person: null, domainOf: null } : await senderAt(tx, author.email)
  const { withinMinutes } = policy.mail.breaker
  const since = mail.receivedAt.subtract({ minutes: withinMinutes })
  return {
    receivedAt: mail.receivedAt,
    desk: box.desk,
    dataCentre: box.dataCentre,
    subject,
    to,
    cc,
    identity,
    automatic,
    report,
    returned: report?.messageId == null ? null : await returnedLetter(tx, report.messageId),
    seenBefore,
    token,
    references,
    tickets: await mailTickets(tx, [...named]),
    asked:
      author === null
        ? null
        : await askedOf(app, tx, { token, ids: answeredIds(incoming), author: author.email, sender }),
    sender,
    alike: { domains: await domainsOf(tx, policy), people: author === null ? [] : await namesakes(tx, policy, author) },
    recent:
      author === null
        ? { received: 0, answered: 0, toldAt: null }
        : await recentWith(tx, author.email, since, mail.id, machineLetters),
  }
}

/** The first that is known, of all the addresses that it was sent to. */
async function tokenOf(tx: Tx, policy: Policy, mail: TakenMail): Promise<MailFacts['token']> {
  const tokens = [...mail.rcptTo, ...mail.mailboxes.map(({ address }) => address)].flatMap(
    (address) => mailboxAt(policy, address)?.token ?? [],
  )
  for (const token of new Set(tokens)) {
    const holder = await ticketOfToken(tx, token)
    if (holder !== null) return holder
  }
  return tokens.length === 0 ? null : 'unknown'
}

/** The newest first: what it answers, then what came before that. */
const answeredIds = ({ inReplyTo, references, messageId }: Incoming): readonly string[] =>
  [...new Set([...(inReplyTo === null ? [] : [inReplyTo]), ...references.toReversed()])]
    .filter((id) => id !== messageId)
    .slice(0, mostReferences)

async function referencesOf(tx: Tx, incoming: Incoming): Promise<readonly KnownReference[]> {
  const ids = answeredIds(incoming)
  const found = Map.groupBy(await ticketsByMessageId(tx, ids), (row) => row.messageId)
  return ids.flatMap((id) => {
    const rows = found.get(id)
    return rows === undefined ? [] : [{ messageId: id, tickets: [...new Set(rows.map(({ ticket }) => ticket))] }]
  })
}

async function domainsOf(tx: Tx, { desks }: Policy): Promise<readonly string[]> {
  const own = desks.flatMap(({ mailboxes }) => Object.values(mailboxes).map(domainOf))
  return [...new Set([...own, ...(await registeredDomains(tx))])]
}

/** Staff, those whom the matrix names, and contacts of that name. */
async function namesakes(tx: Tx, { desks }: Policy, { name }: MailName): Promise<readonly MailName[]> {
  if (name.trim() === '') return []
  const ofMatrix = desks.flatMap(({ escalation, dris }) => [
    ...escalation.levels.flatMap((level) => level.people.flatMap((place) => place.people)),
    ...dris.map(({ person }) => person),
  ])
  const named = ofMatrix.map((person) => ({ name: person.name, email: person.email.toLowerCase() }))
  return [...(await namesakesOf(tx, name.trim())), ...named]
}
