import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publishPolicy } from '../../src/services/policies.ts'
import { escalationDesk, major } from '../support/escalated.ts'
import { zoho } from '../support/policies.ts'

const poojitha = { name: 'Poojitha', email: 'poojitha.k@zohocorp.com' }
const danny = { email: 'daniel.p@zohocorp.com', fromOn: '2026-03-12', toOn: '2026-03-13', standIn: poojitha }
const owners = ({ body }: { body: any }): string[] => body.escalation.owner.people.map(({ name }: any) => name)

test('F8: for a span of days somebody stands in, in the ladder and in letters; before it and after it nobody does', async (context) => {
  const { desk, get, post, openSupport } = await escalationDesk(context)
  const added = await post('admin', '/stand-ins', danny)
  assert.equal(added.status, 201)
  assert.equal(added.body.name, 'Danny')
  assert.equal(added.body.createdBy, 'Ada Admin')
  const { path } = await openSupport()
  await post('aurora', `${path}/escalations`, major)
  await post('aurora', `${path}/escalations/raise`, { statement: 'Nothing.' })
  await post('aurora', `${path}/escalations/raise`, { statement: 'Nothing.' })
  // Days are the partner's: in India the 12th begins at 18:30Z of the 11th.
  for (const [at, name] of [
    ['2026-03-11T18:29:00Z', 'Danny'],
    ['2026-03-11T18:30:00Z', 'Poojitha'],
    ['2026-03-13T18:29:00Z', 'Poojitha'],
    ['2026-03-13T18:30:00Z', 'Danny'],
  ] as const) {
    desk.setTime(at)
    assert.deepEqual(owners(await get('aurora', path)), [name], at)
  }
  desk.setTime('2026-03-12T06:00:00Z')
  const { escalation } = (await get('aurora', path)).body
  assert.deepEqual(escalation.owner.people, [{ ...poojitha, insteadOf: 'Danny' }])
  const other = await openSupport()
  await post('aurora', `${other.path}/escalations`, major)
  await post('aurora', `${other.path}/escalations/raise`, { statement: 'Nothing.' })
  await post('aurora', `${other.path}/escalations/raise`, { statement: 'Nothing.' })
  const to = async (path: string) => (await get('agent', `${path}/letters`)).body.items.at(-2).to
  assert.deepEqual(await to(other.path), [poojitha])
  // Each letter goes to who was there on its own day.
  assert.deepEqual(await to(path), [{ name: 'Danny', email: 'daniel.p@zohocorp.com' }])
})

test('F8, F1: away without a stand-in, the level falls to whoever stands behind it, and says so', async (context) => {
  const { desk, get, post, openSupport, hire, manages } = await escalationDesk(context)
  await post('admin', '/stand-ins', { ...danny, standIn: null })
  desk.setTime('2026-03-12T06:00:00Z')
  const { path } = await openSupport()
  await post('aurora', `${path}/escalations`, major)
  const third = async () => (await get('aurora', `${path}/escalations`)).body.ladder[2]
  assert.deepEqual([(await third()).through, (await third()).people[0].name], ['level-2', 'Adhithya'])
  await manages(await hire('Pam Manager', 'pam@vendor.example'), 'aurora')
  assert.deepEqual(
    [(await third()).through, (await third()).people[0].name],
    ['partner-account-manager', 'Pam Manager'],
  )
})

test('F8: who has left the matrix is written to no more, whatever policy a ticket was opened under', async (context) => {
  const { desk, get, post, openSupport } = await escalationDesk(context)
  const { path } = await openSupport()
  await post('aurora', `${path}/escalations`, major)
  const desks = zoho.desks.map((rules) => ({
    ...rules,
    escalation: {
      ...rules.escalation,
      levels: rules.escalation.levels.map((level) =>
        rules.id !== 'support' || level.level !== 3
          ? level
          : { ...level, people: [{ people: [{ name: 'Dana', email: 'dana@vendor.example' }] }] },
      ),
    },
  }))
  await publishPolicy(desk.app.db, { ...zoho, desks }, null, desk.app.now())
  await desk.app.policies.refresh()
  const { escalation, policyVersion } = (await get('aurora', path)).body
  assert.equal(policyVersion, 1)
  assert.deepEqual(escalation.ladder[2].people, [{ name: 'Dana', email: 'dana@vendor.example', insteadOf: null }])
})

