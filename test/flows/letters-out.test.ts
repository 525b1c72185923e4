import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { dkimVerify } from 'mailauth'
import PostalMime, { type Email } from 'postal-mime'
import { openSmtp, outcomeOf, type Dkim } from '../../src/channels/mail/out/smtp.ts'
import type { App } from '../../src/services/app.ts'
import type { TicketId } from '../../src/domain/kernel.ts'
import { addressAnswers, markBounced, type BounceReport } from '../../src/services/outbox/bounces.ts'
import { addressDue, deliverDue } from '../../src/services/outbox/deliver.ts'
import { mailSettings } from '../../src/services/outbox/settings.ts'
import { postLetter } from '../../src/services/outbox/post.ts'
import { ticketOfToken } from '../../src/storage/reply-tokens.ts'
import { localDns } from '../support/local-dns.ts'
import { escalationDesk, major } from '../support/escalated.ts'
import { mailCatcher, type MailCatcher } from '../support/mail-catcher.ts'
import { right } from '../support/http.ts'

/** A desk that sends to a caught mail server. `round` delivers what is due at the desk's time. */
async function sending(context: TestContext, dkim: Dkim | null = null) {
  const catcher = await mailCatcher(context)
  const all = await escalationDesk(context, { letters: 'queued' })
  const app: App = { ...all.desk.app, publicUrl: 'https://desk.vendor.example' }
  const server = openSmtp(catcher.url, dkim)
  context.after(() => server.close())
  const settings = await mailSettings(app)
  const deliver = () => deliverDue(app, server, settings)
  const round = async () => {
    await addressDue(app)
    return deliver()
  }
  const state = async (path: string) =>
    (await all.get('agent', `${path}/letters`)).body.items.map((each: any) => each.state)
  return { ...all, app, catcher, server, settings, deliver, round, state }
}

const opened = (catcher: MailCatcher): Promise<Email[]> =>
  Promise.all(catcher.mails.map(({ raw }) => PostalMime.parse(raw)))
const header = (mail: Email, name: string): string | undefined =>
  mail.headers.find(({ key }) => key === name.toLowerCase())?.value
const tokenIn = (mail: Email): string => /\+([a-z2-7]{25})@/.exec(mail.replyTo?.[0]?.address ?? '')?.[1] ?? ''

