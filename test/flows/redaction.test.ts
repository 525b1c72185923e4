import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redactionMark } from '../../src/domain/redaction.ts'
import { right } from '../support/http.ts'
import { redactingDesk, type RedactingDesk } from '../support/redacting.ts'

const word = 'Zq9hunter2'

/** A mail as programs write it: words twice, as text and as HTML, and a file that has another. */
const mailWith = (secret: string, file: string, fields: readonly string[] = []): Buffer =>
  Buffer.from(
    [
      'From: Asha <asha@aurora.example>',
      'To: partner-support@zohocorp.com',
      'Subject: The export fails',
      'Date: Tue, 10 Mar 2026 05:59:00 +0000',
      'Message-ID: <planted@mail.aurora.example>',
      ...fields,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="outer"',
      '',
      '--outer',
      'Content-Type: multipart/alternative; boundary="inner"',
      '',
      '--inner',
      'Content-Type: text/plain; charset=utf-8',
      '',
      `We sign in with the password ${secret} and it fails.`,
      '--inner',
      'Content-Type: text/html; charset=utf-8',
      '',
      `<p>We sign in with the password <b>${secret.slice(0, 4)}</b>${secret.slice(4)} and it fails.</p>`,
      '--inner--',
      '--outer',
      'Content-Type: text/plain; name="log.txt"',
      'Content-Disposition: attachment; filename="log.txt"',
      '',
      `key=${file}`,
      '--outer--',
      '',
    ].join('\r\n'),
  )

/** The ticket's first message, and what was asked of it. */
async function opened(desk: RedactingDesk, form: Record<string, unknown> = {}) {
  const answer = await desk.post('aurora', '/tickets', { ...right, severity: 2, ...form })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  const [message] = await desk.messagesOf('agent', answer.body.id)
  return { id: answer.body.id as string, message: message.id as string }
}

const passages = (message: string, ...words: string[]) => ({
  what: 'passages',
  message,
  passages: words,
  reason: 'secret',
})

/** Nothing is wrong, and these messages are known to be redacted. */
async function clean(desk: RedactingDesk, ...redacted: string[]): Promise<void> {
  const verified = await desk.verified()
  assert.deepEqual(verified.found, [])
  assert.deepEqual(verified.redacted.toSorted(), redacted.toSorted())
}

test('A word that came by form, by answer and by mail with a file, and went out by letter, is nowhere in any table once it is redacted (G3)', async (context) => {
  const desk = await redactingDesk(context)
  // By form, with fields of its own, under a key; found by search; sent back in the receipt.
  const form = {
    ...right,
    severity: 2,
    description: `The password is\n${word}, use it.`,
    troubleshooting: `We tried ${word} twice.`,
  }
  const first = await desk.post('aurora', '/tickets', form, { 'idempotency-key': 'form-1' })
  const ticket = first.body.id as string
  const [byForm] = await desk.messagesOf('agent', ticket)
  // By answer, quoted, with a key.
  const said = await desk.post(
    'agent',
    `/tickets/${ticket}/messages`,
    { body: `Is it still this?\n\n> ${word}, use it.\n\nSee https://x.example/${word}.`, visibility: 'public' },
    { 'idempotency-key': 'reply-1' },
  )
  assert.equal(said.status, 201)
  const note = await desk.post('agent', `/tickets/${ticket}/messages`, {
    body: `Told: ${word}`,
    visibility: 'internal',
  })
  // By mail: twice the same, with a file, and a returned letter.
  const mail = await desk.deliver(mailWith(word, `${word}file`))
  assert.ok(mail.state === 'done' && mail.ticket !== null, JSON.stringify(mail))
  const again = await desk.deliver(mailWith(word, `${word}file`, ['Received: from elsewhere']))
  assert.ok(again.state === 'done' && again.outcome === 'duplicate')
  await desk.deliverLetters()
  await desk.seal()

  const before = await desk.tablesWith(word)
  for (const table of ['messages', 'letters', 'mails_in', 'idempotency_keys', 'tickets', 'attachment_parts'])
    assert.ok(before.includes(table), `${table} should hold it: ${before.join(', ')}`)
  const search = async () => (await desk.get('agent', `/tickets?view=all&q=${word}`)).body.items.length
  assert.equal(await search(), 2)

  const byMail = await desk.messagesOf('lead', mail.ticket)
  const acts = [
    [ticket, passages(byForm.id, word)],
    [ticket, passages(said.body.message.id, word)],
    [ticket, passages(note.body.message.id, word)],
    [mail.ticket, passages(byMail[0].id, word)],
    [mail.ticket, { what: 'file', file: byMail[0].attachments[0].id, reason: 'secret' }],
  ] as const
  for (const [id, act] of acts) {
    const done = await desk.redact('lead', id, act, {
      'idempotency-key': `redact-${acts.findIndex((each) => each[1] === act)}`,
    })
    assert.equal(done.status, 201, JSON.stringify(done.body))
  }
  assert.deepEqual(await desk.tablesWith(word), [])
  assert.deepEqual(await desk.tablesWith(Buffer.from(word).toString('base64').slice(0, 12)), [])
  assert.equal(await search(), 0)
  assert.equal((await desk.get('agent', `/tickets?view=all&q=export`)).body.items.length, 1)

  // The first answers come again, without it.
  const replayed = await desk.post('aurora', '/tickets', form, { 'idempotency-key': 'form-1' })
  assert.equal(replayed.headers.get('idempotency-replayed'), 'true')
  assert.equal(replayed.body.id, ticket)
  await desk.seal()
  await clean(desk, byForm.id, said.body.message.id, note.body.message.id, byMail[0].id)
})

