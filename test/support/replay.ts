/** A desk that logs are played into: a database of its own, a published policy, and a clock that stands still. */
import type { TestContext } from 'node:test'
import pg from 'pg'
import type { Instant } from '../../src/domain/kernel.ts'
import type { Report } from '../../src/domain/report/report.ts'
import type { App } from '../../src/services/app.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { openPolicies, publishPolicy } from '../../src/services/policies.ts'
import { replayLog, type Replayed, type ReplayOptions } from '../../src/services/replay/replay.ts'
import { reportOfLog } from '../../src/services/reports/report.ts'
import { verify, type Difference } from '../../src/services/verify.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { keptTickets, type KeptTicket } from '../../src/storage/verify-reads.ts'
import { freshDatabase } from './cluster.ts'
import { zoho } from './policies.ts'

export interface ReplayDesk {
  readonly url: string
  readonly app: App
  /** The tables' owner: may do what the program may not. */
  readonly owner: pg.Client
  play(log: readonly unknown[], options?: ReplayOptions): Promise<Replayed>
  report(replayed: Replayed): Promise<Report>
  /** By their names in the log. */
  tickets(): Promise<ReadonlyMap<string, KeptTicket>>
  differences(): Promise<readonly Difference[]>
  /** Everything that a replay could have written, as one text. */
  everything(): Promise<string>
}

/** Years after the logs: whatever is woken by this clock is late. */
export const today: Instant = Temporal.Instant.from('2026-11-21T12:00:00Z')

export async function replayDesk(t: TestContext): Promise<ReplayDesk> {
  const { url, drop } = await freshDatabase()
  const db = await openDatabase({ connection: url })
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  t.after(async () => {
    await db.close()
    await owner.end()
    await drop()
  })
  await publishPolicy(db, zoho, null, today)
  const policies = await openPolicies(db)
  if (policies === null) throw new Error('No policy was published.')
  const app: App = { db, policies, now: () => today, newId: () => newIdAt(today) }
  return {
    url,
    app,
    owner,
    play: (log, options) => replayLog(app, piecesOf(log), options),
    report: ({ source, endedAt }) => reportOfLog(app, source, endedAt ?? today),
    async tickets() {
      const { rows } = await owner.query<{ ref: string; ticket_id: string }>(
        'select ref, ticket_id from replay_positions',
      )
      const names = new Map(rows.map((row) => [row.ticket_id, row.ref]))
      const kept = await db.system((tx) => keptTickets(tx, { after: null, limit: 10_000 }))
      return new Map(kept.map((each) => [names.get(each.ticket.id) ?? each.ticket.id, each]))
    },
    async differences() {
      const found: Difference[] = []
      await verify(app, (difference) => void found.push(difference))
      return found
    },
    async everything() {
      const tables = ['tickets', 'clocks', 'events', 'partners', 'letters', 'messages', 'replay_positions', 'policies']
      const texts: string[] = []
      for (const table of tables) {
        const { rows } = await owner.query<{ text: string }>(
          `select to_jsonb(t)::text as text from ${table} t order by 1`,
        )
        texts.push(table, ...rows.map(({ text }) => text))
      }
      return texts.join('\n')
    },
  }
}

/** The ticket of that name in the log, as it is kept. */
export async function ticketOf(desk: ReplayDesk, ref: string): Promise<KeptTicket> {
  const ticket = (await desk.tickets()).get(ref)
  if (ticket === undefined) throw new Error(`${ref} was never opened.`)
  return ticket
}

/** As a file hands its lines over: some at a time. */
export async function* piecesOf(log: readonly unknown[], size = 7): AsyncGenerator<readonly (string | null)[]> {
  const lines = log.map((line) => (typeof line === 'string' || line === null ? line : JSON.stringify(line)))
  for (let from = 0; from < lines.length; from += size) yield lines.slice(from, from + size)
}

type Received = Readonly<Record<string, unknown>>

/** A ticket of a log; each line is 'instant event', an object adds fields to the line before it. */
export const logOf = (
  ticket: string,
  received: Received,
  ...lines: readonly (string | Received)[]
): readonly Received[] => {
  const log: Received[] = [
    { ticket, event: 'received', desk: 'support', severity: 1, tier: 'premium', country: 'IN', ...received },
  ]
  for (const line of lines) {
    if (typeof line !== 'string') {
      log[log.length - 1] = { ...log.at(-1), ...line }
      continue
    }
    const [at, event] = line.split(' ')
    log.push({ ticket, at, event })
  }
  return log
}

/** Several tickets' lines as one log, in time order. */
export const inOrder = (...logs: readonly (readonly Received[])[]): readonly Received[] =>
  logs.flat().toSorted((a, b) => (String(a['at']) < String(b['at']) ? -1 : String(a['at']) > String(b['at']) ? 1 : 0))
