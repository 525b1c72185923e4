/** Signing in, as far as the desk keeps it itself; accounts and sessions are better-auth's (auth-pool.ts). */
import type { Instant } from '../domain/kernel.ts'
import type { Database } from './database.ts'
import { holderOf, type Holder, type HolderColumns } from './keys.ts'
import type { Statement, Tx } from './tx.ts'

export interface SessionHolder extends Holder {
  /** They must have a second factor, and have none (0049). */
  readonly lacksSecondFactor: boolean
}

const personOfSession: Statement = {
  name: 'person_of_session',
  text: 'select person, partner, second_factor_is_due($1) as due from person_of_session($1, $2::timestamptz)',
}

/** Who has the session with that token, in one round trip; null where it is none, is over, or its person has left. */
export async function personBySession(db: Database, token: string, at: Instant): Promise<SessionHolder | null> {
  const [row] = await db.once<HolderColumns & { due: boolean }>(personOfSession, [token, at])
  return row === undefined ? null : { ...holderOf(row), lacksSecondFactor: row.due }
}

const settle: Statement = {
  name: 'settle_setting',
  text: `
    with mine as (
      insert into settings (key, value) values ($1, to_jsonb($2::text)) on conflict (key) do nothing returning value)
    select value from mine union all select value from settings where key = $1 limit 1`,
}

/** The secret of that name: the one that is there, or else this one from now on, for every node. */
export async function settledSecret(db: Database, name: string, fresh: string): Promise<string> {
  for (;;) {
    const [row] = await db.system((tx) => tx.call<{ value: string }>(settle, [name, fresh]))
    // None where another node settles it at this very moment: then it is there the next time.
    if (row !== undefined) return row.value
  }
}

export interface Attempts {
  readonly tries: number
  readonly beganAt: Instant
}

const countTry: Statement = {
  name: 'count_sign_in_try',
  text: `
    with old as (
      delete from sign_in_attempts where subject in (
        select subject from sign_in_attempts where began_at <= $3::timestamptz and subject <> $1 limit 100
        for update skip locked))
    insert into sign_in_attempts as a (subject, tries, began_at) values ($1, 1, $2::timestamptz)
    on conflict (subject) do update set
      tries = case when a.began_at <= $3::timestamptz then 1 else a.tries + 1 end,
      began_at = case when a.began_at <= $3::timestamptz then $2::timestamptz else a.began_at end
    returning tries, began_at as "beganAt"`,
}

/** Counts one more try of the subject at `at`; those of a span that began at `before` or earlier are forgotten. */
export async function countSignInTry(tx: Tx, subject: string, at: Instant, before: Instant): Promise<Attempts> {
  const [row] = (await tx.call<Attempts>(countTry, [subject, at, before])) as [Attempts]
  return row
}

const forgetTries: Statement = { name: 'forget_sign_in_tries', text: 'delete from sign_in_attempts where subject = $1' }

export async function forgetSignInTries(tx: Tx, subject: string): Promise<void> {
  await tx.call(forgetTries, [subject])
}
