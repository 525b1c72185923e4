import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verify } from '../../src/services/verify.ts'
import { ask } from '../support/http.ts'
import { escalationDesk, major } from '../support/escalated.ts'

const names = (people: readonly { name: string }[]): string[] => people.map(({ name }) => name)

test('F4, F1: the partner escalates, and sees level, owner, ladder and when it hears next', async (context) => {
  const { get, post, openSupport } = await escalationDesk(context)
  const { path, id } = await openSupport()
  const escalated = await post('aurora', `${path}/escalations`, major)
  assert.equal(escalated.status, 201)
  assert.equal(escalated.headers.get('location'), `/api/v1/tickets/${id}/escalations`)
  const { escalation } = escalated.body
  assert.equal(escalation.level, 1)
  assert.equal(escalation.title, 'Partner Support Escalation department')
  assert.deepEqual(escalation.reason, { id: 'major-problem', name: 'Major problem' })
  assert.equal(escalation.statement, major.statement)
  // Level 1 of Support answers within 4 h and informs every 8 h; nothing is closed on that Tuesday.
  assert.equal(escalation.answerDueAt, '2026-03-10T10:00:00Z')
  assert.equal(escalation.updateDueAt, '2026-03-10T14:00:00Z')
  assert.deepEqual(escalation.owner, { people: [], through: 'desk' })
  assert.deepEqual(
    escalation.ladder.map((row: any) => [row.level, row.through, names(row.people), row.current]),
    [
      [1, 'desk', [], true],
      [2, 'named', ['Adhithya', 'Poojitha'], false],
      [3, 'named', ['Danny'], false],
      [4, 'named', ['Preetam Chougule'], false],
    ],
  )
  for (const whose of ['agent', 'colleague'] as const)
    assert.deepEqual((await get(whose, path)).body.escalation, escalation)
  const events = await get('aurora', `${path}/events`)
  assert.match(events.body.items.at(-1).words, /Escalated to level 1, Major problem: No order leaves the house/)
})

test('F2: staff escalates on behalf of the partner; the history says who', async (context) => {
  const { get, post, openSupport } = await escalationDesk(context)
  const { path } = await openSupport()
  assert.equal((await post('agent', `${path}/escalations`, major)).status, 201)
  const events = await get('agent', `${path}/events`)
  assert.equal(events.body.items.at(-1).by.person.name, 'Ann Agent')
})

test('F4: an escalation that is refused says what is wrong, all at once, and changes nothing', async (context) => {
  const { get, post, openSupport } = await escalationDesk(context)
  const { path, body } = await openSupport()
  const nothing = await post('aurora', `${path}/escalations`, { statement: ' ' })
  assert.equal(nothing.status, 400)
  assert.deepEqual(nothing.body.errors.map(({ field }: { field: string }) => field).toSorted(), ['reason', 'statement'])
  const unknown = await post('aurora', `${path}/escalations`, { ...major, reason: 'boredom' })
  assert.equal(unknown.status, 422)
  assert.match(unknown.body.errors[0].message, /business-risk/)
  assert.deepEqual((await get('aurora', path)).body, body)
  await post('aurora', `${path}/escalations`, major)
  const again = await post('aurora', `${path}/escalations`, major)
  assert.equal(again.status, 409)
  assert.match(again.body.detail, /next level/)
})

test('F5: raised by the partner level by level to the last, each with its own times and owner', async (context) => {
  const { post, openSupport } = await escalationDesk(context)
  const { path } = await openSupport()
  const early = await post('aurora', `${path}/escalations/raise`, { statement: 'Now.' })
  assert.equal(early.status, 409)
  await post('aurora', `${path}/escalations`, major)
  const owners: string[][] = []
  for (const level of [2, 3, 4]) {
    const raised = await post('aurora', `${path}/escalations/raise`, { statement: 'Still nothing.' })
    assert.equal(raised.status, 200)
    assert.equal(raised.body.escalation.level, level)
    owners.push(names(raised.body.escalation.owner.people))
  }
  assert.deepEqual(owners, [['Adhithya', 'Poojitha'], ['Danny'], ['Preetam Chougule']])
  const beyond = await post('aurora', `${path}/escalations/raise`, { statement: 'Still nothing.' })
  assert.equal(beyond.status, 409)
  assert.match(beyond.body.detail, /highest level/)
  assert.equal((await post('aurora', `${path}/escalations/raise`, { statement: '' })).status, 400)
})