test('A5: a letter goes out once, from the desk to the contact, as text and HTML, with its own Message-ID and a token to reply to', async (context) => {
  const { round, catcher, openSupport, post, settings, app, desk } = await sending(context)
  const { id, path, body } = await openSupport()
  await round()
  await post('agent', `${path}/messages`, {
    body: 'Set `limit`:\n\n```deluge\nlimit = 5 < 6;\n```\n\n> it was 4\n\nSee https://docs.vendor.example/limits.',
    visibility: 'public',
  })
  await round()
  await round()
  assert.equal(catcher.mails.length, 2)
  const [receipt, reply] = (await opened(catcher)) as [Email, Email]
  for (const mail of [receipt, reply]) {
    assert.deepEqual([mail.from?.address, mail.from?.name], ['partner-support@zohocorp.com', 'Partner Support'])
    assert.deepEqual(
      mail.to?.map((to) => [to.name, to.address]),
      [['Asha', 'asha@aurora.example']],
    )
    assert.match(mail.messageId ?? '', /^<letter\.[\da-f-]{36}@desk\.vendor\.example>$/)
    assert.equal(mail.replyTo?.[0]?.address?.replace(/\+[a-z2-7]+@/, '+@'), 'partner-support+@zohocorp.com')
  }
  assert.notEqual(receipt.messageId, reply.messageId)
  assert.equal(catcher.mails[0]?.mailFrom, 'partner-support@zohocorp.com')
  assert.equal(reply.subject, `[${body.number}] A report is wrong`)
  // RFC 3834: a machine wrote the one, a person the other.
  assert.equal(header(receipt, 'Auto-Submitted'), 'auto-replied')
  assert.equal(header(reply, 'Auto-Submitted'), undefined)
  assert.equal(header(reply, 'List-Unsubscribe'), undefined)
  assert.match(header(receipt, 'List-Unsubscribe') ?? '', /^<https:\/\/desk\.vendor\.example\/api\/v1\/letters\/.+>$/)
  assert.equal(header(reply, 'In-Reply-To'), receipt.messageId)
  assert.equal(header(reply, 'References'), receipt.messageId)
  // What is code stays code; nothing in it is HTML, and nothing is fetched.
  assert.match(reply.html ?? '', /<pre [^>]*>limit = 5 &lt; 6;<\/pre>/)
  assert.match(reply.html ?? '', /<blockquote [^>]*>it was 4<\/blockquote>/)
  assert.match(reply.html ?? '', /<a href="https:\/\/docs\.vendor\.example\/limits"/)
  assert.match(reply.html ?? '', /<a href="https:\/\/desk\.vendor\.example\/tickets\//)
  assert.doesNotMatch(reply.html ?? '', /<(img|script|link|iframe)|url\(|@import/i)
  assert.match(reply.text ?? '', /limit = 5 < 6;/)
  assert.ok((reply.text ?? '').includes(`https://desk.vendor.example/tickets/${id}`))
  // The token is the contact's for this ticket, and is kept nowhere as it is.
  const token = tokenIn(reply)
  assert.equal(token, tokenIn(receipt))
  const holder = await app.db.system((tx) => ticketOfToken(tx, token.toUpperCase()))
  assert.deepEqual(holder, { ticket: id, address: 'asha@aurora.example', person: desk.people.aurora.id })
  const kept = await app.db.system((tx) => tx.call({ name: 'all', text: 'select l::text as l from letters l' }))
  assert.ok(!JSON.stringify(kept).includes(token))
  assert.equal(settings.publicUrl, 'https://desk.vendor.example')
})

test('A5: each receiver has a token of its own for each ticket, and no other opens anything', async (context) => {
  const { round, catcher, openSupport, post, app } = await sending(context)
  const one = await openSupport('borealis')
  await openSupport('borealis')
  await post('borealis', `${one.path}/escalations`, major)
  await post('borealis', `${one.path}/escalations/raise`, { statement: 'Nothing yet.' })
  await post('borealis', `${one.path}/escalations/raise`, { statement: 'Nothing yet.' })
  await round()
  const tokens = new Map<string, string>()
  for (const mail of await opened(catcher)) {
    const about = `${mail.subject?.match(/PS-\d+/)?.[0]} ${mail.to?.[0]?.address}`
    if (tokenIn(mail) === '') continue
    assert.equal(tokens.get(about) ?? tokenIn(mail), tokenIn(mail))
    tokens.set(about, tokenIn(mail))
  }
  // The contact on two tickets, the lead, and both at the third level.
  assert.equal(tokens.size, 5)
  assert.equal(new Set(tokens.values()).size, 5)
  const guesses = [...tokens.values()].map((token) => token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a'))
  for (const guess of [...guesses, '', one.id])
    assert.equal(await app.db.system((tx) => ticketOfToken(tx, guess)), null)
})

test('A10: a European partner hears from European addresses, on both desks, and answers to them', async (context) => {
  const { round, catcher, openSupport, openOperations } = await sending(context)
  await openSupport('borealis')
  await openOperations('borealis')
  await openOperations('aurora')
  await round()
  assert.deepEqual(
    // They are sent side by side.
    (await opened(catcher))
      .map(({ from, replyTo }) => [from?.address, replyTo?.[0]?.address?.replace(/\+[a-z2-7]{25}@/, '+TOKEN@')])
      .toSorted(),
    [
      ['partner-operations@eu.zohocorp.com', 'partner-operations+TOKEN@eu.zohocorp.com'],
      ['partner-operations@zohocorp.com', 'partner-operations+TOKEN@zohocorp.com'],
      ['partner-support@eu.zohocorp.com', 'partner-support+TOKEN@eu.zohocorp.com'],
    ],
  )
})

test('A5: a letter to a level of several people is one mail to each, greeting each', async (context) => {
  const { round, catcher, openSupport, post, get } = await sending(context)
  const { path } = await openSupport('borealis')
  await post('borealis', `${path}/escalations`, major)
  for (const _ of [2, 3]) await post('borealis', `${path}/escalations/raise`, { statement: 'Nothing yet.' })
  await round()
  const third = (await opened(catcher)).filter(
    ({ subject, to }) => /level 3/.test(subject ?? '') && !to?.[0]?.address?.endsWith('borealis.example'),
  )
  assert.deepEqual(third.map(({ to }) => to?.map(({ address }) => address)).toSorted(), [
    ['daniel.p@eu.zohocorp.com'],
    ['rajvikram.s@eu.zohocorp.com'],
  ])
  for (const mail of third) assert.match(mail.text ?? '', new RegExp(`^Hello ${mail.to?.[0]?.name},`))
  const { items } = (await get('agent', `${path}/letters`)).body
  assert.ok(items.every(({ state, to }: any) => state === 'sent' && to.length === 1))
})

test('A5: what goes out is signed, and the signature holds for what arrived', async (context) => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const { round, catcher, openSupport } = await sending(context, { domain: 'zohocorp.com', selector: 'desk', key })
  await openSupport('borealis')
  await round()
  const published = (publicKey.export({ type: 'spki', format: 'der' }) as Buffer).toString('base64')
  const resolver = localDns({ 'desk._domainkey.zohocorp.com': [{ TXT: `v=DKIM1; k=rsa; p=${published}` }] })
  const asked = { resolver } as NonNullable<Parameters<typeof dkimVerify>[1]>
  const raw = catcher.mails[0]?.raw as Buffer
  const { results } = await dkimVerify(raw, asked)
  assert.deepEqual(
    results.map(({ status, signingDomain }) => [status.result, signingDomain]),
    [['pass', 'zohocorp.com']],
  )
  assert.equal(results[0]?.status.aligned, 'zohocorp.com')
  const forged = Buffer.from(raw.toString('latin1').replace('A report is wrong', 'A report is right'), 'latin1')
  assert.notEqual((await dkimVerify(forged, asked)).results[0]?.status.result, 'pass')
})

test('A5: refused for now it is tried again, the same mail, until it is taken; what was said is kept', async (context) => {
  const { desk, round, catcher, openSupport, get, state } = await sending(context)
  const { path } = await openSupport()
  const seen: string[] = []
  catcher.onData = () => 451
  await round()
  assert.deepEqual(await state(path), ['queued'])
  const before = (await get('agent', `${path}/letters`)).body.items[0]
  assert.deepEqual([before.tries, before.dueAt], [1, '2026-03-10T06:01:00Z'])
  assert.match(before.answer, /451 come back later/)
  seen.push(
    (await get('agent', `/letters/${before.id}`)).body.headers.find((row: any) => row.name === 'Message-ID').value,
  )
  desk.setTime('2026-03-10T06:00:59Z')
  await round()
  assert.equal((await get('agent', `${path}/letters`)).body.items[0].tries, 1)
  catcher.onData = () => null
  desk.setTime('2026-03-10T06:01:00Z')
  await round()
  const [mail] = await opened(catcher)
  assert.equal(catcher.mails.length, 1)
  assert.equal(mail?.messageId, seen[0])
  const whole = (await get('agent', `/letters/${before.id}`)).body
  assert.deepEqual(
    [whole.state, whole.settledAt, whole.attempts.map(({ at, outcome }: any) => [at, outcome])],
    [
      'sent',
      '2026-03-10T06:01:00Z',
      [
        ['2026-03-10T06:00:00Z', 'later'],
        ['2026-03-10T06:01:00Z', 'sent'],
      ],
    ],
  )
})

test('A5: refused for good it is not tried again, the contact’s address is marked, and a lead may have it sent to a new one', async (context) => {
  const { app, desk, deliver, round, catcher, openSupport, get, post, state } = await sending(context)
  const { path } = await openSupport()
  catcher.onRecipient = (address) => (address === 'asha@aurora.example' ? 550 : null)
  await round()
  assert.deepEqual(await state(path), ['failed'])
  const { items, failing } = (await get('agent', `${path}/letters`)).body
  assert.match(items[0].answer, /550/)
  assert.deepEqual(
    failing.map(({ name, since }: any) => [name, since]),
    [['Asha', '2026-03-10T06:00:00Z']],
  )
  desk.setTime('2026-03-12T06:00:00Z')
  await deliver()
  assert.equal(catcher.mails.length, 0)
  assert.equal((await post('agent', `/letters/${items[0].id}/retry`)).status, 403)
  await app.db.system((tx) =>
    tx.call({
      name: 'm',
      text: `update people set email = 'asha.new@aurora.example' where email = 'asha@aurora.example'`,
    }),
  )
  const again = await post('admin', `/letters/${items[0].id}/retry`)
  assert.deepEqual([again.status, again.body.state], [200, 'queued'])
  assert.match(again.body.attempts.at(-1).answer, /Ada Admin/)
  await deliver()
  const [mail] = await opened(catcher)
  assert.equal(mail?.to?.[0]?.address, 'asha.new@aurora.example')
  assert.notEqual(tokenIn(mail as Email), '')
  assert.deepEqual(await state(path), ['sent'])
  assert.equal((await post('admin', `/letters/${items[0].id}/retry`)).status, 409)
})

test('A5: a letter that is refused for good after its last byte has failed at once, in the server’s words, and its address is not marked', async (context) => {
  const { desk, deliver, round, catcher, openSupport, get, state } = await sending(context)
  const { path } = await openSupport()
  let asked = 0
  catcher.onData = () => {
    asked += 1
    return 554
  }
  await round()
  assert.deepEqual(await state(path), ['failed'])
  const { items, failing } = (await get('agent', `${path}/letters`)).body
  assert.match(items[0].answer, /^554 /)
  assert.equal(items[0].tries, 1)
  assert.deepEqual(failing, [])
  desk.setTime('2026-03-12T06:00:00Z')
  await deliver()
  assert.equal(asked, 1)
})

test('A5: what a mail server’s refusal means for a letter: of its address, of itself, not now, or no server', () => {
  const refusals = [
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, 'failed address'],
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 452 }, 'later'],
    [{ code: 'EENVELOPE', command: 'API' }, 'failed address'],
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 553 }, 'failed letter'],
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 530 }, 'no-server'],
    [{ code: 'EENVELOPE', command: 'DATA', responseCode: 554 }, 'failed letter'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 550 }, 'failed letter'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 451 }, 'later'],
    // The server has said how large a letter may be.
    [{ code: 'EMESSAGE', command: 'MAIL FROM' }, 'failed letter'],
    [{ code: 'ECONNECTION', command: 'DATA' }, 'later'],
    [{ code: 'EAUTH', responseCode: 535 }, 'no-server'],
  ] as const
  for (const [error, meant] of refusals) {
    const outcome = outcomeOf(Object.assign(new Error('said'), error))
    assert.equal(
      outcome.kind === 'failed' ? `${outcome.kind} ${outcome.about}` : outcome.kind,
      meant,
      JSON.stringify(error),
    )
  }
})

