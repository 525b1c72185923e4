import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { App } from '../../src/services/app.ts'
import { actOnSeveral, type SharedAct } from '../../src/services/tickets/several.ts'
import { verify } from '../../src/services/verify.ts'
import { ask, openDesk, right, type Answer, type TestDesk } from '../support/http.ts'

let desk: TestDesk
const keys: Record<string, string> = {}

before(async () => {
  desk = await openDesk()
  for (const who of ['admin', 'agent', 'aurora'] as const) keys[who] = await desk.keyOf(desk.people[who].email)
})
after(() => desk.close())

type Who = 'admin' | 'agent' | 'aurora'
const post = (who: Who, path: string, body: unknown, key?: string): Promise<Answer> =>
  ask(desk.url, 'POST', `/api/v1${path}`, {
    key: keys[who]!,
    body,
    headers: key === undefined ? {} : { 'idempotency-key': key },
  })
const get = async (who: Who, path: string) => (await ask(desk.url, 'GET', `/api/v1${path}`, { key: keys[who]! })).body
const open = async (subject = 'A report is wrong') => (await post('aurora', '/tickets', { ...right, subject })).body
const openAs = async (severity: number) => (await post('aurora', '/tickets', { ...right, severity })).body
const openAll = (count: number) => Promise.all(Array.from({ length: count }, (_, n) => open(`Report ${n}`)))
const onAll = (who: Who, tickets: readonly { id: string }[], act: SharedAct, key?: string) =>
  post(who, '/tickets/acts', { tickets: tickets.map(({ id }) => id), act }, key)
const bodiesOf = async ({ id }: { id: string }, who: Who = 'agent'): Promise<string[]> =>
  (await get(who, `/tickets/${id}/messages`)).items.map(({ body }: { body: string }) => body)
const kindsOf = async ({ id }: { id: string }): Promise<string[]> =>
  (await get('agent', `/tickets/${id}/events`)).items.map(({ kind }: { kind: string }) => kind)
const lettersOf = async ({ id }: { id: string }): Promise<string[]> =>
  (await get('agent', `/tickets/${id}/letters`)).items.map(({ template }: { template: string }) => template)
const done = ({ body }: Answer): boolean[] => body.items.map(({ problem }: { problem: unknown }) => problem === null)
const times = (all: readonly string[], one: string): number => all.filter((each) => each === one).length

test('G1: one act on several is carried out on each, in the order in which they were named', async () => {
  const tickets = await openAll(3)
  const answer = await onAll('agent', tickets, { kind: 'assign', person: desk.people.agent.id })
  assert.equal(answer.status, 200)
  assert.deepEqual(
    answer.body.items,
    tickets.map(({ id, number }) => ({ ticket: id, number, problem: null })),
  )
  for (const ticket of tickets) {
    assert.equal((await get('agent', `/tickets/${ticket.id}`)).assignee.name, 'Ann Agent')
    assert.equal(times(await kindsOf(ticket), 'assigned'), 1)
  }
  assert.deepEqual(done(await onAll('agent', tickets, { kind: 'assign', person: null })), [true, true, true])
  assert.equal((await get('agent', `/tickets/${tickets[0].id}`)).assignee, null)
})

test('C5, C13: an answer to several stops each one’s own clocks and is told to each one’s own contact; a note is for colleagues', async () => {
  const tickets = await openAll(2)
  const said = { kind: 'reply', body: 'The cause is last night’s release.', determination: true } as const
  assert.deepEqual(done(await onAll('agent', tickets, said)), [true, true])
  assert.deepEqual(done(await onAll('agent', tickets, { kind: 'note', body: 'Same as last week.' })), [true, true])
  for (const ticket of tickets) {
    const { clocks } = await get('aurora', `/tickets/${ticket.id}`)
    assert.deepEqual(
      clocks.map(({ state }: { state: string }) => state),
      ['met', 'met'],
    )
    assert.deepEqual(await bodiesOf(ticket, 'aurora'), [right.description, said.body])
    assert.deepEqual(await bodiesOf(ticket), [right.description, said.body, 'Same as last week.'])
    assert.equal(times(await lettersOf(ticket), 'reply'), 1)
  }
})

