import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, right, start, testDesk } from '../support/http.ts'

const number = '+91 22 5550 0100'
const plain = '+912255500100'

async function phoneDesk(context: Parameters<typeof testDesk>[0]) {
  const desk = await testDesk(context)
  const keys = {
    agent: await desk.keyOf('agent@vendor.example'),
    aurora: await desk.keyOf('asha@aurora.example'),
    borealis: await desk.keyOf('bjorn@borealis.example'),
  }
  const as = (who: keyof typeof keys, method: string, path: string, body?: unknown, headers = {}) =>
    ask(desk.url, method, `/api/v1${path}`, { key: keys[who], body, headers })
  const { aurora } = desk.people
  const knows = await as('agent', 'PATCH', `/contacts/${aurora.id}`, { phones: [number] })
  assert.equal(knows.status, 200, JSON.stringify(knows.body))
  const open = async (who: 'aurora' | 'borealis' = 'aurora') => (await as(who, 'POST', '/tickets', right)).body
  const call = (change: object = {}) => ({
    id: 'pbx-1',
    from: number,
    startedAt: '2026-03-10T05:30:00Z',
    seconds: 95,
    ...change,
  })
  const callIn = (change: object = {}) => as('agent', 'POST', '/calls-in', call(change))
  return { desk, as, open, callIn }
}

const said = {
  caller: 'Asha',
  number,
  startedAt: '2026-03-10T06:20:00Z',
  seconds: 540,
  notes: 'It was filtered by owner.',
}

test('A3, C4: a call that an agent logs is a message with caller, length and notes, and acknowledges from when it is logged', async (context) => {
  const { desk, as, open } = await phoneDesk(context)
  const ticket = await open()
  desk.setTime('2026-03-10T06:40:00Z')
  const done = await as('agent', 'POST', `/tickets/${ticket.id}/calls`, said)
  assert.equal(done.status, 200, JSON.stringify(done.body))
  const acknowledgement = done.body.clocks.find((clock: any) => clock.kind === 'acknowledgement')
  assert.deepEqual([acknowledgement.state, acknowledgement.stoppedAt], ['met', '2026-03-10T06:40:00Z'])
  for (const who of ['agent', 'aurora'] as const) {
    const [, message] = (await as(who, 'GET', `/tickets/${ticket.id}/messages`)).body.items
    assert.deepEqual(
      [message.body, message.channel, message.side, message.visibility, message.call],
      [
        'It was filtered by owner.',
        'phone',
        'agent',
        'public',
        { caller: 'Asha', number: plain, startedAt: '2026-03-10T06:20:00Z', seconds: 540 },
      ],
      who,
    )
  }
})

test('A3, C13: a call logged as an internal note is no answer, and the partner sees neither it nor who called', async (context) => {
  const { as, open } = await phoneDesk(context)
  const ticket = await open()
  const logged = { ...said, startedAt: start, visibility: 'internal' }
  const done = await as('agent', 'POST', `/tickets/${ticket.id}/calls`, logged)
  assert.ok(done.body.clocks.every((clock: any) => clock.state === 'running'))
  assert.equal((await as('agent', 'GET', `/tickets/${ticket.id}/messages`)).body.items.length, 2)
  assert.equal((await as('aurora', 'GET', `/tickets/${ticket.id}/messages`)).body.items.length, 1)
})

test('A3: only the vendor logs calls; a call of the future, a number without a country and more than a day are refused at once', async (context) => {
  const { as, open } = await phoneDesk(context)
  const ticket = await open()
  assert.equal((await as('aurora', 'POST', `/tickets/${ticket.id}/calls`, { ...said, startedAt: start })).status, 403)
  assert.equal((await as('borealis', 'POST', `/tickets/${ticket.id}/calls`, { ...said, startedAt: start })).status, 404)
  const wrong = { ...said, number: '0228 123', visibility: 'internal', determination: true }
  const { status, body } = await as('agent', 'POST', `/tickets/${ticket.id}/calls`, wrong)
  assert.equal(status, 422)
  assert.deepEqual(
    body.errors.map(({ field }: any) => field),
    ['number', 'startedAt', 'determination'],
  )
  assert.equal((await as('agent', 'POST', `/tickets/${ticket.id}/calls`, { ...said, seconds: 86_401 })).status, 400)
})

