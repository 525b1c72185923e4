import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { makeKey } from '../../src/services/access.ts'
import { wakeChats } from '../../src/services/chats/wake.ts'
import { chatDesk, firstWord } from '../support/chats.ts'
import { ask } from '../support/http.ts'
import { listen } from '../support/hear.ts'
import { lettersFor } from '../support/letters-for.ts'

test('A4: of two agents who take a chat at once one has it and its ticket, and the other is told who', async (context) => {
  const { available, begin, take, see, turns } = await chatDesk(context)
  await available('agent')
  const chat = await begin()
  const [one, two] = await Promise.all([take(chat, 'agent'), take(chat, 'admin')])
  assert.deepEqual([one?.status, two?.status].toSorted(), [200, 409])
  const [taker, late] = one?.status === 200 ? ['Ann Agent', two] : ['Ada Admin', one]
  assert.equal(late?.body.detail, `${taker} has taken this chat: join it by writing, or take another one.`)
  const { agent, ticket } = await see('agent', chat)
  assert.deepEqual([agent.name, ticket.assignee.name], [taker, taker])
  assert.deepEqual(await turns('aurora', chat), ['A live chat began.', 'The chat was taken.'])
  assert.equal((await take(chat, taker === 'Ann Agent' ? 'agent' : 'admin')).status, 200, 'whoever has it, has it')
})

test('A4: nobody holds more chats than the policy says, also where several are taken or handed over at once, and nobody answers one that is not taken', async (context) => {
  const { desk, as, well, available, begin, take, say, see } = await chatDesk(context)
  await available('agent')
  const chats = [await begin('aurora'), await begin('colleague'), await begin('borealis')]
  assert.equal((await say('agent', chats[0], 'Hello.')).status, 409, 'take it first')
  const { partner } = desk.people.borealis
  const added = await well(
    as('admin', 'POST', `/partners/${partner}/contacts`, { name: 'Berit', email: 'berit@borealis.example' }),
  )
  const { key } = await makeKey(desk.app, added.id, { scope: 'full', label: 'test' })
  const fourth = await well(ask(desk.url, 'POST', '/api/v1/chats', { key, body: firstWord }))
  const taken = await Promise.all([...chats, fourth].map((chat) => take(chat)))
  assert.deepEqual(taken.map(({ status }) => status).toSorted(), [200, 200, 200, 409])
  const refused = taken.find(({ status }) => status === 409)
  assert.equal(refused?.body.detail, 'You have 3 chats, and that is the most at a time: end one, or hand one over.')
  const left = [...chats, fourth][taken.indexOf(refused as (typeof taken)[number])]
  assert.equal((await take(left, 'admin')).status, 200)
  const over = await as('admin', 'POST', `/chats/${left.id}/hand-over`, { person: desk.people.agent.id })
  assert.deepEqual(
    [over.status, over.body.errors[0].message],
    [422, 'Ann Agent has 3 chats, which is the most at a time.'],
  )
  assert.equal((await see('admin', left)).agent.name, 'Ada Admin')
})

test('A4, C11: a chat that nobody takes becomes a request at its time, on one node of two, with its promises since the first word', async (context) => {
  const { desk, available, begin, passes, see, say, turns } = await chatDesk(context)
  await available('agent')
  const chat = await begin()
  await passes(9, ['agent'])
  assert.deepEqual([(await see('aurora', chat)).state, chat.dueAt], ['waiting', '2026-03-10T06:10:00Z'])
  await available('agent')
  desk.setTime('2026-03-10T06:10:00Z')
  const woken = await Promise.all([wakeChats(desk.app, 50), wakeChats(desk.app, 50)])
  assert.equal(
    woken.reduce((sum, { chats }) => sum + chats, 0),
    1,
  )
  const ended = await see('aurora', chat)
  assert.deepEqual(
    [ended.state, ended.endedBecause, ended.ticket.status, ended.ticket.channel],
    ['ended', 'no-agent', 'new', 'chat'],
  )
  assert.deepEqual(
    ended.ticket.clocks.map(({ startedAt, state }: any) => [startedAt, state]),
    [
      ['2026-03-10T06:00:00Z', 'running'],
      ['2026-03-10T06:00:00Z', 'running'],
    ],
  )
  assert.equal((await say('aurora', chat, 'Hello?')).status, 409)
  assert.match(
    (await turns('aurora', chat)).at(-1) ?? '',
    /^Nobody could take the chat in time: it goes on as a request/,
  )
})

