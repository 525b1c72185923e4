import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Clock } from '../../src/domain/clock.ts'
import type { KeptTicket } from '../../src/storage/verify-reads.ts'
import { logOf, replayDesk, ticketOf } from '../support/replay.ts'

/** A Tuesday morning in India, severity 1, Premium: acknowledgement 07:00 to 09:00, determination 08:00 to 14:00. */
const tuesday = { at: '2026-03-10T06:00:00Z' }

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
