import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { addressDue } from '../../src/services/outbox/deliver.ts'
import { updatePerson } from '../../src/storage/people.ts'
import { ask, right, testDesk, type Answer } from '../support/http.ts'

/** A desk with an open ticket of Aurora's, and everybody's keys. */
async function withTicket(context: TestContext, more: Record<string, unknown> = {}) {
  const desk = await testDesk(context)
  const keys = {
    aurora: await desk.keyOf('asha@aurora.example'),
    colleague: await desk.keyOf('arun@aurora.example'),
    borealis: await desk.keyOf('bjorn@borealis.example'),
    agent: await desk.keyOf('agent@vendor.example'),
  }
  type Whose = keyof typeof keys
  const get = (whose: Whose, path: string): Promise<Answer> =>
    ask(desk.url, 'GET', `/api/v1${path}`, { key: keys[whose] })
  const post = (whose: Whose, path: string, body: unknown = {}): Promise<Answer> =>
    ask(desk.url, 'POST', `/api/v1${path}`, { key: keys[whose], body })
  const opened = await post('aurora', '/tickets', { ...right, severity: 2, ...more })
  assert.equal(opened.status, 201, JSON.stringify(opened.body))
  const path = `/tickets/${opened.body.id}`
  return { desk, get, post, opened, path, id: opened.body.id as string }
}

test('C1, C3: a ticket is opened with its promises, and is found where it is said to be', async (context) => {
  const { get, opened, id } = await withTicket(context, { customerEmail: 'admin@kestrel.example' })
  assert.equal(opened.headers.get('location'), `/api/v1/tickets/${id}`)
  assert.match(opened.body.number, /^PS-\d+$/)
  assert.equal(opened.body.status, 'new')
  assert.equal(opened.body.partner.name, 'Aurora')
  assert.equal(opened.body.customer.name, 'Kestrel Ltd')
  assert.equal(opened.body.keyAccount, true)
  const [acknowledgement] = opened.body.clocks
  // Severity 2, Premium: the lower end of 6 to 12 working hours, from 06:00Z on a Tuesday.
  assert.equal(acknowledgement.kind, 'acknowledgement')
  assert.equal(acknowledgement.targetAt, '2026-03-10T12:00:00Z')
  assert.equal(acknowledgement.limitAt, '2026-03-10T18:00:00Z')
  assert.deepEqual((await get('aurora', `/tickets/${id}`)).body, opened.body)
})

test('A1: staff opens a ticket for a contact, with the time it came in; for nobody it is refused', async (context) => {
  const { post } = await withTicket(context)
  const body = {
    ...right,
    contactEmail: 'bjorn@borealis.example',
    receivedAt: '2026-03-09T06:00:00Z',
    channel: 'phone',
  }
  const opened = await post('agent', '/tickets', body)
  assert.equal(opened.status, 201)
  assert.equal(opened.body.partner.name, 'Borealis')
  assert.equal(opened.body.receivedAt, '2026-03-09T06:00:00Z')
  assert.equal(opened.body.channel, 'phone')
  const nobody = await post('agent', '/tickets', right)
  assert.equal(nobody.status, 422)
  assert.equal(nobody.body.errors[0].field, 'contactEmail')
})

test('F8: of a contact who has left a ticket says so, and to whom the letters go then, to the staff and to colleagues', async (context) => {
  const { desk, get, post, path } = await withTicket(context)
  const { aurora, colleague } = desk.people
  const goes = async (whose: 'agent' | 'colleague', to = path) => {
    const { contact, receiver } = (await get(whose, to)).body
    return [contact.name, contact.active, receiver?.name ?? null]
  }
  const leaves = (person: typeof aurora) => desk.app.db.system((tx) => updatePerson(tx, { ...person, active: false }))
  const answer = async (body: string): Promise<readonly string[]> => {
    assert.equal((await post('agent', `${path}/messages`, { body, visibility: 'public' })).status, 201)
    await addressDue(desk.app)
    const { items } = (await get('agent', `${path}/letters`)).body
    return items
      .filter(({ template }: any) => template === 'reply')
      .at(-1)
      .to.map(({ email }: any) => email)
  }
  assert.deepEqual(await goes('agent'), ['Asha', true, 'Asha'])
  await leaves(aurora)
  for (const whose of ['agent', 'colleague'] as const) assert.deepEqual(await goes(whose), ['Asha', false, 'Arun'])
  const [listed] = (await get('agent', '/tickets')).body.items
  assert.deepEqual([listed.contact.active, listed.receiver.email], [false, colleague.email])
  assert.deepEqual(await answer('The filter was wrong.'), [colleague.email])
  await leaves(colleague)
  assert.deepEqual(await goes('agent'), ['Asha', false, null])
  assert.deepEqual(await answer('It is corrected.'), [])
})

