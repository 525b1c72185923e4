/** What the database knows that a mail is judged by (A5, A7); each is one look at an index. */
import type { KnownPerson, MailTicket, ReturnedLetter } from '../domain/mail/facts.ts'
import type { MailName } from '../domain/mail/identity.ts'
import { domainOf } from '../domain/free-mail.ts'
import type { Instant, PartnerId, TicketId } from '../domain/kernel.ts'
import { addressForms } from '../domain/mail/punycode.ts'
import type { MailId } from './mails-in.ts'
import type { Statement, Tx } from './tx.ts'

const person: Statement = {
  name: 'mail_sender',
  text: `select id, side, partner_id as partner, active from people where email = any ($1::text[])`,
}
const owner: Statement = {
  name: 'mail_domain_owner',
  text: `select partner_id as partner from partner_domains where domain = any ($1::text[])`,
}

/** Who has the address, and whose domain it is under. */
export async function senderAt(
  tx: Tx,
  email: string,
): Promise<{ readonly person: KnownPerson | null; readonly domainOf: PartnerId | null }> {
  const forms = addressForms(email.toLowerCase())
  const [found] = await tx.call<KnownPerson>(person, [forms])
  const [owns] = await tx.call<{ partner: PartnerId }>(owner, [forms.map(domainOf)])
  return { person: found ?? null, domainOf: owns?.partner ?? null }
}

const domains: Statement = { name: 'mail_domains', text: 'select domain from partner_domains' }

export const registeredDomains = async (tx: Tx): Promise<readonly string[]> =>
  (await tx.call<{ domain: string }>(domains)).map(({ domain }) => domain)

const namesakes: Statement = {
  name: 'mail_namesakes',
  text: `select name, email from people where (lower(name) = lower($1) or side = 'staff') and active order by side desc, email limit 1000`,
}

/** Staff, all of them, since a name can look the same and be written otherwise; and contacts of that name. */
export const namesakesOf = (tx: Tx, name: string): Promise<readonly MailName[]> => tx.call<MailName>(namesakes, [name])

const references: Statement = {
  name: 'mail_references',
  text: `
    select distinct 'letter' as of, '<' || message_ref || '>' as "messageId", ticket_id as ticket from letters
      where message_ref = any (select btrim(id, '<>') from unnest($1::text[]) as id) and ticket_id is not null
    union all
    select distinct 'mail', message_id, ticket_id from mails_in
      where message_id = any ($1::text[]) and posted_id is not null and outcome <> 'ignore'`,
}

/** The tickets that these Message-IDs belong to: of letters of ours, and of mails that were let in. */
export const ticketsByMessageId = (tx: Tx, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : tx.call<{ readonly messageId: string; readonly ticket: TicketId }>(references, [ids])

const returned: Statement = {
  name: 'mail_returned_letter',
  text: `select '<' || message_ref || '>' as "messageId", ticket_id as ticket, lower(address) as address
    from letters where message_ref = btrim($1, '<>') and address is not null`,
}

export async function returnedLetter(tx: Tx, messageId: string): Promise<ReturnedLetter | null> {
  const [row] = await tx.call<ReturnedLetter>(returned, [messageId])
  return row ?? null
}

const letters: Statement = {
  name: 'mail_answered_letters',
  text: `select '<' || message_ref || '>' as "messageId", ticket_id as ticket, lower(address) as address, once_for as "onceFor"
    from letters where message_ref = any (select btrim(id, '<>') from unnest($1::text[]) as id)
      and ticket_id is not null and address is not null`,
}

export interface AnsweredLetter {
  readonly messageId: string
  readonly ticket: TicketId
  /** Whom it went to; in lower case. */
  readonly address: string
  readonly onceFor: string | null
}

/** Letters of ours among these Message-IDs, in no order. */
export const lettersNamed = async (tx: Tx, ids: readonly string[]): Promise<readonly AnsweredLetter[]> =>
  ids.length === 0 ? [] : tx.call<AnsweredLetter>(letters, [ids])

const tickets: Statement = {
  name: 'mail_tickets',
  text: `
    with recursive named as (
      select id, merged_into from tickets where id = any ($1::uuid[])
      union
      select t.id, t.merged_into from tickets t join named n on t.id = n.merged_into)
    select t.id, t.number, t.desk, t.partner_id as partner, t.solved_at as "solvedAt", t.closed_at as "closedAt",
      t.merged_into as "mergedInto",
      array(
        select email from people where id = t.contact_id
        union select p.email from messages m join people p on p.id = m.author_id where m.ticket_id = t.id and m.side = 'partner'
        union select from_email from mails_in i
          where i.ticket_id = t.id and i.posted_id is not null and i.outcome <> 'ignore' and i.from_email is not null
      ) as participants
    from tickets t join named n on n.id = t.id order by t.id`,
}

/** Those tickets, and all that they were merged into. */
export const mailTickets = (tx: Tx, ids: readonly TicketId[]): Promise<readonly MailTicket[]> =>
  ids.length === 0 ? Promise.resolve([]) : tx.call<MailTicket>(tickets, [ids])

const recent: Statement = {
  name: 'mail_recent',
  text: `
    select
      (select count(*)::int from (select from mails_in where from_email = lower($1) and received_at > $2 and id <> $3 limit 1000) as few) as received,
      (select count(*)::int from (
        select from letters where address = lower($1) and created_at > $2 and template = any ($4::text[])
        union all
        select from letters l join people p on l.recipient->>'person' = p.id::text
          where l.addressed_at is null and p.email = lower($1) and l.created_at > $2 and l.template = any ($4::text[])
        limit 1000) as few) as answered,
      (select max(told_at) from held_requests where from_email = lower($1)) as "toldAt"`,
}

/** What went to and fro with an address since an instant; letters of these templates are a machine's. */
export async function recentWith(
  tx: Tx,
  email: string,
  since: Instant,
  mail: MailId,
  machine: readonly string[],
): Promise<{ readonly received: number; readonly answered: number; readonly toldAt: Instant | null }> {
  const [row] = await tx.call<{ received: number; answered: number; toldAt: Instant | null }>(recent, [
    email,
    since,
    mail,
    machine,
  ])
  if (row === undefined) throw new Error('One row was asked for.')
  return row
}
