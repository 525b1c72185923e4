/** The rows that the writers of tickets take (migrations/0038 and 0041): each column in its order, and what it holds. */
import type pg from 'pg'
import { binaryRows, shapeOf, type Columns, type RowOf, type Shape } from './binary-rows.ts'

/** What new and changed tickets are written with alike. */
const classified = {
  desk: 'text',
  type: 'text',
  category: 'text',
  sub_type: 'text',
  product: 'text',
  kind: 'text',
  severity: 'int2',
  severity_because: 'text',
} as const
const standing = {
  partner_id: 'uuid',
  contact_id: 'uuid',
  customer_id: 'uuid',
  tier: 'text',
  country: 'text',
  state: 'text',
  key_account: 'bool',
  critical: 'bool',
  assignee_id: 'uuid',
  received_at: 'instant',
  first_answered_at: 'instant',
  unanswered_since: 'instant',
  waiting_on: 'json',
  escalation: 'json',
  dispute: 'json',
  solved_at: 'instant',
  closed_at: 'instant',
  merged_into: 'uuid',
  status: 'text',
  open: 'bool',
  wake_at: 'instant',
  urgency_band: 'int2',
  urgency_at: 'instant',
} as const

const columns = {
  opened: {
    id: 'uuid',
    number_prefix: 'text',
    revision: 'int4',
    policy_version: 'int4',
    ...classified,
    channel: 'text',
    subject: 'text',
    ...standing,
    findings: 'json',
    intake: 'json',
    chain_head: 'hex',
    created_at: 'instant',
    updated_at: 'instant',
  },
  changed: {
    id: 'uuid',
    expected: 'int4',
    revision: 'int4',
    ...classified,
    subject: 'text',
    ...standing,
    chain_head: 'hex',
    updated_at: 'instant',
  },
  clocks: {
    ticket_id: 'uuid',
    promised: 'text',
    ordinal: 'int4',
    partner_id: 'uuid',
    desk: 'text',
    severity: 'int2',
    tier: 'text',
    key_account: 'bool',
    round_the_clock: 'bool',
    started_at: 'instant',
    target_at: 'instant',
    limit_at: 'instant',
    warned_at: 'instant',
    breached_at: 'instant',
    stopped_at: 'instant',
    stopped_because: 'text',
    changes: 'json',
  },
  events: {
    ticket_id: 'uuid',
    seq: 'int4',
    partner_id: 'uuid',
    at: 'instant',
    noted_at: 'instant',
    by_kind: 'text',
    by_side: 'text',
    by_person: 'uuid',
    visible_to: 'text',
    kind: 'text',
    data: 'json',
    hash: 'hex',
  },
  messages: {
    id: 'uuid',
    ticket_id: 'uuid',
    partner_id: 'uuid',
    body: 'text',
    visibility: 'text',
    for_customer: 'bool',
    determination: 'bool',
    author_id: 'uuid',
    side: 'text',
    channel: 'text',
    at: 'instant',
    words: 'words',
  },
  letters: {
    ticket_id: 'uuid',
    partner_id: 'uuid',
    template: 'text',
    recipient: 'json',
    address: 'text',
    name: 'text',
    addressed_at: 'instant',
    message_id: 'uuid',
    data: 'json',
    state: 'text',
    created_at: 'instant',
  },
  keys: {
    actor: 'text',
    key: 'text',
    body_hash: 'text',
    status: 'int4',
    response: 'text',
    ticket_id: 'uuid',
    at: 'instant',
  },
} as const satisfies Record<string, Columns>

export type WrittenTable = keyof typeof columns
export type WrittenRow<Table extends WrittenTable> = RowOf<(typeof columns)[Table]>

const typeNames: Readonly<Record<WrittenTable, string>> = {
  opened: 'written_ticket',
  changed: 'changed_ticket',
  clocks: 'written_clock',
  events: 'written_event',
  messages: 'written_message',
  letters: 'written_letter',
  keys: 'written_key',
}

const shapes = Object.fromEntries(Object.entries(columns).map(([table, of]) => [table, shapeOf(of)])) as {
  readonly [Table in WrittenTable]: Shape<(typeof columns)[Table]>
}

/** The numbers that a database has given to those types. */
export type RowTypes = ReadonlyMap<string, number>

/** None before the migration that makes them. */
export async function readRowTypes(client: pg.Pool): Promise<RowTypes> {
  const { rows } = await client.query<{ typname: string; oid: number }>(
    'select typname, oid from pg_type where typname = any ($1) and typnamespace = current_schema::regnamespace',
    [Object.values(typeNames)],
  )
  return new Map(rows.map(({ typname, oid }) => [typname, oid]))
}

/** The parameter for these rows; null where there are none. */
export function writtenRows<Table extends WrittenTable>(
  types: RowTypes,
  table: Table,
  rows: readonly WrittenRow<Table>[],
): Buffer | null {
  const oid = types.get(typeNames[table])
  if (oid === undefined) throw new Error(`This database does not know '${typeNames[table]}': run the migrations first.`)
  return binaryRows(oid, shapes[table], rows)
}
