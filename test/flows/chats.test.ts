import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addGrant } from '../../src/services/registry/grants.ts'
import { verify } from '../../src/services/verify.ts'
import { chatDesk, firstWord } from '../support/chats.ts'
import { lettersFor } from '../support/letters-for.ts'

test('A4, A8: chat is open by tier or by a grant of this fiscal year, to nobody else by the API either, and says which ways are', async (context) => {
  const { desk, as, well, available, begin, take, say, see, becomes } = await chatDesk(context)
  await available('agent')
  await becomes('authorised')
  const offer = await well(as('borealis', 'GET', '/chats/offer'))
  assert.equal(offer.allowed, false)
  assert.match(offer.because, /offered to Advanced and Premium partners, not to Authorised ones.*can grant it/)
  assert.deepEqual([offer.desks, offer.channels.map(({ offering }: any) => offering)], [[], ['widget', 'email']])
  const refused = await as('borealis', 'POST', '/chats', firstWord)
  assert.deepEqual([refused.status, refused.body.detail], [403, offer.because])
  assert.equal((await as('borealis', 'POST', '/chats', { ...firstWord, leave: true })).status, 403)

  const { admin, borealis } = desk.people
  const manager = { kind: 'staff', person: admin.id, role: 'admin', desks: [] } as const
  assert.ok(borealis.partner !== null)
  const granted = await addGrant(
    desk.app,
    manager,
    borealis.partner,
    { offering: 'chat', reason: 'A select few.' },
    null,
  )
  assert.ok(granted.ok && granted.value.fresh)
  const chat = await begin('borealis')
  assert.equal((await take(chat)).status, 200)

  // The fiscal year ends while they talk: what was begun may be finished, and nothing new is begun.
  const { endsOn } = granted.value.value
  desk.setTime(Temporal.PlainDate.from(endsOn).add({ days: 1 }).toZonedDateTime('Europe/Berlin').toInstant().toString())
  assert.equal((await as('borealis', 'GET', '/chats/offer')).body.allowed, false)
  assert.equal((await say('borealis', chat, 'And one more thing.')).status, 201)
  assert.equal((await as('borealis', 'POST', `/chats/${chat.id}/end`, { solved: false })).status, 200)
  assert.equal((await see('borealis', chat)).state, 'ended')
  const after = await as('borealis', 'POST', '/chats', firstWord)
  assert.equal(after.status, 403)
  assert.match(after.body.detail, /The grant that this partner had ended on/)
})

test('A4, C4, C5: a chat is a ticket from its first word, a person’s first answer stops the clock, and no letter is written of its words', async (context) => {
  const { desk, as, well, available, begin, take, say, see, said, turns, end } = await chatDesk(context)
  await available('agent')
  const chat = await begin('aurora', { customerEmail: 'ceo@kestrel.example' })
  assert.deepEqual([chat.state, chat.position, chat.agent, chat.ticket.channel], ['waiting', 1, null, 'chat'])
  assert.deepEqual([chat.ticket.keyAccount, chat.ticket.clocks.length], [true, 2])
  assert.equal((await lettersFor(desk.app, 'receipt')).length, 1)
  assert.deepEqual(await turns('aurora', chat), ['A live chat began.'])
  const clocks = async () => (await see('aurora', chat)).ticket.clocks.map(({ state }: any) => state)

  desk.setTime('2026-03-10T06:01:00Z')
  assert.equal((await take(chat)).status, 200)
  assert.deepEqual(await clocks(), ['running', 'running'], 'that somebody is there answers nothing')
  assert.equal(
    (await as('agent', 'POST', `/tickets/${chat.ticket.id}/messages`, { body: 'Looks old.', visibility: 'internal' }))
      .status,
    201,
  )
  assert.equal((await say('agent', chat, 'Which report is it?')).status, 201)
  assert.deepEqual(await clocks(), ['met', 'running'])
  await say('aurora', chat, 'The one of March.')
  await say('agent', chat, 'It was filtered by owner.')
  assert.deepEqual(await clocks(), ['met', 'met'])
  assert.equal((await said('aurora', chat)).length, 4)
  assert.equal((await said('agent', chat)).length, 5)
  assert.deepEqual(await lettersFor(desk.app, 'reply'), [])

  const ended = await well(end('agent', chat, { solved: true }))
  assert.deepEqual([ended.state, ended.endedBecause, ended.ticket.status], ['ended', 'agent', 'solved'])
  assert.equal((await lettersFor(desk.app, 'solved')).length, 1)
  assert.deepEqual(await turns('aurora', chat), [
    'A live chat began.',
    'The chat was taken.',
    'The chat was ended by the desk.',
  ])
  for (const who of ['agent', 'aurora'] as const) assert.equal((await say(who, chat, 'Wait.')).status, 409)
  // Every clock comes out the same from the ledger, and its chain holds.
  const found: unknown[] = []
  await verify(desk.app, (difference) => void found.push(difference))
  assert.deepEqual(found, [])
})

