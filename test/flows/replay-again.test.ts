import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wakeDue } from '../../src/services/wake.ts'
import { ReplayUnderWay } from '../../src/services/replay/replay.ts'
import { inOrder, logOf, piecesOf, replayDesk, type ReplayDesk } from '../support/replay.ts'
import { replayLog } from '../../src/services/replay/replay.ts'

const tuesday = '2026-03-10T06:00:00Z'

/** Tickets that are answered, broken, reopened, waiting, and still open at the log's end. */
const log = inOrder(
  logOf(
    'A',
    { at: tuesday, partner: 'P-1' },
    '2026-03-10T06:30:00Z agent-reply',
    '2026-03-10T07:30:00Z solved',
    '2026-03-20T06:00:00Z reopened',
  ),
  logOf(
    'B',
    { at: tuesday, partner: 'P-2', tier: 'advanced' },
    '2026-03-10T09:30:00Z agent-reply',
    '2026-03-10T16:00:00Z agent-reply',
  ),
  logOf('C', { at: '2026-03-10T07:00:00Z', partner: 'P-1', severity: 3 }, '2026-03-10T08:00:00Z severity', {
    severity: 1,
  }),
  logOf(
    'D',
    { at: '2026-03-10T08:00:00Z', desk: 'operations', country: 'DE' },
    '2026-03-10T08:00:00Z agent-reply',
    '2026-03-10T08:00:00Z partner-reply',
    '2026-03-10T08:10:00Z closed',
  ),
  logOf('E', { at: '2026-03-19T08:00:00Z', country: 'US', state: 'CA' }),
)

/** What every run must come to, apart from identifiers and numbers. */
const essence = async (desk: ReplayDesk): Promise<string> => {
  const tickets = [...(await desk.tickets())].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(
    tickets.map(([ref, { ticket, status, urgency, wakeAt, ledger }]) => [
      ref,
      status,
      urgency,
      wakeAt,
      ticket.clocks.map(({ id: _id, ...clock }) => clock),
      ledger.map(({ event }) => [event?.seq, event?.at, event?.notedAt, event?.by, event?.fact.kind]),
    ]),
  )
}

test('A log that was played is played again to no effect: nothing at all changes, and the report is the same', async (t) => {
  const desk = await replayDesk(t)
  const first = await desk.play(log)
  const report = JSON.stringify(await desk.report(first))
  const before = await desk.everything()
  const second = await desk.play(log)
  assert.equal(await desk.everything(), before)
  assert.equal(JSON.stringify(await desk.report(second)), report)
  assert.deepEqual([first.outcome.counts.applied, first.outcome.counts.skipped], [log.length, 0])
  assert.deepEqual([second.outcome.counts.applied, second.outcome.counts.skipped], [0, log.length])
  assert.deepEqual(await desk.differences(), [])
})

test('The log told twice in one file, or with lines doubled, is one log', async (t) => {
  const [once, twice, doubled] = [await replayDesk(t), await replayDesk(t), await replayDesk(t)]
  await once.play(log)
  const { outcome } = await twice.play([...log, ...log])
  assert.deepEqual([outcome.counts.applied, outcome.counts.skipped], [log.length, log.length])
  assert.equal(await essence(twice), await essence(once))
  const receipts = log.flatMap((line) => (line['event'] === 'received' ? [line, line] : [line]))
  assert.equal((await doubled.play(receipts)).outcome.counts.skipped, 5)
  assert.equal(await essence(doubled), await essence(once))
})

test('However many lines are written at a time, the same comes of it', async (t) => {
  const texts = new Set<string>()
  for (const batch of [1, 2, 5, 1_000]) {
    const desk = await replayDesk(t)
    await desk.play(log, { batch })
    texts.add(await essence(desk))
  }
  assert.equal(texts.size, 1)
})

for (let after = 0; after <= log.length; after += 4)
  test(`A replay that ends after ${after} of ${log.length} lines goes on there, and comes to the same as one that never ended`, async (t) => {
    const [whole, parted] = [await replayDesk(t), await replayDesk(t)]
    await whole.play(log)
    const stop = new AbortController()
    const first = await replayLog(parted.app, interrupted(after, stop), { batch: 1, signal: stop.signal })
    assert.equal(first.finished, false)
    assert.equal(first.outcome.counts.applied, after)
    // Between the two runs nothing of the log is due, whatever the clock on the wall says.
    assert.deepEqual(await wakeDue(parted.app, 100), { tickets: 0, failed: [] })
    const second = await parted.play(log, { batch: 3 })
    assert.deepEqual([second.outcome.counts.skipped, second.outcome.counts.applied], [after, log.length - after])
    assert.equal(await essence(parted), await essence(whole))
    assert.deepEqual(await parted.differences(), [])
  })

async function* interrupted(after: number, stop: AbortController) {
  yield log.slice(0, after).map((line) => JSON.stringify(line))
  stop.abort()
  yield ['']
}

