import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TicketId } from '../../src/domain/kernel.ts'
import { keepReplyToken } from '../../src/storage/reply-tokens.ts'
import { ask, right } from '../support/http.ts'
import { mailDesk, mailOf, support, type MailDesk } from '../support/mail-in.ts'

const token = 'k4q2m7x3w6z5abcdefghijkln'
const withToken = support.replace('@', `+${token}@`)

/** A ticket of Aurora, with a token for Asha. */
async function opened(desk: MailDesk): Promise<{ id: TicketId; number: string; agent: string; asha: string }> {
  const [agent, asha] = [await desk.keyOf('agent@vendor.example'), await desk.keyOf('asha@aurora.example')]
  const made = await ask(desk.url, 'POST', '/api/v1/tickets', { key: asha, body: right })
  assert.equal(made.status, 201)
  const { id, number } = made.body
  await desk.app.db.system((tx) =>
    keepReplyToken(tx, {
      token,
      ticket: id,
      partner: desk.people.aurora.partner,
      address: 'asha@aurora.example',
      at: desk.app.now(),
    }),
  )
  return { id, number, agent, asha }
}

const get = async (desk: MailDesk, key: string, path: string) =>
  (await ask(desk.url, 'GET', `/api/v1/tickets${path}`, { key })).body
const post = async (desk: MailDesk, key: string, path: string, body: unknown) => {
  const done = await ask(desk.url, 'POST', `/api/v1/tickets${path}`, { key, body })
  assert.ok(done.status < 300, JSON.stringify(done.body))
  return done.body
}
const answer = { text: 'It is the third report.\n\nOn Tue, 10 Mar 2026 Partner Support wrote:\n> Which one?\n' }

test('A reply is a message of its author without what it quotes, owes a determination from when it came, and names who was copied (A5, C5)', async (t) => {
  const desk = await mailDesk(t)
  const { id, agent, asha } = await opened(desk)
  desk.setTime('2026-03-10T06:20:00Z')
  await post(desk, agent, `/${id}/messages`, { body: 'Which one?', visibility: 'public', determination: true })
  desk.setTime('2026-03-10T07:00:00Z')
  const kept = await desk.keep(
    mailOf({
      ...answer,
      to: withToken,
      cc: 'Arun <arun@aurora.example>, boss@elsewhere.example',
      subject: 'Re: A report',
    }),
    { rcptTo: [withToken] },
  )
  desk.setTime('2026-03-10T07:05:00Z')
  const done = await desk.process(kept)
  assert.ok(done.state === 'done' && done.outcome === 'reply', JSON.stringify(done))
  assert.equal(done.ticket, id)
  const messages = (await get(desk, asha, `/${id}/messages`)).items
  assert.equal(messages.length, 3)
  assert.equal(messages[2].body, 'It is the third report.')
  assert.equal(messages[2].at, '2026-03-10T07:00:00Z')
  assert.equal(messages[2].author.email, 'asha@aurora.example')
  assert.deepEqual(
    messages[2].mail.cc.map(({ email }: { email: string }) => email),
    ['arun@aurora.example', 'boss@elsewhere.example'],
  )
  const { clocks } = await get(desk, asha, `/${id}`)
  assert.equal(clocks.at(-1).kind, 'determination')
  assert.equal(clocks.at(-1).startedAt, '2026-03-10T07:00:00Z')
  // Who was copied has no access by that.
  const borealis = await desk.keyOf('bjorn@borealis.example')
  assert.equal((await ask(desk.url, 'GET', `/api/v1/tickets/${id}`, { key: borealis })).status, 404)
})

test('A reply is found by our letter or by the mail that it answers; nobody joins a thread that is another partner’s (A5, G3)', async (t) => {
  const desk = await mailDesk(t)
  const first = await desk.deliver(mailOf({ messageId: '<first@mail.aurora.example>' }))
  assert.ok(first.state === 'done')
  const refers = { fields: ['In-Reply-To: <first@mail.aurora.example>'] }
  const again = await desk.deliver(mailOf({ ...refers, text: 'It is the third report.' }))
  assert.ok(again.state === 'done')
  assert.deepEqual([again.outcome, again.ticket], ['reply', first.ticket])
  // A colleague who takes no part in it yet: anybody can write a reference down.
  const colleague = await desk.deliver(mailOf({ ...refers, from: 'Arun <arun@aurora.example>', text: 'I see it too.' }))
  assert.ok(colleague.state === 'done')
  assert.equal(colleague.outcome, 'open')
  const stranger = await desk.deliver(
    mailOf({
      from: 'Björn <bjorn@borealis.example>',
      fields: ['In-Reply-To: <first@mail.aurora.example>', 'References: <first@mail.aurora.example>'],
      text: 'Let me in.',
    }),
  )
  assert.ok(stranger.state === 'done')
  assert.notEqual(stranger.ticket, first.ticket)
  const forged = await desk.deliver(mailOf({ to: withToken, text: 'Guess.' }), { rcptTo: [withToken] })
  assert.ok(forged.state === 'done')
  assert.equal(forged.outcome, 'hold')
})

