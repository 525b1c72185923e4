import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verify, type Difference } from '../../src/services/verify.ts'
import { commit } from '../../src/storage/commit.ts'
import { lockTicket } from '../../src/storage/tickets.ts'
import { decide } from '../../src/domain/ticket/decide.ts'
import { inOrder, logOf, replayDesk, today, type ReplayDesk } from '../support/replay.ts'

const tuesday = '2026-03-10T06:00:00Z'

/** One ticket that was broken, eased, answered, solved and closed, and one that is still open. */
async function playedDesk(t: Parameters<typeof replayDesk>[0]): Promise<ReplayDesk> {
  const desk = await replayDesk(t)
  await desk.play(
    inOrder(
      logOf(
        'T1',
        { at: tuesday, partner: 'P-1' },
        '2026-03-10T09:30:00Z agent-reply',
        '2026-03-10T10:00:00Z severity',
        { severity: 3 },
        '2026-03-10T15:00:00Z agent-reply',
        '2026-03-10T16:00:00Z solved',
        '2026-03-10T17:00:00Z closed',
      ),
      logOf('T2', { at: '2026-03-10T16:00:00Z', country: 'DE' }),
    ),
  )
  return desk
}

async function briefs(desk: ReplayDesk): Promise<readonly string[]> {
  const { rows } = await desk.owner.query<{ number: string; ref: string }>(
    'select number, ref from tickets t join replay_positions p on p.ticket_id = t.id',
  )
  const refs = new Map(rows.map(({ number, ref }) => [number, ref]))
  const found = await desk.differences()
  return found.map(
    ({ ticket, part, field }) => `${refs.get(ticket ?? '') ?? ticket} ${part}${field === null ? '' : ` ${field}`}`,
  )
}

/** What only the owner of the tables could do, and only with the guards put aside. */
const tamper = (desk: ReplayDesk, statement: string): Promise<unknown> => {
  const guards = (state: string) =>
    `alter table events ${state} trigger user; alter table policies ${state} trigger user`
  return desk.owner.query(`${guards('disable')}; ${statement}; ${guards('enable')}`)
}

test('A desk that nobody has touched is as its ledger says, and every ticket, clock and event was looked at (G1, G2)', async (t) => {
  const desk = await playedDesk(t)
  const found: Difference[] = []
  const counts = await verify(desk.app, (difference) => void found.push(difference))
  assert.deepEqual(found, [])
  const { rows } = await desk.owner.query<Record<string, number>>(
    'select (select count(*) from tickets)::int tickets, (select count(*) from clocks)::int clocks, (select count(*) from events)::int events',
  )
  const { unsealed, ...known } = counts
  assert.ok(unsealed > counts.events)
  const nothing = { differences: 0, parked: 0, runs: 0, audit: 0, seals: 0, seal: null, redacted: [] }
  assert.deepEqual(known, { ...rows[0], ...nothing })
  assert.deepEqual([counts.tickets, counts.clocks], [2, 4])
})

const first = `(select ticket_id from replay_positions where ref = 'T1')`
const second = `(select ticket_id from replay_positions where ref = 'T2')`