test('So is one that was typed before it was sent, said in a chat and sent as its transcript, held and let in, or told on the telephone (A3, A4, A7, G3)', async (context) => {
  const desk = await redactingDesk(context)
  const well = async (asked: ReturnType<typeof desk.post>): Promise<any> => {
    const { status, body } = await asked
    assert.ok(status < 300, JSON.stringify([body, desk.complaints.map(String)]))
    return body
  }
  // Typed: an earlier ticket is offered, and what was typed is kept.
  const draft = crypto.randomUUID()
  await well(desk.post('aurora', '/tickets', { ...right, subject: 'The renewal of a subscription fails' }))
  const writing = { subject: 'Renewing the subscription', description: `It says ${word}.`, draft }
  assert.equal((await well(desk.post('aurora', '/suggestions', writing))).items.length, 1)
  const typed = await opened(desk, { subject: writing.subject, description: writing.description })
  assert.ok((await desk.tablesWith(word)).includes('suggestions'))
  // In a chat.
  await well(desk.put('agent', '/chats/presence', { available: true }))
  const chat = await well(desk.post('aurora', '/chats', { ...right, product: 'crm' }))
  await well(desk.post('agent', `/chats/${chat.id}/take`))
  await well(
    desk.post('aurora', `/chats/${chat.id}/messages`, { body: `It is ${word}.` }, { 'idempotency-key': 'c-1' }),
  )
  await well(desk.post('agent', `/chats/${chat.id}/messages`, { body: 'Thank you.' }))
  await well(desk.post('agent', `/chats/${chat.id}/end`, { solved: false }))
  await well(desk.post('aurora', `/chats/${chat.id}/transcript`))
  // Held, since nobody proves who wrote it, and let in.
  const forged = await desk.deliver(mailWith(word, `${word}file`), { ip: '203.0.113.66' })
  assert.ok(forged.state === 'done' && forged.outcome === 'hold', JSON.stringify(forged))
  const [held] = (await desk.get('agent', '/held')).body.items
  assert.ok((await desk.tablesWith(word)).includes('held_requests'))
  const released = await well(desk.post('agent', `/held/${held.id}/release`, { contact: desk.people.aurora.id }))
  const letIn = released.ticket.id as string
  // On the telephone.
  const call = { caller: 'Asha', startedAt: '2026-03-10T05:50:00Z', seconds: 60, notes: `She spelt ${word}.` }
  const told = await well(desk.post('agent', `/tickets/${typed.id}/calls`, call))
  await desk.deliverLetters()
  await desk.seal()

  const inChat = (await desk.messagesOf('lead', chat.ticket.id)).find(({ body }: any) => body.includes(word))
  const [heldMessage] = await desk.messagesOf('lead', letIn)
  const phoned = (await desk.messagesOf('lead', typed.id)).find(({ body }: any) => body.includes('spelt'))
  assert.ok(told !== undefined)
  for (const [id, act] of [
    [typed.id, passages(typed.message, word)],
    [typed.id, { what: 'message', message: phoned.id, reason: 'secret' }],
    [chat.ticket.id, passages(inChat.id, word)],
    [letIn, passages(heldMessage.id, word)],
    [letIn, { what: 'file', file: heldMessage.attachments[0].id, reason: 'secret' }],
  ] as const)
    await well(desk.redact('lead', id, act))
  assert.deepEqual(await desk.tablesWith(word), [])
  await desk.seal()
  await clean(desk, typed.message, phoned.id, inChat.id, heldMessage.id)
})

