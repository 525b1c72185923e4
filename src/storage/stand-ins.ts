/** Stand-ins (F8), and the account managers that ladders fall back on (F1). Days are 'YYYY-MM-DD'. */
import type { Absence } from '../domain/presence.ts'
import type { Id, Instant, PartnerId, PersonId } from '../domain/kernel.ts'
import type { Contact } from '../domain/routing.ts'
import type { Statement, Tx } from './tx.ts'

export type StandInId = Id<'stand-in'>

export interface StandIn extends Absence {
  readonly id: StandInId
  readonly createdBy: PersonId
  readonly createdAt: Instant
}

interface Row {
  readonly id: StandInId
  readonly email: string
  readonly from_on: string
  readonly to_on: string
  readonly stand_in_name: string | null
  readonly stand_in_email: string | null
  readonly created_by: PersonId
  readonly created_at: Instant
}

const ending: Statement = {
  name: 'stand_ins_from',
  text: 'select * from stand_ins where to_on >= $1 order by from_on, email, id',
}
const left: Statement = { name: 'staff_who_left', text: 'select email from staff_who_left order by email' }
const turn: Statement = { name: 'stand_ins_turn', text: `select pg_advisory_xact_lock(hashtext('stand_ins'))` }
const overlapping: Statement = {
  name: 'stand_ins_overlapping',
  text: 'select * from stand_ins where email = lower($1) and from_on <= $3 and to_on >= $2 limit 1',
}
const add: Statement = {
  name: 'stand_ins_add',
  text: `insert into stand_ins (id, email, from_on, to_on, stand_in_name, stand_in_email, created_by, created_at)
    values ($1, lower($2), $3, $4, $5, $6, $7, $8)`,
}
const remove: Statement = { name: 'stand_ins_remove', text: 'delete from stand_ins where id = $1 returning id' }
const managers: Statement = {
  name: 'account_managers_of',
  text: 'select * from account_managers where partner_id = any ($1::uuid[])',
}
const atWork: Statement = {
  name: 'staff_at_addresses',
  text: `select id, name, email from people where side = 'staff' and active and email = any ($1::text[])`,
}

/** Those that end on the day or later, the first to begin first. */
export const standInsFrom = async (tx: Tx, day: string): Promise<readonly StandIn[]> =>
  (await tx.call<Row>(ending, [day])).map(standInOf)

/** Addresses of those of the staff who have left, in lower case. */
export const staffWhoLeft = async (tx: Tx): Promise<readonly string[]> =>
  (await tx.call<{ email: string }>(left)).map(({ email }) => email)

/** Who is not there on the day or later: away for a while, or gone; a stand-in who is named for somebody gone holds. */
export async function absencesFrom(tx: Tx, day: string): Promise<readonly Absence[]> {
  const gone = await staffWhoLeft(tx)
  const forGood = gone.map((email) => ({ email, fromOn: '0001-01-01', toOn: '9999-12-31', standIn: null }))
  // The later one counts (presence.ts).
  return [...forGood, ...(await standInsFrom(tx, day))]
}

/** Keeps everybody else from adding one until this transaction ends: two spans of one person must not overlap. */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.call(turn)
}

/** One of the same person's that shares a day with the span; null where there is none. */
export async function standInWithin(tx: Tx, { email, fromOn, toOn }: Absence): Promise<StandIn | null> {
  const [row] = await tx.call<Row>(overlapping, [email, fromOn, toOn])
  return row === undefined ? null : standInOf(row)
}

export async function insertStandIn(tx: Tx, added: StandIn): Promise<void> {
  const { id, email, fromOn, toOn, standIn, createdBy, createdAt } = added
  await tx.call(add, [id, email, fromOn, toOn, standIn?.name ?? null, standIn?.email ?? null, createdBy, createdAt])
}

/** False where there is none of that id. */
export const deleteStandIn = async (tx: Tx, id: string): Promise<boolean> => (await tx.call(remove, [id])).length > 0

/** The account managers of partners that the actor may see and that have one. */
export async function accountManagersOf(
  tx: Tx,
  partners: readonly PartnerId[],
): Promise<ReadonlyMap<PartnerId, Contact>> {
  if (partners.length === 0) return new Map()
  const rows = await tx.call<{ partner_id: PartnerId; name: string; email: string }>(managers, [partners])
  return new Map(rows.map(({ partner_id, name, email }) => [partner_id, { name, email }]))
}

/** Who of the staff has these addresses, by address in lower case. */
export async function staffAt(
  tx: Tx,
  emails: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: PersonId; readonly name: string }>> {
  if (emails.length === 0) return new Map()
  const wanted = emails.map((email) => email.toLowerCase())
  const rows = await tx.call<{ id: PersonId; name: string; email: string }>(atWork, [wanted])
  return new Map(rows.map(({ id, name, email }) => [email, { id, name }]))
}

const standInOf = (row: Row): StandIn => ({
  id: row.id,
  email: row.email,
  fromOn: row.from_on,
  toOn: row.to_on,
  standIn:
    row.stand_in_name === null || row.stand_in_email === null
      ? null
      : { name: row.stand_in_name, email: row.stand_in_email },
  createdBy: row.created_by,
  createdAt: row.created_at,
})
