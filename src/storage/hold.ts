/**
 * A desk that was restored from a backup sends nothing and fetches nothing until somebody lets it: the desk that it is a copy of may still be at
 * work, or has sent some of it already. One row of the settings says so, and whoever takes what is due asks for it in the same statement.
 */
import type pg from 'pg'
import type { Instant } from '../domain/kernel.ts'
import { toText } from './connection.ts'
import type { Statement, Tx } from './tx.ts'

const key = 'held-back'

/** In a condition: nothing is held back. */
export const nothingHeldBack = `not exists (select from settings where key = '${key}' and value ->> 'endedAt' is null)`

export interface Hold {
  /** When it was restored. */
  readonly since: Instant
  /** When the backup was made. */
  readonly from: Instant
}

/**
 * What a copy does not go on with by itself: it holds back what leaves, whoever was signed in signs in again, and a link that was used since sets no
 * password. As the tables' owner.
 */
export async function holdBack(client: pg.Client, { since, from }: Hold): Promise<void> {
  await client.query('delete from auth_session')
  await client.query('delete from auth_verification')
  await client.query('delete from half_sign_ins')
  await client.query('delete from widget_sessions')
  await client.query('update password_links set withdrawn_at = $1 where used_at is null and withdrawn_at is null', [
    toText(since),
  ])
  await client.query(
    `insert into settings (key, value) values ('${key}', jsonb_build_object('since', $1::text, 'from', $2::text))
     on conflict (key) do update set value = excluded.value`,
    [toText(since), toText(from)],
  )
}

const find: Statement = {
  name: 'hold_find',
  text: `select (value ->> 'since')::timestamptz as since, (value ->> 'from')::timestamptz as "from" 
    from settings where key = '${key}' and value ->> 'endedAt' is null`,
}

/** Null where nothing is held back. */
export async function holdOf(tx: Tx): Promise<Hold | null> {
  const [hold] = await tx.call<Hold>(find)
  return hold ?? null
}

const end: Statement = {
  name: 'hold_end',
  text: `update settings set value = value || jsonb_build_object('endedAt', $1::text)
    where key = '${key}' and value ->> 'endedAt' is null
    returning (value ->> 'since')::timestamptz as since, (value ->> 'from')::timestamptz as "from"`,
}

/** Ends it; what it was, or null where there was none. */
export async function endHold(tx: Tx, at: Instant): Promise<Hold | null> {
  const [hold] = await tx.call<Hold>(end, [toText(at)])
  return hold ?? null
}

/** Letters and webhooks on their way that were written by then. */
export interface Waiting {
  readonly letters: number
  readonly webhooks: number
}

const waiting: Statement = {
  name: 'hold_waiting',
  text: `select
      (select count(*) from letters where state in ('queued', 'sending') and created_at <= $1::timestamptz) as letters,
      (select count(*) from webhook_deliveries where state in ('queued', 'sending') and created_at <= $1::timestamptz) as webhooks`,
}

export async function waitingSince(tx: Tx, until: Instant): Promise<Waiting> {
  const [found] = (await tx.call<Waiting>(waiting, [until])) as [Waiting]
  return found
}

const stopLetters: Statement = {
  name: 'hold_stop_letters',
  text: `update letters set state = 'failed', leased_until = null, due_at = null, settled_at = $2::timestamptz, answer = $3
    where state in ('queued', 'sending') and created_at <= $1::timestamptz`,
}
const stopWebhooks: Statement = {
  name: 'hold_stop_webhooks',
  text: `update webhook_deliveries set state = 'failed', leased_until = null, due_at = null, settled_at = $2::timestamptz, answer = $3
    where state in ('queued', 'sending') and created_at <= $1::timestamptz`,
}

/** Those are not sent by themselves any more. */
export async function stopWaiting(tx: Tx, until: Instant, at: Instant, because: string): Promise<void> {
  await tx.call(stopLetters, [until, at, because])
  await tx.call(stopWebhooks, [until, at, because])
}
