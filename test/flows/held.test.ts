import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TicketId } from '../../src/domain/kernel.ts'
import { addDomains } from '../../src/storage/partner-domains.ts'
import { holdRequest, type Holding } from '../../src/services/held/held.ts'
import { ask, right, testDesk, type TestDesk } from '../support/http.ts'

const reason = { verdict: 'hold', field: 'from', message: 'Anybody can have this address.', rule: 'A7' } as const
const received = '2026-03-10T05:00:00Z'

/** Holds a request as a channel does. */
function hold(desk: TestDesk, change: Partial<Omit<Holding, 'receivedAt'>> & { receivedAt?: string } = {}) {
  const { receivedAt = received, ...more } = change
  return desk.app.db.system((tx) =>
    holdRequest(desk.app, tx, {
      channel: 'mail',
      desk: 'support',
      from: { name: 'Ravi', email: 'ravi@gmail.com' },
      subject: 'A report is wrong',
      text: 'The sum is wrong. Ravi of Aurora',
      form: { ...right, channel: 'mail' },
      reasons: [reason],
      receivedAt: Temporal.Instant.from(receivedAt),
      mail: null,
      ticket: null,
      ...more,
    }),
  )
}

async function heldDesk(context: Parameters<typeof testDesk>[0]) {
  const desk = await testDesk(context)
  const key = await desk.keyOf('agent@vendor.example')
  const get = (path: string, as = key) => ask(desk.url, 'GET', `/api/v1${path}`, { key: as })
  const post = (path: string, body: unknown, as = key, headers = {}) =>
    ask(desk.url, 'POST', `/api/v1${path}`, { key: as, body, headers })
  return { desk, key, get, post }
}

test('A7: what is held waits in a list, the one that came first at the top, and is counted', async (context) => {
  const { desk, get } = await heldDesk(context)
  const second = await hold(desk, { receivedAt: '2026-03-10T05:30:00Z', desk: 'operations' })
  const first = await hold(desk)
  const { body } = await get('/held')
  assert.deepEqual(
    body.items.map(({ id }: { id: string }) => id),
    [first, second],
  )
  assert.deepEqual(body.items[0].reasons, [reason])
  assert.equal(body.items[0].receivedAt, received)
  assert.equal((await get('/held?desk=operations')).body.items.length, 1)
  assert.equal((await get('/tickets/counts')).body.held, 2)
  const page = await get('/held?limit=1')
  assert.equal(page.body.items.length, 1)
  const next = await get(`/held?limit=1&cursor=${page.body.nextCursor}`)
  assert.deepEqual([next.body.items[0].id, next.body.nextCursor], [second, null])
  assert.equal((await get('/held?state=refused&cursor=x')).status, 400)
})

test('A7: whose it may be is suggested by address, domain, colleagues, name and words, the most telling first', async (context) => {
  const { desk, get } = await heldDesk(context)
  const suggested = async (change: Partial<Holding['from']> & { text?: string }) => {
    const { text = 'Please help.', ...from } = change
    const id = await hold(desk, { from: { name: 'Somebody', email: 'x@gmail.com', ...from }, text })
    const { suggestions } = (await get(`/held/${id}`)).body
    return suggestions.map((row: any) => [row.partner.name, row.by, row.contact?.name ?? null])
  }
  assert.deepEqual(await suggested({ email: 'asha@aurora.example' }), [['Aurora', 'address', 'Asha']])
  assert.deepEqual(await suggested({ email: 'new@borealis.example' }), [['Borealis', 'colleague', null]])
  assert.deepEqual(await suggested({ name: 'ASHA' }), [['Aurora', 'name', 'Asha']])
  assert.deepEqual(await suggested({ text: 'I am with Borealis, as you know.' }), [['Borealis', 'words', null]])
  assert.deepEqual(await suggested({ name: 'Asha', text: 'Of Borealis.' }), [
    ['Aurora', 'name', 'Asha'],
    ['Borealis', 'words', null],
  ])
  assert.deepEqual(await suggested({}), [], 'colleagues at a free address are none')
  await desk.app.db.system((tx) =>
    addDomains(tx, [{ partner: desk.people.borealis.partner!, domain: 'borealis.test' }], desk.app.now()),
  )
  assert.deepEqual(await suggested({ email: 'x@mail.borealis.test' }), [['Borealis', 'domain', null]])
})