test('A4: an agent who is not heard of any more is gone: the chat waits again, before all others, and the partner is told', async (context) => {
  const { desk, as, well, available, begin, take, say, passes, see, turns } = await chatDesk(context)
  await available('agent')
  await available('admin')
  const chat = await begin()
  await take(chat)
  await say('agent', chat, 'One moment.')
  await passes(1, ['agent', 'admin'])
  const later = await begin('borealis')
  assert.equal(later.position, 1)
  await passes(2, ['admin'])
  assert.equal((await see('aurora', chat)).agent.name, 'Ann Agent', 'not yet')
  await passes(1, ['admin'])
  const back = await see('aurora', chat)
  assert.deepEqual([back.state, back.agent, back.position, back.ticket.assignee], ['waiting', null, 1, null])
  assert.equal((await see('borealis', later)).position, 2)
  assert.equal(
    (await turns('aurora', chat)).at(-1),
    'The connection to Ann Agent was lost: the chat waits for the next agent, before all others.',
  )
  // Whoever comes back is not available by itself.
  const presence = await well(as('agent', 'PUT', '/chats/presence', {}))
  assert.deepEqual(
    [presence.available, presence.holds, presence.agents.map(({ name }: any) => name)],
    [false, 0, ['Ada Admin']],
  )
  assert.equal((await take(chat, 'admin')).status, 200)
  assert.equal((await as('aurora', 'GET', '/chats/offer')).body.desks[0].isSomebodyThere, true)
  await desk.app.db.system((tx) =>
    tx.call({ name: 'away', text: 'update chat_presences set expires_at = $1' }, [desk.app.now()]),
  )
  assert.equal((await as('aurora', 'GET', '/chats/offer')).body.desks[0].isSomebodyThere, false)
})

test('A4: a chat in which nobody writes is ended, and what was said goes to whoever began it, once', async (context) => {
  const { desk, as, available, begin, take, say, passes, see } = await chatDesk(context)
  await available('agent')
  const chat = await begin()
  await take(chat)
  await passes(5, ['agent'])
  await say('agent', chat, 'It was filtered by owner.')
  await as('agent', 'POST', `/tickets/${chat.ticket.id}/messages`, { body: 'Secret.', visibility: 'internal' })
  await passes(14, ['agent'])
  assert.equal((await see('aurora', chat)).state, 'open')
  // Written on the ticket's own page: a word as well.
  await as('aurora', 'POST', `/tickets/${chat.ticket.id}/messages`, { body: 'I look.', visibility: 'public' })
  await as('agent', 'POST', `/tickets/${chat.ticket.id}/messages`, { body: 'Do.', visibility: 'public' })
  await passes(14, ['agent'])
  assert.equal((await see('aurora', chat)).state, 'open')
  await passes(1, ['agent'])
  const ended = await see('aurora', chat)
  assert.deepEqual(
    [ended.state, ended.endedBecause, ended.endedBy, ended.ticket.status],
    ['ended', 'silence', null, 'waiting-on-partner'],
  )
  assert.equal(ended.isTranscriptSent, true)
  await as('aurora', 'POST', `/chats/${chat.id}/transcript`)
  const [letter] = await lettersFor(desk.app, 'chat-transcript')
  assert.match(letter?.data.transcript, /It was filtered by owner/)
  assert.doesNotMatch(letter?.data.transcript, /Secret/)
  assert.deepEqual(
    (await lettersFor(desk.app, 'chat-transcript')).map(({ to }) => to),
    ['asha@aurora.example'],
  )
})

