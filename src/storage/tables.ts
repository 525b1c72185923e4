/** What kysely knows of the tables: columns as they come out, by migrations/*.sql. */
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Generated,
} from 'kysely'
import type { Finding } from '../domain/intake/request.ts'
import type { CustomerId, Instant, MessageId, PartnerId, PersonId, TicketId } from '../domain/kernel.ts'
import type { DeskId, Kind, Policy, Promised, Severity } from '../domain/policy.ts'
import type { Channel, Status } from '../domain/ticket/ticket.ts'
import type { OutboxTables } from './outbox-tables.ts'
import type { WorkflowTables } from './workflow-tables.ts'
import type { HeldTables } from './held-tables.ts'
import type { RegistryTables } from './registry-tables.ts'

export interface Tables extends RegistryTables, OutboxTables, WorkflowTables, HeldTables {
  partners: {
    id: PartnerId
    name: string
    tier: string
    country: string
    state: string | null
    external_ref: string | null
    account_manager_id: PersonId | null
    point_of_contact_id: Generated<PersonId | null>
    tier_since: Generated<Instant | null>
    tier_settling: Generated<boolean>
    created_at: Instant
  }
  people: {
    id: PersonId
    side: 'staff' | 'partner'
    partner_id: PartnerId | null
    name: string
    email: string
    role: 'admin' | 'agent' | 'lead' | 'manager' | 'pam' | 'contact'
    desks: string[]
    zone: string
    active: boolean
    created_at: Instant
    /** Mail to this person comes back since then. */
    address_failing_since: Generated<Instant | null>
    address_failing_because: Generated<string | null>
  }
  person_names: PersonColumns & { active: boolean }
  customers: {
    id: CustomerId
    partner_id: PartnerId
    name: string
    domain: string | null
    super_admin_email: string | null
    licences: number
    key_account: boolean
    created_at: Instant
    untagged_at: Generated<Instant | null>
  }
  policies: {
    version: number
    document: Policy
    digest: string
    published_at: Instant
    published_by: PersonId | null
    shape: number
  }
  settings: { key: string; value: unknown }
  ticket_states: TicketStateColumns
  ticket_rows: TicketStateColumns & TicketRowColumns
  events: {
    ticket_id: TicketId
    seq: number
    partner_id: PartnerId | null
    at: Instant
    noted_at: Instant
    by_kind: 'staff' | 'partner' | 'system' | 'log'
    by_side: 'agent' | 'partner' | 'system'
    by_person: PersonId | null
    visible_to: 'partner' | 'staff'
    kind: string
    data: Record<string, unknown>
    hash: Buffer
    txid: Generated<string>
    id: Generated<number>
  }
  messages: {
    id: MessageId
    ticket_id: TicketId
    partner_id: PartnerId | null
    body: string
    visibility: 'public' | 'internal'
    for_customer: boolean
    determination: boolean
    author_id: PersonId | null
    side: 'agent' | 'partner' | 'system'
    channel: Channel
    at: Instant
  }
  idempotency_keys: {
    actor: string
    key: string
    body_hash: string
    status: number | null
    response: string | null
    at: Instant
  }
  api_keys: {
    id: string
    hash: Buffer
    person_id: PersonId
    scope: string
    label: string
    created_at: Instant
    last_used_on: string | null
    revoked_at: Instant | null
  }
  replay_positions: { source: string; ref: string; ticket_id: TicketId; applied: number }
}

export interface TicketStateColumns {
  id: TicketId
  revision: number
  policy_version: number
  desk: DeskId
  type: string | null
  category: string
  sub_type: string | null
  product: string | null
  kind: Kind
  severity: Severity
  channel: Channel
  subject: string
  partner_id: PartnerId | null
  contact_id: PersonId | null
  customer_id: CustomerId | null
  tier: string
  country: string
  state: string | null
  key_account: boolean
  critical: boolean
  assignee_id: PersonId | null
  received_at: Instant
  first_answered_at: Instant | null
  unanswered_since: Instant | null
  waiting_on: { team: string; reference: string | null; expectedOn: string | null; since: string } | null
  escalation: Record<string, unknown> | null
  dispute: Record<string, unknown> | null
  solved_at: Instant | null
  closed_at: Instant | null
  merged_into: TicketId | null
  chain_head: string
  clocks: readonly ClockColumns[]
}

/** A row of `clocks` as JSON has it: instants are text. */
export interface ClockColumns {
  promised: Promised
  ordinal: number
  desk: DeskId
  severity: Severity
  tier: string
  key_account: boolean
  round_the_clock: boolean
  started_at: string
  target_at: string
  limit_at: string
  warned_at: string | null
  breached_at: string | null
  stopped_at: string | null
  stopped_because: 'kept' | 'withdrawn' | 'merged' | 'exempt' | null
  changes: unknown[]
}

interface PersonColumns {
  id: PersonId
  name: string
  side: 'staff' | 'partner'
  email: string | null
}

interface TicketRowColumns {
  number: string
  severity_because: string
  status: Status
  open: boolean
  urgency_band: 0 | 1 | 2 | 3
  urgency_at: Instant
  findings: Finding[]
  created_at: Instant
  updated_at: Instant
  partner: {
    id: PartnerId
    name: string
    tier: string
    country: string
    state: string | null
  } | null
  contact: (PersonColumns & { active: boolean }) | null
  assignee: PersonColumns | null
  customer: { id: CustomerId; name: string } | null
}

/** Writes queries; `tx.run` runs them. */
export const from = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
