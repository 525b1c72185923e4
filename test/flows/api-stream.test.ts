import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { streamWord } from '../../src/http/wire.ts'
import type { Typing } from '../../src/services/stream.ts'
import { insertPeople, updatePerson } from '../../src/storage/people.ts'
import { uuid } from '../support/decisions.ts'
import { listen, type Heard, type ListenOptions, type Listening } from '../support/hear.ts'
import { ask, right, testDesk, type DeskOptions, type TestDesk } from '../support/http.ts'

async function withKeys(context: TestContext, options: DeskOptions = {}) {
  const desk = await testDesk(context, options)
  const aurora = await desk.keyOf('asha@aurora.example')
  const borealis = await desk.keyOf('bjorn@borealis.example')
  const agent = await desk.keyOf('agent@vendor.example')
  const open = async (key: string, subject = 'A report is wrong', url = desk.url): Promise<string> => {
    const { status, body } = await ask(url, 'POST', '/api/v1/tickets', { key, body: { ...right, subject } })
    assert.equal(status, 201, JSON.stringify(body))
    return body.id
  }
  const say = (key: string, ticket: string, visibility: 'public' | 'internal' = 'public') =>
    ask(desk.url, 'POST', `/api/v1/tickets/${ticket}/messages`, { key, body: { body: 'Said.', visibility } })
  const hear = async (options: ListenOptions, url = desk.url): Promise<Listening> => {
    const listening = await listen(url, options)
    context.after(() => listening.stop())
    if (listening.status === 200) await listening.placed
    return listening
  }
  return { desk, aurora, borealis, agent, open, say, hear }
}

const of = (heard: readonly Heard[]): string[] => heard.map(({ data }) => `${data.ticket} ${data.seq}`)

test('What happens is heard as it happens, in words, with its place', async (context) => {
  const { desk, aurora, agent, open, say, hear } = await withKeys(context)
  const listening = await hear({ key: agent })
  assert.equal(listening.status, 200)
  assert.match(listening.headers['content-type'] ?? '', /^text\/event-stream/)
  const ticket = await open(aurora)
  await say(agent, ticket)
  await listening.until(2)
  assert.deepEqual(
    listening.heard.map(({ event, data }) => [event, data.kind]),
    [
      ['ticket', 'opened'],
      ['ticket', 'agent-replied'],
    ],
  )
  for (const { data } of listening.heard)
    assert.ok(z.strictObject(streamWord.shape).safeParse(data).success, JSON.stringify(data))
  const [first, second] = listening.heard
  assert.equal(first?.data.partner, desk.people.aurora.partner)
  assert.equal(first?.data.at, '2026-03-10T06:00:00Z')
  assert.deepEqual([first?.data.revision, second?.data.revision], [1, 2])
  assert.notEqual(first?.id, second?.id)
})

test('G3: a partner hears of its own tickets only, and nothing internal', async (context) => {
  const { aurora, borealis, agent, open, say, hear } = await withKeys(context)
  const staff = await hear({ key: agent })
  const partner = await hear({ key: aurora })
  const other = await hear({ key: borealis })
  const theirs = await open(borealis)
  const mine = await open(aurora)
  await say(agent, mine, 'internal')
  await say(agent, mine)
  await staff.until(4)
  await partner.until(2)
  await other.until(1)
  assert.deepEqual(of(staff.heard), [`${theirs} 1`, `${mine} 1`, `${mine} 2`, `${mine} 3`])
  assert.deepEqual(of(partner.heard), [`${mine} 1`, `${mine} 3`])
  assert.deepEqual(of(other.heard), [`${theirs} 1`])
})