test('A3: a call from a contact’s number becomes its ticket, received when the call began, whatever way the number is written', async (context) => {
  const { as, callIn } = await phoneDesk(context)
  const { status, body } = await callIn({ from: '0091 (0)22-5550.0100', notes: 'Cannot sign in.' })
  assert.equal(status, 201, JSON.stringify(body))
  assert.deepEqual([body.partner.name, body.contact.name, body.held], ['Aurora', 'Asha', null])
  const ticket = (await as('aurora', 'GET', `/tickets/${body.ticket.id}`)).body
  assert.deepEqual(
    [ticket.channel, ticket.subject, ticket.clocks[0].startedAt, ticket.desk],
    ['phone', 'Call from Asha', '2026-03-10T05:30:00Z', 'support'],
  )
  const [message] = (await as('aurora', 'GET', `/tickets/${body.ticket.id}/messages`)).body.items
  assert.equal(message.call.seconds, 95)
  assert.match(message.body, /Cannot sign in\./)
})

test('A3, G1: a call that is posted twice, also at once, is one', async (context) => {
  const { as, callIn } = await phoneDesk(context)
  const [first, second] = await Promise.all([callIn(), callIn()])
  const third = await callIn({ notes: 'More was noted since.' })
  for (const each of [first, second, third]) assert.equal(each.body.ticket?.id, first.body.ticket.id)
  assert.equal((await as('aurora', 'GET', '/tickets')).body.items.length, 1)
})

test('A3, C5: the ticket that the caller named gets the call, and a determination is owed from when it began', async (context) => {
  const { desk, as, open, callIn } = await phoneDesk(context)
  const ticket = await open()
  desk.setTime('2026-03-10T07:00:00Z')
  await as('agent', 'POST', `/tickets/${ticket.id}/messages`, {
    body: 'Found.',
    visibility: 'public',
    determination: true,
  })
  desk.setTime('2026-03-10T08:00:00Z')
  const named = { ticket: ticket.number.toLowerCase(), startedAt: '2026-03-10T07:50:00Z', notes: 'It is back.' }
  assert.equal((await callIn(named)).body.ticket.id, ticket.id)
  const { clocks } = (await as('agent', 'GET', `/tickets/${ticket.id}`)).body
  const owed = clocks.find((clock: any) => clock.kind === 'determination' && clock.state === 'running')
  assert.equal(owed.startedAt, '2026-03-10T07:50:00Z')
})

test('A3, G3: a call that names another partner’s ticket opens one of its own, and says so to the agent', async (context) => {
  const { as, open, callIn } = await phoneDesk(context)
  const others = await open('borealis')
  const { body } = await callIn({ ticket: others.number })
  assert.notEqual(body.ticket.id, others.id)
  const ticket = (await as('agent', 'GET', `/tickets/${body.ticket.id}`)).body
  assert.ok(ticket.findings.some((each: any) => each.rule === 'A3' && each.message.includes(others.number)))
  assert.equal((await as('borealis', 'GET', `/tickets/${others.id}/messages`)).body.items.length, 1)
})