test('A5: one receiver’s refusal is no other’s: each has a way of its own', async (context) => {
  const { round, catcher, openSupport, state } = await sending(context)
  const [one, other] = [await openSupport('aurora'), await openSupport('borealis')]
  catcher.onRecipient = (address) => (address.endsWith('aurora.example') ? 550 : null)
  await round()
  assert.deepEqual([await state(one.path), await state(other.path)], [['failed'], ['sent']])
})

test('G1: a connection that breaks in the middle costs an attempt and no letter', async (context) => {
  const { desk, round, catcher, openSupport, state, get } = await sending(context)
  const { path } = await openSupport()
  catcher.onData = () => 'hang up'
  await round()
  assert.deepEqual(await state(path), ['queued'])
  assert.equal((await get('agent', `${path}/letters`)).body.items[0].tries, 1)
  catcher.onData = () => null
  desk.setTime('2026-03-10T06:01:00Z')
  await round()
  assert.equal(catcher.mails.length, 1)
  assert.deepEqual(await state(path), ['sent'])
})

test('G1: taken and then cut off, it comes twice under one Message-ID, which is how its receiver knows', async (context) => {
  const { desk, round, catcher, openSupport } = await sending(context)
  await openSupport()
  catcher.onData = () => 'take, then hang up'
  await round()
  catcher.onData = () => null
  desk.setTime('2026-03-10T06:01:00Z')
  await round()
  const [first, second] = await opened(catcher)
  assert.equal(catcher.mails.length, 2)
  assert.equal(first?.messageId, second?.messageId)
})

