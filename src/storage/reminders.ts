/** Reminders of tickets (0055): each of the staff has its own, and reads no other. */
import type { Id, Instant, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { AlertGroup } from './alerts.ts'
import type { Statement, Tx } from './tx.ts'

export type ReminderId = Id<'reminder'>

export interface Reminder {
  readonly id: ReminderId
  readonly dueAt: Instant
  readonly note: string
  readonly madeAt: Instant
  readonly ticket: Omit<AlertGroup['ticket'], 'policyVersion'>
}

interface Row extends Omit<Reminder, 'ticket'>, Omit<Reminder['ticket'], 'id' | 'partner'> {
  readonly ticket: TicketId
  readonly partnerId: PartnerId | null
  readonly partnerName: string | null
}

const columns = `r.id, r.due_at as "dueAt", r.note, r.made_at as "madeAt", t.id as ticket, t.number, t.subject, t.desk, t.severity, t.status,
  p.id as "partnerId", p.name as "partnerName"
  from reminders r join tickets t on t.id = r.ticket_id left join partners p on p.id = t.partner_id`
const statements = {
  list: {
    name: 'reminders_to_come',
    text: `select ${columns} where r.person_id = $1 and r.told_at is null and ($2::uuid is null or r.ticket_id = $2) order by r.due_at, r.id`,
  },
  one: { name: 'reminder', text: `select ${columns} where r.id = $1 and r.person_id = $2 and r.told_at is null` },
  count: {
    name: 'reminders_count',
    text: 'select count(*)::int as count from reminders where person_id = $1 and told_at is null',
  },
  add: {
    name: 'reminder_add',
    text: 'insert into reminders (id, person_id, ticket_id, due_at, note, made_at) values ($1, $2, $3, $4, $5, $6)',
  },
  change: {
    name: 'reminder_change',
    text: `update reminders set due_at = coalesce($3, due_at), note = coalesce($4, note)
      where id = $1 and person_id = $2 and told_at is null returning id`,
  },
  remove: {
    name: 'reminder_remove',
    text: 'delete from reminders where id = $1 and person_id = $2 and told_at is null returning id',
  },
  /* By one node each: whoever looks at the same moment passes over what another has. */
  tell: {
    name: 'reminders_tell',
    text: `
      with due as (
        select id from reminders where told_at is null and due_at <= $1 order by due_at limit $2 for update skip locked),
      told as (update reminders r set told_at = $1 from due where r.id = due.id returning r.id, r.person_id, r.ticket_id)
      insert into alerts (person_id, ticket_id, kind, at, reminder_id)
        select person_id, ticket_id, 'reminded', $1, id from told returning person_id`,
  },
  told: {
    name: 'reminders_told',
    text: `select r.due_at as "dueAt", r.note, a.ticket_id as ticket, a.at, (a.read_at is null)::int as unread
      from alerts a join reminders r on r.id = a.reminder_id
      where a.person_id = $1 and a.ticket_id = any ($2::uuid[]) order by a.at desc, r.id`,
  },
  sweep: { name: 'reminders_sweep', text: 'delete from reminders where told_at < $1 returning id' },
} as const satisfies Record<string, Statement>

const reminderOf = ({
  ticket: id,
  number,
  subject,
  desk,
  severity,
  status,
  partnerId,
  partnerName,
  ...own
}: Row): Reminder => {
  const partner = partnerId === null || partnerName === null ? null : { id: partnerId, name: partnerName }
  return { ...own, ticket: { id, number, subject, desk, severity, status, partner } }
}

/** Somebody's that are to come, of all tickets or of one, the next first. */
export const remindersOf = async (tx: Tx, person: PersonId, ticket: TicketId | null): Promise<readonly Reminder[]> =>
  (await tx.call<Row>(statements.list, [person, ticket])).map(reminderOf)

/** Null where there is none of that id, it is another's, or it was told. */
export async function reminderById(tx: Tx, id: ReminderId, person: PersonId): Promise<Reminder | null> {
  const [row] = await tx.call<Row>(statements.one, [id, person])
  return row === undefined ? null : reminderOf(row)
}

export const countReminders = async (tx: Tx, person: PersonId): Promise<number> =>
  (await tx.call<{ count: number }>(statements.count, [person]))[0]?.count ?? 0

export interface NewReminder extends Pick<Reminder, 'id' | 'dueAt' | 'note' | 'madeAt'> {
  readonly person: PersonId
  readonly ticket: TicketId
}

export async function insertReminder(tx: Tx, { id, person, ticket, dueAt, note, madeAt }: NewReminder): Promise<void> {
  await tx.call(statements.add, [id, person, ticket, dueAt, note, madeAt])
}

/** What is undefined stays. False where there is none to come. */
export const changeReminder = async (
  tx: Tx,
  id: ReminderId,
  person: PersonId,
  { dueAt, note }: { readonly dueAt?: Instant | undefined; readonly note?: string | undefined },
): Promise<boolean> => (await tx.call(statements.change, [id, person, dueAt ?? null, note ?? null])).length > 0

/** False where there is none to come. */
export const deleteReminder = async (tx: Tx, id: ReminderId, person: PersonId): Promise<boolean> =>
  (await tx.call(statements.remove, [id, person])).length > 0

/** Those whose time has come by `at` become alerts, up to `limit` of them, each once; of whom they were, one for each. */
export const tellDueReminders = async (tx: Tx, at: Instant, limit: number): Promise<readonly PersonId[]> =>
  (await tx.call<{ person_id: PersonId }>(statements.tell, [at, limit])).map(({ person_id }) => person_id)

/** One that was told, as it stands among the alerts. */
export interface ToldReminder {
  readonly ticket: TicketId
  readonly dueAt: Instant
  readonly note: string
  readonly at: Instant
  readonly unread: number
}

/** The newest first, by ticket. */
export async function toldReminders(
  tx: Tx,
  person: PersonId,
  tickets: readonly TicketId[],
): Promise<ReadonlyMap<TicketId, readonly ToldReminder[]>> {
  if (tickets.length === 0) return new Map()
  return Map.groupBy(await tx.call<ToldReminder>(statements.told, [person, tickets]), ({ ticket }) => ticket)
}

/** Those that were told before `before`; how many. */
export const sweepReminders = async (tx: Tx, before: Instant): Promise<number> =>
  (await tx.call(statements.sweep, [before])).length
