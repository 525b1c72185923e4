/** Mails that are one and the same, however often they come: the first counts, or whichever brought more (G1). */
import type { TicketId } from '../domain/kernel.ts'
import type { MailId } from './mails-in.ts'
import type { Statement, Tx } from './tx.ts'

const know: Statement = {
  name: 'mails_known_add',
  text: `insert into mails_known (fingerprint, mail_id) values ($1, $2) on conflict (fingerprint) do nothing`,
}
const known: Statement = {
  name: 'mails_known_first',
  text: `select k.mail_id as id, m.ticket_id as ticket,
      case when m.outcome in ('ignore', 'bounce') then 'nothing' when h.id is not null then 'held' else 'settled' end as was
    from mails_known k join mails_in m on m.id = k.mail_id
    left join held_requests h on h.mail_id = m.id::text and h.state = 'held'
    where k.fingerprint = $1`,
}

export interface FirstMail {
  readonly id: MailId
  readonly ticket: TicketId | null
  /** Made nothing of (a machine's), held and waiting for a person, or done. */
  readonly was: 'nothing' | 'held' | 'settled'
}

/** The first mail with this fingerprint: this one, if there was none. Whoever comes at the same moment waits. */
export async function firstWith(tx: Tx, fingerprint: Uint8Array, id: MailId): Promise<FirstMail> {
  await tx.call(know, [Buffer.from(fingerprint), id])
  const [first] = await tx.call<FirstMail>(known, [Buffer.from(fingerprint)])
  if (first === undefined) throw new Error(`Mail ${id} is known and not there.`)
  return first
}

const takePlace: Statement = {
  name: 'mails_known_take_place',
  text: 'update mails_known set mail_id = $2 where fingerprint = $1',
}

/** This one brought more than the first: from now on it is the one that others are copies of. */
export async function takePlaceOfFirst(tx: Tx, fingerprint: Uint8Array, id: MailId): Promise<void> {
  await tx.call(takePlace, [Buffer.from(fingerprint), id])
}
