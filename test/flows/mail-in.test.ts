import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask } from '../support/http.ts'
import { mailDesk, mailOf, operations, rightIp, support, type MailDesk } from '../support/mail-in.ts'

const ticketOf = async (desk: MailDesk, id: string) => {
  const key = await desk.keyOf('agent@vendor.example')
  const [ticket, messages, events] = await Promise.all(
    ['', '/messages', '/events'].map((more) => ask(desk.url, 'GET', `/api/v1/tickets/${id}${more}`, { key })),
  )
  return { ticket: ticket!.body, messages: messages!.body.items, events: events!.body.items }
}

const outcomeOf = (done: Awaited<ReturnType<MailDesk['deliver']>>): string =>
  done.state === 'done' ? done.outcome : `${done.state}: ${'error' in done ? done.error : ''}`

test('A contact’s mail becomes a ticket of its partner, counted from when it came in, said by the contact (A5, A7)', async (t) => {
  const desk = await mailDesk(t)
  const id = await desk.keep(mailOf({ subject: 'Nobody can sign in', text: 'Login fails for everybody.' }))
  desk.setTime('2026-03-10T06:30:00Z')
  const done = await desk.process(id)
  assert.equal(outcomeOf(done), 'open', JSON.stringify(done))
  assert.ok(done.state === 'done' && done.ticket !== null)
  const { ticket, messages, events } = await ticketOf(desk, done.ticket)
  assert.equal(ticket.channel, 'mail')
  assert.equal(ticket.desk, 'support')
  assert.equal(ticket.partner.name, 'Aurora')
  assert.equal(ticket.contact.email, 'asha@aurora.example')
  assert.equal(ticket.clocks[0].startedAt, '2026-03-10T06:00:00Z')
  assert.equal(ticket.firstAnsweredAt ?? null, null)
  assert.equal(messages.length, 1)
  assert.match(messages[0].body, /Login fails for everybody/)
  assert.equal(messages[0].author.email, 'asha@aurora.example')
  assert.equal(events[0].kind, 'opened')
  assert.equal(events[0].by.side, 'partner')
  assert.deepEqual(
    done.because.map(({ rule }) => rule),
    ['A7', 'A7'],
  )
})

test('The form of B1 in a mail is the same request as in the portal: type, product, customer, clocks (B1)', async (t) => {
  const desk = await mailDesk(t)
  const text = `Customer email: admin@kestrel.example
Type of Request: Payments Renewal
Product: Zoho CRM
Description: The renewal of Kestrel was charged twice.
Troubleshooting steps: We compared both invoices.`
  const done = await desk.deliver(mailOf({ subject: 'Renewal', text }), { rcptTo: [operations] })
  assert.ok(done.state === 'done' && done.ticket !== null, JSON.stringify(done))
  const { ticket } = await ticketOf(desk, done.ticket)
  const key = await desk.keyOf('asha@aurora.example')
  const portal = await ask(desk.url, 'POST', '/api/v1/tickets', {
    key,
    body: {
      type: 'Payments Renewal',
      product: 'Zoho CRM',
      customerEmail: 'admin@kestrel.example',
      subject: 'Renewal',
      description: 'The renewal of Kestrel was charged twice.',
      troubleshooting: 'We compared both invoices.',
      channel: 'portal',
    },
  })
  assert.equal(portal.status, 201)
  for (const field of ['desk', 'type', 'category', 'kind', 'severity', 'product', 'keyAccount'])
    assert.deepEqual(ticket[field], portal.body[field], field)
  assert.equal(ticket.customer.name, 'Kestrel Ltd')
  const terms = (clock: Record<string, unknown>) => [clock['kind'], clock['targetAt'], clock['limitAt']]
  assert.deepEqual(ticket.clocks.map(terms), portal.body.clocks.map(terms))
})

test('The mailbox says which desk it is for; a type that is chosen says more, and the ticket tells so; both desks are one ticket (A1)', async (t) => {
  const desk = await mailDesk(t)
  const deskOf = async (raw: Buffer, rcptTo: string[]) => {
    const done = await desk.deliver(raw, { rcptTo })
    assert.ok(done.state === 'done' && done.ticket !== null, JSON.stringify(done))
    return (await ticketOf(desk, done.ticket)).ticket
  }
  const plain = { text: 'Please look at this.' }
  assert.equal((await deskOf(mailOf({ ...plain, to: operations }), [operations])).desk, 'operations')
  assert.equal((await deskOf(mailOf(plain), ['partner-support@eu.zohocorp.com'])).desk, 'support')
  const form = 'Type of Request: Commission Payment\nProduct: Zoho CRM\nDescription: It has not come.'
  const chosen = await deskOf(mailOf({ text: form }), [support])
  assert.equal(chosen.desk, 'operations')
  assert.ok(chosen.findings.some(({ rule }: { rule: string }) => rule === 'A1'))
  const both = await deskOf(mailOf({ ...plain, to: `${operations}, ${support}` }), [operations, support])
  assert.equal(both.desk, 'operations')
  const said = both.findings.find(({ rule }: { rule: string }) => rule === 'A1')
  assert.match(said.message, /Operations.*Support.*one ticket/)
})