test('G1: what one ticket refuses stops no other, and is said in the words of the act on it alone', async () => {
  const [first, solved, merged, last] = await openAll(4)
  await post('agent', `/tickets/${solved.id}/solve`, { body: 'Corrected.' })
  await post('agent', `/tickets/${merged.id}/merge`, { into: first.id })
  const nowhere = { id: '0192aa00-0000-7000-8000-000000000000' }
  const tickets = [first, solved, merged, nowhere, last]
  const answer = await onAll('agent', tickets, { kind: 'solve', body: 'Corrected with the update.' })
  assert.equal(answer.status, 200)
  assert.deepEqual(done(answer), [true, false, false, false, true])
  for (const [place, ticket] of tickets.entries()) {
    const { problem, number } = answer.body.items[place]
    if (problem === null) continue
    const alone = await post('agent', `/tickets/${ticket.id}/solve`, { body: 'Corrected with the update.' })
    assert.equal(alone.body.type, `urn:partner-desk:problem:${problem.code}`)
    assert.equal(alone.body.detail, problem.detail)
    assert.equal(number, ticket === nowhere ? null : ticket.number)
  }
  assert.equal(times(await lettersOf(first), 'solved'), 1)
  assert.equal(times(await lettersOf(solved), 'solved'), 1)
  assert.deepEqual(await lettersOf(merged).then((letters) => times(letters, 'solved')), 0)
})

test('C4: without a last word those are solved whose partner has had an answer, and only those', async () => {
  const [owed, answered] = await openAll(2)
  await post('agent', `/tickets/${answered.id}/messages`, { body: 'Done.', visibility: 'public', determination: true })
  const answer = await onAll('agent', [owed, answered], { kind: 'solve' })
  assert.deepEqual(done(answer), [false, true])
  assert.deepEqual(
    [answer.body.items[0].problem.code, answer.body.items[0].problem.errors[0].field],
    ['incomplete', 'body'],
  )
  assert.equal((await get('aurora', `/tickets/${owed.id}`)).status, 'new')
  assert.equal((await get('aurora', `/tickets/${answered.id}`)).status, 'solved')
})

test('G3: no partner acts on several, its own neither', async () => {
  const tickets = await openAll(2)
  assert.equal((await onAll('aurora', tickets, { kind: 'solve' })).status, 403)
  for (const { id } of tickets) assert.equal((await get('aurora', `/tickets/${id}`)).status, 'new')
})

test('G1: what is wrong with the request is said all at once, and nothing is done', async () => {
  const [ticket] = await openAll(1)
  const fields = ({ body }: Answer) =>
    Object.fromEntries(body.errors.map(({ field, message }: { field: string; message: string }) => [field, message]))
  const kinds =
    "'assign', 'reply', 'note', 'solve', 'severity', 'confirm-severity', 'transfer', 'wait', 'product-answered', 'tag', 'escalate', 'follow', 'cause'"
  const wrong = await post('agent', '/tickets/acts', { tickets: [], act: { kind: 'asign' }, later: true })
  assert.equal(wrong.status, 400)
  assert.deepEqual(fields(wrong), {
    tickets: 'Needs at least one entry.',
    'act.kind': `Must be one of ${kinds}: did you mean 'assign'?`,
    later: 'There is no such field: leave it out, or use one of tickets, act.',
  })
  const bare = await post('agent', '/tickets/acts', { tickets: [ticket.id, 'PS-1'], act: {} })
  assert.deepEqual(fields(bare), {
    'tickets.1': 'Must be an id as this API gives them out (a UUID).',
    'act.kind': `Required: one of ${kinds}.`,
  })
  const empty = await post('agent', '/tickets/acts', { tickets: [ticket.id], act: { kind: 'note', body: ' ' } })
  assert.deepEqual(Object.keys(fields(empty)), ['act.body'])
  const twice = [ticket, { id: ticket.id.toUpperCase() }]
  assert.deepEqual(fields(await onAll('agent', twice, { kind: 'note', body: 'x' })), {
    tickets: 'Name each ticket once.',
  })
  const most = Array.from({ length: 101 }, (_, n) => ({ id: `0192aa00-0000-7000-8000-${String(n).padStart(12, '0')}` }))
  assert.deepEqual(fields(await onAll('agent', most, { kind: 'note', body: 'x' })), {
    tickets: 'Takes at most 100 entries.',
  })
  assert.equal((await onAll('agent', most.slice(1), { kind: 'note', body: 'x' })).status, 200)
  const gone = await onAll('agent', [ticket], { kind: 'assign', person: desk.people.aurora.id }, 'to nobody')
  assert.equal(gone.status, 422)
  assert.deepEqual(Object.keys(fields(gone)), ['act.person'])
  assert.deepEqual(await bodiesOf(ticket), [right.description])
  // The key is free for the corrected request.
  assert.equal((await onAll('agent', [ticket], { kind: 'assign', person: null }, 'to nobody')).status, 200)
})

