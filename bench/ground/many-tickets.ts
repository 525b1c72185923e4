/** Fills an empty desk with as many tickets as one wants, all at once in SQL. */
import { readFileSync } from 'node:fs'
import pg from 'pg'
import type { Policy } from '../../src/domain/policy.ts'
import { toText } from '../../src/storage/connection.ts'
import { openBenchDesk, type BenchDesk } from './desk.ts'

export interface FullDesk extends BenchDesk {
  readonly tickets: number
  /** How long it took to fill it, in seconds: rows, indexes, and statistics. */
  readonly filledIn: number
}

const text = readFileSync(new URL('many-tickets.sql', import.meta.url), 'utf8')

/** A desk with `tickets` tickets and as many running clocks, on which nothing is due for an hour (many-tickets.sql). */
export async function openFullDesk(tickets: number): Promise<FullDesk> {
  const desk = await openBenchDesk()
  try {
    const began = performance.now()
    await fill(desk, tickets)
    return { ...desk, tickets, filledIn: (performance.now() - began) / 1_000 }
  } catch (thrown) {
    await desk.close()
    throw thrown
  }
}

async function fill({ app, url }: BenchDesk, tickets: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // As a restore does it: indexes come after the rows. What keeps rows apart stays.
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(`
      select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
      from pg_index where indrelid in ('tickets'::regclass, 'clocks'::regclass, 'events'::regclass, 'messages'::regclass)
        and not indisunique`)
    await client.query(`set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '256MB'`)
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    await client.query(statements(tickets, app.policies.current(), toText(app.now())))
    for (const { definition } of indexes) await client.query(definition)
    await client.query('vacuum (analyze)')
  } finally {
    await client.end()
  }
}

function statements(tickets: number, policy: Policy, now: string): string {
  const desks = policy.desks.map(({ id, ticketPrefix }) => ({
    id,
    prefix: ticketPrefix,
    categories: policy.categories.filter(({ desk }) => desk === id).map((category) => category.id),
  }))
  return text
    .replaceAll('$tickets', String(tickets))
    .replaceAll('$policy', () => `${pg.escapeLiteral(JSON.stringify({ desks }))}::jsonb`)
    .replaceAll('$now', `${pg.escapeLiteral(now)}::timestamptz`)
}