test('A5: without a server nothing is counted against a letter; it goes when the server is back', async (context) => {
  const { desk, app, settings, server, catcher, openSupport, get } = await sending(context)
  const { path } = await openSupport()
  await addressDue(app)
  const nowhere = openSmtp('smtp://127.0.0.1:9', null)
  context.after(() => nowhere.close())
  const { noServer } = await deliverDue(app, nowhere, settings)
  assert.match(noServer ?? '', /ECONNREFUSED/)
  const [waiting] = (await get('agent', `${path}/letters`)).body.items
  assert.deepEqual([waiting.state, waiting.tries, waiting.dueAt], ['queued', 0, '2026-03-10T06:02:00Z'])
  desk.setTime('2026-03-10T06:02:00Z')
  await deliverDue(app, server, settings)
  assert.equal(catcher.mails.length, 1)
})

test('G1: two nodes that deliver at once send each letter once', async (context) => {
  const { app, settings, server, catcher, openSupport } = await sending(context)
  const second = openSmtp(catcher.url, null)
  context.after(() => second.close())
  for (let count = 0; count < 30; count += 1) await openSupport(count % 2 === 0 ? 'aurora' : 'borealis')
  const node = async (own: typeof server) => {
    for (;;) {
      const { addressed } = await addressDue(app, 7)
      const { settled } = await deliverDue(app, own, settings)
      if (addressed === 0 && settled === 0) return
    }
  }
  await Promise.all([node(server), node(second)])
  await node(server)
  const ids = (await opened(catcher)).map(({ messageId }) => messageId)
  assert.deepEqual([ids.length, new Set(ids).size], [30, 30])
})