test('A7, C14: it is told what is promised since the receipt, and what has passed since', async (context) => {
  const { desk, get } = await heldDesk(context)
  const form = { ...right, severity: 1 }
  const id = await hold(desk, { form })
  const soon = (await get(`/held/${id}`)).body.promise
  assert.equal(soon.partner, 'Aurora')
  assert.deepEqual(
    soon.clocks.map((clock: any) => [clock.kind, clock.state, clock.startedAt, clock.limitAt]),
    [
      ['acknowledgement', 'running', received, '2026-03-10T08:00:00Z'],
      ['determination', 'running', received, '2026-03-10T13:00:00Z'],
    ],
  )
  desk.setTime('2026-03-10T09:00:00Z')
  const late = (await get(`/held/${id}`)).body.promise
  assert.equal(late.clocks[0].breachedAt, '2026-03-10T08:00:00Z')
  assert.equal(late.clocks[1].breachedAt, null)
  const nobody = await hold(desk, { text: 'Help.' })
  assert.equal((await get(`/held/${nobody}`)).body.promise, null, 'of nobody nothing can be said')
})

test('A7, C14: released days later it keeps its receipt, and the limits that passed are broken when they passed', async (context) => {
  const { desk, get, post } = await heldDesk(context)
  const id = await hold(desk, { form: { ...right, severity: 1 } })
  desk.setTime('2026-03-12T10:00:00Z')
  const done = await post(`/held/${id}/release`, { contact: desk.people.aurora.id })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  assert.equal(done.body.state, 'released')
  assert.deepEqual([done.body.decided.by, done.body.decided.at], ['Ann Agent', '2026-03-12T10:00:00Z'])
  const { body: ticket } = await get(`/tickets/${done.body.ticket.id}`)
  assert.equal(ticket.receivedAt, received)
  assert.equal(ticket.channel, 'mail')
  assert.equal(ticket.contact.name, 'Asha')
  assert.deepEqual(
    ticket.clocks.map((clock: any) => [clock.startedAt, clock.breachedAt]),
    [
      [received, '2026-03-10T08:00:00Z'],
      [received, '2026-03-10T13:00:00Z'],
    ],
  )
  const [message] = (await get(`/tickets/${ticket.id}/messages`)).body.items
  assert.deepEqual([message.at, message.author.name, message.body], [received, 'Asha', right.description])
  const note = ticket.findings.find(({ rule }: { rule: string }) => rule === 'A7')
  assert.deepEqual([note.verdict, note.message], ['note', reason.message], 'the ticket tells that it was held')
  assert.deepEqual(
    done.body.acts.map(({ what, by }: any) => [what, by]).filter(([what]: string[]) => what !== 'told'),
    [
      ['held', null],
      ['released', 'Ann Agent'],
    ],
  )
  assert.equal((await get('/tickets/counts')).body.held, 0)
  assert.equal((await get('/held?state=released')).body.items[0].ticket.number, ticket.number)
})

test('A7: two that let it in at once make one ticket, and the second is told what the first did', async (context) => {
  const { desk, get, post } = await heldDesk(context)
  const id = await hold(desk)
  const admin = await desk.keyOf('admin@vendor.example')
  const both = await Promise.all([
    post(`/held/${id}/release`, { contact: desk.people.aurora.id }),
    post(`/held/${id}/release`, { contact: desk.people.borealis.id }, admin),
  ])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
  const refused = both.find(({ status }) => status === 409)
  const made = both.find(({ status }) => status === 200)?.body.ticket.number
  assert.match(refused?.body.detail, new RegExp(`let it in already: it is ${made}\\.`))
  assert.equal((await get('/tickets?view=all')).body.items.length, 1)
})

test('A7, G1: the same release again gets the first answer; with its key for another it is refused', async (context) => {
  const { desk, get, post } = await heldDesk(context)
  const id = await hold(desk)
  const headers = { 'idempotency-key': 'once' }
  const body = { contact: desk.people.aurora.id }
  const first = await post(`/held/${id}/release`, body, undefined, headers)
  const again = await post(`/held/${id}/release`, body, undefined, headers)
  assert.deepEqual([again.status, again.body], [200, first.body])
  const other = await post(`/held/${id}/release`, { contact: desk.people.borealis.id }, undefined, headers)
  assert.equal(other.status, 409)
  assert.equal((await get('/tickets?view=all')).body.items.length, 1)
})