test('Whoever reads the message sees the mark, who did it and why; of an internal note no partner does (G2, G3)', async (context) => {
  const desk = await redactingDesk(context)
  const { id, message } = await opened(desk, { description: `Key ${word}, and ${word} again.` })
  const done = await desk.redact('lead', id, { ...passages(message, word), because: 'The key of CRM' })
  assert.equal(done.status, 201, JSON.stringify(done.body))
  assert.deepEqual(done.body.remains, [])
  const note = await desk.post('agent', `/tickets/${id}/messages`, { body: `Hm: ${word}`, visibility: 'internal' })
  assert.equal((await desk.redact('lead', id, passages(note.body.message.id, word))).status, 201)
  // What waited goes out without it.
  await desk.deliverLetters()
  assert.deepEqual(await desk.tablesWith(word), [])
  for (const who of ['aurora', 'agent'] as const) {
    const [first] = await desk.messagesOf(who, id)
    assert.match(first.body, new RegExp(`^Key ${redactionMark}, and ${redactionMark} again\\.`))
    const [{ at, by, ...said }, ...others] = first.redactions
    assert.deepEqual(
      [said, by.name, others],
      [{ file: null, reason: 'secret', words: 'a password, key or token, The key of CRM' }, 'Lena Lead', []],
    )
    assert.equal(at, '2026-03-10T06:00:00Z')
  }
  const told = async (who: 'aurora' | 'agent') =>
    (await desk.get(who, `/tickets/${id}/events`)).body.items
      .filter(({ kind }: any) => kind === 'message-redacted')
      .map(({ words, by }: any) => `${words} ${by.person.name}`)
  const seen = 'A passage of a message redacted: a password, key or token, The key of CRM. Lena Lead'
  assert.deepEqual(await told('aurora'), [seen])
  assert.deepEqual(await told('agent'), [seen, 'A passage of a message redacted: a password, key or token. Lena Lead'])
})

test('A whole message goes, with its letters and the form; a second time it is nothing new, and a key gets its first answer (G1, G3)', async (context) => {
  const desk = await redactingDesk(context)
  const { id, message } = await opened(desk, { description: `All of ${word}.`, troubleshooting: 'Restarted.' })
  const said = await desk.post('agent', `/tickets/${id}/messages`, {
    body: `Long\nwords ${word}`,
    visibility: 'public',
  })
  await desk.deliverLetters()
  const whole = (of: string) => ({ what: 'message', message: of, reason: 'wrong-recipient' })
  const first = await desk.redact('admin', id, whole(message), { 'idempotency-key': 'once' })
  assert.equal(first.status, 201, JSON.stringify(first.body))
  assert.equal((await desk.redact('lead', id, whole(said.body.message.id))).status, 201)
  const revision = (await desk.get('agent', `/tickets/${id}`)).body.revision
  const again = await desk.redact('admin', id, whole(message), { 'idempotency-key': 'once' })
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  assert.equal((await desk.redact('lead', id, whole(message))).status, 201)
  assert.equal((await desk.get('agent', `/tickets/${id}`)).body.revision, revision)
  assert.deepEqual(
    (await desk.messagesOf('aurora', id)).map(({ body }: any) => body),
    [redactionMark, redactionMark],
  )
  assert.deepEqual(await desk.tablesWith(word), [])
  const { items } = (await desk.get('agent', `/tickets/${id}/letters`)).body
  assert.ok(
    items.some(({ text }: any) => text.includes(redactionMark)),
    JSON.stringify(items),
  )
  await clean(desk)
})