test('The reply token of a contact who has left, and of one who came back, is that of the registry at that moment (A7, G3)', async (t) => {
  const desk = await mailDesk(t)
  const { id, agent } = await opened(desk)
  const stand = (active: boolean) =>
    ask(desk.url, 'PATCH', `/api/v1/contacts/${desk.people.aurora.id}`, { key: agent, body: { active } })
  await stand(false)
  const gone = await desk.deliver(mailOf({ ...answer, to: withToken }), { rcptTo: [withToken] })
  assert.ok(gone.state === 'done')
  assert.equal(gone.outcome, 'hold')
  assert.equal((await get(desk, agent, `/${id}/messages`)).items.length, 1)
  await stand(true)
  const back = await desk.deliver(mailOf({ ...answer, to: withToken, text: 'I am back.' }), { rcptTo: [withToken] })
  assert.ok(back.state === 'done')
  assert.deepEqual([back.outcome, back.ticket], ['reply', id])
})

test('Within the policy’s days a reply opens a solved ticket again; later it is a new one, and each says which the other is (C13)', async (t) => {
  const desk = await mailDesk(t)
  const { id, number, agent, asha } = await opened(desk)
  await post(desk, agent, `/${id}/solve`, { body: 'The sum is right now.' })
  desk.setTime('2026-03-20T06:00:00Z')
  const soon = await desk.deliver(mailOf({ ...answer, to: withToken }), { rcptTo: [withToken] })
  assert.ok(soon.state === 'done')
  assert.deepEqual([soon.outcome, soon.ticket], ['reply', id])
  assert.equal((await get(desk, asha, `/${id}`)).status, 'open')
  await post(desk, agent, `/${id}/solve`, { body: 'Now it is.' })
  desk.setTime('2026-04-20T06:00:00Z')
  const late = await desk.deliver(mailOf({ text: 'It is wrong again.', to: withToken }), { rcptTo: [withToken] })
  assert.ok(late.state === 'done' && late.ticket !== null, JSON.stringify(late))
  assert.equal(late.outcome, 'follow-up')
  assert.notEqual(late.ticket, id)
  const next = await get(desk, agent, `/${late.ticket}`)
  assert.ok(next.findings.some(({ message }: { message: string }) => message.includes(number)))
  const notes = (await get(desk, agent, `/${id}/messages`)).items
  assert.match(notes.at(-1).body, new RegExp(next.number))
  assert.equal(notes.at(-1).visibility, 'internal')
  assert.equal(next.clocks[0].startedAt, '2026-04-20T06:00:00Z')
})

test('A reply to a ticket that was merged is said on the one that survives (C13)', async (t) => {
  const desk = await mailDesk(t)
  const { id, agent, asha } = await opened(desk)
  const other = await post(desk, asha, '', { ...right, subject: 'The same' })
  await post(desk, agent, `/${id}/merge`, { into: other.id })
  const done = await desk.deliver(mailOf({ ...answer, to: withToken }), { rcptTo: [withToken] })
  assert.ok(done.state === 'done')
  assert.deepEqual([done.outcome, done.ticket], ['reply', other.id])
})

test('A reply by a machine is a note for agents: it answers nothing, opens nothing, and starts no clock (A5, C13)', async (t) => {
  const desk = await mailDesk(t)
  const { id, agent } = await opened(desk)
  const before = await get(desk, agent, `/${id}`)
  const away = {
    subject: 'Automatic reply: away',
    text: 'I am away until Monday.',
    fields: ['Auto-Submitted: auto-replied'],
  }
  const done = await desk.deliver(mailOf({ ...away, to: withToken }), { rcptTo: [withToken] })
  assert.ok(done.state === 'done')
  assert.equal(done.outcome, 'ignore')
  const after = await get(desk, agent, `/${id}`)
  assert.deepEqual(after.clocks, before.clocks)
  const last = (await get(desk, agent, `/${id}/messages`)).items.at(-1)
  assert.deepEqual([last.visibility, last.side], ['internal', 'system'])
  assert.match(last.body, /away until Monday/)
})

test('What was held and is let in brings its files and its thread along (A7, B4)', async (t) => {
  const desk = await mailDesk(t)
  const agent = await desk.keyOf('agent@vendor.example')
  const boundary = 'b0'
  const raw = Buffer.from(
    mailOf({ from: 'x <x@stranger.example>', messageId: '<held@mail.aurora.example>', cc: 'boss@stranger.example' })
      .toString()
      .replace('Content-Type: text/plain; charset=utf-8', `Content-Type: multipart/mixed; boundary=${boundary}`)
      .replace('\r\n\r\n', `\r\n\r\n--${boundary}\r\nContent-Type: text/plain\r\n\r\n`) +
      `--${boundary}\r\nContent-Type: text/plain; name=log.txt\r\nContent-Disposition: attachment; filename=log.txt\r\n\r\nline\r\n--${boundary}--\r\n`,
  )
  const done = await desk.deliver(raw)
  assert.ok(done.state === 'done' && done.outcome === 'hold', JSON.stringify(done))
  const [held] = await desk.rows<{ id: string }>('select id from held_requests')
  const released = await ask(desk.url, 'POST', `/api/v1/held/${held?.id}/release`, {
    key: agent,
    body: { contact: desk.people.aurora.id },
  })
  assert.equal(released.status, 200, JSON.stringify(released.body))
  const [mail] = await desk.rows<{ ticket_id: string }>('select ticket_id from mails_in')
  const [message] = (await get(desk, agent, `/${mail?.ticket_id}/messages`)).items
  assert.deepEqual(
    message.attachments.map(({ name }: { name: string }) => name),
    ['log.txt'],
  )
  assert.deepEqual(
    message.mail.cc.map(({ email }: { email: string }) => email),
    ['boss@stranger.example'],
  )
})