test('A7: from now on the sender is a contact, where that is wanted, and never of two', async (context) => {
  const { desk, post } = await heldDesk(context)
  const first = await hold(desk, { from: { name: 'Ravi', email: 'ravi@aurora-sales.example' } })
  const done = await post(`/held/${first}/release`, { contact: desk.people.aurora.id, senderIsContact: true })
  assert.equal(done.status, 200)
  const opened = await post('/tickets', { ...right, contactEmail: 'ravi@aurora-sales.example' })
  assert.deepEqual([opened.status, opened.body.contact?.name, opened.body.partner?.name], [201, 'Ravi', 'Aurora'])
  const second = await hold(desk, { from: { name: 'Ravi', email: 'ravi@aurora-sales.example' } })
  const twice = await post(`/held/${second}/release`, { contact: desk.people.borealis.id, senderIsContact: true })
  assert.equal(twice.status, 422)
  assert.deepEqual(twice.body.errors, [
    { field: 'senderIsContact', message: 'ravi@aurora-sales.example is another contact already.' },
  ])
})

test('A7: a new contact can be made on the way; everything wrong with it is said at once and nothing is half done', async (context) => {
  const { desk, get, post } = await heldDesk(context)
  const id = await hold(desk)
  const partner = desk.people.borealis.partner
  const newContact = { name: 'Ravi', email: 'ravi@borealis.example' }
  const taken = await post(`/held/${id}/release`, {
    newContact: { name: 'X', email: 'asha@aurora.example' },
  })
  assert.deepEqual(
    taken.body.errors.map(({ field }: { field: string }) => field),
    ['partner', 'newContact.email'],
  )
  const made = await post(`/held/${id}/release`, { partner, newContact })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const { body: ticket } = await get(`/tickets/${made.body.ticket.id}`)
  assert.deepEqual([ticket.partner.name, ticket.contact.email], ['Borealis', newContact.email])
  const people = (await get(`/people?side=partner&partner=${partner}`)).body.items
  assert.deepEqual(people.map(({ email }: any) => email).toSorted(), ['bjorn@borealis.example', newContact.email])
})

test('A7: nobody, staff, or somebody who is not there is no contact to release it to', async (context) => {
  const { desk, get, post } = await heldDesk(context)
  const id = await hold(desk)
  for (const body of [{}, { contact: desk.people.admin.id }, { contact: '0192aa00-0000-7000-8000-000000000000' }]) {
    const answer = await post(`/held/${id}/release`, body)
    assert.equal(answer.status, 422, JSON.stringify(body))
    assert.equal(answer.body.errors[0].field, 'contact')
  }
  assert.equal((await get(`/held/${id}`)).body.state, 'held')
})

test('A7: what is refused stays with its reason and can be taken up again, and then let in since it came', async (context) => {
  const { desk, get, post } = await heldDesk(context)
  const id = await hold(desk)
  const refused = await post(`/held/${id}/refuse`, { reason: 'An advertisement.' })
  assert.deepEqual([refused.body.state, refused.body.decided.because], ['refused', 'An advertisement.'])
  assert.equal((await get('/held')).body.items.length, 0)
  assert.equal((await get('/held?state=refused')).body.items[0].id, id)
  const release = await post(`/held/${id}/release`, { contact: desk.people.aurora.id })
  assert.equal(release.status, 409)
  assert.match(release.body.detail, /take it up again first/)
  assert.equal((await post(`/held/${id}/refuse`, { reason: 'Again.' })).status, 409)
  const again = await post(`/held/${id}/reopen`, { reason: 'It is Aurora after all.' })
  assert.equal(again.body.state, 'held')
  assert.equal((await post(`/held/${id}/reopen`, { reason: 'x' })).status, 409)
  const done = await post(`/held/${id}/release`, { contact: desk.people.aurora.id })
  assert.equal((await get(`/tickets/${done.body.ticket.id}`)).body.receivedAt, received)
  assert.equal((await post(`/held/${id}/reopen`, { reason: 'x' })).status, 409)
  assert.deepEqual(
    done.body.acts.map(({ what }: any) => what).filter((what: string) => what !== 'told'),
    ['held', 'refused', 'reopened', 'released'],
  )
  assert.equal((await post(`/held/${id}/refuse`, {})).status, 400)
})