test('G1: said twice it is done once, and the first answer comes again, refusals included', async () => {
  const [first, solved] = await openAll(2)
  await post('agent', `/tickets/${solved.id}/solve`, { body: 'Corrected.' })
  const answer = await onAll('agent', [first, solved], { kind: 'solve', body: 'So.' }, 'twice')
  await post('agent', `/tickets/${solved.id}/reopen`, { reason: 'Again.' })
  const again = await onAll('agent', [first, solved], { kind: 'solve', body: 'So.' }, 'twice')
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  assert.deepEqual(again.body, answer.body)
  assert.deepEqual(await bodiesOf(first), [right.description, 'So.'])
  assert.equal((await get('agent', `/tickets/${solved.id}`)).status, 'open')
  const other = await onAll('agent', [first, solved], { kind: 'note', body: 'So.' }, 'twice')
  assert.equal(other.status, 409)
  assert.equal(other.body.errors[0].field, 'Idempotency-Key')
  // The same key of somebody else is another request.
  assert.equal((await onAll('admin', [first, solved], { kind: 'note', body: 'So.' }, 'twice')).status, 200)
})

test('G1: what broke off in the middle goes on where it stopped when it is said again', async () => {
  const tickets = await openAll(4)
  const given = { tickets: tickets.map(({ id }) => id), act: { kind: 'reply', body: 'We are on it.' } } as const
  const actor = { kind: 'staff', person: desk.people.agent.id, role: 'agent', desks: ['support'] } as const
  const asked = { key: 'broken', bodyHash: 'one' }
  // The key is looked up, then claimed for the request; then each ticket has one transaction.
  await assert.rejects(
    actOnSeveral(
      failingWhen((begun) => begun > 4),
      actor,
      given,
      'api',
      asked,
    ),
    /The machine is gone/,
  )
  const said = await Promise.all(tickets.map(async (each) => (await bodiesOf(each)).length - 1))
  assert.deepEqual(said.toSorted(), [0, 0, 1, 1])

  const other = await actOnSeveral(desk.app, actor, given, 'api', { ...asked, bodyHash: 'another' })
  assert.equal(!other.ok && other.problem.code, 'conflict')
  const answer = await actOnSeveral(desk.app, actor, given, 'api', asked)
  assert.ok(answer.ok && answer.value.fresh)
  assert.deepEqual(
    answer.value.value.items,
    tickets.map((ticket) => ({ ticket: ticket.id, number: ticket.number, problem: null })),
  )
  for (const ticket of tickets) {
    assert.deepEqual(await bodiesOf(ticket), [right.description, 'We are on it.'])
    assert.equal(times(await lettersOf(ticket), 'reply'), 1)
  }
})

test('G1: one that fails for a reason of ours keeps no other from being done, and is done when it is said again', async () => {
  const tickets = await openAll(6)
  const given = { tickets: tickets.map(({ id }) => id), act: { kind: 'note', body: 'Seen.' } } as const
  const actor = { kind: 'staff', person: desk.people.agent.id, role: 'agent', desks: ['support'] } as const
  const asked = { key: 'one fails', bodyHash: 'one' }
  const failing = failingWhen((begun) => begun === 4)
  await assert.rejects(actOnSeveral(failing, actor, given, 'api', asked), /The machine is gone/)
  const said = await Promise.all(tickets.map(async (each) => (await bodiesOf(each)).length - 1))
  assert.deepEqual(said.toSorted(), [0, 1, 1, 1, 1, 1])
  assert.ok((await actOnSeveral(desk.app, actor, given, 'api', asked)).ok)
  for (const ticket of tickets) assert.deepEqual(await bodiesOf(ticket), [right.description, 'Seen.'])
})

