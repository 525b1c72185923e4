import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { replayDesk } from '../support/replay.ts'

interface Line {
  readonly ticket: string
  readonly at: string
  readonly event: string
}

/** The first lines of a help desk's real log: 4,580 tickets of four years, of which it begins to tell some 1,100. */
const file = new URL('../../../shared/data/replay/italian-helpdesk.jsonl.gz', import.meta.url)
const lines = gunzipSync(readFileSync(file)).toString().split('\n').slice(0, 6_000)
const log = lines.map((line) => JSON.parse(line) as Line)

/** First answers and solutions, worked out from the lines alone: minutes from receipt, by ticket. */
function plainly() {
  const days = 24 * 60 * 60_000
  const tickets = new Map<string, { from: number; answered: number | null; solved: number | null }>()
  for (const { ticket, at, event } of log) {
    const now = Date.parse(at)
    if (event === 'received') tickets.set(ticket, { from: now, answered: null, solved: null })
    const known = tickets.get(ticket)
    if (known === undefined) continue
    if (event === 'agent-reply') known.answered ??= now
    if (event === 'solved') known.solved ??= now
    // The policy reopens within 14 days of the solution.
    if (event === 'partner-reply' && known.solved !== null && now - known.solved <= 14 * days) known.solved = null
  }
  const lengths = (of: 'answered' | 'solved') =>
    [...tickets.values()].flatMap(({ from, [of]: end }) => (end === null ? [] : [(end - from) / 60_000]))
  return { tickets: tickets.size, answered: lengths('answered'), solved: lengths('solved') }
}

const average = (minutes: readonly number[]): number =>
  Math.round((minutes.reduce((sum, each) => sum + each, 0) / minutes.length) * 100) / 100

test('A real log is played whole: every ticket is there, first answers and solutions are those of its lines, and all of it verifies (C12, G2)', async (t) => {
  const desk = await replayDesk(t)
  const replayed = await desk.play(lines)
  const { counts } = replayed.outcome
  assert.deepEqual([counts.misunderstood, counts.outOfOrder, counts.skipped], [0, 0, 0])
  assert.equal(counts.applied + counts.refused + counts.beforeReceipt, log.length)

  const report = await desk.report(replayed)
  const { overall } = report
  const { tickets, answered, solved } = plainly()
  assert.equal(overall.tickets, tickets)
  assert.deepEqual(
    [overall.firstResponse.count, overall.firstResponse.wall.averageMinutes],
    [answered.length, average(answered)],
  )
  assert.deepEqual([overall.resolution.count, overall.resolution.wall.averageMinutes], [solved.length, average(solved)])
  const { made, metWithinLimit, breached, withdrawn, running } = overall.promises
  assert.equal(made, metWithinLimit + breached + withdrawn + running)
  assert.ok(made >= 2 * tickets && metWithinLimit > 0 && breached > 0)

  assert.deepEqual(await desk.differences(), [])
  const again = await desk.play(lines)
  assert.equal(again.outcome.counts.applied, 0)
  assert.equal(JSON.stringify(await desk.report(again)), JSON.stringify(report))
})