test('A4: what was said goes by letter to whoever of the partner asks, once, and to nobody else', async (context) => {
  const { desk, as, available, begin, take, say, see, end } = await chatDesk(context)
  await available('agent')
  const chat = await begin()
  await take(chat)
  await as('agent', 'POST', `/tickets/${chat.ticket.id}/messages`, { body: 'Secret.', visibility: 'internal' })
  await say('agent', chat, 'Try <b>this</b> {name}.')
  const transcript = (who: 'aurora' | 'colleague' | 'borealis' | 'agent') =>
    as(who, 'POST', `/chats/${chat.id}/transcript`)
  assert.equal((await transcript('aurora')).status, 409, 'while it goes on')
  await end('aurora', chat)
  assert.equal((await see('aurora', chat)).isTranscriptSent, false)
  for (const who of ['aurora', 'aurora', 'colleague'] as const)
    assert.equal((await transcript(who)).body.isTranscriptSent, true)
  assert.deepEqual([(await transcript('borealis')).status, (await transcript('agent')).status], [404, 403])
  const letters = await lettersFor(desk.app, 'chat-transcript')
  assert.deepEqual(
    letters.map(({ to }) => to),
    ['asha@aurora.example', 'arun@aurora.example'],
  )
  assert.match(letters[0]?.data.transcript, /The sum is wrong\.[^]*Ann Agent, [^]*Try <b>this<\/b> \{name\}\./)
  assert.doesNotMatch(letters[0]?.data.transcript, /Secret/)
})

test('A4: while nobody is there, chat says so, is refused, and is left as a message that is a request at once', async (context) => {
  const { desk, as, well, available, begin, end } = await chatDesk(context)
  const standing = async () => (await well(as('aurora', 'GET', '/chats/offer'))).desks[0]
  assert.deepEqual(await standing(), {
    desk: 'support',
    name: 'Partner Support',
    isOpen: true,
    opensAt: null,
    isSomebodyThere: false,
    waiting: 0,
  })
  const refused = await as('aurora', 'POST', '/chats', firstWord)
  assert.deepEqual(
    [refused.status, refused.body.detail],
    [409, 'Nobody of Partner Support is there for chat now: leave it as a message.'],
  )
  assert.equal((await as('aurora', 'GET', '/tickets?view=all')).body.items.length, 0, 'nothing was opened')
  const left = await begin('aurora', { leave: true })
  assert.deepEqual(
    [left.state, left.endedBecause, left.ticket.channel, left.ticket.clocks.length],
    ['ended', 'left', 'chat', 2],
  )
  assert.equal((await as('aurora', 'POST', `/chats/${left.id}/transcript`)).status, 409)

  await available('agent')
  assert.equal((await standing()).isSomebodyThere, true)
  await end('aurora', await begin())
  // Whoever is available is not there beyond the desk's week in the partner's zone.
  desk.setTime('2026-03-14T09:00:00Z')
  await available('agent')
  assert.deepEqual(await standing(), {
    desk: 'support',
    name: 'Partner Support',
    isOpen: false,
    opensAt: '2026-03-15T18:30:00Z',
    isSomebodyThere: false,
    waiting: 0,
  })
  assert.match(
    (await as('aurora', 'POST', '/chats', firstWord)).body.detail,
    /^Chat with Partner Support is closed now/,
  )
})

