/** An open transaction on behalf of somebody, as storage's functions take it. */
import { hash } from 'node:crypto'
import type { CompiledQuery, QueryExecutorProvider } from 'kysely'
import type pg from 'pg'
import type { TicketId } from '../domain/kernel.ts'
import type { Actor } from './actor.ts'
import { toParameter } from './connection.ts'
import { from } from './tables.ts'
import type { RowTypes } from './written-rows.ts'

export interface Tx {
  readonly actor: Actor
  /** What becomes of letters that are written in here: queued where a mail server is set, else captured (G4). */
  readonly letters: 'captured' | 'queued'
  /** How rows are sent to the writers. */
  readonly rowTypes: RowTypes
  /** Rows of a query made with `from` (tables.ts) or kysely's `sql`. */
  run<Row>(query: Query<Row>): Promise<readonly Row[]>
  /** The same for a query that is made often and in few spellings: each connection prepares each of them once. */
  runOften<Row>(query: Query<Row>): Promise<readonly Row[]>
  /** Rows of a fixed statement, which each connection prepares once under its name. */
  call<Row>(statement: Statement, values?: readonly unknown[]): Promise<readonly Row[]>
  /** Hash of the last event of each ticket locked in here: what `commit` chains on (G2). */
  readonly heads: Map<TicketId, string>
  /** Set by a writer of events: listeners are told after the commit. */
  announces: boolean
}

/** A query builder of kysely's, or its `sql`. */
export interface Query<Row> {
  compile(provider: QueryExecutorProvider): CompiledQuery<Row>
}

export interface Statement {
  readonly name: string
  readonly text: string
}

/** One statement with its values, over any connection. */
export async function callOn<Row>(
  client: pg.ClientBase | pg.Pool,
  statement: Statement,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const { rows } = await client.query({ ...statement, values: values.map(toParameter) })
  return rows as Row[]
}

const names = new Map<string, string>()

/** The same text has the same name. */
function nameOf(text: string): string {
  let name = names.get(text)
  if (name === undefined) names.set(text, (name = hash('sha256', text).slice(0, 32)))
  return name
}

export function txOn(client: pg.ClientBase, actor: Actor, { letters, rowTypes }: Pick<Tx, 'letters' | 'rowTypes'>): Tx {
  return {
    actor,
    letters,
    rowTypes,
    heads: new Map(),
    announces: false,
    call: (statement, values) => callOn(client, statement, values),
    async run<Row>(query: Query<Row>) {
      const { sql, parameters } = query.compile(from)
      const { rows } = await client.query(sql, parameters.map(toParameter))
      return rows as Row[]
    },
    runOften(query) {
      const { sql: text, parameters } = query.compile(from)
      return callOn(client, { name: nameOf(text), text }, parameters)
    },
  }
}