test('F8: stand-ins are kept by those who lead, seen by staff, and ended', async (context) => {
  const { get, post, remove } = await escalationDesk(context)
  assert.equal((await post('agent', '/stand-ins', danny)).status, 403)
  assert.equal((await post('aurora', '/stand-ins', danny)).status, 403)
  assert.equal((await get('aurora', '/stand-ins')).status, 403)
  const { id } = (await post('admin', '/stand-ins', danny)).body
  assert.deepEqual(
    (await get('agent', '/stand-ins')).body.items.map((row: any) => [row.email, row.fromOn, row.toOn, row.standIn]),
    [[danny.email, danny.fromOn, danny.toOn, poojitha]],
  )
  assert.equal((await remove('agent', `/stand-ins/${id}`)).status, 403)
  assert.equal((await remove('admin', `/stand-ins/${id}`)).status, 204)
  assert.equal((await remove('admin', `/stand-ins/${id}`)).status, 404)
  assert.deepEqual((await get('agent', '/stand-ins')).body.items, [])
})

test('F8: a span is refused with everything that is wrong with it, and where the person is away already', async (context) => {
  const { desk, post } = await escalationDesk(context)
  const wrong = await post('admin', '/stand-ins', {
    email: 'nobody@vendor.example',
    fromOn: '2026-03-13',
    toOn: '2026-03-12',
    standIn: { name: 'Nobody', email: 'Nobody@vendor.example' },
  })
  assert.equal(wrong.status, 422)
  assert.deepEqual(
    wrong.body.errors.map(({ field }: any) => field),
    ['email', 'toOn', 'standIn.email'],
  )
  assert.equal((await post('admin', '/stand-ins', { ...danny, toOn: '2026-02-30' })).status, 400)
  assert.equal((await post('admin', '/stand-ins', { ...danny, email: 'Daniel.P@zohocorp.com' })).status, 201)
  const overlapping = await post('admin', '/stand-ins', { ...danny, fromOn: '2026-03-13', toOn: '2026-03-20' })
  assert.equal(overlapping.status, 409)
  assert.match(overlapping.body.detail, /2026-03-12 to 2026-03-13/)
  assert.equal((await post('admin', '/stand-ins', { ...danny, fromOn: '2026-03-14', toOn: '2026-03-20' })).status, 201)
  desk.setTime('2026-04-01T06:00:00Z')
  const past = await post('admin', '/stand-ins', danny)
  assert.equal(past.status, 422)
  assert.match(past.body.errors[0].message, /over/)
})

test('F8: two who add the same span at the same moment: one of them is told', async (context) => {
  const { post } = await escalationDesk(context)
  const answers = await Promise.all([1, 2, 3, 4].map(() => post('admin', '/stand-ins', danny)))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409, 409, 409])
})

test('F1, F8: coverage says for each place, desk and level with nobody what stands there, and which reach nobody', async (context) => {
  const { get, post } = await escalationDesk(context)
  const gapsOf = async (on: string) => (await get('agent', `/policy/coverage?on=${on}`)).body.gaps as any[]
  const find = (gaps: any[], desk: string, country: string, level: number) =>
    gaps.find((gap) => gap.desk === desk && gap.country === country && gap.level === level)
  const gaps = await gapsOf('2026-03-12')
  // [S] names no account manager for Australia; [O] none for Brazil, nor for Albania.
  assert.equal(find(gaps, 'support', 'AU', 4).fallback, 'partner-account-manager')
  assert.equal(find(gaps, 'operations', 'BR', 4).fallback, 'partner-account-manager')
  assert.equal(find(gaps, 'operations', 'AL', 4).name, 'Albania')
  assert.equal(find(gaps, 'support', 'AL', 4), undefined)
  assert.equal(find(gaps, 'support', 'BR', 4), undefined)
  // The first level of Support is a department everywhere.
  assert.equal(find(gaps, 'support', 'IN', 1).fallback, 'desk')
  assert.ok(gaps.every((gap) => !gap.reachesNobody))

  // Everybody of Australia's ladder is away: then the place reaches nobody.
  for (const email of ['sakthi.g@zohocorp.com', 'daniel.p@zohocorp.com'])
    assert.equal((await post('admin', '/stand-ins', { ...danny, email, standIn: null })).status, 201)
  const away = await gapsOf('2026-03-12')
  assert.deepEqual(
    [2, 3, 4].map((level) => find(away, 'support', 'AU', level).reachesNobody),
    [true, true, true],
  )
  const answer = (await get('agent', '/policy/coverage?on=2026-03-12')).body
  assert.equal(answer.complete, false)
  assert.equal(answer.people.find((row: any) => row.name === 'Danny' && !/eu\./.test(row.email)).there, null)
  assert.equal(find(await gapsOf('2026-03-14'), 'support', 'AU', 2), undefined)
  assert.equal((await get('agent', '/policy/coverage')).body.on, '2026-03-10')
  assert.equal((await get('aurora', '/policy/coverage')).status, 403)
})