test('A4: where the partner waits for a word, the chat is marked, then waits for another agent instead of being ended', async (context) => {
  const { available, begin, take, passes, see, turns } = await chatDesk(context)
  await available('agent')
  const chat = await begin()
  await take(chat)
  await passes(1, ['agent'])
  assert.equal((await see('agent', chat)).markedSince, null)
  await passes(1, ['agent'])
  assert.equal((await see('agent', chat)).markedSince, '2026-03-10T06:00:00Z')
  await passes(13, ['agent'])
  assert.equal((await see('agent', chat)).state, 'waiting')
  assert.match((await turns('aurora', chat)).at(-1) ?? '', /^Ann Agent did not answer in time/)
  await passes(10, ['agent'])
  assert.equal((await see('agent', chat)).endedBecause, 'no-agent')
})

test('A4: a chat is handed over to a colleague who is available and has room, or given back; the partner is told to whom', async (context) => {
  const { desk, as, well, available, begin, take, say, see, turns } = await chatDesk(context)
  await available('agent')
  const chat = await begin()
  const hand = (who: 'agent' | 'aurora', person: string | null) =>
    as(who, 'POST', `/chats/${chat.id}/hand-over`, { person })
  const { admin, agent, colleague } = desk.people
  assert.equal((await hand('agent', admin.id)).status, 409, 'nobody has it yet')
  await take(chat)
  for (const [person, why] of [
    [colleague.id, /Nobody of the staff/],
    [agent.id, /Ann Agent has it already/],
    [admin.id, /Ada Admin is not available/],
  ] as const) {
    const refused = await hand('agent', person)
    assert.equal(refused.status, 422)
    assert.match(refused.body.errors[0].message, why)
  }
  assert.equal((await hand('aurora', admin.id)).status, 403)
  await available('admin')
  const given = await well(hand('agent', admin.id))
  assert.deepEqual([given.agent.name, given.ticket.assignee.name, given.state], ['Ada Admin', 'Ada Admin', 'open'])
  // Whoever had it may still write, and is then beside the new agent.
  await say('agent', chat, 'Ada knows this better.')
  assert.deepEqual(
    (await see('agent', chat)).joined.map(({ name }: any) => name),
    ['Ann Agent'],
  )
  await well(hand('agent', null))
  assert.deepEqual([(await see('aurora', chat)).position, (await see('aurora', chat)).agent], [1, null])
  assert.deepEqual((await turns('aurora', chat)).slice(2), [
    'The chat was handed over to Ada Admin.',
    'Joined the chat.',
    'Ada Admin gave it back: the chat waits for another agent, before all others.',
  ])
})

test('A4, C13: a chat ends with its ticket, wherever that is solved, and with one that is merged into another', async (context) => {
  const { desk, as, available, begin, take, say, see } = await chatDesk(context)
  await available('agent')
  const chat = await begin()
  await take(chat)
  await say('agent', chat, 'It was filtered by owner.')
  assert.equal((await as('aurora', 'POST', `/tickets/${chat.ticket.id}/solve`, {})).status, 200)
  await wakeChats(desk.app, 50)
  assert.deepEqual([(await see('aurora', chat)).state, (await see('aurora', chat)).endedBecause], ['ended', 'solved'])

  const other = await begin()
  await take(other)
  const { id } = (await as('aurora', 'POST', '/tickets', firstWord)).body
  assert.equal((await as('agent', 'POST', `/tickets/${other.ticket.id}/merge`, { into: id })).status, 200)
  assert.equal((await say('aurora', other, 'And here?')).status, 409, 'it goes on elsewhere')
  await wakeChats(desk.app, 50)
  assert.equal((await see('aurora', other)).endedBecause, 'merged')
})