test('F5, F4: a level that says nothing is raised by itself, a missing update is flagged, a public word is both', async (context) => {
  const { desk, get, post, openSupport, wake } = await escalationDesk(context)
  const { path } = await openSupport()
  await post('aurora', `${path}/escalations`, major)
  desk.setTime('2026-03-10T10:00:00Z')
  await wake()
  assert.equal((await get('aurora', path)).body.escalation.level, 1)
  desk.setTime('2026-03-10T10:00:00.500Z')
  await wake()
  const raised = (await get('aurora', path)).body.escalation
  assert.equal(raised.level, 2)
  assert.equal(raised.levelSince, '2026-03-10T10:00:00Z')
  await post('agent', `${path}/messages`, { body: 'We know the cause.', visibility: 'internal' })
  assert.equal((await get('aurora', path)).body.escalation.informedAt, null)
  const told = await post('agent', `${path}/messages`, { body: 'We know the cause.', visibility: 'public' })
  const { escalation } = told.body.ticket
  assert.equal(escalation.answerDueAt, null)
  assert.equal(escalation.informedAt, '2026-03-10T10:00:00.5Z')
  // Level 2 informs every 8 h.
  assert.equal(escalation.updateDueAt, '2026-03-10T18:00:00.5Z')
  desk.setTime('2026-03-10T18:01:00Z')
  await wake()
  const missed = (await get('aurora', path)).body.escalation
  assert.equal(missed.updateMissed, true)
  assert.equal(missed.level, 2)
  const events = await get('aurora', `${path}/events`)
  const kinds = events.body.items.map(({ kind, at }: { kind: string; at: string }) => `${kind} ${at}`)
  assert.ok(kinds.includes('escalation-raised 2026-03-10T10:00:00Z'))
  assert.ok(kinds.includes('status-update-missed 2026-03-10T18:00:00.5Z'))
})

test('F4: staff ends it with a word that the partner reads; the partner does not; solving ends it too', async (context) => {
  const { get, post, openSupport } = await escalationDesk(context)
  const { path } = await openSupport()
  assert.equal((await post('agent', `${path}/escalations/end`, { reason: 'None.' })).status, 409)
  await post('aurora', `${path}/escalations`, major)
  assert.equal((await post('aurora', `${path}/escalations/end`, { reason: 'Enough.' })).status, 403)
  assert.equal((await post('agent', `${path}/escalations/end`, { reason: ' ' })).status, 400)
  const ended = await post('agent', `${path}/escalations/end`, { reason: 'Agreed on the phone.' })
  assert.equal(ended.body.escalation, null)
  assert.match((await get('aurora', `${path}/events`)).body.items.at(-1).words, /Agreed on the phone/)
  await post('aurora', `${path}/escalations`, major)
  assert.equal((await post('aurora', `${path}/solve`, {})).body.escalation, null)
})

test('C7, C8: the partner disputes the severity, the lead decides; upheld it is corrected from the start', async (context) => {
  const { desk, get, post, openSupport } = await escalationDesk(context)
  const { path } = await openSupport()
  const wanted = { severity: 1, statement: 'Every user is concerned.' }
  assert.equal((await post('agent', `${path}/dispute`, wanted)).status, 403)
  assert.equal((await post('aurora', `${path}/dispute`, { ...wanted, severity: 9 })).status, 422)
  assert.equal((await post('aurora', `${path}/dispute`, { ...wanted, severity: 2 })).status, 409)
  const disputed = await post('aurora', `${path}/dispute`, wanted)
  assert.deepEqual(disputed.body.dispute, {
    wanted: 1,
    statement: wanted.statement,
    since: '2026-03-10T06:00:00Z',
  })
  assert.equal((await post('aurora', `${path}/dispute`, wanted)).status, 409)

  const decision = { upheld: true, reason: 'Every user, indeed.' }
  const byAgent = await post('agent', `${path}/dispute/decision`, decision)
  assert.equal(byAgent.status, 403)
  assert.match(byAgent.body.detail, /lead/)
  assert.equal((await post('aurora', `${path}/dispute/decision`, decision)).status, 403)
  desk.setTime('2026-03-10T10:00:00Z')
  const decided = await post('admin', `${path}/dispute/decision`, decision)
  assert.equal(decided.status, 200)
  assert.equal(decided.body.severity, 1)
  assert.equal(decided.body.severityBecause, decision.reason)
  assert.equal(decided.body.dispute, null)
  // Severity 1 promises 1 to 3 hours from 06:00Z: passed before it was corrected, and dated so.
  assert.equal(decided.body.clocks[0].breachedAt, '2026-03-10T09:00:00Z')
  assert.equal((await post('admin', `${path}/dispute/decision`, decision)).status, 409)

  const other = await openSupport()
  await post('aurora', `${other.path}/dispute`, wanted)
  const stands = await post('admin', `${other.path}/dispute/decision`, { upheld: false, reason: 'One user.' })
  assert.equal(stands.body.severity, 2)
  assert.match((await get('aurora', `${other.path}/events`)).body.items.at(-1).words, /stands: One user/)
})