test('G1: a node that dies while it sends leaves the letter to the others, when its lease is over', async (context) => {
  const { app, desk, settings, deliver, catcher, openSupport, state } = await sending(context)
  const { path } = await openSupport()
  await addressDue(app)
  const dying = { send: () => Promise.reject(new Error('the node died')) }
  await assert.rejects(deliverDue(app, dying, settings))
  assert.deepEqual(await state(path), ['sending'])
  desk.setTime('2026-03-10T06:14:59Z')
  await deliver()
  assert.equal(catcher.mails.length, 0)
  desk.setTime('2026-03-10T06:15:00Z')
  await deliver()
  assert.equal(catcher.mails.length, 1)
  assert.deepEqual(await state(path), ['sent'])
})

test('G1: a step that fails posts no letter, and one that is done twice posts it once', async (context) => {
  const { app, round, catcher } = await sending(context)
  const posting = {
    template: 'escalation-ended',
    to: { name: 'Pam', email: 'Pam@vendor.example' },
    desk: 'support',
    country: 'DE',
    state: null,
    ticket: null,
    partner: null,
    data: { reason: 'Agreed.', number: 'none', subject: 'none' },
    onceFor: 'a-test:1',
  } as const
  await assert.rejects(
    app.db.system(async (tx) => {
      await postLetter(app, tx, posting)
      throw new Error('The step fails.')
    }),
  )
  await round()
  assert.equal(catcher.mails.length, 0)
  await app.db.system((tx) => postLetter(app, tx, posting))
  await app.db.system((tx) => postLetter(app, tx, posting))
  await round()
  const mails = await opened(catcher)
  assert.deepEqual(
    mails.map(({ from, to, replyTo }) => [from?.address, to?.[0]?.address, replyTo]),
    [['partner-support@eu.zohocorp.com', 'pam@vendor.example', undefined]],
  )
})