/** The same desk, some of whose transactions fail, counted from 1. */
function failingWhen(fails: (begun: number) => boolean): App {
  let begun = 0
  const transaction: App['db']['transaction'] = (...how) => {
    begun += 1
    return fails(begun) ? Promise.reject(new Error('The machine is gone.')) : desk.app.db.transaction(...how)
  }
  return { ...desk.app, db: { ...desk.app.db, transaction } }
}

test('G1: two agents at once: each ticket is solved by one of them, and the other is told', async () => {
  const tickets = await openAll(5)
  const [mine, theirs] = await Promise.all([
    onAll('agent', tickets, { kind: 'solve', body: 'By Ann.' }),
    onAll('admin', tickets.toReversed(), { kind: 'solve', body: 'By Ada.' }),
  ])
  const others = done(theirs).toReversed()
  assert.deepEqual(
    done(mine).map((isMine, place) => isMine !== others[place]),
    [true, true, true, true, true],
  )
  for (const [place, ticket] of tickets.entries())
    assert.deepEqual(await bodiesOf(ticket), [right.description, done(mine)[place] ? 'By Ann.' : 'By Ada.'])
  for (const { problem } of [...mine.body.items, ...theirs.body.items])
    if (problem !== null) assert.equal(problem.detail, 'This ticket is solved already.')
})

test('G1: several at the same moment with the same key are one', async () => {
  const tickets = await openAll(3)
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => onAll('agent', tickets, { kind: 'solve', body: 'Once.' }, 'race of several')),
  )
  for (const answer of answers) assert.deepEqual(done(answer), [true, true, true])
  for (const ticket of tickets) assert.deepEqual(await bodiesOf(ticket), [right.description, 'Once.'])
})

test('B6: placeholders stand for each ticket’s own words; one that lacks them gets no blank', async () => {
  const [first] = await openAll(1)
  const withProduct = (await post('aurora', '/tickets', { ...right, product: 'CRM' })).body
  const body = 'Hello {contact}, on {number}: {product} is well again. {agent}'
  const answer = await onAll('agent', [first, withProduct], { kind: 'reply', body, placeholders: true })
  assert.deepEqual(done(answer), [false, true])
  assert.match(answer.body.items[0].problem.detail, /the product/)
  assert.equal((await bodiesOf(withProduct))[1], `Hello Asha, on ${withProduct.number}: Zoho CRM is well again. Ann`)
  assert.deepEqual(await bodiesOf(first), [right.description])
  // Without the wish they are text.
  await onAll('agent', [first], { kind: 'note', body: 'See {contact}.' })
  assert.deepEqual(await bodiesOf(first), [right.description, 'See {contact}.'])
})

test('C8: the severity of several is changed with one cause and reason; each one’s clocks are its own, and a cause that fits not is refused', async () => {
  const [minor, moderate, solved] = await Promise.all([3, 2, 3].map(openAs))
  await post('agent', `/tickets/${solved.id}/solve`, { body: 'Corrected.' })
  const act = { kind: 'severity', severity: 2, cause: 'worsened', reason: 'Everybody has it.' } as const
  const answer = await onAll('agent', [minor, moderate, solved], act)
  assert.deepEqual(done(answer), [true, false, false])
  const { severity, severityBecause } = await get('aurora', `/tickets/${minor.id}`)
  assert.deepEqual([severity, severityBecause], [2, 'Everybody has it.'])
  for (const [place, ticket] of [moderate, solved].entries()) {
    const alone = await post('agent', `/tickets/${ticket.id}/severity`, { ...act, kind: undefined })
    assert.equal(answer.body.items[place + 1].problem.detail, alone.body.detail)
  }
  const bare = await onAll('agent', [minor], { kind: 'severity', severity: 1 } as never)
  assert.deepEqual(
    bare.body.errors.map(({ field }: { field: string }) => field),
    ['act.cause', 'act.reason'],
  )
})