test('F3: on Operations the severity is disputed with the escalation itself; with another reason that is refused', async (context) => {
  const { get, post, openOperations } = await escalationDesk(context)
  const { path } = await openOperations()
  const body = { reason: 'severity-dispute', statement: 'No access to the store.', severity: 1 }
  const wrong = await post('aurora', `${path}/escalations`, { ...body, reason: 'major-problem' })
  assert.equal(wrong.status, 422)
  assert.equal(wrong.body.errors[0].field, 'severity')
  const impossible = await post('aurora', `${path}/escalations`, { ...body, severity: 9 })
  assert.equal(impossible.status, 422)
  assert.equal((await get('aurora', path)).body.escalation, null)
  const escalated = await post('aurora', `${path}/escalations`, body)
  assert.equal(escalated.status, 201)
  assert.equal(escalated.body.escalation.level, 1)
  assert.equal(escalated.body.dispute.wanted, 1)
})

test('G3: the list has what falls due first before the others; a partner sees its own and nothing else', async (context) => {
  const { desk, get, post, openSupport } = await escalationDesk(context)
  const first = await openSupport()
  const second = await openSupport('borealis')
  const third = await openSupport()
  await post('aurora', `${third.path}/dispute`, { severity: 1, statement: 'Everybody.' })
  await post('aurora', `${first.path}/escalations`, major)
  desk.setTime('2026-03-10T09:00:00Z')
  await post('borealis', `${second.path}/escalations`, major)
  const ids = (answer: { body: any }): string[] => answer.body.items.map(({ id }: { id: string }) => id)
  assert.deepEqual(ids(await get('agent', '/escalations')), [first.id, second.id])
  // Once it is answered, the first is due again at 17:00Z: later than the other's answer.
  await post('agent', `${first.path}/messages`, { body: 'Soon.', visibility: 'public' })
  assert.deepEqual(ids(await get('agent', '/escalations')), [second.id, first.id])
  assert.deepEqual(ids(await get('aurora', '/escalations')), [first.id])
  assert.deepEqual(ids(await get('borealis', '/escalations')), [second.id])
  assert.deepEqual(ids(await get('agent', '/escalations?show=disputed')), [third.id])
  assert.deepEqual(ids(await get('agent', '/escalations?desk=operations')), [])

  const page = await get('agent', '/escalations?limit=1')
  assert.deepEqual(ids(page), [second.id])
  const rest = await get('agent', `/escalations?limit=1&cursor=${page.body.nextCursor}`)
  assert.deepEqual(ids(rest), [first.id])
  assert.equal(rest.body.nextCursor, null)
  assert.equal((await get('agent', '/escalations?cursor=nonsense')).status, 400)
  assert.equal((await get('agent', '/escalations?show=everything')).status, 400)

  const counts = (await get('agent', '/tickets/counts')).body
  assert.deepEqual([counts.escalated, counts.disputed], [2, 1])
  assert.equal((await get('borealis', '/tickets/counts')).body.escalated, 1)
  await post('aurora', `${first.path}/solve`, {})
  assert.deepEqual(ids(await get('agent', '/escalations')), [second.id])
})

test('G1: the same escalation sent twice under one key is one escalation', async (context) => {
  const { desk, get, openSupport } = await escalationDesk(context)
  const { path } = await openSupport()
  const key = await desk.keyOf('asha@aurora.example')
  const send = () =>
    ask(desk.url, 'POST', `/api/v1${path}/escalations`, { key, body: major, headers: { 'idempotency-key': 'once' } })
  const [one, two] = [await send(), await send()]
  assert.deepEqual([one.status, two.status], [201, 201])
  assert.deepEqual(one.body, two.body)
  const { items } = (await get('agent', `${path}/events`)).body
  assert.equal(items.filter(({ kind }: { kind: string }) => kind === 'escalated').length, 1)
})

test('G2: an escalated and disputed ticket comes out of its ledger as it is kept', async (context) => {
  const { desk, get, post, openSupport, openOperations, hire, wake } = await escalationDesk(context)
  await hire('Manisha M', 'manisha.mm@zohocorp.com')
  const { path } = await openSupport()
  await openOperations()
  desk.setTime('2026-03-10T06:30:00.123Z')
  await post('aurora', `${path}/escalations`, major)
  await post('aurora', `${path}/dispute`, { severity: 1, statement: 'Everybody.' })
  desk.setTime('2026-03-10T10:31:00.456Z')
  await wake()
  await post('agent', `${path}/transfer`, { desk: 'operations', reason: 'An invoice.' })
  const { escalation } = (await get('agent', path)).body
  assert.equal(escalation.level, 2)
  assert.equal(escalation.reason.name, 'Major problem')
  const differences: unknown[] = []
  const verified = await verify(desk.app, (difference) => void differences.push(difference))
  assert.deepEqual(differences, [])
  assert.equal(verified.tickets, 2)
})