test('C10: a preview says what would be promised, and writes nothing', async (context) => {
  const { post, get } = await withTicket(context)
  const preview = await post('aurora', '/tickets/preview', { type: 'Technical Support', severity: 1, subject: '' })
  assert.equal(preview.status, 200)
  assert.equal(preview.body.severity, 1)
  assert.equal(preview.body.clocks.length, 2)
  assert.equal((await get('aurora', '/tickets?view=all')).body.items.length, 1)
  const wrong = await post('aurora', '/tickets/preview', { type: 'nonsense' })
  assert.equal(wrong.status, 422)
  assert.equal(wrong.body.errors[0].field, 'type')
})

test('C4, G3: an answer acknowledges, an internal note does not, and no partner sees it', async (context) => {
  const { get, post, path } = await withTicket(context)
  const note = await post('agent', `${path}/messages`, { body: 'Known fault.', visibility: 'internal' })
  assert.equal(note.status, 201)
  assert.equal(note.body.ticket.clocks[0].state, 'running')
  const answer = await post('agent', `${path}/messages`, { body: 'We are looking.', visibility: 'public' })
  assert.equal(answer.body.ticket.clocks[0].state, 'met')
  assert.equal(answer.body.message.author.name, 'Ann Agent')

  const seen = await get('aurora', `${path}/messages`)
  assert.deepEqual(seen.body.items.map((each: { body: string }) => each.body).slice(1), ['We are looking.'])
  assert.equal((await get('agent', `${path}/messages`)).body.items.length, 3)
  const kinds = async (whose: 'aurora' | 'agent') =>
    (await get(whose, `${path}/events`)).body.items.map((each: { kind: string }) => each.kind)
  assert.deepEqual(await kinds('agent'), ['opened', 'noted', 'agent-replied'])
  assert.deepEqual(await kinds('aurora'), ['opened', 'agent-replied'])
})

test('C5: what only an agent may say of a message is refused to a partner, all of it at once', async (context) => {
  const { post, path } = await withTicket(context)
  const refused = await post('aurora', `${path}/messages`, {
    body: 'x',
    visibility: 'internal',
    determination: true,
    forCustomer: true,
  })
  assert.equal(refused.status, 422)
  assert.deepEqual(refused.body.errors.map((each: { field: string }) => each.field).slice(0, 3), [
    'visibility',
    'determination',
    'forCustomer',
  ])
  assert.equal((await post('aurora', `${path}/messages`, { body: 'More of it.', visibility: 'public' })).status, 201)
})

test('Messages and events come in pages, in order, each once', async (context) => {
  const { get, post, path } = await withTicket(context)
  for (const body of ['one', 'two', 'three', 'four'])
    await post('aurora', `${path}/messages`, { body, visibility: 'public' })
  for (const list of ['messages', 'events']) {
    const whole = (await get('aurora', `${path}/${list}`)).body
    assert.equal(whole.nextCursor, null)
    const parts: unknown[] = []
    for (let cursor = ''; ;) {
      const { body } = await get('aurora', `${path}/${list}?limit=2${cursor}`)
      assert.ok(body.items.length <= 2)
      parts.push(...body.items)
      if (body.nextCursor === null) break
      cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
    }
    assert.equal(whole.items.length, 5)
    assert.deepEqual(parts, whole.items)
    assert.equal((await get('aurora', `${path}/${list}?cursor=x`)).status, 400)
  }
})

