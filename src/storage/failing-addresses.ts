/** Addresses of people from which mail comes back, and the letters that did. */
import type { Instant, PersonId, TicketId } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

const bounce: Statement = {
  name: 'letters_bounce',
  // The very one where it is named; else the last that went there about that ticket.
  text: `update letters set state = 'bounced', settled_at = $4::timestamptz, answer = $5::text
    where id = (select id from letters
      where case when $1::text is null then address = $2::text and ticket_id is not distinct from $3::uuid else message_ref = $1 end
        and state in ('sent', 'bounced') order by created_at desc, id desc limit 1)
    returning id`,
}

export interface Returned {
  /** Without angle brackets; null where the report does not say. */
  readonly messageId: string | null
  readonly address: string
  readonly ticket: TicketId | null
  readonly diagnosis: string
}

/** The letter that came back; false where none that was sent fits. */
export async function bounceLetter(
  tx: Tx,
  { messageId, address, ticket, diagnosis }: Returned,
  at: Instant,
): Promise<boolean> {
  return (await tx.call(bounce, [messageId, address.toLowerCase(), ticket, at, diagnosis])).length > 0
}

const remark: Statement = {
  name: 'letters_remark',
  text: `update letters set answer = $4::text
    where id = (select id from letters
      where case when $1::text is null then address = $2::text and ticket_id is not distinct from $3::uuid else message_ref = $1 end
        and state = 'sent' order by created_at desc, id desc limit 1)`,
}

/** What a mail system says of a letter that has not come back (yet). */
export async function remarkOnLetter(tx: Tx, { messageId, address, ticket, diagnosis }: Returned): Promise<void> {
  await tx.call(remark, [messageId, address.toLowerCase(), ticket, diagnosis])
}

const fail: Statement = {
  name: 'people_address_fails',
  text: `update people set address_failing_since = coalesce(address_failing_since, $2::timestamptz), address_failing_because = $3::text
    where email = $1`,
}
const works: Statement = {
  name: 'people_address_works',
  text: `update people set address_failing_since = null, address_failing_because = null
    where email = $1 and address_failing_since is not null`,
}

/** Nothing where nobody has that address. */
export async function addressFails(tx: Tx, address: string, at: Instant, because: string): Promise<void> {
  await tx.call(fail, [address.toLowerCase(), at, because])
}

export async function addressWorks(tx: Tx, address: string): Promise<void> {
  await tx.call(works, [address.toLowerCase()])
}

export interface Failing {
  readonly person: PersonId
  readonly since: Instant
  readonly because: string
}

const failing: Statement = {
  name: 'people_failing',
  text: `select id as person, address_failing_since as since, coalesce(address_failing_because, '') as because
    from people where id = any ($1::uuid[]) and address_failing_since is not null`,
}

/** Of these people, those from whom mail comes back. */
export const failingAmong = (tx: Tx, people: readonly PersonId[]): Promise<readonly Failing[]> =>
  people.length === 0 ? Promise.resolve([]) : tx.call<Failing>(failing, [people])
