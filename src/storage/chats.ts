/** Live chats (A4). Their words are messages of their tickets, and what became of them stands in the ledgers of those. */
import type { ChatEnd } from '../domain/chat.ts'
import {
  ok,
  type Id,
  type Instant,
  type PartnerId,
  type PersonId,
  type Result,
  type TicketId,
} from '../domain/kernel.ts'
import type { DeskId } from '../domain/policy.ts'
import { sqlState, toText } from './connection.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

export type ChatId = Id<'chat'>

export interface Chat {
  readonly id: ChatId
  readonly ticket: TicketId
  readonly partner: PartnerId
  /** Who began it. */
  readonly person: PersonId
  readonly desk: DeskId
  readonly startedAt: Instant
  /** Null while an agent has it. */
  readonly waitingSince: Instant | null
  readonly agent: PersonId | null
  readonly takenAt: Instant | null
  readonly firstTakenAt: Instant | null
  /** Colleagues who write in it beside the agent. */
  readonly joined: readonly PersonId[]
  /** Null once it has ended. */
  readonly dueAt: Instant | null
  readonly endedAt: Instant | null
  readonly endedBy: PersonId | null
  readonly endedBecause: ChatEnd | null
  readonly transcriptTo: readonly PersonId[]
  /** Of its ticket, that both sides see; when it was taken, where that is later. */
  readonly lastWordAt: Instant
}

const rows = `select c.id, c.ticket_id as ticket, c.partner_id as partner, c.person_id as person, c.desk, c.started_at as "startedAt",
    c.waiting_since as "waitingSince", c.agent_id as agent, c.taken_at as "takenAt", c.first_taken_at as "firstTakenAt", c.joined,
    c.due_at as "dueAt", c.ended_at as "endedAt", c.ended_by as "endedBy", c.ended_because as "endedBecause",
    c.transcript_to as "transcriptTo",
    greatest(c.started_at, c.taken_at, (select max(m.at) from messages m
      where m.ticket_id = c.ticket_id and m.visibility = 'public' and m.side <> 'system')) as "lastWordAt"
  from chats c`