test('F6: an Operations ticket is given to the region’s DRI where that person is on the staff; another can be set', async (context) => {
  const { get, post, openOperations, openSupport, hire } = await escalationDesk(context)
  const manisha = await hire('Manisha M', 'manisha.mm@zohocorp.com')
  const ticket = await openOperations()
  // A partner sees who has it, and no address of staff.
  assert.deepEqual(ticket.body.assignee, { id: manisha.id, name: 'Manisha M', email: null, side: 'staff' })
  assert.deepEqual((await get('aurora', ticket.path)).body, ticket.body)
  const { items } = (await get('agent', `${ticket.path}/events`)).body
  assert.deepEqual(
    items.map(({ kind, by }: any) => [kind, by.side]),
    [
      ['opened', 'partner'],
      ['assigned', 'system'],
    ],
  )
  const { id: person } = (await get('agent', '/me')).body
  const given = await post('agent', `${ticket.path}/assign`, { person })
  assert.equal(given.body.assignee.name, 'Ann Agent')
  // Another region's DRI is not on the staff: the ticket is the desk's, and says whom it is for. Support names none.
  const german = (await openOperations('borealis')).body
  assert.equal(german.assignee, null)
  assert.deepEqual(german.dri, { name: 'Manoj', email: 'manoj.vs@eu.zohocorp.com', insteadOf: null })
  assert.equal((await openSupport()).body.dri, null)
})

test('F6, A1: transferred to Operations, a ticket is the DRI’s too', async (context) => {
  const { post, openSupport, hire } = await escalationDesk(context)
  await hire('Manisha M', 'manisha.mm@zohocorp.com')
  const { path } = await openSupport()
  const moved = await post('agent', `${path}/transfer`, { desk: 'operations', reason: 'An invoice.' })
  assert.equal(moved.body.assignee.name, 'Manisha M')
  const back = await post('agent', `${path}/transfer`, { desk: 'support', reason: 'Technical after all.' })
  assert.equal(back.body.assignee, null)
})

test('F6, F8: while the DRI is away, new tickets are the stand-in’s, and a DRI without one leaves them to the desk', async (context) => {
  const { desk, post, openOperations, hire } = await escalationDesk(context)
  await hire('Manisha M', 'manisha.mm@zohocorp.com')
  const away = { email: 'manisha.mm@zohocorp.com', fromOn: '2026-03-10', toOn: '2026-03-10' }
  await post('admin', '/stand-ins', { ...away, standIn: { name: 'Ann', email: 'Agent@vendor.example' } })
  const today = await openOperations()
  assert.equal(today.body.assignee.name, 'Ann Agent')
  assert.deepEqual(today.body.dri, { name: 'Ann', email: 'Agent@vendor.example', insteadOf: 'Manisha' })
  desk.setTime('2026-03-11T06:00:00Z')
  assert.equal((await openOperations()).body.assignee.name, 'Manisha M')
  await post('admin', '/stand-ins', { ...away, fromOn: '2026-03-11', toOn: '2026-03-11', standIn: null })
  const nobody = await openOperations()
  assert.deepEqual([nobody.body.assignee, nobody.body.dri], [null, null])
})

test('F8: somebody of the matrix who is on the staff and has left is written to no more, nor stands in', async (context) => {
  const { get, post, openSupport, hire } = await escalationDesk(context)
  const hired = await hire('Danny', danny.email)
  const standIn = await hire('Poojitha', poojitha.email)
  const { path } = await openSupport()
  await post('aurora', `${path}/escalations`, major)
  const third = async () => {
    const { through, people } = (await get('aurora', `${path}/escalations`)).body.ladder[2]
    return [through, people[0].name]
  }
  assert.deepEqual(await third(), ['named', 'Danny'])
  await post('admin', `/staff/${hired.id}/deactivate`, {})
  assert.deepEqual(await third(), ['level-2', 'Adhithya'])
  const coverage = (await get('admin', '/policy/coverage')).body
  assert.equal(coverage.people.find(({ email }: any) => email === danny.email).there, null)
  // Whoever is named in their stead answers, until they have left too.
  assert.equal((await post('admin', '/stand-ins', { ...danny, fromOn: '2026-03-01', toOn: '2026-03-31' })).status, 201)
  assert.deepEqual(await third(), ['named', 'Poojitha'])
  await post('admin', `/staff/${standIn.id}/deactivate`, {})
  assert.deepEqual(await third(), ['level-2', 'Adhithya'])
  const late = await post('admin', '/stand-ins', { ...danny, fromOn: '2026-04-01', toOn: '2026-04-02' })
  assert.deepEqual([late.status, late.body.errors[0].field], [422, 'standIn.email'])
})