test('A5: nobody writes a header through a subject or a name', async (context) => {
  const { app, round, catcher, get, post, desk } = await sending(context)
  await app.db.system((tx) =>
    tx.call({ name: 'n', text: `update people set name = E'Asha\\r\\nBcc: thief@evil.example' where name = 'Asha'` }),
  )
  const sent = await post('aurora', '/tickets', {
    ...right,
    subject: 'Broken\r\nBcc: thief@evil.example\r\n\r\nHello',
  })
  assert.equal(sent.status, 201)
  await round()
  const [mail] = await opened(catcher)
  assert.deepEqual(catcher.mails[0]?.rcptTo, ['asha@aurora.example'])
  assert.equal(header(mail as Email, 'Bcc'), undefined)
  assert.match(mail?.subject ?? '', /Broken Bcc: thief@evil\.example Hello$/)
  const [letter] = (await get('agent', `/tickets/${sent.body.id}/letters`)).body.items
  const { headers } = (await get('agent', `/letters/${letter.id}`)).body
  assert.ok(headers.every(({ value }: any) => !/[\r\n]/.test(value)))
  assert.deepEqual(desk.complaints, [])
})

test('A5: words that look like an instant and are none are said as they were written, and stop no letter', async (context) => {
  const { round, catcher, get, post } = await sending(context)
  const { id } = (await post('aurora', '/tickets', right)).body
  const statement = '2026-13-01T25:00Z'
  assert.equal((await post('aurora', `/tickets/${id}/escalations`, { ...major, statement })).status, 201)
  await post('borealis', '/tickets', right)
  assert.equal((await get('agent', '/letters')).status, 200)
  await round()
  const mails = await opened(catcher)
  assert.ok(mails.some(({ text }) => text?.includes(statement)))
  assert.ok(catcher.mails.some(({ rcptTo }) => rcptTo.includes('bjorn@borealis.example')))
})

test('A5: an invitation goes along as a calendar part with its own method', async (context) => {
  const { app, round, catcher } = await sending(context)
  const calendar = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//desk//EN',
    'METHOD:CANCEL',
    'BEGIN:VEVENT',
    'UID:1@desk.example',
    'DTSTAMP:20260310T060000Z',
    'DTSTART:20260311T060000Z',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')
  await app.db.system((tx) =>
    postLetter(app, tx, {
      template: 'escalation-ended',
      to: { name: 'Pam', email: 'pam@vendor.example' },
      desk: 'support',
      country: 'IN',
      state: null,
      ticket: null,
      partner: null,
      data: { reason: 'The call is off.', number: 'none', subject: 'none' },
      calendar,
    }),
  )
  await round()
  const raw = catcher.mails[0]?.raw.toString('utf8') ?? ''
  assert.match(raw, /multipart\/alternative/)
  assert.match(raw, /Content-Type: text\/calendar; charset=utf-8; method=CANCEL/i)
})