test('C7: proposed severities of several are confirmed as they were seen, each its own; one that became another is not', async () => {
  const [first, changed, last, urgent] = await Promise.all([3, 3, 3, 2].map(openAs))
  const tickets = [first, urgent, changed, last]
  const seen = tickets.map(({ severity }) => severity)
  assert.deepEqual(seen, [3, 2, 3, 3])
  const other = { severity: 1, cause: 'corrected', reason: 'It is down.' }
  assert.equal((await post('agent', `/tickets/${changed.id}/severity`, other)).status, 200)
  const short = await onAll('agent', tickets, { kind: 'confirm-severity', seen: seen.slice(1) })
  assert.deepEqual([short.status, short.body.errors[0].field], [422, 'act.seen'])
  assert.equal((await get('agent', `/tickets/${first.id}`)).severityConfirmed, null)
  assert.deepEqual(done(await onAll('agent', tickets, { kind: 'confirm-severity', seen })), [true, true, false, true])
  assert.equal((await get('aurora', `/tickets/${urgent.id}`)).severityConfirmed.by, 'Ann Agent')
  assert.deepEqual(done(await onAll('agent', [last, urgent], { kind: 'confirm-severity', seen: [3, 2] })), [
    false,
    false,
  ])
})

test('A1: several are transferred under one table of the desk they go to; where they cannot go is said of the request', async () => {
  const [one, two, there] = await openAll(3)
  const act = { kind: 'transfer', desk: 'operations', reason: 'It is about an invoice.' } as const
  const wrong = await onAll('agent', [one, two], { ...act, desk: 'oprations' })
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [422, 'act.desk'])
  const apart = await onAll('agent', [one, two], { ...act, category: 'deluge' })
  assert.deepEqual([apart.status, apart.body.errors[0].field], [422, 'act.category'])
  assert.equal((await post('agent', `/tickets/${there.id}/transfer`, { ...act, kind: undefined })).status, 200)
  const answer = await onAll('agent', [one, there, two], act)
  assert.deepEqual(done(answer), [true, false, true])
  for (const { id } of [one, two]) assert.equal((await get('agent', `/tickets/${id}`)).desk, 'operations')
  const alone = await post('agent', `/tickets/${there.id}/transfer`, { ...act, kind: undefined })
  assert.equal(answer.body.items[1].problem.detail, alone.body.detail)
})

test('C6: several wait on one product team, named to each one’s partner, until it has answered', async () => {
  const tickets = await openAll(2)
  const act = { kind: 'wait', team: 'CRM core', reference: 'CRM-4711', expectedOn: '2026-12-01' } as const
  assert.deepEqual(done(await onAll('agent', tickets, act)), [true, true])
  for (const { id } of tickets) {
    const { waitingOn } = await get('aurora', `/tickets/${id}`)
    assert.deepEqual([waitingOn.team, waitingOn.reference, waitingOn.expectedOn], [act.team, 'CRM-4711', '2026-12-01'])
  }
  const [idle] = await openAll(1)
  assert.deepEqual(done(await onAll('agent', [idle, ...tickets], { kind: 'product-answered' })), [false, true, true])
  assert.equal((await get('aurora', `/tickets/${tickets[0].id}`)).waitingOn, null)
})

test('F2: several are escalated on their partners’ behalf where the reason allows each of them; one that is escalated stays as it is', async () => {
  const [one, two] = await openAll(2)
  const { reasons } = await get('agent', `/tickets/${one.id}/escalations`)
  const allowed = reasons.find((reason: any) => reason.allowed && !reason.disputesSeverity)
  const not = reasons.find((reason: any) => !reason.allowed)
  const act = { kind: 'escalate', reason: allowed.id, statement: 'The whole shop stands still.' } as const
  const early = await onAll('agent', [one, two], { ...act, reason: not.id })
  assert.deepEqual(
    early.body.items.map(({ problem }: any) => problem.errors[0].field),
    ['reason', 'reason'],
  )
  assert.deepEqual(done(await onAll('agent', [one], act, 'escalates')), [true])
  assert.deepEqual(done(await onAll('agent', [one], act, 'escalates')), [true])
  const both = await onAll('agent', [one, two], act)
  assert.deepEqual(done(both), [false, true])
  for (const { id } of [one, two]) assert.equal((await get('aurora', `/tickets/${id}`)).escalation.level, 1)
  assert.equal(times(await kindsOf(one), 'escalated'), 1)
})

