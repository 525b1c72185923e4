import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logOf, replayDesk, ticketOf } from '../support/replay.ts'

/** A Tuesday morning in India. */
const tuesday = { at: '2026-03-10T06:00:00Z' }

test("A solved ticket closes by itself in the log's own time, and the log's later closing is refused and counted", async (t) => {
  const desk = await replayDesk(t)
  const replayed = await desk.play(
    logOf(
      'T1',
      tuesday,
      '2026-03-10T06:30:00Z agent-reply',
      '2026-03-10T08:00:00Z solved',
      '2026-03-18T08:00:00Z closed',
    ),
  )
  const { ticket } = await ticketOf(desk, 'T1')
  assert.equal(ticket.closedAt?.toString(), '2026-03-17T08:00:00Z')
  const { applied, refused } = replayed.outcome.counts
  assert.deepEqual([applied, refused], [3, 1])
  assert.deepEqual(
    replayed.outcome.refused.map(({ event, reason, count, examples }) => [
      event,
      reason,
      count,
      examples.map(({ line }) => line),
    ]),
    [['closed', 'This ticket is closed already.', 1, [4]]],
  )
})

test('What is against the rules is refused and counted by reason, and the ticket goes on as it was', async (t) => {
  const desk = await replayDesk(t)
  const replayed = await desk.play(
    logOf(
      'T1',
      tuesday,
      '2026-03-10T06:10:00Z reopened',
      '2026-03-10T06:20:00Z severity',
      { severity: 1 },
      '2026-03-10T06:25:00Z severity',
      { severity: 9 },
      '2026-03-10T06:26:00Z resume',
      '2026-03-10T06:30:00Z agent-reply',
      '2026-03-10T08:00:00Z solved',
      '2026-03-10T08:00:00Z closed',
      '2026-03-10T08:00:00Z closed',
      // The policy lets a partner reopen for 14 days.
      '2026-03-25T08:00:00Z partner-reply',
    ),
  )
  const { applied, refused } = replayed.outcome.counts
  assert.deepEqual([applied, refused], [4, 6])
  assert.deepEqual(replayed.outcome.refused.map(({ event, count }) => `${count} ${event}`).toSorted(), [
    '1 closed',
    '1 partner-reply',
    '1 reopened',
    '1 resume',
    '1 severity',
    '1 severity',
  ])
  assert.equal((await ticketOf(desk, 'T1')).status, 'closed')
  assert.deepEqual(await desk.differences(), [])
})

test("The log's partners are made once, with their first standing; a ticket keeps the standing of its own line (A2)", async (t) => {
  const desk = await replayDesk(t)
  const place = { at: '2026-03-10T06:00:00Z', partner: 'P-1' }
  await desk.play([
    ...logOf('T1', { ...place, tier: 'advanced', country: 'US', state: 'CA' }),
    ...logOf('T2', { ...place, tier: 'premium', country: 'DE' }),
    ...logOf('T3', tuesday),
  ])
  const { rows } = await desk.owner.query('select name, external_ref, tier, country, state from partners')
  assert.deepEqual(rows, [{ name: 'P-1', external_ref: 'P-1', tier: 'advanced', country: 'US', state: 'CA' }])
  const tickets = await desk.tickets()
  const [first, second, third] = ['T1', 'T2', 'T3'].map((ref) => tickets.get(ref)?.ticket)
  assert.deepEqual([first?.tier, first?.country, first?.state], ['advanced', 'US', 'CA'])
  assert.deepEqual([second?.tier, second?.country, second?.partner], ['premium', 'DE', first?.partner])
  assert.equal(third?.partner, null)
})

test("A log's ticket is a ticket as any other: category of its type or of the desk, subject, channel, and why that severity", async (t) => {
  const desk = await replayDesk(t)
  await desk.play([
    ...logOf('T1', tuesday),
    ...logOf('T2', {
      ...tuesday,
      desk: 'operations',
      type: 'Commission Payment',
      subject: 'Where is it?',
      kind: 'question',
    }),
    ...logOf('T3', { ...tuesday, type: 'Hardware', kind: 'feature-request' }),
  ])
  const tickets = await desk.tickets()
  const told = ['T1', 'T2', 'T3'].map((ref) => {
    const { ticket } = tickets.get(ref) ?? assert.fail(`${ref} is not there.`)
    return [
      ticket.category,
      ticket.type,
      ticket.subject,
      ticket.kind,
      ticket.critical,
      ticket.channel,
      ticket.clocks.length,
    ]
  })
  assert.deepEqual(told, [
    ['technical', null, 'T1', 'incident', false, 'import', 2],
    ['partner-earnings', 'commission-payment', 'Where is it?', 'question', false, 'import', 2],
    ['technical', null, 'T3', 'feature-request', false, 'import', 0],
  ])
  const { rows } = await desk.owner.query('select number, severity_because, intake from tickets order by number')
  assert.match(rows[0].number, /^PO-/)
  assert.match(rows[1].number, /^PS-/)
  assert.equal(rows[0].severity_because, 'As in the log.')
  assert.equal(rows[0].intake.log.type, 'Commission Payment')
})

test('The past writes to nobody', async (t) => {
  const desk = await replayDesk(t)
  await desk.play(logOf('T1', tuesday, '2026-03-10T20:00:00Z agent-reply', '2026-03-10T21:00:00Z solved'))
  assert.deepEqual((await desk.owner.query('select * from letters')).rows, [])
  assert.equal((await ticketOf(desk, 'T1')).ticket.clocks.filter(({ breachedAt }) => breachedAt !== null).length, 2)
})