test('A4, G3: a chat is heard live, resumed without loss at another node, and typing is told to both sides and nobody else', async (context) => {
  const { desk, keys, as, available, begin, take, say } = await chatDesk(context)
  const second = await desk.join()
  await available('agent')
  const hear = async (who: 'aurora' | 'borealis' | 'agent', url = desk.url, lastEventId?: string) => {
    const listening = await listen(url, { key: keys[who], ...(lastEventId === undefined ? {} : { lastEventId }) })
    context.after(() => listening.stop())
    await listening.placed
    return listening
  }
  const [aurora, borealis, agent] = [await hear('aurora'), await hear('borealis'), await hear('agent', second.url)]
  const chat = await begin()
  await take(chat)
  await agent.until((heard) => heard.filter(({ data }) => data.kind === 'chat').length === 2)
  await aurora.until((heard) => heard.filter(({ data }) => data.kind === 'chat').length === 2)
  assert.equal((await as('aurora', 'POST', `/chats/${chat.id}/typing`)).status, 204)
  await agent.until((heard) => heard.some(({ event }) => event === 'typing'))
  const typing = agent.heard.find(({ event }) => event === 'typing')
  assert.deepEqual([typing?.data.chat, typing?.data.name, typing?.data.side], [chat.id, 'Asha', 'partner'])
  const reached = aurora.lastId()
  aurora.stop()
  await say('agent', chat, 'Which report?')
  await say('aurora', chat, 'The one of March.')
  for (const url of [desk.url, second.url]) {
    const resumed = await hear('aurora', url, reached)
    await resumed.until((heard) => heard.some(({ data }) => data.kind === 'partner-replied'))
    assert.deepEqual(
      resumed.heard.filter(({ event }) => event === 'ticket').map(({ data }) => data.kind),
      ['agent-replied', 'partner-replied'],
    )
    assert.ok(!resumed.heard.some(({ event }) => event === 'typing'), 'who typed is kept nowhere')
  }
  assert.deepEqual(borealis.heard, [])
})

test('G3: who writes an answer to a ticket is told to colleagues, and to no partner', async (context) => {
  const { desk, keys, as } = await chatDesk(context)
  const { id } = (await as('aurora', 'POST', '/tickets', firstWord)).body
  const hear = async (who: 'aurora' | 'admin') => {
    const listening = await listen(desk.url, { key: keys[who] })
    context.after(() => listening.stop())
    await listening.placed
    return listening
  }
  const [aurora, admin] = [await hear('aurora'), await hear('admin')]
  assert.equal((await as('agent', 'POST', `/tickets/${id}/typing`)).status, 204)
  assert.equal((await as('aurora', 'POST', `/tickets/${id}/typing`)).status, 403)
  assert.equal((await as('agent', 'POST', `/tickets/${randomUUID()}/typing`)).status, 404)
  await admin.until((heard) => heard.some(({ event }) => event === 'typing'))
  const typing = admin.heard.find(({ event }) => event === 'typing')
  assert.deepEqual([typing?.data.chat, typing?.data.ticket, typing?.data.name], [null, id, 'Ann Agent'])
  // What comes after it has come, and it has not.
  assert.equal(
    (await as('agent', 'POST', `/tickets/${id}/messages`, { body: 'Which?', visibility: 'public' })).status,
    201,
  )
  await aurora.until((heard) => heard.some(({ data }) => data.kind === 'agent-replied'))
  assert.ok(!aurora.heard.some(({ event }) => event === 'typing'))
})

test('A4: months of chats say how many there were, how long partners waited, and how many nobody took', async (context) => {
  const { as, well, available, begin, take, end, passes } = await chatDesk(context)
  await begin('borealis', { leave: true })
  await available('agent')
  const first = await begin()
  const missed = await begin('colleague')
  await passes(2, ['agent'])
  await take(first)
  await end('agent', first)
  const second = await begin()
  await passes(5, ['agent'])
  await take(second)
  await passes(5, ['agent'])
  assert.equal((await as('agent', 'GET', `/chats/${missed.id}`)).body.endedBecause, 'no-agent')
  const { rows } = await well(as('agent', 'GET', '/reports/chats'))
  assert.deepEqual(rows, [{ month: '2026-03', chats: 3, taken: 2, missed: 1, left: 1, medianWaitSeconds: 210 }])
  assert.equal((await as('aurora', 'GET', '/reports/chats')).status, 403)
})