test('A5: what comes back is on the letter and on its contact, until a mail comes from there or somebody says so', async (context) => {
  const { app, round, catcher, openSupport, get, post, state, desk } = await sending(context)
  const { id, path } = await openSupport()
  await round()
  const [mail] = await opened(catcher)
  const report = {
    outcome: 'failed',
    address: 'asha@aurora.example',
    ticket: id as TicketId,
    status: '5.1.1',
    diagnosis: 'smtp; 550 user unknown',
    messageId: mail?.messageId ?? null,
  } as const
  const tell = (change: Partial<BounceReport>) => app.db.system((tx) => markBounced(app, tx, { ...report, ...change }))
  const failing = async () => (await get('agent', `${path}/letters`)).body.failing
  // Nobody is believed who does not know a letter of ours, or says that it is only late.
  assert.equal(await tell({ address: null }), false)
  assert.equal(await tell({ messageId: '<letter.none@desk.vendor.example>' }), false)
  assert.equal(await tell({ outcome: 'delayed' }), false)
  assert.deepEqual([await state(path), await failing()], [['sent'], []])
  assert.equal(await tell({}), true)
  assert.deepEqual(await state(path), ['bounced'])
  const [contact] = await failing()
  assert.deepEqual([contact.name, contact.because], ['Asha', '5.1.1 smtp; 550 user unknown'])
  assert.equal((await post('aurora', `/contacts/${desk.people.aurora.id}/address-works`)).status, 403)
  assert.equal((await post('agent', `/contacts/${desk.people.aurora.id}/address-works`)).status, 200)
  assert.deepEqual(await failing(), [])
  // A mailbox that was full is no wrong address.
  assert.equal(await tell({ status: '4.2.2' }), true)
  assert.deepEqual(await failing(), [])
  await tell({})
  await app.db.system((tx) => addressAnswers(tx, 'Asha@Aurora.example'))
  assert.deepEqual(await failing(), [])
})

test('A5: who declines receipts gets none from then on, and answers all the same; only the link of the letter does it', async (context) => {
  const { desk, round, catcher, openOperations, post, state } = await sending(context)
  const { path } = await openOperations()
  await round()
  const [receipt] = await opened(catcher)
  const link = new URL(/<(.+)>/.exec(header(receipt as Email, 'List-Unsubscribe') ?? '')?.[1] ?? '')
  const here = `${desk.url}${link.pathname}${link.search}`
  const press = (url: string) =>
    fetch(url, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  assert.equal((await press(`${desk.url}${link.pathname}?token=guess`)).status, 404)
  // Looking at it changes nothing: mail programs open links by themselves.
  const shown = await fetch(here)
  assert.match(await shown.text(), /asha@aurora\.example/)
  const second = await openOperations()
  await round()
  assert.deepEqual(await state(second.path), ['sent'])
  assert.equal((await press(here)).status, 200)
  const third = await openOperations()
  await post('agent', `${path}/messages`, { body: 'We are looking into it.', visibility: 'public' })
  await round()
  assert.deepEqual(await state(third.path), ['declined'])
  assert.deepEqual(await state(path), ['sent', 'sent'])
})

test('G4: what was captured before a mail server was set is never sent, whatever anybody asks', async (context) => {
  const catcher = await mailCatcher(context)
  const { desk, openSupport, post, get } = await escalationDesk(context)
  const { path } = await openSupport('borealis')
  await post('borealis', `${path}/escalations`, major)
  const app: App = { ...desk.app, publicUrl: 'https://desk.vendor.example' }
  const server = openSmtp(catcher.url, null)
  context.after(() => server.close())
  await addressDue(app)
  desk.setTime('2026-04-10T06:00:00Z')
  await deliverDue(app, server, await mailSettings(app))
  assert.equal(catcher.mails.length, 0)
  const { items } = (await get('agent', `${path}/letters`)).body
  assert.ok(items.length >= 3)
  for (const { id, state } of items) {
    assert.equal(state, 'captured')
    const refused = await post('admin', `/letters/${id}/retry`)
    assert.equal(refused.status, 409)
    assert.match(refused.body.detail, /never sent/)
  }
  await deliverDue(app, server, await mailSettings(app))
  assert.equal(catcher.mails.length, 0)
})