test('C8: a severity changes for a cause; one that the desk does not know is refused', async (context) => {
  const { post, path } = await withTicket(context)
  const worse = await post('agent', `${path}/severity`, { severity: 1, cause: 'worsened', reason: 'All users now.' })
  assert.equal(worse.status, 200)
  assert.equal(worse.body.severity, 1)
  assert.equal(worse.body.clocks[0].limitAt, '2026-03-10T09:00:00Z')
  const unknown = await post('agent', `${path}/severity`, { severity: 7, cause: 'worsened', reason: 'x' })
  assert.ok([409, 422].includes(unknown.status))
  const all = await post('agent', `${path}/severity`, { severity: 7, cause: 'worse' })
  assert.deepEqual(all.body.errors.map(({ field }: any) => field).toSorted(), ['cause', 'reason', 'severity'])
  const causeless = await post('agent', `${path}/severity`, { severity: 2 })
  assert.deepEqual(
    causeless.body.errors.map((each: { field: string }) => each.field),
    ['cause', 'reason'],
  )
})

test('B7: a feature request is promised nothing; the reason is asked for', async (context) => {
  const { post, path } = await withTicket(context)
  const exempt = await post('agent', `${path}/reclassify`, { kind: 'feature-request', reason: 'It was never there.' })
  assert.equal(exempt.status, 200)
  assert.deepEqual(
    exempt.body.clocks.map((clock: { state: string }) => clock.state),
    ['withdrawn', 'withdrawn'],
  )
  assert.equal((await post('agent', `${path}/reclassify`, { kind: 'incident' })).status, 400)
})

test('A ticket is solved with an answer and opened again with a reason; neither twice', async (context) => {
  const { post, path } = await withTicket(context)
  const silent = await post('agent', `${path}/solve`)
  assert.equal(silent.status, 422)
  const solved = await post('agent', `${path}/solve`, { body: 'Corrected.' })
  assert.equal(solved.body.status, 'solved')
  assert.equal((await post('agent', `${path}/solve`, { body: 'Again.' })).status, 409)
  const reopened = await post('aurora', `${path}/reopen`, { reason: 'Still wrong.' })
  assert.equal(reopened.status, 200)
  assert.notEqual(reopened.body.status, 'solved')
  assert.equal((await post('aurora', `${path}/reopen`, { reason: 'Still.' })).status, 409)
})

test('A1: a ticket goes to the other desk with its receipt; to a desk that there is none of it is refused', async (context) => {
  const { post, path } = await withTicket(context)
  const moved = await post('agent', `${path}/transfer`, {
    desk: 'operations',
    severity: 2,
    reason: 'It is about an invoice.',
  })
  assert.equal(moved.status, 200)
  assert.deepEqual([moved.body.desk, moved.body.type], ['operations', null])
  assert.equal(moved.body.clocks[0].startedAt, '2026-03-10T06:00:00Z')
  const wrong = async (act: string, body: unknown): Promise<readonly string[]> =>
    (await post('agent', `${path}/${act}`, body)).body.errors.map(({ field }: any) => field)
  assert.deepEqual(await wrong('transfer', { desk: 'kitchen', severity: 9, reason: 'x' }), ['desk', 'severity'])
  assert.deepEqual(await wrong('transfer', { desk: 'kitchen', severity: 9 }), ['reason', 'desk', 'severity'])
  const nowhere = await post('agent', `${path}/transfer`, { desk: 'kitchen', reason: 'x' })
  assert.equal(nowhere.status, 422)
  assert.equal(nowhere.body.errors[0].field, 'desk')
})

test('F6: a ticket is given to one of the staff, or to nobody; a contact cannot have it', async (context) => {
  const { desk, get, post, path } = await withTicket(context)
  const given = await post('agent', `${path}/assign`, { person: desk.people.agent.id })
  assert.equal(given.body.assignee.name, 'Ann Agent')
  assert.equal((await get('agent', '/tickets?view=mine')).body.items.length, 1)
  assert.equal((await post('agent', `${path}/assign`, { person: null })).body.assignee, null)
  const contact = await post('agent', `${path}/assign`, { person: desk.people.aurora.id })
  assert.equal(contact.status, 422)
  assert.equal(contact.body.errors[0].field, 'person')
})