test('A7, C5: a held reply goes onto its ticket, and the answer is owed since it came', async (context) => {
  const { desk, get, post } = await heldDesk(context)
  const partner = await desk.keyOf('asha@aurora.example')
  const { body: ticket } = await post('/tickets', { ...right, severity: 1 }, partner)
  await post(`/tickets/${ticket.id}/messages`, { body: 'It is a bug.', visibility: 'public', determination: true })
  const id = await hold(desk, {
    ticket: ticket.id as TicketId,
    from: { name: 'Asha', email: 'asha.home@gmail.com' },
    subject: `Re: [${ticket.number}] A report is wrong`,
    text: 'Still wrong.',
    form: null,
    receivedAt: '2026-03-10T06:10:00Z',
  })
  desk.setTime('2026-03-11T06:00:00Z')
  const shown = (await get(`/held/${id}`)).body
  assert.equal(shown.replyTo.number, ticket.number)
  assert.deepEqual(
    shown.promise.clocks.map((clock: any) => [clock.kind, clock.startedAt, clock.breachedAt]),
    [['determination', '2026-03-10T06:10:00Z', '2026-03-10T14:10:00Z']],
  )
  const wrong = await post(`/held/${id}/release`, { contact: desk.people.borealis.id })
  assert.deepEqual(wrong.body.errors, [
    { field: 'contact', message: 'Give a contact of the partner whose ticket it answers.' },
  ])
  const done = await post(`/held/${id}/release`, {})
  assert.equal(done.body.ticket?.number, ticket.number)
  const after = (await get(`/tickets/${ticket.id}`)).body
  const last = after.clocks.at(-1)
  assert.deepEqual(
    [last.startedAt, last.breachedAt, last.stoppedAt],
    ['2026-03-10T06:10:00Z', '2026-03-10T14:10:00Z', null],
  )
  const messages = (await get(`/tickets/${ticket.id}/messages`)).body.items
  const reply = messages.find(({ body }: any) => body === 'Still wrong.')
  assert.deepEqual([reply.author.name, reply.at, reply.channel], ['Asha', '2026-03-10T06:10:00Z', 'mail'])
  const { body: verified } = await get('/tickets?view=all')
  assert.equal(verified.items.length, 1)
})

test('A7: an answer to a ticket that takes none any more can be let in as a request of its own', async (context) => {
  const { desk, get, post } = await heldDesk(context)
  const partner = await desk.keyOf('asha@aurora.example')
  const { body: ticket } = await post('/tickets', right, partner)
  await post(`/tickets/${ticket.id}/solve`, { body: 'Done.' })
  desk.setTime('2026-05-20T06:00:00Z')
  const id = await hold(desk, { ticket: ticket.id as TicketId, form: null, receivedAt: '2026-05-20T05:00:00Z' })
  const refused = await post(`/held/${id}/release`, {})
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /open a new one/)
  const done = await post(`/held/${id}/release`, { contact: desk.people.aurora.id, asNew: true })
  assert.equal(done.status, 200)
  assert.notEqual(done.body.ticket.number, ticket.number)
  assert.equal((await get(`/tickets/${done.body.ticket.id}`)).body.receivedAt, '2026-05-20T05:00:00Z')
})

test('A7: a mail that is delivered twice is held once', async (context) => {
  const { desk, get } = await heldDesk(context)
  const ids = await Promise.all([hold(desk, { mail: 'mail-1' }), hold(desk, { mail: 'mail-1' })])
  assert.equal(new Set(ids).size, 1)
  assert.equal((await get('/held')).body.items.length, 1)
})

test('A7: what a channel understood wrongly can still be let in, as the plainest request of its desk', async (context) => {
  const { desk, get, post } = await heldDesk(context)
  const form = { ...right, type: 'No such type' }
  const id = await hold(desk, { form, subject: '', desk: 'operations' })
  const done = await post(`/held/${id}/release`, { contact: desk.people.aurora.id })
  const { body: ticket } = await get(`/tickets/${done.body.ticket.id}`)
  assert.deepEqual([ticket.desk, ticket.subject], ['operations', 'Without a subject'])
})