test('Words that the product uses itself go from what was said, and from nothing else (G1, G3)', async (context) => {
  const desk = await redactingDesk(context)
  const form = { ...right, severity: 2, description: 'Ask support, note it, it stays open.' }
  const first = await desk.post('aurora', '/tickets', form, { 'idempotency-key': 'form-2' })
  const id = first.body.id as string
  const [{ id: message }] = await desk.messagesOf('agent', id)
  await desk.deliverLetters()
  const before = (await desk.get('agent', `/tickets/${id}/letters`)).body.items
  assert.equal((await desk.redact('lead', id, passages(message, 'support', 'open', 'note'))).status, 201)
  const ticket = (await desk.get('aurora', `/tickets/${id}`)).body
  assert.deepEqual(
    [ticket.status, ticket.desk, ticket.subject, ticket.findings.map(({ verdict }: any) => verdict)],
    [first.body.status, 'support', first.body.subject, first.body.findings.map(({ verdict }: any) => verdict)],
  )
  const again = await desk.post('aurora', '/tickets', form, { 'idempotency-key': 'form-2' })
  assert.deepEqual([again.body.status, again.body.desk, again.body.id], [first.body.status, 'support', id])
  const [letter] = (await desk.get('agent', `/tickets/${id}/letters`)).body.items
  assert.deepEqual([letter.from, letter.to], [before[0].from, before[0].to])
  // What is a single letter long is found in nothing else.
  const short = await desk.post('agent', `/tickets/${id}/messages`, { body: 'a', visibility: 'public' })
  const whole = { what: 'message', message: short.body.message.id, reason: 'wrong-recipient' }
  assert.equal((await desk.redact('lead', id, whole)).status, 201)
  assert.match((await desk.messagesOf('aurora', id))[0].body, /^Ask /)
  const mistaken = passages(message, 'report')
  assert.equal((await desk.redact('lead', id, mistaken)).status, 422)
})

test('Only leads, managers and administrators redact; of another’s ticket there is nothing (G3)', async (context) => {
  const desk = await redactingDesk(context)
  const { id, message } = await opened(desk, { description: word })
  const act = passages(message, word)
  assert.deepEqual((await desk.redact('agent', id, act)).status, 403)
  assert.deepEqual((await desk.redact('aurora', id, act)).status, 403)
  assert.deepEqual((await desk.redact('borealis', id, act)).status, 404)
  assert.match((await desk.messagesOf('aurora', id))[0].body, new RegExp(word))
  // The database itself does not trust the program: an agent's transaction may not, and nobody may write messages.
  const { app, people } = desk
  const agent = { kind: 'staff', person: people.agent.id, role: 'agent', desks: [] } as const
  const asAgent = (text: string) => app.db.transaction(agent, (tx) => tx.call({ name: text.slice(0, 60), text }))
  const call = (body: string) =>
    `select redact_message('${crypto.randomUUID()}', '${id}', '${message}', '${body}', '', 'secret', '', '', '', now())`
  await assert.rejects(asAgent(call(redactionMark)), /Only a lead/)
  await assert.rejects(asAgent(`update messages set body = '' where id = '${message}'`), /permission denied/)
  const asLead = (text: string) =>
    app.db.transaction({ kind: 'staff', person: people.lead.id, role: 'lead', desks: [] }, (tx) =>
      tx.call({ name: text.slice(-60), text }),
    )
  await assert.rejects(asLead(call('nothing marked')), /leaves a mark/)
  await assert.rejects(asLead(call(`${redactionMark} and more`)), /only takes away/)
  await assert.rejects(asLead(`delete from redactions`), /permission denied/)
  await assert.rejects(asLead(`select redact_held_request('${id}', '', null)`), /changed by a redaction alone/)
})

test('Everything wrong is said at once by its field, and nothing repeats the words (G3)', async (context) => {
  const desk = await redactingDesk(context)
  const { id, message } = await opened(desk, { description: `The pin ${word}, here.` })
  const other = await opened(desk)
  const errors = async (act: unknown, ticket = id) => {
    const answer = await desk.redact('lead', ticket, act)
    assert.equal(answer.status, 422, JSON.stringify(answer.body))
    return answer.body.errors.map(({ field, message: said }: any) => [field, said])
  }
  const wrong = await errors({
    ...passages(message, 'absentsecret', 'pi', word),
    reason: 'other',
    because: `It was ${word}`,
  })
  assert.deepEqual(
    wrong.map(([field]: [string]) => field),
    ['passages.0', 'passages.1', 'because'],
  )
  assert.doesNotMatch(JSON.stringify(wrong), /absentsecret|Zq9/)
  assert.deepEqual((await errors({ ...passages(message, word), reason: 'other' }))[0][0], 'because')
  assert.deepEqual((await errors(passages(message, word), other.id))[0][0], 'message')
  const whole = { what: 'message', message, reason: 'secret', because: `pin ${word}` }
  assert.deepEqual((await errors(whole))[0][0], 'because')
  assert.equal((await desk.redact('lead', id, passages(message, 'The pin'))).status, 201)
  assert.deepEqual((await errors(passages(message, redactionMark)))[0][0], 'passages.0')
  assert.deepEqual((await errors({ what: 'file', file: message, reason: 'secret' }))[0][0], 'file')
  assert.equal((await desk.redact('lead', id, { ...passages(message, word), reason: 'whim' })).status, 400)
  assert.match((await desk.messagesOf('agent', id))[0].body, new RegExp(word))
})

