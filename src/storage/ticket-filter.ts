/**
 * What a list of tickets may be narrowed by. Some of it an index finds, however many tickets there are (`found`); the rest is
 * looked up in the tickets themselves, and of those a page looks through so many at most (`passed`, decision 35).
 */
import { sql, type SelectQueryBuilder } from 'kysely'
import type { CustomerId, Instant, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { CategoryId, DeskId, Kind, Severity, TierId } from '../domain/policy.ts'
import { searchQuery } from '../domain/search.ts'
import type { Channel, Status } from '../domain/ticket/ticket.ts'
import type { Turn } from '../domain/ticket/turn.ts'
import { taggedWith, type Tagged } from './tags.ts'
import type { Tables } from './tables.ts'
import type { Tx } from './tx.ts'

/**
 * 'queue': open tickets, what must happen next first; 'mine': those of them that are assigned to the actor; 'all': every
 * ticket, the one that something happened to last first.
 */
export type TicketViewName = 'queue' | 'mine' | 'all'

/** One of them, or any of several. */
export type Several<Value> = Value | readonly Value[]

/** All that is given must hold. */
export interface TicketFilter {
  readonly view: TicketViewName
  readonly status?: Several<Status> | undefined
  readonly desk?: Several<DeskId> | undefined
  readonly severity?: Several<Severity> | undefined
  readonly partner?: PartnerId | undefined
  readonly customer?: CustomerId | undefined
  /** D1: of large accounts only, or of none. */
  readonly keyAccount?: boolean | undefined
  /** Null: nobody has it. */
  readonly assignee?: Several<PersonId | null> | undefined
  readonly kind?: Several<Kind> | undefined
  readonly category?: Several<CategoryId> | undefined
  /** As it stands on the ticket. */
  readonly product?: Several<string> | undefined
  /** That it is promised under (A2). */
  readonly tier?: Several<TierId> | undefined
  readonly places?: Places | undefined
  readonly channel?: Several<Channel> | undefined
  /** By name, as tags are spelt. */
  readonly tag?: readonly string[] | undefined
  /** Worked out of `tag` (`withTagged`) before a list is read. */
  readonly tagged?: Tagged | undefined
  readonly escalated?: boolean | undefined
  readonly turn?: Several<Turn> | undefined
  /** The earliest message that nobody has answered is at least as old. */
  readonly unansweredSince?: Instant | undefined
  /** Words to be found in number, subject or messages. */
  readonly q?: string | undefined
}

/** Whole countries, and parts of such as are split by state: 'US-CA', 'US-' where the state is not known. */
export interface Places {
  readonly countries: readonly string[]
  readonly states: readonly string[]
}

export type TicketQuery<Shown> = SelectQueryBuilder<Tables, 'ticket_rows', Shown>

/** Of so many messages with the words at most; beyond, the words say too little. */
const mostHits = 2_000

const listOf = <Value>(several: Several<Value>): readonly Value[] =>
  Array.isArray(several) ? several : [several as Value]

/** The value itself where there is one, so that lists of one are read as they always were. */
const only = <Value>(several: Several<Value> | undefined): Value | undefined => {
  const [first, ...rest] = several === undefined ? [] : listOf(several)
  return rest.length === 0 ? first : undefined
}

const isOpenList = ({ view }: TicketFilter): boolean => view !== 'all'

/** One person's open tickets have an index of their own. */
const hasOwnIndex = (filter: TicketFilter): boolean =>
  isOpenList(filter) && filter.assignee !== undefined && (only(filter.assignee) ?? null) !== null

export const withTagged = async (tx: Tx, filter: TicketFilter): Promise<TicketFilter> =>
  filter.tag === undefined ? filter : { ...filter, tagged: await taggedWith(tx, filter.tag, mostHits) }

/** Narrowed by what an index finds, without a look at the others. */
export function found<Shown>(all: TicketQuery<Shown>, tx: Tx, filter: TicketFilter): TicketQuery<Shown> {
  const { actor } = tx
  let query = all
  if (isOpenList(filter)) query = query.where('open', '=', sql.lit(true))
  if (filter.view === 'mine')
    query = query.where('assignee_id', '=', actor.kind === 'system' ? (null as never) : actor.person)
  // Row level security sees to it in any case; said again here, it is found by the partner's own index.
  const partner = actor.kind === 'partner' ? actor.partner : filter.partner
  if (partner !== undefined) query = query.where('partner_id', '=', partner)
  if (actor.kind === 'partner' && filter.partner !== undefined) query = query.where('partner_id', '=', filter.partner)
  if (filter.desk !== undefined && isRead(filter, filter.desk))
    query = query.where('desk', ...oneOf(filter.desk, 'text'))
  if (filter.severity !== undefined && isRead(filter, filter.severity))
    query = query.where('severity', ...oneOf(filter.severity, 'smallint'))
  if (filter.status !== undefined && isRead(filter, filter.status))
    query = query.where('status', ...oneOf(filter.status, 'text'))
  if (filter.customer !== undefined) query = query.where('customer_id', '=', filter.customer)
  if (filter.keyAccount === true && isOpenList(filter)) query = query.where('key_account', '=', sql.lit(true))
  if (filter.escalated === true) query = query.where('escalation', 'is not', null)
  if (hasOwnIndex(filter)) query = query.where('assignee_id', '=', only(filter.assignee) as PersonId)
  if (filter.tagged?.few) query = query.where('id', '=', sql<TicketId>`any (${filter.tagged.few}::uuid[])`)
  if (filter.q !== undefined && filter.q.trim() !== '')
    query = query.where(
      'id',
      '=',
      sql<TicketId>`any (array(select search_tickets(${filter.q}, ${searchQuery(filter.q)}, ${mostHits})))`,
    )
  return query
}

/**
 * Desk, severity and status stand in the queue's own index, and are told there without a look at the ticket; in the indexes of all
 * tickets one of each at a time.
 */
const isRead = (filter: TicketFilter, wanted: Several<string | number>): boolean =>
  isOpenList(filter) || only(wanted) !== undefined

/** Whether there is anything that no index finds: then a page looks through so many at most. */
export const isPassed = (filter: TicketFilter): boolean => conditions(filter).length > 0

/** Narrowed by the rest. */
export const passed = <Shown>(all: TicketQuery<Shown>, filter: TicketFilter): TicketQuery<Shown> =>
  conditions(filter).reduce((query, condition) => query.where(condition), all)

/** The columns that it is told by, beside those that lists are ordered by. */
export const looked = [
  'id',
  'urgency_band',
  'urgency_at',
  'updated_at',
  'desk',
  'severity',
  'status',
  'key_account',
  'escalation',
  'assignee_id',
  'kind',
  'category',
  'product',
  'tier',
  'channel',
  'country',
  'state',
  'unanswered_since',
] as const

type Condition = ReturnType<typeof sql<boolean>>

function conditions(filter: TicketFilter): readonly Condition[] {
  const {
    desk,
    severity,
    status,
    keyAccount,
    assignee,
    kind,
    category,
    product,
    tier,
    places,
    channel,
    escalated,
    turn,
  } = filter
  const all: Condition[] = []
  for (const [column, wanted] of [
    [sql`desk`, desk],
    [sql`severity::text`, severity],
    [sql`status`, status],
  ] as const)
    if (wanted !== undefined && !isRead(filter, wanted))
      all.push(anyOf(column, listOf<string | number>(wanted).map(String)))
  if (keyAccount === false || (keyAccount === true && !isOpenList(filter)))
    all.push(sql<boolean>`key_account = ${sql.lit(keyAccount)}`)
  if (escalated === false) all.push(sql<boolean>`escalation is null`)
  if (assignee !== undefined && !hasOwnIndex(filter)) all.push(isWith(listOf(assignee)))
  for (const [column, wanted] of [
    [sql`kind`, kind],
    [sql`category`, category],
    [sql`product`, product],
    [sql`tier`, tier],
    [sql`channel`, channel],
  ] as const)
    if (wanted !== undefined) all.push(anyOf(column, wanted))
  if (places !== undefined)
    all.push(
      sql<boolean>`(country = any (${places.countries}::text[]) or (country || '-' || coalesce(state, '')) = any (${places.states}::text[]))`,
    )
  if (filter.tagged?.few === null)
    all.push(
      sql<boolean>`exists (select from ticket_tags g where g.ticket_id = id and g.tag_id = any (${filter.tagged.tags}::uuid[]))`,
    )
  if (turn !== undefined)
    all.push(
      sql<boolean>`(${sql.join(
        listOf(turn).map((each) => turns[each]),
        sql` or `,
      )})`,
    )
  if (filter.unansweredSince !== undefined)
    all.push(sql<boolean>`unanswered_since <= ${filter.unansweredSince}::timestamptz`)
  return all
}

function isWith(people: readonly (PersonId | null)[]): Condition {
  const those = people.filter((person) => person !== null)
  const somebody = sql<boolean>`assignee_id = any (${those}::uuid[])`
  if (those.length === people.length) return somebody
  return those.length === 0 ? sql<boolean>`assignee_id is null` : sql<boolean>`(assignee_id is null or ${somebody})`
}

const runs = sql`exists (select from clocks c where c.ticket_id = id and c.stopped_at is null)`

/** `turnOf` (domain/ticket/turn.ts) over the columns: what waits on a product team is ours while the partner is owed an answer. */
const turns: Readonly<Record<Turn, Condition>> = {
  us: sql<boolean>`(status in ('new', 'open') or (status = 'waiting-on-product' and ${runs}))`,
  partner: sql<boolean>`status = 'waiting-on-partner'`,
  product: sql<boolean>`(status = 'waiting-on-product' and not ${runs})`,
  nobody: sql<boolean>`status in ('solved', 'closed', 'merged')`,
}

const anyOf = (column: ReturnType<typeof sql>, wanted: Several<string>): Condition =>
  sql<boolean>`${column} = any (${listOf(wanted)}::text[])`

/** An equality for one; for several what indexes read as such. */
function oneOf<Value extends string | number>(wanted: Several<Value>, type: 'text' | 'smallint') {
  const one = only(wanted)
  const value = one ?? sql<Value>`any (${listOf(wanted)}::${sql.raw(type)}[])`
  return ['=', value as Value] as const
}