test('A stream that broke is resumed without loss and without anything twice, by header or address, at any node', async (context) => {
  const { desk, aurora, borealis, agent, open, hear } = await withKeys(context)
  const second = await desk.join()
  for (const key of [agent, aurora]) {
    const first = await hear({ key })
    const one = await open(aurora)
    await first.until(1)
    first.stop()
    const missed = [await open(aurora), await open(aurora)]
    await open(borealis)
    for (const resumed of [
      await hear({ key, lastEventId: first.lastId() }, second.url),
      await hear({ key, path: `/api/v1/events?lastEventId=${first.lastId()}` }),
    ]) {
      const after = await open(aurora)
      await resumed.until((heard) => heard.some(({ data }) => data.ticket === after))
      const own = resumed.heard.filter(({ data }) => data.partner === desk.people.aurora.partner)
      const since = missed.concat(after)
      assert.deepEqual(
        own.map(({ data }) => data.ticket).filter((id) => since.includes(id)),
        since,
      )
      assert.ok(!own.some(({ data }) => data.ticket === one), 'nothing twice')
    }
  }
})

test('However many come at once, few are brought up to date together: the database is for requests, too', async (context) => {
  const { desk, agent, open, hear, aurora } = await withKeys(context)
  await open(aurora)
  const { lastId } = await hear({ key: agent })
  const from = lastId()
  const ticket = await open(aurora)
  let atOnce = 0
  let most = 0
  const transaction = desk.app.db.transaction.bind(desk.app.db)
  context.mock.method(desk.app.db, 'transaction', async (...[actor, work]: Parameters<typeof transaction>) => {
    if (actor.kind !== 'staff') return transaction(actor, work)
    atOnce += 1
    most = Math.max(most, atOnce)
    return transaction(actor, work).finally(() => (atOnce -= 1))
  })
  const all = await Promise.all(Array.from({ length: 12 }, () => hear({ key: agent, lastEventId: from })))
  for (const each of all) {
    await each.until(1)
    assert.deepEqual(of(each.heard), [`${ticket} 1`])
  }
  assert.equal(most, 3)
})

test('Before anything has happened there is a place to resume from', async (context) => {
  const { aurora, agent, open, hear } = await withKeys(context)
  await open(aurora)
  const first = await hear({ key: agent })
  await pause(50)
  assert.deepEqual(first.heard, [])
  assert.notEqual(first.lastId(), '')
  first.stop()
  const missed = await open(aurora)
  const resumed = await hear({ key: agent, lastEventId: first.lastId() })
  await resumed.until(1)
  assert.deepEqual(of(resumed.heard), [`${missed} 1`])
})

test('While many write at two nodes, every listener hears each thing once and in the same order, also one that keeps breaking off', async (context) => {
  const { desk, aurora, borealis, agent, open, hear } = await withKeys(context)
  const second = await desk.join()
  const steady = [await hear({ key: agent }), await hear({ key: agent }, second.url)]
  const partner = await hear({ key: borealis }, second.url)
  let writing = true
  const fickle: Heard[] = []
  const breaking = (async () => {
    for (let lastId = steady[0]?.lastId() ?? '', end = false; !end;) {
      end = !writing
      const listening = await hear({ key: agent, lastEventId: lastId }, fickle.length % 2 === 0 ? desk.url : second.url)
      await (end ? listening.until((heard) => fickle.length + heard.length >= 48) : pause(15))
      listening.stop()
      fickle.push(...listening.heard)
      lastId = listening.lastId()
    }
  })()
  const writers = [aurora, borealis, aurora, borealis].map(async (key, place) => {
    const ids: string[] = []
    for (let n = 0; n < 12; n += 1) ids.push(await open(key, `From ${place}`, place < 2 ? desk.url : second.url))
    return ids
  })
  const written = await Promise.all(writers)
  writing = false
  const all = written.flat()
  for (const each of steady) await each.until(all.length)
  await partner.until(24)
  await breaking
  const [one, two] = steady.map(({ heard }) => of(heard))
  assert.deepEqual(one, two)
  assert.deepEqual(one?.toSorted(), all.map((id) => `${id} 1`).toSorted())
  assert.deepEqual(of(fickle), one)
  assert.deepEqual(
    of(partner.heard),
    one?.filter((each) => [...(written[1] ?? []), ...(written[3] ?? [])].some((id) => each.startsWith(id))),
  )
})