test('C13: a ticket ends in another one; not in itself, nor in one that is not there', async (context) => {
  const { get, post, path, id } = await withTicket(context)
  const other = (await post('aurora', '/tickets', { ...right, subject: 'The same again' })).body
  const survivor = await post('agent', `${path}/merge`, { into: other.id })
  assert.equal(survivor.status, 200)
  assert.equal(survivor.body.id, other.id)
  const ended = (await get('agent', path)).body
  assert.equal(ended.status, 'merged')
  assert.equal(ended.mergedInto, other.id)
  const itself = await post('agent', `/tickets/${other.id}/merge`, { into: other.id })
  assert.equal(itself.status, 422)
  const nothing = await post('agent', `/tickets/${other.id}/merge`, { into: '0192aa00-0000-7000-8000-000000000000' })
  assert.equal(nothing.body.errors[0].field, 'into')
  assert.equal((await post('agent', `${path}/merge`, { into: other.id })).status, 409, id)
})

test('C6: a ticket waits on a product team, which the partner sees, until the team has answered', async (context) => {
  const { get, post, path } = await withTicket(context)
  const waiting = await post('agent', `${path}/wait`, {
    team: 'CRM core',
    reference: 'CRM-1',
    expectedOn: '2026-03-20',
  })
  assert.equal(waiting.status, 200)
  const seen = (await get('aurora', path)).body
  assert.deepEqual(seen.waitingOn, {
    team: 'CRM core',
    reference: 'CRM-1',
    expectedOn: '2026-03-20',
    since: '2026-03-10T06:00:00Z',
  })
  assert.equal(seen.clocks[0].state, 'running')
  assert.equal((await post('agent', `${path}/product-answered`)).body.waitingOn, null)
  assert.equal((await post('agent', `${path}/product-answered`)).status, 409)
  assert.equal(
    (await post('agent', `${path}/wait`, { team: 'Core', expectedOn: 'soon' })).body.errors[0].field,
    'expectedOn',
  )
})

test('C6, G3: what changes nothing is answered with the ticket as it is, and leaves nothing in its ledger', async (context) => {
  const { desk, get, post, path } = await withTicket(context)
  const wait = { team: 'CRM core', reference: 'CRM-1', expectedOn: '2026-03-20' }
  const mine = { person: desk.people.agent.id }
  await post('agent', `${path}/assign`, mine)
  const before = (await post('agent', `${path}/wait`, wait)).body
  desk.setTime('2026-03-10T06:30:00Z')
  for (const [act, body] of [
    ['wait', wait],
    ['assign', mine],
  ] as const) {
    const again = await post('agent', `${path}/${act}`, body)
    assert.equal(again.status, 200, act)
    assert.deepEqual(again.body, before, act)
  }
  const same = { severity: before.severity, cause: 'corrected', reason: 'As it is.' }
  const refused = await post('agent', `${path}/severity`, same)
  assert.deepEqual([refused.status, refused.body.detail], [409, `The severity is ${before.severity} already.`])
  const { items } = (await get('agent', `${path}/events`)).body
  const kinds = items.map((each: { kind: string }) => each.kind)
  assert.deepEqual(
    kinds.filter((kind: string) => ['waiting-on-product', 'assigned', 'severity-changed'].includes(kind)),
    ['assigned', 'waiting-on-product'],
  )
  // Whatever is new in it is written down.
  const later = await post('agent', `${path}/wait`, { ...wait, expectedOn: '2026-03-27' })
  assert.equal(later.body.revision, before.revision + 1)
})

