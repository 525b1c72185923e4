import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Clock } from '../../src/domain/clock.ts'
import type { KeptTicket } from '../../src/storage/verify-reads.ts'
import { logOf, replayDesk, type ReplayDesk } from '../support/replay.ts'

/** A Tuesday morning in India, severity 1, Premium: acknowledgement 07:00 to 09:00, determination 08:00 to 14:00. */
const tuesday = { at: '2026-03-10T06:00:00Z' }

async function ticketOf(desk: ReplayDesk, ref: string): Promise<KeptTicket> {
  const ticket = (await desk.tickets()).get(ref)
  assert.ok(ticket !== undefined, `${ref} was never opened.`)
  return ticket
}

const brief = (clock: Clock): string => {
  const said = (at: Temporal.Instant | null | undefined): string => at?.toString().slice(5, 19).replace('T', ' ') ?? '-'
  const { promised, ordinal, targetAt, limitAt, breachedAt, stopped } = clock
  return `${promised} ${ordinal}: ${said(targetAt)} to ${said(limitAt)}, breached ${said(breachedAt)}, ${stopped?.because ?? 'running'} ${said(stopped?.at)}`
}

const facts = ({ ledger }: KeptTicket): string[] =>
  ledger.map(({ event }) => `${event?.at.toString()} ${event?.fact.kind} by ${event?.by.kind}`)

test('A ticket received on Friday night is answered in time on Monday morning: the weekend does not count (C1, C4, C5, A9)', async (t) => {
  const desk = await replayDesk(t)
  const replayed = await desk.play(
    logOf('T1', { at: '2026-03-06T18:00:00Z' }, '2026-03-08T18:30:00Z agent-reply', '2026-03-09T01:00:00Z agent-reply'),
  )
  assert.deepEqual(replayed.outcome.counts.applied, 3)
  assert.deepEqual((await ticketOf(desk, 'T1')).ticket.clocks.map(brief), [
    'acknowledgement 1: 03-08 19:00:00 to 03-08 21:00:00, breached -, kept 03-08 18:30:00',
    'determination 1: 03-08 20:00:00 to 03-09 02:00:00, breached -, kept 03-09 01:00:00',
  ])
  const { overall } = await desk.report(replayed)
  assert.deepEqual(
    [
      overall.tickets,
      overall.promises.made,
      overall.promises.metWithinTarget,
      overall.promises.metWithinLimit,
      overall.promises.breached,
    ],
    [1, 2, 1, 2, 0],
  )
  // Friday 18:00 to Sunday 18:30 is 48.5 hours; of these, half an hour before Friday 24:00 in India was worked.
  assert.deepEqual(
    [overall.firstResponse.wall.averageMinutes, overall.firstResponse.working.averageMinutes],
    [2_910, 30],
  )
  // Friday 18:00 to Monday 01:00 is 55 hours; worked were half an hour on Friday, and Monday 00:00 to 06:30 in India.
  assert.deepEqual([overall.response.wall.averageMinutes, overall.response.working.averageMinutes], [3_300, 420])
  assert.deepEqual(await desk.differences(), [])
})

test('An answer at the very limit is in time; a second later the promise is broken, dated with the limit, and noticed on time (C14, C11)', async (t) => {
  const desk = await replayDesk(t)
  const replayed = await desk.play(
    logOf('T1', tuesday, '2026-03-10T09:00:00Z agent-reply', '2026-03-10T14:00:01Z agent-reply'),
  )
  const ticket = await ticketOf(desk, 'T1')
  assert.deepEqual(ticket.ticket.clocks.map(brief), [
    'acknowledgement 1: 03-10 07:00:00 to 03-10 09:00:00, breached -, kept 03-10 09:00:00',
    'determination 1: 03-10 08:00:00 to 03-10 14:00:00, breached 03-10 14:00:00, kept 03-10 14:00:01',
  ])
  assert.deepEqual(facts(ticket), [
    '2026-03-10T06:00:00Z opened by log',
    '2026-03-10T07:00:00Z target-passed by system',
    '2026-03-10T08:00:00Z target-passed by system',
    '2026-03-10T09:00:00Z agent-replied by log',
    '2026-03-10T14:00:00Z limit-passed by system',
    '2026-03-10T14:00:01Z agent-replied by log',
  ])
  const passed = ticket.ledger.flatMap(({ event }) => (event?.fact.kind === 'limit-passed' ? [event] : []))
  assert.deepEqual(
    passed.map(({ notedAt, fact }) => [notedAt.toString(), 'late' in fact && fact.late]),
    [['2026-03-10T14:00:00.001Z', false]],
  )
  const { overall } = await desk.report(replayed)
  const { made, metWithinTarget, metWithinLimit, breached, breachedAnswered, breachedOpen } = overall.promises
  assert.deepEqual(
    [made, metWithinTarget, metWithinLimit, breached, breachedAnswered, breachedOpen],
    [2, 0, 1, 1, 1, 0],
  )
  assert.deepEqual([overall.firstResponse.withinLimit, overall.response.withinLimit], [1, 0])
})

