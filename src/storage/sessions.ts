/** Sessions, and how people may come in: better-auth's tables, as far as the database says anything of them (0040). */
import type { Instant, PersonId } from '../domain/kernel.ts'
import type { Statement, Tx } from './tx.ts'

export interface Access {
  readonly person: PersonId
  readonly hasPassword: boolean
  /** Sessions and keys that hold. */
  readonly sessions: number
  readonly keys: number
  readonly lastSignInAt: Instant | null
  /** Of the link to set a password that is out, which may have passed. */
  readonly linkExpiresAt: Instant | null
}

export interface Session {
  readonly id: string
  readonly beganAt: Instant
  readonly endsAt: Instant
  /** Where it was begun from, and with what. */
  readonly address: string | null
  readonly program: string | null
  /** It is the one of whoever asks. */
  readonly isOwn: boolean
}

const statements = {
  access: {
    name: 'access_of',
    text: `select person, has_password as "hasPassword", sessions, keys, last_sign_in_at as "lastSignInAt",
        link_expires_at as "linkExpiresAt" from access_of($1::uuid[], $2::timestamptz)`,
  },
  of: {
    name: 'sessions_of',
    text: `select id, began_at as "beganAt", ends_at as "endsAt", address, program, is_own as "isOwn"
      from sessions_of($1::uuid, $2::timestamptz, $3)`,
  },
  whose: { name: 'session_whose', text: 'select person_of_session_id($1) as person' },
  end: { name: 'sessions_end', text: 'select end_sessions($1::uuid, $2, $3) as ended' },
} as const satisfies Record<string, Statement>

/** Of those whose access the actor keeps: everybody's an administrator, one's own everybody. `at` is the world's time. */
export async function accessOf(
  tx: Tx,
  persons: readonly PersonId[],
  at: Instant,
): Promise<ReadonlyMap<string, Access>> {
  const rows = await tx.call<Access>(statements.access, [persons, at])
  return new Map(rows.map((row) => [row.person as string, row]))
}

/** The latest first; `token` is that of the session that asks, where one does. */
export const sessionsOf = (tx: Tx, person: PersonId, at: Instant, token: string | null): Promise<readonly Session[]> =>
  tx.call<Session>(statements.of, [person, at, token])

/** Null for one that is not there, or not the actor's to know of. */
export async function whoseSession(tx: Tx, id: string): Promise<PersonId | null> {
  const [row] = await tx.call<{ person: PersonId | null }>(statements.whose, [id])
  return row?.person ?? null
}

/** Ends the one of that id, or all but that of the token; how many it were. */
export async function endSessions(
  tx: Tx,
  person: PersonId,
  { id = null, but = null }: { readonly id?: string | null; readonly but?: string | null },
): Promise<number> {
  const [row] = await tx.call<{ ended: number }>(statements.end, [person, id, but])
  return row?.ended ?? 0
}