test('The queue is in the order of urgency, in pages, and filtered; a partner has its own', async (context) => {
  const { get, post, id } = await withTicket(context)
  const urgent = (await post('borealis', '/tickets', { ...right, subject: 'Worse', severity: 1 })).body
  const billing = (
    await post('aurora', '/tickets', { type: 'Invoice changes', subject: 'Invoice', description: 'Wrong address.' })
  ).body
  assert.notEqual(billing.desk, 'support')
  const ids = (answer: Answer): string[] => answer.body.items.map((each: { id: string }) => each.id)

  const queue = await get('agent', '/tickets')
  assert.equal(ids(queue)[0], urgent.id)
  const first = await get('agent', '/tickets?limit=1')
  const second = await get('agent', `/tickets?limit=1&cursor=${encodeURIComponent(first.body.nextCursor)}`)
  const third = await get('agent', `/tickets?limit=1&cursor=${encodeURIComponent(second.body.nextCursor)}`)
  assert.deepEqual([...ids(first), ...ids(second), ...ids(third)], ids(queue))
  assert.equal(third.body.nextCursor, null)

  assert.deepEqual(ids(await get('agent', '/tickets?severity=1')), [urgent.id])
  assert.deepEqual(ids(await get('agent', `/tickets?desk=${billing.desk}`)), [billing.id])
  assert.deepEqual(ids(await get('agent', `/tickets?partner=${urgent.partner.id}`)), [urgent.id])
  assert.deepEqual(ids(await get('agent', '/tickets?view=all&q=worse')), [urgent.id])
  assert.deepEqual(ids(await get('agent', '/tickets?view=all&status=solved')), [])
  assert.deepEqual(ids(await get('aurora', '/tickets')).toSorted(), [id, billing.id].toSorted())
  assert.deepEqual(ids(await get('aurora', `/tickets?partner=${urgent.partner.id}`)), [])
  assert.deepEqual(ids(await get('aurora', '/tickets?view=all&q=worse')), [])
  const { queue: open, mine, byDesk } = (await get('agent', '/tickets/counts')).body
  assert.deepEqual({ open, mine, byDesk }, { open: 3, mine: 0, byDesk: { support: 2, [billing.desk]: 1 } })
  assert.equal((await get('borealis', '/tickets/counts')).body.queue, 1)
})

test('G3: people, partners and customers are each shown as far as the caller may know of them', async (context) => {
  const { get } = await withTicket(context)
  const names = (answer: Answer): string[] => answer.body.items.map((each: { name: string }) => each.name)
  assert.deepEqual(names(await get('agent', '/people?side=staff')), ['Ada Admin', 'Ann Agent'])
  assert.equal(names(await get('agent', '/people')).length, 5)
  assert.deepEqual(names(await get('aurora', '/people')), ['Arun', 'Asha'])
  assert.deepEqual(names(await get('aurora', '/people?side=staff')), [])
  assert.deepEqual(names(await get('agent', '/people?side=partner&q=SHA')), ['Asha'])
  assert.deepEqual(names(await get('agent', '/people?q=%40borealis.')), ['Björn'])
  assert.deepEqual(names(await get('aurora', '/people?q=ann')), [])
  assert.deepEqual(names(await get('agent', '/partners')), ['Aurora', 'Borealis'])
  assert.deepEqual(names(await get('borealis', '/partners')), ['Borealis'])
  assert.deepEqual(names(await get('agent', '/customers')), ['Kestrel Ltd', 'Nord GmbH'])
  assert.deepEqual(names(await get('borealis', '/customers')), ['Nord GmbH'])
  const first = await get('agent', '/people?limit=2')
  const rest = await get('agent', `/people?limit=200&cursor=${first.body.nextCursor}`)
  assert.deepEqual([...names(first), ...names(rest)], names(await get('agent', '/people')))
  assert.equal((await get('agent', '/people?side=both')).status, 400)
  assert.equal((await get('agent', '/customers?cursor=x')).status, 400)
  assert.equal((await get('agent', '/partners?limit=1000')).status, 400)
})

test('C7: the policy is told to whoever chooses by it, commitments in minutes of working time', async (context) => {
  const { get } = await withTicket(context)
  const { body } = await get('aurora', '/policy')
  const desk = body.desks.find((each: { id: string }) => each.id === 'support')
  // Severity 1 of the Support page: acknowledgement 1 to 3 hours.
  assert.deepEqual(desk.severities[0].commitment.acknowledgement, { from: 60, to: 180 })
  assert.equal(body.requestTypes.length, 9)
})

test('The caller is told who it is', async (context) => {
  const { get } = await withTicket(context)
  const { body } = await get('aurora', '/me')
  assert.equal(body.email, 'asha@aurora.example')
  assert.equal(body.partner.name, 'Aurora')
  assert.equal((await get('agent', '/me')).body.partner, null)
})
