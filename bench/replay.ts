/** A real log of incidents through the real services and database, in the log's own time (`desk replay`). */
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { openBenchDesk, temporaryFolder } from './ground/desk.ts'
import { startNode } from './ground/processes.ts'
import { tell, type Bench } from './report.ts'

/** Not ours to bring: who has it lays it beside the project. */
const file = path.resolve(import.meta.dirname, '../../shared/data/replay/servicenow.jsonl.gz')
const cli = path.resolve(import.meta.dirname, '../src/cli.ts')

/** In one transaction, as the replay does it. */
const batch = 1_000

interface Report {
  readonly events_per_s: number
  readonly peak_memory_mb: number
  readonly run: { readonly lines: number }
}

export const bench: Bench = async ({ quick }) => {
  if (!existsSync(file)) {
    console.error(`replay is left out: there is no ${path.relative(process.cwd(), file)}.`)
    return []
  }
  const { folder, remove } = temporaryFolder()
  const desk = await openBenchDesk()
  try {
    const lines = await readLines(quick ? 5_000 : Infinity)
    const log = path.join(folder, 'log.jsonl')
    const written = createWriteStream(log)
    for (const line of lines) written.write(`${line}\n`)
    await new Promise((done) => written.end(done))

    const began = performance.now()
    const { said, stop } = await startNode<Report>([cli, 'replay', log], {
      env: { DATABASE_URL: desk.url },
      patienceMs: 300_000,
    })
    const seconds = (performance.now() - began) / 1_000
    await stop()
    return [
      tell({
        bench: 'replay',
        what: `${said.run.lines.toLocaleString('en-US')} events of a log`,
        value: said.events_per_s,
        unit: 'per second',
        against: { name: 'bare inserts', value: await bareInserts(desk.url, lines) },
        more: { secondsWithReport: seconds.toFixed(1), peakMemoryMb: said.peak_memory_mb },
      }),
    ]
  } finally {
    await desk.close()
    remove()
  }
}

async function readLines(most: number): Promise<readonly string[]> {
  const lines: string[] = []
  const input = createReadStream(file).pipe(createGunzip())
  for await (const line of createInterface({ input })) {
    lines.push(line)
    if (lines.length === most) break
  }
  return lines
}

/** Each line as one row, in transactions as large as the replay's: the least that keeps the log. */
async function bareInserts(url: string, lines: readonly string[]): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('create table floor_lines (id bigint primary key generated always as identity, line jsonb)')
    const insert = { name: 'insert', text: 'insert into floor_lines (line) values ($1)' }
    const began = performance.now()
    for (let from = 0; from < lines.length; from += batch) {
      await client.query('begin')
      for (const line of lines.slice(from, from + batch)) await client.query({ ...insert, values: [line] })
      await client.query('commit')
    }
    return (lines.length / (performance.now() - began)) * 1_000
  } finally {
    await client.end()
  }
}