test('A3, A7: an unknown or withheld number is held, and let in it keeps its start; its number is the contact’s from then on', async (context) => {
  const { desk, as, callIn } = await phoneDesk(context)
  const unknown = { id: 'pbx-2', from: '+49 30 5550100', callerName: 'Björn' }
  const { body } = await callIn(unknown)
  assert.deepEqual([body.partner, body.ticket], [null, null])
  const held = (await as('agent', 'GET', `/held/${body.held}`)).body
  assert.deepEqual(
    [held.channel, held.from, held.receivedAt, held.toldAt],
    ['phone', { name: 'Björn', email: '+49305550100' }, '2026-03-10T05:30:00Z', null],
  )
  desk.setTime('2026-03-10T09:00:00Z')
  const release = { contact: desk.people.borealis.id, senderIsContact: true }
  const done = await as('agent', 'POST', `/held/${body.held}/release`, release)
  assert.equal(done.status, 200, JSON.stringify(done.body))
  const [message] = (await as('borealis', 'GET', `/tickets/${done.body.ticket.id}/messages`)).body.items
  assert.deepEqual([message.call.number, message.call.startedAt], ['+49305550100', '2026-03-10T05:30:00Z'])
  assert.equal((await callIn({ ...unknown, id: 'pbx-3' })).body.contact.name, 'Björn')

  const withheld = (await callIn({ id: 'pbx-4', from: 'anonymous' })).body.held
  const refused = await as('agent', 'POST', `/held/${withheld}/release`, release)
  assert.deepEqual([refused.status, refused.body.errors[0].field], [422, 'senderIsContact'])
  const { senderIsContact: _out, ...plainly } = release
  assert.equal((await as('agent', 'POST', `/held/${withheld}/release`, plainly)).status, 200)
})

test('A3: a number belongs to one contact; who has left is no caller any more, and every wrong number is told at once', async (context) => {
  const { desk, as, callIn } = await phoneDesk(context)
  const { aurora, colleague, borealis } = desk.people
  const taken = await as('agent', 'PATCH', `/contacts/${borealis.id}`, { phones: ['0228', plain] })
  assert.deepEqual(
    taken.body.errors.map(({ field }: any) => field),
    ['phones.0', 'phones.1'],
  )
  assert.equal((await as('agent', 'PATCH', `/contacts/${aurora.id}`, { active: false })).status, 200)
  assert.notEqual((await callIn()).body.held, null)
  await as('agent', 'PATCH', `/contacts/${aurora.id}`, { phones: [] })
  assert.deepEqual((await as('agent', 'PATCH', `/contacts/${colleague.id}`, { phones: [number, plain] })).body.phones, [
    plain,
  ])
  const { items } = (await as('agent', 'GET', `/partners/${aurora.partner}/history`)).body
  assert.deepEqual([items[0].what, items[0].became], ['phones', plain])
})

test('A3: only the vendor posts calls in; one of the future and an unknown desk are refused', async (context) => {
  const { as, callIn } = await phoneDesk(context)
  const call = { id: 'pbx-9', startedAt: start, seconds: 1 }
  assert.equal((await as('aurora', 'POST', '/calls-in', call)).status, 403)
  const { status, body } = await callIn({ startedAt: '2026-03-10T06:00:01Z', desk: 'sales' })
  assert.equal(status, 422)
  assert.deepEqual(
    body.errors.map(({ field }: any) => field),
    ['startedAt', 'desk'],
  )
})

test('A3, A8: the toll-free number of one’s own sub-region is told to whom the line is for; others are told why not, and no number', async (context) => {
  const { desk, as } = await phoneDesk(context)
  const mine = (await as('aurora', 'GET', '/entitlements')).body.tollFree
  const india = desk.app.policies
    .current()
    .regions.flatMap(({ subregions }) => subregions)
    .find(({ id }) => id === 'india')
  assert.deepEqual([mine.allowed, mine.number, mine.place], [true, india?.tollFree, 'India'])
  const lower = { tier: 'authorised', reason: 'The evaluation of the year.' }
  const changed = await as('agent', 'PATCH', `/partners/${desk.people.aurora.partner}`, lower)
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  const none = (await as('aurora', 'GET', '/entitlements')).body.tollFree
  assert.deepEqual([none.allowed, none.number], [false, null])
  assert.match(none.because, /Phone Support is offered to .* not to Authorised/)
})
