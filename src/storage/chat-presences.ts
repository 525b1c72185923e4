/** Who of the staff is there for chat (A4). In the database, so that all nodes agree; who is not heard of in time is gone. */
import type { Instant, PersonId } from '../domain/kernel.ts'
import type { DeskId } from '../domain/policy.ts'
import type { Statement, Tx } from './tx.ts'

export interface Presence {
  /** By its own switch; for itself it says nothing: see `until`. */
  readonly available: boolean
  readonly until: Instant
}

export interface AgentPresent {
  readonly id: PersonId
  readonly name: string
  readonly desks: readonly DeskId[]
  /** Chats that it has. */
  readonly holds: number
}

const statement = (name: string, text: string): Statement => ({ name: `chat_presences_${name}`, text })
const tell = statement(
  'tell',
  `insert into chat_presences as p (person_id, available, expires_at) values ($1, coalesce($2::boolean, false), $4)
   on conflict (person_id) do update
     set available = coalesce($2::boolean, p.available and p.expires_at > $3), expires_at = greatest(p.expires_at, $4)
   returning available, expires_at as until`,
)
const byPerson = statement('of', 'select available, expires_at as until from chat_presences where person_id = $1')
const present = statement(
  'present',
  `select p.person_id as id, e.name, e.desks,
     (select count(*)::int from chats c where c.agent_id = p.person_id and c.ended_at is null) as holds
   from chat_presences p join people e on e.id = p.person_id
   where p.available and p.expires_at > $1 and e.active order by e.name, e.id`,
)

/**
 * Somebody is there until `until`. Without a word about the switch it stays as it was; where nothing was heard for too long
 * it has fallen off meanwhile.
 */
export async function tellPresence(
  tx: Tx,
  person: PersonId,
  { available, at, until }: { readonly available: boolean | null; readonly at: Instant; readonly until: Instant },
): Promise<Presence> {
  const [row] = await tx.call<Presence>(tell, [person, available, at, until])
  if (row === undefined) throw new Error('A presence was written and not told of.')
  return row
}

export async function presenceOf(tx: Tx, person: PersonId): Promise<Presence | null> {
  return (await tx.call<Presence>(byPerson, [person]))[0] ?? null
}

/** Who is available now: for a partner, ask as the program. */
export const agentsAvailable = (tx: Tx, at: Instant): Promise<readonly AgentPresent[]> => tx.call(present, [at])
