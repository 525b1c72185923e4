/** An open transaction on behalf of somebody, as storage's functions take it. */
import type { CompiledQuery, QueryExecutorProvider } from 'kysely'
import type pg from 'pg'
import type { TicketId } from '../domain/kernel.ts'
import type { Actor } from './actor.ts'
import { toParameter } from './connection.ts'
import { from } from './tables.ts'

export interface Tx {
  readonly actor: Actor
  /** Rows of a query made with `from` (tables.ts) or kysely's `sql`. */
  run<Row>(query: Query<Row>): Promise<readonly Row[]>
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

export function txOn(client: pg.ClientBase, actor: Actor): Tx {
  return {
    actor,
    heads: new Map(),
    announces: false,
    call: (statement, values) => callOn(client, statement, values),
    async run<Row>(query: Query<Row>) {
      const { sql, parameters } = query.compile(from)
      const { rows } = await client.query(sql, parameters.map(toParameter))
      return rows as Row[]
    },
  }
}
