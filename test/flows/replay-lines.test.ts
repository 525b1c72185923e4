import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logOf, replayDesk } from '../support/replay.ts'

const tuesday = '2026-03-10T06:00:00Z'

test("Lines before a ticket's receipt satisfy nothing and are counted, in every run", async (t) => {
  const desk = await replayDesk(t)
  const early = [
    { ticket: 'A', at: '2026-03-10T02:00:00Z', event: 'agent-reply' },
    { ticket: 'NEVER', at: '2026-03-10T02:00:00Z', event: 'closed' },
    // At the very instant of the receipt, and before it in the file.
    { ticket: 'A', at: tuesday, event: 'agent-reply' },
    ...logOf('A', { at: tuesday }, '2026-03-10T06:00:00Z agent-reply', '2026-03-10T09:00:00Z agent-reply'),
    ...logOf('B', { at: '2026-03-14T06:00:00Z' }),
  ]
  for (const applied of [4, 0]) {
    const { counts } = (await desk.play(early)).outcome
    assert.deepEqual([counts.applied, counts.beforeReceipt, counts.skipped], [applied, 3, 4 - applied])
  }
  const { ticket } = (await desk.tickets()).get('A') ?? assert.fail()
  assert.equal(ticket.firstAnsweredAt?.toString(), tuesday)
})

test('A line that lies before the last thing of its ticket counts from there, and is counted as out of order', async (t) => {
  const desk = await replayDesk(t)
  const [received, reply, late] = logOf(
    'A',
    { at: tuesday },
    '2026-03-10T08:30:00Z agent-reply',
    '2026-03-10T07:00:00Z agent-reply',
  )
  const replayed = await desk.play([received, reply, late])
  assert.deepEqual([replayed.outcome.counts.applied, replayed.outcome.counts.outOfOrder], [3, 1])
  const { ticket } = (await desk.tickets()).get('A') ?? assert.fail()
  assert.deepEqual(
    ticket.clocks.map(({ stopped }) => stopped?.at.toString()),
    ['2026-03-10T08:30:00Z', '2026-03-10T08:30:00Z'],
  )
  assert.deepEqual(await desk.differences(), [])
})

test('What nobody can understand is named with line and field, all fields at once, and the rest is played', async (t) => {
  const desk = await replayDesk(t)
  const mistakes: string[] = []
  const replayed = await desk.play(
    [
      'not json',
      null,
      '',
      { ticket: 'X', at: 'yesterday', event: 'received', desk: 'sales', severity: 'two', tier: 'gold', country: 'ZZ' },
      ...logOf('A', { at: tuesday }),
      { ticket: 'A', at: '2026-03-10T06:10:00Z', event: 'shouted' },
      { ticket: 'A', at: '2026-03-10T06:20:00Z', event: 'severity' },
      { ticket: '', at: '2026-03-10T06:20:00Z', event: 'closed' },
      { ticket: 'A', at: '2026-03-10T06:30:00Z', event: 'agent-reply' },
    ],
    { onMistake: (line, wrong) => mistakes.push(`${line}: ${wrong.map(({ field }) => field).join(' ')}`) },
  )
  assert.deepEqual(mistakes, [
    '1: line',
    '2: line',
    '4: at desk severity tier country',
    '6: event',
    '7: severity',
    '8: ticket',
  ])
  assert.deepEqual([replayed.lines, replayed.outcome.counts.misunderstood, replayed.outcome.counts.applied], [9, 6, 2])
})

test('A log without a line has a report of nothing', async (t) => {
  const desk = await replayDesk(t)
  const replayed = await desk.play([])
  assert.deepEqual([replayed.source, replayed.endedAt, replayed.finished], [null, null, true])
  const { overall, by } = await desk.report(replayed)
  assert.deepEqual([overall.tickets, overall.promises.made, overall.firstResponse.wall.averageMinutes], [0, 0, null])
  assert.deepEqual(by.desk, {})
})

test('A name that the database could not hold is a mistake of its line, and any other is a name', async (t) => {
  const desk = await replayDesk(t)
  const names = ['Ticket "1"', "O'Neil; drop table tickets", '票 🦜', '{1}', 'a,b', 'NULL', '\\x00']
  const replayed = await desk.play([
    ...names.flatMap((name) =>
      logOf(name, { at: tuesday, partner: name, subject: `About ${name}\0` }, '2026-03-10T06:30:00Z agent-reply'),
    ),
    ...logOf('nul\0', { at: tuesday }),
    ...logOf('half\ud800', { at: tuesday }),
    ...logOf('x'.repeat(201), { at: tuesday }),
  ])
  assert.deepEqual([replayed.outcome.counts.applied, replayed.outcome.counts.misunderstood], [14, 3])
  assert.deepEqual([...(await desk.tickets()).keys()].toSorted(), names.toSorted())
  assert.deepEqual(await desk.differences(), [])
})