test('A4, A1: a matter of a desk that holds no chats is sent to the request’s own form, and so is a first word that is too long', async (context) => {
  const { as, available } = await chatDesk(context)
  await available('admin')
  const other = await as('aurora', 'POST', '/chats', {
    type: 'Commission Payment',
    subject: 'An invoice',
    description: 'Where is it?',
  })
  assert.deepEqual([other.status, other.body.errors[0].field], [422, 'type'])
  assert.match(other.body.errors[0].message, /Partner Operations, which holds no chats; Partner Support does/)
  const long = await as('aurora', 'POST', '/chats', { ...firstWord, description: 'x'.repeat(4_001) })
  assert.deepEqual([long.status, long.body.errors[0].field], [422, 'description'])
  assert.equal((await as('agent', 'POST', '/chats', firstWord)).status, 403)
  assert.equal((await as('aurora', 'GET', '/tickets?view=all')).body.items.length, 0)
})

test('A4: one person has one chat at a time, also where two are begun at once; a colleague has its own', async (context) => {
  const { as, available, begin } = await chatDesk(context)
  await available('agent')
  const both = await Promise.all([as('aurora', 'POST', '/chats', firstWord), as('aurora', 'POST', '/chats', firstWord)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409])
  assert.equal((await as('aurora', 'GET', '/tickets?view=all')).body.items.length, 1)
  const second = await begin('colleague')
  assert.equal(second.position, 2)
  const offer = await as('aurora', 'GET', '/chats/offer')
  assert.equal(offer.body.live.ticket.id !== second.ticket.id, true)
})

test('G1: a word that is sent twice is one, and a chat that is begun twice too', async (context) => {
  const { as, available, take, say, said } = await chatDesk(context)
  await available('agent')
  const key = { 'idempotency-key': 'chat-1' }
  const first = await as('aurora', 'POST', '/chats', firstWord, key)
  const again = await as('aurora', 'POST', '/chats', firstWord, key)
  assert.deepEqual([first.status, again.status, again.body.id], [201, 201, first.body.id])
  await take(first.body)
  const word = { 'idempotency-key': 'word-1' }
  const [one, two] = await Promise.all([1, 2].map(() => say('aurora', first.body, 'Hello?', word)))
  assert.deepEqual([one?.status, two?.status, one?.body.message.id === two?.body.message.id], [201, 201, true])
  assert.equal((await say('aurora', first.body, 'Another.', word)).status, 409)
  assert.deepEqual((await said('aurora', first.body)).slice(1), ['Hello?'])
})

test('A4: too long, too much at once, and empty words are refused; HTML is kept as it was written', async (context) => {
  const { desk, as, available, begin, take, say, said } = await chatDesk(context)
  await available('agent')
  const chat = await begin()
  await take(chat)
  const long = await say('aurora', chat, 'x'.repeat(4_001))
  assert.deepEqual([long.status, long.body.errors[0].field], [422, 'body'])
  assert.equal((await say('aurora', chat, '   ')).status, 400)
  const html = '<img src=x onerror="alert(1)">'
  await say('aurora', chat, html)
  // The first word counts as well.
  for (let n = 2; n < 20; n += 1) assert.equal((await say('aurora', chat, `Word ${n}`)).status, 201, String(n))
  const much = await say('aurora', chat, 'One more')
  assert.deepEqual([much.status, much.body.type], [429, 'urn:partner-desk:problem:too-many'])
  assert.equal((await say('agent', chat, 'Slowly, please.')).status, 201, 'the other side may write')
  desk.setTime('2026-03-10T06:01:01Z')
  assert.equal((await say('aurora', chat, 'Now then.')).status, 201)
  assert.equal((await said('agent', chat))[1], html)
  assert.equal((await as('aurora', 'GET', '/chats?show=live')).body.items.length, 1)
})

test('G3: another partner neither sees a chat nor writes, types, ends or takes in it; colleagues see it and write as themselves', async (context) => {
  const { as, available, begin, take, say, see, end } = await chatDesk(context)
  await available('agent')
  const chat = await begin()
  await take(chat)
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['POST', '/messages', { body: 'Hi.' }],
    ['POST', '/typing', undefined],
    ['POST', '/take', undefined],
    ['POST', '/hand-over', { person: null }],
    ['POST', '/end', { solved: true }],
    ['POST', '/transcript', undefined],
  ] as const)
    assert.equal((await as('borealis', method, `/chats/${chat.id}${path}`, body)).status, 404, path)
  assert.deepEqual((await as('borealis', 'GET', '/chats')).body.items, [])
  assert.equal((await as('borealis', 'GET', '/chats/presence')).status, 403)

  const joined = await say('colleague', chat, 'I am here too.')
  assert.deepEqual([joined.body.message.author.name, joined.body.message.side], ['Arun', 'partner'])
  const seen = await see('colleague', chat)
  assert.deepEqual([seen.person.name, seen.agent.name, seen.agent.email], ['Asha', 'Ann Agent', null])
  assert.equal((await as('colleague', 'GET', '/chats/offer')).body.live, null, 'it is the other’s')
  assert.equal((await as('colleague', 'POST', `/chats/${chat.id}/take`)).status, 403)
  assert.equal((await end('colleague', chat)).status, 200)
})