test('B6: saved replies in the words count once for each ticket that took them, also said twice; what is no more, or somebody else’s, stops nothing', async () => {
  const keep = async (who: Who, title: string, more: object = {}) =>
    (await post(who, '/saved-replies', { title, body: 'The cause is known.', ...more })).body
  const first = await keep('agent', 'The cause')
  const second = await keep('agent', 'The rest')
  const gone = await keep('agent', 'Gone')
  const theirs = await keep('admin', 'Her own', { personal: true })
  await ask(desk.url, 'DELETE', `/api/v1/saved-replies/${gone.id}`, { key: keys['agent']! })
  const [open, other, solved] = await openAll(3)
  await post('agent', `/tickets/${solved.id}/solve`, { body: 'Corrected.' })
  const used = [second, first, gone, theirs, first].map(({ id }) => id)
  const act = { kind: 'solve', body: 'The cause is known.', savedReplies: used } as const
  const usesOf = async (who: Who) =>
    Object.fromEntries((await get(who, '/saved-replies')).items.map(({ title, uses }: any) => [title, uses]))
  const tickets = [open, other, solved]
  assert.deepEqual(done(await onAll('agent', tickets, act, 'with saved replies')), [true, true, false])
  assert.deepEqual(await usesOf('agent'), { 'The cause': 2, 'The rest': 2 })
  await onAll('agent', tickets, act, 'with saved replies')
  assert.deepEqual(await usesOf('admin'), { 'Her own': 0, 'The cause': 2, 'The rest': 2 })
  assert.deepEqual(done(await onAll('agent', [solved], act)), [false])
  assert.deepEqual(await usesOf('agent'), { 'The cause': 2, 'The rest': 2 })
  const notes = await Promise.all(
    [used, used.toReversed()].map((savedReplies) =>
      onAll('agent', [open, other], { kind: 'note', body: 'Said.', savedReplies }),
    ),
  )
  assert.deepEqual(notes.map(done), Array(2).fill([true, true]))
  assert.deepEqual(await usesOf('agent'), { 'The cause': 6, 'The rest': 6 })
})

test('D3: whatever was done to several, their ledgers recompute', async () => {
  assert.equal((await verify(desk.app, ({ message }) => assert.fail(message))).differences, 0)
})

test('Several are followed at once, each but one’s own', async () => {
  const tickets = await openAll(3)
  await post('agent', `/tickets/${tickets[1].id}/assign`, { person: desk.people.agent.id })
  const answer = await onAll('agent', tickets, { kind: 'follow' })
  assert.deepEqual(done(answer), [true, false, true])
  assert.equal(answer.body.items[1].problem.detail, 'It is yours: you are told of it as it is.')
  assert.deepEqual(
    (await get('agent', `/tickets/${tickets[2].id}/followers`)).items.map(({ name }: { name: string }) => name),
    ['Ann Agent'],
  )
})

test('C6, G1: several are attached to one cause, each by itself; said again it is the same, and one that is not there is wrong', async () => {
  const [lead, ...tickets] = await openAll(6)
  await post('agent', `/tickets/${tickets[4].id}/merge`, { into: tickets[3].id })
  const all = [lead, ...tickets]
  const first = await onAll('agent', all, { kind: 'cause', cause: lead.id }, 'attached-by-the-test')
  assert.deepEqual(done(first), [false, true, true, true, true, false])
  assert.deepEqual(
    [first.body.items[0], first.body.items[5]].map(({ problem }) => problem.detail),
    ['A ticket is not its own cause: choose another.', `It was merged: attach ${tickets[3].number} instead.`],
  )
  assert.deepEqual(
    (await onAll('agent', all, { kind: 'cause', cause: lead.id }, 'attached-by-the-test')).body,
    first.body,
  )
  assert.equal((await get('agent', `/tickets/${lead.id}/links`)).caused.count, 4)
  const none = await onAll('agent', tickets, { kind: 'cause', cause: '0192aa00-0000-7000-8000-000000000000' })
  assert.deepEqual([none.status, none.body.errors[0].field], [422, 'act.cause'])
})