const statement = (name: string, text: string): Statement => ({ name: `chats_${name}`, text })
const insert = statement(
  'insert',
  `insert into chats (id, ticket_id, partner_id, person_id, desk, started_at, waiting_since, due_at, ended_at, ended_by, ended_because)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
)
const byId = statement('by_id', `${rows} where c.id = $1`)
const lock = statement('lock', 'select id from chats where id = $1 for update')
const lockIdle = statement(
  'lock_idle',
  'select id from chats where id = $1 and ended_at is null for update skip locked',
)
const ofPerson = statement('of_person', `${rows} where c.person_id = $1 and c.ended_at is null`)
const take = statement(
  'take',
  `update chats set agent_id = $2, taken_at = $3, first_taken_at = coalesce(first_taken_at, $3), waiting_since = null, due_at = $4,
     joined = array_remove(joined, $2::uuid) where id = $1`,
)
const giveBack = statement(
  'give_back',
  'update chats set agent_id = null, taken_at = null, waiting_since = $2, due_at = $3 where id = $1',
)
const join = statement('join', 'update chats set joined = array_append(joined, $2::uuid) where id = $1')
const date = statement('date', 'update chats set due_at = $2 where id = $1')
const end = statement(
  'end',
  'update chats set ended_at = $2, ended_by = $3, ended_because = $4, due_at = null where id = $1',
)
const sent = statement('sent', 'update chats set transcript_to = array_append(transcript_to, $2::uuid) where id = $1')
const due = statement(
  'due',
  `select c.id, c.ticket_id as ticket from chats c join tickets t on t.id = c.ticket_id left join chat_presences p on p.person_id = c.agent_id
   where c.ended_at is null and (c.due_at <= $1 or not t.open or (c.agent_id is not null and (p.expires_at is null or p.expires_at <= $1)))
   order by c.due_at limit $2`,
)
const turn = statement('turn', `select pg_advisory_xact_lock(hashtext('chats of an agent'), hashtext($1::text))`)
const held = statement('held', 'select count(*)::int as n from chats where agent_id = $1 and ended_at is null')
const before = statement(
  'before',
  `select count(*)::int as n from chats
   where ended_at is null and agent_id is null and desk = $1 and (started_at, id) < ($2::timestamptz, $3::uuid)`,
)
const waiting = statement(
  'waiting',
  'select count(*)::int as n from chats where ended_at is null and agent_id is null and desk = $1',
)
const live = statement(
  'counts',
  `select count(*) filter (where agent_id is null)::int as waiting, count(*) filter (where agent_id is not null)::int as open
   from chats where ended_at is null`,
)
const said = statement(
  'said',
  `select count(*)::int as n from messages where ticket_id = $1 and author_id = $2 and at > $3::timestamptz`,
)

async function count(tx: Tx, which: Statement, values: readonly unknown[]): Promise<number> {
  return (await tx.call<{ n: number }>(which, values))[0]?.n ?? 0
}

export type NewChat = Omit<Chat, 'agent' | 'takenAt' | 'firstTakenAt' | 'joined' | 'transcriptTo' | 'lastWordAt'>

/** Throws what `isSecondChat` knows where the person has one already that goes on. */
export async function insertChat(tx: Tx, chat: NewChat): Promise<void> {
  const { id, ticket, partner, person, desk, startedAt, waitingSince, dueAt, endedAt, endedBy, endedBecause } = chat
  await tx.call(insert, [
    id,
    ticket,
    partner,
    person,
    desk,
    startedAt,
    waitingSince,
    dueAt,
    endedAt,
    endedBy,
    endedBecause,
  ])
}

export const isSecondChat = (thrown: unknown): boolean =>
  sqlState(thrown) === '23505' && (thrown as { constraint?: string }).constraint === 'chats_one_a_person'

export async function chatById(tx: Tx, id: ChatId): Promise<Chat | null> {
  return (await tx.call<Chat>(byId, [id]))[0] ?? null
}

/** As `chatById`; nobody else changes it until this transaction ends. */
export async function lockChat(tx: Tx, id: ChatId): Promise<Chat | null> {
  await tx.call(lock, [id])
  return chatById(tx, id)
}

/** Null where it has ended, or another transaction has it. */
export async function lockChatUnlessBusy(tx: Tx, id: ChatId): Promise<Chat | null> {
  return (await tx.call(lockIdle, [id])).length === 0 ? null : chatById(tx, id)
}

/** The one that goes on; there is one at most. */
export async function liveChatOf(tx: Tx, person: PersonId): Promise<Chat | null> {
  return (await tx.call<Chat>(ofPerson, [person]))[0] ?? null
}

export async function takeChat(tx: Tx, id: ChatId, agent: PersonId, at: Instant, dueAt: Instant): Promise<void> {
  await tx.call(take, [id, agent, at, dueAt])
}

export async function returnChat(tx: Tx, id: ChatId, at: Instant, dueAt: Instant): Promise<void> {
  await tx.call(giveBack, [id, at, dueAt])
}

export async function joinChat(tx: Tx, id: ChatId, agent: PersonId): Promise<void> {
  await tx.call(join, [id, agent])
}

export async function dateChat(tx: Tx, id: ChatId, dueAt: Instant): Promise<void> {
  await tx.call(date, [id, dueAt])
}

export async function endChat(
  tx: Tx,
  id: ChatId,
  { at, by, because }: { readonly at: Instant; readonly by: PersonId | null; readonly because: ChatEnd },
): Promise<void> {
  await tx.call(end, [id, at, by, because])
}

export async function noteTranscript(tx: Tx, id: ChatId, to: PersonId): Promise<void> {
  await tx.call(sent, [id, to])
}

/** Those of which something may have become by `at`: by time, by their tickets' end, or since their agent is gone. */
export const dueChats = (tx: Tx, at: Instant, limit: number): Promise<readonly Pick<Chat, 'id' | 'ticket'>[]> =>
  tx.call(due, [at, limit])

/** How many an agent holds. */
export const countHeldBy = (tx: Tx, agent: PersonId): Promise<number> => count(tx, held, [agent])

/** The same; whoever else is about to give it one waits until this transaction ends. */
export async function lockHeldBy(tx: Tx, agent: PersonId): Promise<number> {
  await tx.call(turn, [agent])
  return countHeldBy(tx, agent)
}

/** Those of the desk that wait longer: ask as the program. */
export const countBefore = (tx: Tx, { desk, startedAt, id }: Chat): Promise<number> =>
  count(tx, before, [desk, startedAt, id])

/** Ask as the program. */
export const countWaiting = (tx: Tx, desk: DeskId): Promise<number> => count(tx, waiting, [desk])

export const countLive = async (tx: Tx): Promise<{ readonly waiting: number; readonly open: number }> =>
  (await tx.call<{ waiting: number; open: number }>(live))[0] ?? { waiting: 0, open: 0 }

/** Messages of somebody on a ticket since an instant. */
export const countSaid = (tx: Tx, ticket: TicketId, author: PersonId, since: Instant): Promise<number> =>
  count(tx, said, [ticket, author, since])

export interface ChatFilter {
  /** Those that go on, the longest wait first; or those that ended, the latest first. */
  readonly show: 'live' | 'ended'
  readonly ticket?: TicketId | undefined
}

export async function listChats(
  tx: Tx,
  { show, ticket, limit, cursor }: ChatFilter & PageRequest,
): Promise<Result<Page<Chat>>> {
  const order = `chats-${show}`
  const after = readCursor(cursor, order, ['instant', 'uuid'])
  if (!after.ok) return after
  const isLive = show === 'live'
  const values: unknown[] = []
  const where = [isLive ? 'c.ended_at is null' : 'c.ended_at is not null']
  if (ticket !== undefined) where.push(`c.ticket_id = $${values.push(ticket)}`)
  if (after.value !== null) {
    const [key, id] = after.value
    values.push(key, id)
    where.push(
      `(c.started_at, c.id) ${isLive ? '>' : '<'} ($${values.length - 1}::timestamptz, $${values.length}::uuid)`,
    )
  }
  const direction = isLive ? 'asc' : 'desc'
  const text = `${rows} where ${where.join(' and ')}
    order by c.started_at ${direction}, c.id ${direction} limit $${values.push(limit + 1)}`
  const name = statement(
    `${show}_${ticket === undefined ? 'all' : 'ticket'}_${after.value === null ? 'first' : 'next'}`,
    text,
  )
  return ok(
    pageOf(
      await tx.call<Chat>(name, values),
      limit,
      (row): Chat => row,
      (row) => cursorOf(order, [toText(row.startedAt), row.id]),
    ),
  )
}