test('More severe counts as worsened from that instant, milder as eased from the start (C8)', async (t) => {
  const desk = await replayDesk(t)
  await desk.play([
    ...logOf('WORSE', { ...tuesday, severity: 3 }),
    ...logOf('EASED', tuesday, '2026-03-10T06:30:00Z severity', { severity: 3 }).slice(0, 2),
    { ticket: 'WORSE', at: '2026-03-10T08:00:00Z', event: 'severity', severity: 1 },
  ])
  // Severity 3 promises 16 to 24 and 48 to 72 hours; from 08:00 severity 1 promises 1 to 3 and 2 to 8.
  assert.deepEqual((await ticketOf(desk, 'WORSE')).ticket.clocks.map(brief), [
    'acknowledgement 1: 03-10 09:00:00 to 03-10 11:00:00, breached -, running -',
    'determination 1: 03-10 10:00:00 to 03-10 16:00:00, breached -, running -',
  ])
  assert.deepEqual((await ticketOf(desk, 'EASED')).ticket.clocks.map(brief), [
    'acknowledgement 1: 03-10 22:00:00 to 03-11 06:00:00, breached -, running -',
    'determination 1: 03-12 06:00:00 to 03-13 06:00:00, breached -, running -',
  ])
  const changes = (ticket: KeptTicket) =>
    ticket.ledger.flatMap(({ event }) => (event?.fact.kind === 'severity-changed' ? [event.fact] : []))
  assert.deepEqual(
    changes(await ticketOf(desk, 'WORSE')).map(({ cause, reason }) => [cause, reason]),
    [['worsened', 'As in the log.']],
  )
  assert.deepEqual(
    changes(await ticketOf(desk, 'EASED')).map(({ cause }) => cause),
    ['eased'],
  )
})

test('Reopening starts a new determination; the acknowledgement is never counted twice, and a reply of the partner is (C5, C13)', async (t) => {
  const desk = await replayDesk(t)
  const replayed = await desk.play(
    logOf(
      'T1',
      tuesday,
      '2026-03-10T06:30:00Z agent-reply',
      '2026-03-10T07:30:00Z agent-reply',
      '2026-03-10T07:40:00Z partner-reply',
      '2026-03-10T07:50:00Z agent-reply',
      '2026-03-10T08:00:00Z solved',
      '2026-03-11T06:00:00Z reopened',
      '2026-03-11T07:00:00Z agent-reply',
      '2026-03-11T07:00:00Z solved',
      '2026-03-11T07:00:00Z closed',
    ),
  )
  assert.equal(replayed.outcome.counts.applied, 10)
  const { ticket, status } = await ticketOf(desk, 'T1')
  assert.equal(status, 'closed')
  assert.deepEqual(ticket.clocks.map(brief), [
    'acknowledgement 1: 03-10 07:00:00 to 03-10 09:00:00, breached -, kept 03-10 06:30:00',
    'determination 1: 03-10 08:00:00 to 03-10 14:00:00, breached -, kept 03-10 07:30:00',
    'determination 2: 03-10 09:40:00 to 03-10 15:40:00, breached -, kept 03-10 07:50:00',
    'determination 3: 03-11 08:00:00 to 03-11 14:00:00, breached -, kept 03-11 07:00:00',
  ])
  const { overall } = await desk.report(replayed)
  assert.equal(overall.firstResponse.count, 1)
  // 90, 10 and 60 minutes from question to answer; 25 hours from receipt to the solution that stands.
  const { averageMinutes, medianMinutes } = overall.response.wall
  assert.deepEqual([overall.response.count, averageMinutes, medianMinutes], [3, 53.33, 60])
  assert.equal(overall.resolution.wall.averageMinutes, 25 * 60)
})

test('Solved without an answer: what was promised is withdrawn, never met; what was broken stays broken (C13)', async (t) => {
  const desk = await replayDesk(t)
  const replayed = await desk.play(logOf('T1', tuesday, '2026-03-10T10:00:00Z solved'))
  assert.deepEqual((await ticketOf(desk, 'T1')).ticket.clocks.map(brief), [
    'acknowledgement 1: 03-10 07:00:00 to 03-10 09:00:00, breached 03-10 09:00:00, withdrawn 03-10 10:00:00',
    'determination 1: 03-10 08:00:00 to 03-10 14:00:00, breached -, withdrawn 03-10 10:00:00',
  ])
  const { promises } = (await desk.report(replayed)).overall
  assert.deepEqual([promises.made, promises.breached, promises.breachedWithdrawn, promises.withdrawn], [2, 1, 1, 1])
})

test('Solved after the answer confirms it, and the determination is met at the solution (C5)', async (t) => {
  const desk = await replayDesk(t)
  await desk.play(logOf('T1', tuesday, '2026-03-10T06:30:00Z agent-reply', '2026-03-10T08:30:00Z solved'))
  assert.equal(
    (await ticketOf(desk, 'T1')).ticket.clocks.map(brief)[1],
    'determination 1: 03-10 08:00:00 to 03-10 14:00:00, breached -, kept 03-10 08:30:00',
  )
})

test('An automatic reply satisfies nothing, and waiting for another team hides no promise (C6, C13)', async (t) => {
  const desk = await replayDesk(t)
  await desk.play(
    logOf(
      'T1',
      tuesday,
      '2026-03-10T06:10:00Z agent-reply',
      { by: 'system' },
      '2026-03-10T06:30:00Z hold',
      '2026-03-10T06:40:00Z agent-reply',
      '2026-03-10T20:00:00Z agent-reply',
    ),
  )
  const { ticket, status } = await ticketOf(desk, 'T1')
  assert.deepEqual([status, ticket.waitingOn?.team], ['waiting-on-product', 'another team'])
  assert.deepEqual(ticket.clocks.map(brief), [
    'acknowledgement 1: 03-10 07:00:00 to 03-10 09:00:00, breached -, kept 03-10 06:40:00',
    'determination 1: 03-10 08:00:00 to 03-10 14:00:00, breached 03-10 14:00:00, kept 03-10 20:00:00',
  ])
  await desk.play([...logOf('T2', tuesday, '2026-03-10T06:30:00Z hold', '2026-03-10T06:45:00Z resume')])
  assert.equal((await ticketOf(desk, 'T2')).ticket.waitingOn, null)
})

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