test('A7, G3: a partner sees nothing of what is held, and nothing of it is ever changed or removed', async (context) => {
  const { desk, get, post } = await heldDesk(context)
  const id = await hold(desk, { from: { name: 'Asha', email: 'asha@aurora.example' } })
  const partner = await desk.keyOf('asha@aurora.example')
  assert.equal((await get('/held', partner)).status, 403)
  for (const path of [`/held/${id}`]) assert.equal((await get(path, partner)).status, 404)
  assert.equal((await post(`/held/${id}/release`, {}, partner)).status, 404)
  assert.equal((await get('/tickets/counts', partner)).body.held, 0)
  for (const text of [
    'delete from held_requests',
    "update held_requests set body = ''",
    'truncate held_requests cascade',
  ])
    await assert.rejects(
      desk.app.db.system((tx) => tx.call({ name: text, text })),
      /permission denied|append-only/,
      text,
    )
})

test('A7: an import for somebody who is no contact stays refused; nothing is held behind its back', async (context) => {
  const { get, post } = await heldDesk(context)
  const answer = await post('/tickets', { ...right, contactEmail: 'nobody@gmail.com', receivedAt: received })
  assert.equal(answer.status, 422)
  assert.equal(answer.body.errors[0].field, 'contactEmail')
  assert.equal((await get('/held')).body.items.length, 0)
})

/** Letters to those who sent what is held, oldest first. */
const told = (desk: TestDesk) =>
  desk.app.db.system((tx) =>
    tx.call<{ template: string; recipient: any; data: any; ticket_id: string | null; partner_id: string | null }>({
      name: 'told',
      text: `select template, recipient, data, ticket_id, partner_id from letters where template = 'held' order by id`,
    }),
  )

test('A7: the sender is told once what to do, not again within the policy’s days, and again after them', async (context) => {
  const { desk, get } = await heldDesk(context)
  const days = desk.app.policies.current().mail.tellsAgainAfterDays
  const first = await hold(desk)
  await Promise.all([hold(desk), hold(desk, { from: { name: 'R.', email: 'Ravi@GMAIL.com' } })])
  assert.equal((await told(desk)).length, 1)
  assert.equal((await get(`/held/${first}`)).body.toldAt, '2026-03-10T06:00:00Z')
  const begin = Temporal.Instant.from('2026-03-10T06:00:00Z')
  desk.setTime(begin.add({ hours: days * 24 }).toString())
  await hold(desk)
  assert.equal((await told(desk)).length, 1)
  desk.setTime(begin.add({ hours: days * 24, seconds: 1 }).toString())
  await hold(desk)
  assert.equal((await told(desk)).length, 2)
})

test('A7, G3: what the sender is told is the same for everybody, and repeats nothing of what was sent', async (context) => {
  const { desk } = await heldDesk(context)
  await hold(desk, { from: { name: 'Win a prize', email: 'asha@aurora.example' }, subject: 'Win a prize' })
  await hold(desk, { from: { name: 'Stranger', email: 'x@stranger.example' } })
  const [known, stranger] = await told(desk)
  assert.deepEqual(known?.data, stranger?.data)
  assert.doesNotMatch(JSON.stringify(known), /prize|Aurora/)
  assert.deepEqual([known?.ticket_id, known?.partner_id], [null, null])
})

test('A7: no machine, nobody on a forger’s word, and none of our own mailboxes is told anything', async (context) => {
  const { desk, get } = await heldDesk(context)
  const own = Object.values(desk.app.policies.current().desks[0]?.mailboxes ?? {})[0] ?? ''
  for (const email of [
    'mailer-daemon@x.example',
    'no-reply@x.example',
    'noreply+1@x.example',
    own,
    '',
    'not an address',
  ])
    await hold(desk, { from: { name: '', email } })
  await hold(desk, { tell: false })
  assert.deepEqual(await told(desk), [])
  assert.equal((await get('/held')).body.items.length, 7, 'and all of them are held')
})