test('A replay that dies within a transaction leaves nothing of it behind, and the next run makes it whole', async (t) => {
  const [whole, broken] = [await replayDesk(t), await replayDesk(t)]
  await whole.play(log)
  await broken.owner.query(`
    create function fail() returns trigger language plpgsql as $$ begin raise exception 'The power is gone.'; end $$;
    create trigger fail before insert on replay_positions for each row when (new.ref = 'C') execute function fail()`)
  await assert.rejects(broken.play(log, { batch: 4 }), /The power is gone/)
  const { rows } = await broken.owner.query(
    'select count(*)::int as lost from tickets where id not in (select ticket_id from replay_positions)',
  )
  assert.deepEqual(rows, [{ lost: 0 }])
  await broken.owner.query('drop trigger fail on replay_positions')
  await broken.play(log)
  assert.equal(await essence(broken), await essence(whole))
})

test('A log that has grown continues: only what is new is played', async (t) => {
  const [whole, grown] = [await replayDesk(t), await replayDesk(t)]
  await whole.play(log)
  const early = log.filter((line) => String(line['at']) < '2026-03-19')
  await grown.play(early)
  const { outcome } = await grown.play(log)
  assert.deepEqual([outcome.counts.skipped, outcome.counts.applied], [early.length, log.length - early.length])
  const [a, b] = [await whole.tickets(), await grown.tickets()]
  // What was open at the earlier end had been brought up to that end: the same facts, and the same wakes.
  assert.deepEqual(
    ['A', 'B', 'C', 'D', 'E'].map((ref) => [b.get(ref)?.status, b.get(ref)?.wakeAt?.toString()]),
    ['A', 'B', 'C', 'D', 'E'].map((ref) => [a.get(ref)?.status, a.get(ref)?.wakeAt?.toString()]),
  )
  assert.deepEqual(await grown.differences(), [])
})

test('The same log in other words is the same log; another log is another, though its tickets have the same names', async (t) => {
  const desk = await replayDesk(t)
  await desk.play(log)
  const reworded = log.map((line) =>
    JSON.stringify(Object.fromEntries(Object.entries(line).toReversed()), null, 1).replaceAll('\n', ' '),
  )
  assert.equal((await desk.play(['', ...reworded, ''])).outcome.counts.applied, 0)
  const other = await desk.play(logOf('A', { at: tuesday, partner: 'P-1', severity: 2 }))
  assert.equal(other.outcome.counts.applied, 1)
  const { overall } = await desk.report(other)
  assert.equal(overall.tickets, 1, 'a report is of its own log')
})

test("The tickets are brought up to the log's last instant, and are woken by the clock on the wall from then on (C14)", async (t) => {
  const desk = await replayDesk(t)
  const replayed = await desk.play([
    ...logOf('OPEN', { at: tuesday }),
    ...logOf('LAST', { at: '2026-03-10T10:00:00Z', country: 'IN' }),
  ])
  assert.equal(replayed.endedAt?.toString(), '2026-03-10T10:00:00Z')
  const open = (await desk.tickets()).get('OPEN') ?? assert.fail()
  assert.deepEqual(
    open.ledger.map(({ event }) => event?.fact.kind),
    ['opened', 'target-passed', 'target-passed', 'limit-passed'],
  )
  assert.equal(open.wakeAt?.toString(), '2026-03-10T14:00:00.001Z')
  const report = JSON.stringify(await desk.report(replayed))
  const { promises } = (await desk.report(replayed)).overall
  assert.deepEqual([promises.made, promises.breachedOpen, promises.running], [4, 1, 3])
  // The rest comes by the wall's clock, late; the report of the log tells what was known at its end.
  assert.equal((await wakeDue(desk.app, 100)).tickets, 2)
  const again = await desk.play([...logOf('OPEN', { at: tuesday }), ...logOf('LAST', { at: '2026-03-10T10:00:00Z' })])
  assert.equal(JSON.stringify(await desk.report(again)), report)
  assert.deepEqual(await desk.differences(), [])
})

test('Two at once: the second is told to wait, and changes nothing', async (t) => {
  const desk = await replayDesk(t)
  let inside = false
  async function* slowly() {
    for await (const piece of piecesOf(log)) {
      yield piece
      if (inside) continue
      inside = true
      const before = await desk.everything()
      await assert.rejects(desk.play(log), ReplayUnderWay)
      assert.equal(await desk.everything(), before)
      // Another log is no reason to wait.
      assert.equal((await desk.play(logOf('Z', { at: tuesday }))).outcome.counts.applied, 1)
    }
  }
  const { outcome } = await replayLog(desk.app, slowly())
  assert.ok(inside)
  assert.equal(outcome.counts.applied, log.length)
  assert.equal((await desk.play(log)).outcome.counts.applied, 0, 'once it is done the next one may')
})