for (const [what, statement, expected] of [
  [
    'A limit moved by a minute',
    `update clocks set limit_at = limit_at + interval '1 minute' where ticket_id = ${second} and promised = 'determination'`,
    ['T2 clock determination/1 limitAt'],
  ],
  [
    'A broken promise made whole',
    `update clocks set breached_at = null where breached_at is not null`,
    ['T1 clock acknowledgement/1 breachedAt'],
  ],
  [
    'An answer made earlier',
    `update clocks set stopped_at = started_at where promised = 'acknowledgement' and ticket_id = ${first}`,
    ['T1 clock acknowledgement/1 stopped'],
  ],
  [
    'A late answer called a withdrawal',
    `update clocks set stopped_because = 'withdrawn' where promised = 'acknowledgement' and ticket_id = ${first}`,
    ['T1 clock acknowledgement/1 stopped'],
  ],
  [
    'A better tier in the terms',
    `update clocks set tier = 'authorised' where ticket_id = ${second} and promised = 'determination'`,
    ['T2 clock determination/1 terms'],
  ],
  [
    'A change of terms forgotten',
    `update clocks set changes = '[]' where changes <> '[]'`,
    ['T1 clock determination/1 changes'],
  ],
  [
    'A clock that is gone',
    `delete from clocks where ticket_id = ${first} and promised = 'determination'`,
    ['T1 clock determination/1'],
  ],
  [
    'A clock that never was',
    `insert into clocks select ticket_id, promised, 2, partner_id, desk, severity, tier, key_account, round_the_clock, started_at, target_at, limit_at,
       warned_at, breached_at, stopped_at, stopped_because, changes from clocks where ticket_id = ${second} and promised = 'determination'`,
    ['T2 clock determination/2'],
  ],
  ['A ticket of another severity', `update tickets set severity = 2 where id = ${second}`, ['T2 ticket severity']],
  ['A ticket reopened in silence', `update tickets set closed_at = null where id = ${first}`, ['T1 ticket closedAt']],
  [
    'A status that its facts do not make',
    `update tickets set status = 'open' where id = ${first}`,
    ['T1 ticket status'],
  ],
  ['A ticket that no list shows', `update tickets set open = false where id = ${second}`, ['T2 ticket open']],
  ['A ticket put down the queue', `update tickets set urgency_band = 3 where id = ${second}`, ['T2 ticket urgency']],
  [
    'A ticket woken too late',
    `update tickets set wake_at = wake_at + interval '1 hour' where id = ${second}`,
    ['T2 ticket wakeAt'],
  ],
  [
    'A ticket given to another partner',
    `update tickets set partner_id = '00000000-0000-4000-8000-000000000001' where id = ${first}`,
    ['T1 ticket partner'],
  ],
  [
    'A policy that was never published',
    `update tickets set policy_version = 7 where id = ${second}`,
    ['T2 ticket policyVersion'],
  ],
  [
    'A head of the chain that belongs to nothing',
    `update tickets set chain_head = '\\x00' where id = ${second}`,
    ['T2 chain'],
  ],
  [
    'The last event taken away',
    `delete from events where ticket_id = ${first} and seq = (select max(seq) from events where ticket_id = ${first})`,
    ['T1 chain', 'T1 ticket'],
  ],
  [
    'An event taken out of the middle',
    `delete from events where ticket_id = ${first} and kind = 'limit-passed'`,
    ['T1 chain at event', 'T1 event'],
  ],
  [
    'An answer made earlier in the ledger',
    `update events set at = at - interval '1 hour', noted_at = noted_at - interval '1 hour' where ticket_id = ${first} and seq = 5`,
    ['T1 chain at event 5', 'T1'],
  ],
  [
    'A reason put in other words',
    `update events set data = data || '{"reason":"Because."}' where kind = 'severity-changed'`,
    ['T1 chain at event'],
  ],
  [
    'An event given to somebody else',
    `update events set by_side = 'partner' where kind = 'solved'`,
    ['T1 chain at event'],
  ],
  [
    'A line that is no event at all',
    `update events set kind = 'nonsense' where ticket_id = ${second}`,
    ['T2 chain at event 1', 'T2 ledger'],
  ],
  ['A ticket that is gone', `delete from tickets where id = ${first}`, ['ticket']],
  [
    'A policy rewritten after it was published',
    `update policies set document = (document::jsonb || '{"vendor":{"name":"Someone"}}')::json`,
    ['null policy 1 digest'],
  ],
] as const)
  test(`${what} is found (G2)`, async (t) => {
    const desk = await playedDesk(t)
    await tamper(desk, statement)
    const found = await briefs(desk)
    for (const each of expected)
      assert.ok(
        found.some((difference) => difference.includes(each)),
        `${each} is not among ${JSON.stringify(found)}`,
      )
    const [only] = expected
    if (expected.length === 1 && only !== undefined && !only.includes('chain at') && only !== 'ticket')
      assert.deepEqual(found, [only], 'and nothing else is')
  })

test('What differs is shown as it is kept and as it is recomputed', async (t) => {
  const desk = await playedDesk(t)
  await tamper(
    desk,
    `update clocks set limit_at = '2026-03-11T00:00:00Z' where ticket_id = ${second} and promised = 'acknowledgement'`,
  )
  const [difference] = await desk.differences()
  assert.deepEqual(
    [difference?.kept?.toString(), difference?.recomputed?.toString()],
    ['2026-03-11T00:00:00Z', '2026-03-10T19:00:00Z'],
  )
  assert.match(difference?.message ?? '', /limitAt of the clock acknowledgement\/1 is not what its ledger makes it/)
})

test('Tickets of an interrupted replay are counted as parked; on any other ticket a lost waking is a difference', async (t) => {
  const desk = await playedDesk(t)
  await tamper(desk, `update tickets set wake_at = null where id = ${second}`)
  assert.equal((await verify(desk.app, () => assert.fail('It is parked.'))).parked, 1)
  await tamper(desk, `update tickets set channel = 'portal' where id = ${second}`)
  assert.ok((await briefs(desk)).includes('T2 ticket wakeAt'))
})

test('What people do after a replay is verified with everything else', async (t) => {
  const desk = await playedDesk(t)
  const id = (await desk.tickets()).get('T2')?.ticket.id ?? assert.fail()
  await desk.app.db.system(async (tx) => {
    const ticket = (await lockTicket(tx, id)) ?? assert.fail()
    const decided = decide(
      ticket,
      { kind: 'note', message: null },
      desk.app.policies.current(),
      { kind: 'system' },
      today,
    )
    assert.ok(decided.ok)
    await commit(tx, [{ decision: decided.value, expectedRevision: ticket.revision, messages: [] }])
  })
  assert.deepEqual(await desk.differences(), [])
  const { ledger } = (await desk.tickets()).get('T2') ?? assert.fail()
  assert.ok(ledger.length >= 4)
})
