/** Incidents of the service, what was told of them, and the tickets that stand beside them on the dashboard (D7). */
import { ok, type Id, type Instant, type PersonId, type Result, type TicketId } from '../domain/kernel.ts'
import { toText } from './connection.ts'
import { cursorOf, pageOf, readCursor, type Page, type PageRequest } from './page.ts'
import type { Statement, Tx } from './tx.ts'

export type IncidentId = Id<'incident'>
export const incidentKinds = ['outage', 'downtime'] as const

export interface Incident {
  readonly id: IncidentId
  readonly title: string
  readonly kind: (typeof incidentKinds)[number]
  /** Ids of the policy; none means all. */
  readonly products: readonly string[]
  readonly regions: readonly string[]
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  readonly createdBy: PersonId
  readonly createdAt: Instant
}

export interface IncidentRow extends Incident {
  readonly number: number
}

export interface Told {
  readonly incident: IncidentId
  readonly at: Instant
  readonly by: PersonId
  readonly state: 'opened' | 'update' | 'ended'
  readonly body: string
}

export type ToldRow = Omit<Told, 'by'> & { readonly by: string | null }

const columns = `id, number, title, kind, products, regions, started_at as "startedAt", ended_at as "endedAt",
  created_by as "createdBy", created_at as "createdAt"`

const statements = {
  open: {
    name: 'incidents_open',
    text: `select ${columns} from incidents where ended_at is null order by started_at desc, id desc limit 100`,
  },
  page: {
    name: 'incidents_page',
    text: `select ${columns} from incidents where $1::timestamptz is null or (started_at, id) < ($1, $2::uuid)
      order by started_at desc, id desc limit $3`,
  },
  one: { name: 'incident', text: `select ${columns} from incidents where id = $1` },
  lock: { name: 'incident_locked', text: `select ${columns} from incidents where id = $1 for no key update` },
  add: {
    name: 'incident_added',
    text: `insert into incidents (id, title, kind, products, regions, started_at, ended_at, created_by, created_at)
      values ($1, $2, $3, $4::text[], $5::text[], $6, $7, $8, $9)`,
  },
  end: { name: 'incident_ended', text: 'update incidents set ended_at = $2 where id = $1' },
  tell: {
    name: 'incident_told',
    text: 'insert into incident_updates (incident_id, at, by_person, state, body) values ($1, $2, $3, $4, $5)',
  },
  told: {
    name: 'incident_updates_of',
    text: `select u.incident_id as incident, u.at, n.name as by, u.state, u.body
      from incident_updates u left join person_names n on n.id = u.by_person
      where u.incident_id = any ($1::uuid[]) order by u.id desc`,
  },
  tickets: {
    name: 'critical_tickets',
    text: `select id from tickets where open and (severity = 1 or escalation is not null)
        and ($1::uuid is null or partner_id = $1)
      order by urgency_band, urgency_at, id limit $2`,
  },
} as const satisfies Record<string, Statement>

/** The latest first; a hundred at most. */
export const openIncidents = (tx: Tx): Promise<readonly IncidentRow[]> => tx.call(statements.open)

/** All there were, the latest first. */
export async function listIncidents(tx: Tx, { limit, cursor }: PageRequest): Promise<Result<Page<IncidentRow>>> {
  const after = readCursor(cursor, 'incidents', ['instant', 'uuid'])
  if (!after.ok) return after
  const [at = null, id = null] = after.value ?? []
  const rows = await tx.call<IncidentRow>(statements.page, [at, id, limit + 1])
  return ok(
    pageOf(
      rows,
      limit,
      (row): IncidentRow => row,
      (last) => cursorOf('incidents', [toText(last.startedAt), last.id]),
    ),
  )
}

export const readIncident = async (tx: Tx, id: IncidentId): Promise<IncidentRow | null> =>
  (await tx.call<IncidentRow>(statements.one, [id]))[0] ?? null

/** Locked until the transaction ends. */
export const lockIncident = async (tx: Tx, id: IncidentId): Promise<IncidentRow | null> =>
  (await tx.call<IncidentRow>(statements.lock, [id]))[0] ?? null

export async function insertIncident(tx: Tx, row: Incident): Promise<void> {
  const { id, title, kind, products, regions, startedAt, endedAt, createdBy, createdAt } = row
  await tx.call(statements.add, [id, title, kind, products, regions, startedAt, endedAt, createdBy, createdAt])
}

export async function endIncident(tx: Tx, id: IncidentId, at: Instant): Promise<void> {
  await tx.call(statements.end, [id, at])
}

export async function tell(tx: Tx, { incident, at, by, state, body }: Told): Promise<void> {
  await tx.call(statements.tell, [incident, at, by, state, body])
}

/** Of all of these, the latest first. */
export const toldOf = async (tx: Tx, incidents: readonly IncidentId[]): Promise<readonly ToldRow[]> =>
  incidents.length === 0 ? [] : tx.call<ToldRow>(statements.told, [incidents])

/** Open tickets of severity 1 and escalated ones, what must happen next first; a partner's own. */
export async function criticalTickets(tx: Tx, limit: number): Promise<readonly TicketId[]> {
  const partner = tx.actor.kind === 'partner' ? tx.actor.partner : null
  return (await tx.call<{ id: TicketId }>(statements.tickets, [partner, limit])).map(({ id }) => id)
}
