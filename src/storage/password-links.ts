/** Links by which somebody sets a password: their hash, whose they are, and whether they still open anything. */
import type { Id, Instant, PersonId } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

export type PasswordLinkId = Id<'password-link'>

export interface PasswordLink {
  readonly id: PasswordLinkId
  readonly person: PersonId
  /** Null where it was made on the command line. */
  readonly madeBy: PersonId | null
  readonly madeAt: Instant
  readonly expiresAt: Instant
}

const statements = {
  withdraw: {
    name: 'password_links_withdraw',
    text: 'update password_links set withdrawn_at = $2 where person_id = $1 and used_at is null and withdrawn_at is null',
  },
  add: {
    name: 'password_links_add',
    text: `insert into password_links (id, hash, person_id, made_by, made_at, expires_at) values ($1, $2, $3, $4, $5, $6)`,
  },
  find: {
    name: 'password_links_find',
    text: `select id, person_id as person, made_by as "madeBy", made_at as "madeAt", expires_at as "expiresAt" from password_links
      where hash = $1 and used_at is null and withdrawn_at is null and expires_at > $2`,
  },
  use: {
    name: 'password_links_use',
    text: `update password_links set used_at = $2 where hash = $1 and used_at is null and withdrawn_at is null and expires_at > $2
      returning person_id as person`,
  },
} as const satisfies Record<string, Statement>

/** In the place of any that is out. */
export async function insertPasswordLink(tx: Tx, hash: Buffer, link: PasswordLink): Promise<void> {
  const { id, person, madeBy, madeAt, expiresAt } = link
  await tx.call(statements.withdraw, [person, madeAt])
  await tx.call(statements.add, [id, hash, person, madeBy, madeAt, expiresAt])
}

/** Null for one that opens nothing (any more) at `at`. */
export const passwordLink = async (tx: Tx, hash: Buffer, at: Instant): Promise<PasswordLink | null> =>
  (await tx.call<PasswordLink>(statements.find, [hash, at]))[0] ?? null

/** Whose it was; of two uses at once the second waits, and gets null. */
export const usePasswordLink = async (tx: Tx, hash: Buffer, at: Instant): Promise<PersonId | null> =>
  (await tx.call<{ person: PersonId }>(statements.use, [hash, at]))[0]?.person ?? null