test('It is said where the words stand still: in the subject, in the history, in another message (G2, G3)', async (context) => {
  const desk = await redactingDesk(context)
  const { id, message } = await opened(desk, { subject: `Is ${word} right?`, description: `We use ${word}.` })
  await desk.post('agent', `/tickets/${id}/severity`, { severity: 3, cause: 'eased', reason: `Only ${word} is left.` })
  const said = await desk.post('agent', `/tickets/${id}/messages`, { body: `Not ${word}.`, visibility: 'public' })
  const done = await desk.redact('lead', id, passages(message, word))
  assert.deepEqual(
    done.body.remains.map(({ where, message: of }: any) => [where, of]),
    [
      ['subject', null],
      ['history', null],
      ['message', said.body.message.id],
    ],
  )
})

test('A file is gone for both sides, said by whom and when; its digest stays, and what it came with reads on (G3)', async (context) => {
  const desk = await redactingDesk(context)
  const file = await desk.upload('aurora', `passport ${word}`, 'scan.txt')
  const { id, message } = await opened(desk, { attachments: [file] })
  const act = { what: 'file', file, reason: 'personal-data' }
  const [{ attachments: was }] = await desk.messagesOf('agent', id)
  for (const _ of ['first', 'again']) assert.equal((await desk.redact('lead', id, act)).status, 201)
  for (const who of ['aurora', 'agent'] as const) {
    const [{ attachments, redactions }] = await desk.messagesOf(who, id)
    assert.deepEqual(attachments, [
      {
        ...was[0],
        shows: was[0].shows,
        withheld: 'It was removed for good by Lena Lead.',
        removed: { at: '2026-03-10T06:00:00Z', by: 'Lena Lead' },
      },
    ])
    assert.deepEqual(
      redactions.map((each: any) => [each.file, each.words]),
      [[file, 'personal data']],
    )
    const got = await fetch(`${desk.url}/api/v1/attachments/${file}`, {
      headers: { authorization: `Bearer ${await desk.keyOf(who)}` },
    })
    assert.equal(got.status, 409)
  }
  assert.deepEqual(await desk.tablesWith(`passport ${word}`), [])
  const elsewhere = await opened(desk)
  assert.equal((await desk.redact('lead', elsewhere.id, act)).status, 422)
  const events = (await desk.get('aurora', `/tickets/${id}/events`)).body.items
  assert.equal(events.filter(({ kind }: any) => kind === 'attachment-redacted').length, 1)
  assert.equal((await desk.messagesOf('aurora', id))[0].id, message)
  await desk.seal()
  await clean(desk)
})

test('Closed and merged tickets are redacted too; two at once follow each other (C13, G3)', async (context) => {
  const desk = await redactingDesk(context)
  const [closed, merged, survivor] = [
    await opened(desk, { description: `One ${word}, two ${word}x.` }),
    await opened(desk, { description: word }),
    await opened(desk),
  ]
  assert.equal((await desk.post('agent', `/tickets/${merged.id}/merge`, { into: survivor.id })).status, 200)
  await desk.post('agent', `/tickets/${closed.id}/solve`, { body: 'Done.' })
  await desk.seal()
  assert.equal((await desk.redact('lead', merged.id, passages(merged.message, word))).status, 201)
  const both = await Promise.all([
    desk.redact('lead', closed.id, passages(closed.message, `${word}x`)),
    desk.redact('admin', closed.id, { what: 'message', message: closed.message, reason: 'secret' }),
  ])
  // Whichever comes second either takes what is left or is told that nothing is.
  assert.ok(both.some(({ status }) => status === 201))
  assert.ok(both.every(({ status }) => status === 201 || status === 422))
  assert.equal((await desk.messagesOf('agent', closed.id))[0].body, redactionMark)
  await desk.seal()
  await clean(desk, closed.message, merged.message)
})
