/** How far each mailbox that is fetched from has been read, and who of several nodes reads it. */
import pg from 'pg'
import type { Instant } from '../domain/kernel.ts'
import { clientConfig, endSoon, impatient, usualAnswerMs, type Connection } from './connection.ts'
import type { Statement, Tx } from './tx.ts'

export interface MailboxMark {
  /** UIDVALIDITY: a server that made its mailbox anew numbers it anew. */
  readonly validity: string
  readonly lastUid: number
}

const find: Statement = {
  name: 'mailboxes_read_find',
  text: 'select validity, last_uid as "lastUid" from mailboxes_read where source = $1',
}
const put: Statement = {
  name: 'mailboxes_read_put',
  text: `insert into mailboxes_read (source, validity, last_uid, read_at) values ($1, $2, $3, $4)
    on conflict (source) do update set validity = excluded.validity, last_uid = excluded.last_uid, read_at = excluded.read_at`,
}

/** Null where it was never read. */
export async function mailboxMark(tx: Tx, source: string): Promise<MailboxMark | null> {
  const [mark] = await tx.call<MailboxMark>(find, [source])
  return mark ?? null
}

export async function markMailbox(
  tx: Tx,
  source: string,
  { validity, lastUid }: MailboxMark,
  at: Instant,
): Promise<void> {
  await tx.call(put, [source, validity, lastUid, at])
}

export interface Turn {
  /** Resolves when the connection that holds it ends: another node may have it then. */
  readonly lost: Promise<void>
  release(): Promise<void>
}

/** The turn to read a mailbox, for as long as a connection lasts; null where another node has it. */
export async function takeTurnAt(connection: Connection, source: string): Promise<Turn | null> {
  const client = new pg.Client({ ...clientConfig(connection, {}), ...impatient(usualAnswerMs).config })
  const { promise: lost, resolve } = Promise.withResolvers<void>()
  client.on('error', () => undefined)
  client.once('end', resolve)
  await client.connect()
  try {
    const { rows } = await client.query<{ held: boolean }>(
      `select pg_try_advisory_lock(hashtextextended('mailbox ' || $1, 0)) as held`,
      [source],
    )
    if (rows[0]?.held === true) return { lost, release: () => endSoon(client) }
  } catch (thrown) {
    await endSoon(client)
    throw thrown
  }
  await endSoon(client)
  return null
}