test('A mail that comes twice is one ticket; one Message-ID with other words is another mail, and joins nobody’s thread (G1)', async (t) => {
  const desk = await mailDesk(t)
  const raw = mailOf({ messageId: '<same@mail.aurora.example>' })
  const first = await desk.deliver(raw)
  const traced = Buffer.concat([Buffer.from('Received: from a by b; Tue, 10 Mar 2026 06:01:00 +0000\r\n'), raw])
  const second = await desk.deliver(traced)
  assert.equal(outcomeOf(second), 'duplicate')
  assert.ok(first.state === 'done' && second.state === 'done')
  assert.equal(second.ticket, first.ticket)
  const other = await desk.deliver(
    mailOf({
      messageId: '<same@mail.aurora.example>',
      from: 'Björn <bjorn@borealis.example>',
      text: 'Quite another thing.',
    }),
  )
  assert.equal(outcomeOf(other), 'open')
  assert.ok(other.state === 'done' && other.ticket !== first.ticket)
  // Without a Message-ID it is the same where all of it is.
  const bare = mailOf({ messageId: null, text: 'No Message-ID.' })
  assert.equal(outcomeOf(await desk.deliver(bare)), 'open')
  assert.equal(outcomeOf(await desk.deliver(bare)), 'duplicate')
  assert.equal(outcomeOf(await desk.deliver(mailOf({ messageId: null, text: 'No Message-ID either.' }))), 'open')
  const [count] = await desk.rows<{ tickets: number; mails: number }>(
    'select (select count(*) from tickets) as tickets, (select count(*) from mails_in) as mails',
  )
  assert.deepEqual({ ...count }, { tickets: 4, mails: 6 })
})

test('Two that are processed at the same moment are one, too (G1)', async (t) => {
  const desk = await mailDesk(t)
  const raw = mailOf()
  const ids = await Promise.all(Array.from({ length: 6 }, () => desk.keep(raw)))
  const done = await Promise.all(ids.map((id) => desk.process(id)))
  assert.deepEqual(done.map(outcomeOf).toSorted(), [
    'duplicate',
    'duplicate',
    'duplicate',
    'duplicate',
    'duplicate',
    'open',
  ])
})

test('Somebody new from a registered domain becomes a contact; a stranger and a forger are held, and neither is dropped (A7)', async (t) => {
  const desk = await mailDesk(t)
  const fresh = await desk.deliver(mailOf({ from: 'New Person <new.person@aurora.example>' }))
  assert.equal(outcomeOf(fresh), 'open')
  assert.ok(fresh.state === 'done' && fresh.ticket !== null)
  const { ticket } = await ticketOf(desk, fresh.ticket)
  assert.deepEqual([ticket.contact.name, ticket.partner.name], ['New Person', 'Aurora'])
  assert.equal(outcomeOf(await desk.deliver(mailOf({ from: 'x <x@stranger.example>' }))), 'hold')
  assert.equal(outcomeOf(await desk.deliver(mailOf(), { ip: '198.51.100.7' })), 'hold')
  const held = await desk.rows<{ from_email: string; received_at: Temporal.Instant }>(
    'select * from held_requests order by id',
  )
  assert.deepEqual(
    held.map(({ from_email }) => from_email),
    ['x@stranger.example', 'asha@aurora.example'],
  )
  assert.equal(String(held[0]?.received_at), '2026-03-10T06:00:00Z')
})

test('A copy that brings the proof which the first one lacked is let in (A7, G1)', async (t) => {
  const desk = await mailDesk(t)
  const raw = mailOf()
  assert.equal(outcomeOf(await desk.deliver(raw, { ip: '198.51.100.7' })), 'hold')
  assert.equal(outcomeOf(await desk.deliver(raw, { ip: '198.51.100.8' })), 'duplicate')
  assert.equal(outcomeOf(await desk.deliver(raw, { ip: rightIp })), 'open')
})