test('A4: who ends a chat with a solution needs the partner to have had its answer, or gives it', async (context) => {
  const { as, available, begin, take, end, see } = await chatDesk(context)
  await available('agent')
  const chat = await begin()
  await take(chat)
  const early = await end('agent', chat, { solved: true })
  assert.deepEqual([early.status, early.body.errors[0].field], [422, 'body'])
  assert.equal((await see('agent', chat)).state, 'open', 'nothing of it was done')
  assert.equal((await end('aurora', chat, { solved: true, body: 'Found it.' })).status, 422)
  assert.equal((await end('agent', chat, { solved: false, body: 'Bye.' })).status, 422)
  const done = await end('agent', chat, { solved: true, body: 'It was filtered by owner.' })
  assert.deepEqual([done.status, done.body.ticket.status], [200, 'solved'])
  assert.equal((await end('agent', chat)).status, 409)

  const own = await begin()
  const mine = await end('aurora', own, { solved: true })
  assert.deepEqual([mine.body.endedBecause, mine.body.ticket.status], ['partner', 'solved'])
  const other = await begin()
  const open = await end('aurora', other)
  assert.deepEqual([open.body.ticket.status, open.body.ticket.clocks[0].state], ['new', 'running'])
  assert.equal((await as('agent', 'GET', '/chats?show=ended')).body.items.length, 3)
})

test('A4, B4: files come with the first word and with every other; each is used once, and another partner’s is not there', async (context) => {
  const { desk, keys, as, available, begin, take } = await chatDesk(context)
  await available('agent')
  const upload = async (who: 'aurora' | 'agent' | 'borealis', name: string): Promise<string> => {
    const body = new FormData()
    body.append('file', new Blob(['a,b'], { type: 'text/csv' }), name)
    const headers = { authorization: `Bearer ${keys[who]}` }
    const answer = await fetch(`${desk.url}/api/v1/attachments`, { method: 'POST', headers, body })
    return ((await answer.json()) as { id: string }).id
  }
  const first = await upload('aurora', 'first.csv')
  const foreign = await as('aurora', 'POST', '/chats', {
    ...firstWord,
    attachments: [await upload('borealis', 'x.csv')],
  })
  assert.deepEqual([foreign.status, foreign.body.errors[0].field], [422, 'attachments.0'])
  const chat = await begin('aurora', { attachments: [first] })
  await take(chat)
  const word = await as('agent', 'POST', `/chats/${chat.id}/messages`, {
    body: 'Try this.',
    attachments: [await upload('agent', 'second.csv')],
  })
  assert.deepEqual(
    word.body.message.attachments.map(({ name }: any) => name),
    ['second.csv'],
  )
  const twice = await as('aurora', 'POST', `/chats/${chat.id}/messages`, { body: 'Again.', attachments: [first] })
  assert.equal(twice.status, 422)
  const { items } = (await as('aurora', 'GET', `/tickets/${chat.ticket.id}/messages`)).body
  assert.deepEqual(
    items.flatMap(({ attachments }: any) => attachments.map(({ name }: any) => name)),
    ['first.csv', 'second.csv'],
  )
})

test('A4: whoever watches the server sees chats that wait, those that go on, and who is there; the console counts those that wait', async (context) => {
  const { desk, as, available, begin, take } = await chatDesk(context)
  await available('agent')
  await take(await begin())
  await begin('borealis')
  const metrics = await (await fetch(`${desk.url}/metrics`)).text()
  assert.match(metrics, /^desk_chats\{state="waiting"\} 1$/m)
  assert.match(metrics, /^desk_chats\{state="open"\} 1$/m)
  assert.match(metrics, /^desk_chat_agents_available 1$/m)
  assert.equal((await as('agent', 'GET', '/tickets/counts')).body.chats, 1)
  assert.equal((await as('aurora', 'GET', '/tickets/counts')).body.chats, 0)
})