test('What happens between a listener being brought up to date and its joining the others is not lost on it', async (context) => {
  const { desk, aurora, agent, open, hear } = await withKeys(context)
  const steady = await hear({ key: agent })
  const { promise: hasRead, resolve: read } = Promise.withResolvers<void>()
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>()
  const transaction = desk.app.db.transaction.bind(desk.app.db)
  const held = context.mock.method(
    desk.app.db,
    'transaction',
    async (...[actor, work]: Parameters<typeof transaction>) => {
      const value = await transaction(actor, work)
      if (actor.kind !== 'staff') return value
      read()
      await mayGoOn
      return value
    },
  )
  const joining = await hear({ key: agent })
  await hasRead
  const between = await open(aurora)
  await steady.until(1)
  held.mock.restore()
  goOn()
  const after = await open(aurora)
  await joining.until(2)
  assert.deepEqual(of(joining.heard), [`${between} 1`, `${after} 1`])
})

/** Lets nobody of the staff be brought up to date until told to. */
function holdUp(context: TestContext, { app }: TestDesk): () => void {
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>()
  const transaction = app.db.transaction.bind(app.db)
  context.mock.method(app.db, 'transaction', async (...[actor, work]: Parameters<typeof transaction>) => {
    if (actor.kind === 'staff') await mayGoOn
    return transaction(actor, work)
  })
  return goOn
}

test('A4, G3: what is told once and kept nowhere is heard from the first line on, also while the rest is still being read', async (context) => {
  const { desk, aurora, agent, open, hear } = await withKeys(context)
  await open(aurora)
  const goOn = holdUp(context, desk)
  const arriving = await hear({ key: agent })
  const typing: Typing = { chat: null, ticket: uuid(), partner: null, person: uuid(), name: 'Ada', side: 'agent' }
  desk.site.stream.whisper(typing)
  desk.site.stream.tellPolicy(2)
  desk.site.stream.tellAlerts(new Set([desk.people.agent.id]))
  await arriving.until(3)
  assert.deepEqual(
    arriving.heard.map(({ event }) => event),
    ['typing', 'policy', 'alerts'],
  )
  const meanwhile = await open(aurora)
  goOn()
  await arriving.until(4)
  assert.deepEqual(of(arriving.heard.slice(3)), [`${meanwhile} 1`])
})

test('G3: who may not listen any more is cut off while it is being brought up to date, and where that changed on its way in', async (context) => {
  const { desk, agent, hear } = await withKeys(context)
  const goOn = holdUp(context, desk)
  const arriving = await hear({ key: agent })
  await desk.app.db.system((tx) => updatePerson(tx, { ...desk.people.agent, active: false }))
  await arriving.ended
  goOn()

  const key = await desk.keyOf(desk.people.admin.email)
  const there = await hear({ key })
  const { stream } = desk.site
  const serve = stream.serve.bind(stream)
  context.mock.method(stream, 'serve', async (...asked: Parameters<typeof serve>) => {
    // Let in, and told of by the time it stands among those who are told.
    await desk.app.db.system((tx) => updatePerson(tx, { ...desk.people.admin, active: false }))
    await there.ended
    serve(...asked)
  })
  const late = await hear({ key })
  await late.ended
})

test('A place that this stream never gave is answered with a reset, and the stream goes on', async (context) => {
  const { aurora, agent, open, hear } = await withKeys(context)
  await open(aurora)
  for (const lastEventId of ['rubbish', '999999999999-1', '1']) {
    const listening = await hear({ key: agent, lastEventId })
    await listening.until(1)
    assert.equal(listening.heard[0]?.event, 'reset')
    const ticket = await open(aurora)
    await listening.until(2)
    assert.deepEqual(of(listening.heard.slice(1)), [`${ticket} 1`])
    listening.stop()
  }
})

test('Where no notice comes through, the stream looks by itself', async (context) => {
  const { desk, aurora, agent, open, hear } = await withKeys(context, { lookEvery: 50 })
  context.mock.method(desk.app.db, 'announce', () => undefined)
  const listening = await hear({ key: agent })
  const ticket = await open(aurora)
  await listening.until(1)
  assert.deepEqual(of(listening.heard), [`${ticket} 1`])
})

test('Signs of life come, with the place reached, also for whom there was nothing to hear', async (context) => {
  const { aurora, borealis, agent, open, hear } = await withKeys(context, { beatEvery: 40 })
  const listening = await hear({ key: borealis })
  const staff = await hear({ key: agent })
  await open(aurora)
  await staff.until(1)
  const place = staff.heard[0]?.id
  for (let look = 0; look < 1_500 && listening.lastId() !== place; look += 1) await pause(20)
  assert.equal(listening.lastId(), place)
  assert.ok(listening.beats() > 0)
  assert.deepEqual(listening.heard, [])
})

test('G3: who may not listen any more is cut off at once', async (context) => {
  const { desk, aurora, agent, hear } = await withKeys(context)
  const leaving = await hear({ key: aurora })
  const staying = await hear({ key: agent })
  await desk.app.db.system((tx) => updatePerson(tx, { ...desk.people.aurora, active: false }))
  await leaving.ended
  let isOver = false
  void staying.ended.then(() => (isOver = true))
  await pause(50)
  assert.equal(isOver, false)
})

test('The staff hears that people and keys changed, at every node, whoever did it; partners do not', async (context) => {
  const { desk, aurora, agent, open, hear } = await withKeys(context)
  const second = await desk.join()
  const partner = await hear({ key: aurora })
  const staff = await hear({ key: agent }, second.url)
  // What the making of the keys said is heard before this is.
  await open(aurora)
  await staff.until(1)
  await pause(100)
  const { people, app } = desk
  const changes: readonly (() => Promise<unknown>)[] = [
    () => app.db.system((tx) => insertPeople(tx, [{ ...people.agent, id: uuid(), email: 'new@vendor.example' }])),
    () => desk.keyOf(people.agent.email),
    () => app.db.system((tx) => updatePerson(tx, { ...people.agent, name: 'Ann A.' })),
  ]
  for (const change of changes) {
    const before = staff.peopleChanges()
    await change()
    await staff.until(() => staff.peopleChanges() > before)
  }
  await partner.until(1)
  assert.equal(partner.peopleChanges(), 0)
})

test('A server that closes ends its streams first', async (context) => {
  const { desk, agent, hear } = await withKeys(context)
  const second = await desk.join()
  const listening = await hear({ key: agent }, second.url)
  await second.close()
  await listening.ended
  assert.ok(listening.lastId() !== '', 'with a place to go on from')
})

test('A server that closes while somebody is being brought up to date waits for what is being read for it', async (context) => {
  const { desk, agent } = await withKeys(context)
  const second = await desk.join()
  const { promise: hasBegun, resolve: begin } = Promise.withResolvers<void>()
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>()
  const order: string[] = []
  const transaction = desk.app.db.transaction.bind(desk.app.db)
  context.mock.method(desk.app.db, 'transaction', async (...[actor, work]: Parameters<typeof transaction>) => {
    if (actor.kind !== 'staff') return transaction(actor, work)
    begin()
    await mayGoOn
    const value = await transaction(actor, work)
    order.push('read')
    return value
  })
  const joining = await listen(second.url, { key: agent })
  await hasBegun
  const closing = second.close().then(() => order.push('closed'))
  await joining.ended
  goOn()
  await closing
  assert.deepEqual(order, ['read', 'closed'])
})

test('Where the ledger cannot be read, who comes is cut off and everybody else is served', async (context) => {
  const { desk, aurora, agent, open, hear } = await withKeys(context)
  await open(aurora)
  const broken = new Error('The disk is full.')
  const held = context.mock.method(desk.app.db, 'transaction', () => Promise.reject(broken))
  const answer = await fetch(`${desk.url}/api/v1/events`, { headers: { authorization: `Bearer ${agent}` } }).catch(
    () => null,
  )
  await answer?.text().catch(() => undefined)
  held.mock.restore()
  assert.ok(desk.complaints.includes(broken))
  desk.complaints.length = 0
  const listening = await hear({ key: agent })
  const ticket = await open(aurora)
  await listening.until(1)
  assert.deepEqual(of(listening.heard), [`${ticket} 1`])
})

test('Without credentials there is nothing to hear', async (context) => {
  const { hear } = await withKeys(context)
  assert.equal((await hear({})).status, 401)
})
