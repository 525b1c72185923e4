import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { escalationDesk, type Opened, type Whose } from '../support/escalated.ts'
import { listen } from '../support/hear.ts'
import { ask, type Answer } from '../support/http.ts'

async function linkedDesk(context: TestContext) {
  const base = await escalationDesk(context)
  const { get, post, remove } = base
  return {
    ...base,
    attach: (ticket: Opened, cause: Opened, whose: Whose = 'agent') =>
      post(whose, `${ticket.path}/cause`, { cause: cause.id }),
    detach: (ticket: Opened, whose: Whose = 'agent') => remove(whose, `${ticket.path}/cause`),
    linksOf: async (ticket: Opened) => (await get('agent', `${ticket.path}/links`)).body,
    causedBy: async (ticket: Opened): Promise<string[]> =>
      (await get('agent', `${ticket.path}/caused`)).body.items.map(({ id }: { id: string }) => id),
    merge: async (ticket: Opened, into: Opened) => {
      const merged = await post('admin', `${ticket.path}/merge`, { into: into.id })
      assert.equal(merged.status, 200, JSON.stringify(merged.body))
    },
  }
}
const refusalOf = ({ status, body }: Answer) => [status, body.detail]

test('Tickets of several partners are attached to one: it says how many of whom, and each leads to it', async (context) => {
  const { get, post, attach, detach, linksOf, causedBy, openSupport, ...base } = await linkedDesk(context)
  const [cause, first, second] = [await openSupport(), await openSupport(), await openSupport('borealis')]
  const done = await attach(first, cause)
  assert.equal(done.status, 200, JSON.stringify(done.body))
  assert.deepEqual(
    [done.body.cause.ticket.id, done.body.cause.by, done.body.caused],
    [cause.id, 'Ann Agent', { count: 0, open: 0, partners: 0 }],
  )
  base.desk.setTime('2026-03-10T06:10:00Z')
  assert.deepEqual((await attach(first, cause)).body, done.body, 'twice is once, since the first time')
  await attach(second, cause, 'admin')
  assert.deepEqual((await linksOf(cause)).caused, { count: 2, open: 2, partners: 2 })
  assert.deepEqual(await causedBy(cause), [first.id, second.id])
  const page = (await get('agent', `${cause.path}/caused?limit=1`)).body
  const next = (await get('agent', `${cause.path}/caused?limit=1&cursor=${page.nextCursor}`)).body
  assert.deepEqual([page.items[0].id, next.items[0].id, next.nextCursor], [first.id, second.id, null])
  assert.equal((await get('agent', `${cause.path}/caused?cursor=x`)).status, 400)

  const waits = { team: 'Deluge', reference: 'ZD-77' }
  await post('agent', `${cause.path}/wait`, waits)
  const { cause: shown } = await linksOf(second)
  assert.deepEqual([shown.ticket.waitingOn.team, shown.ticket.waitingOn.reference], ['Deluge', 'ZD-77'], 'C6')

  await post('admin', `${first.path}/solve`, { body: 'Corrected.' })
  assert.deepEqual((await linksOf(cause)).caused, { count: 2, open: 1, partners: 2 })
  assert.equal((await detach(second)).body.cause, null)
  assert.equal((await detach(second)).status, 200, 'what is attached to nothing is answered the same')
  assert.deepEqual((await linksOf(cause)).caused, { count: 1, open: 0, partners: 1 })
})

test('A link changes no promise and no ticket: revision, clocks and history stay as they are', async (context) => {
  const { get, attach, openSupport } = await linkedDesk(context)
  const [cause, ticket] = [await openSupport(), await openSupport('borealis')]
  const asIs = async () =>
    Promise.all(
      [cause, ticket]
        .flatMap(({ path }) => [path, `${path}/events`])
        .map(async (path) => (await get('agent', path)).body),
    )
  const before = await asIs()
  await attach(ticket, cause)
  assert.deepEqual(await asIs(), before)
})

test('No chain arises: what is attached is no cause, and a cause is attached to nothing; it is said what to do', async (context) => {
  const { attach, detach, linksOf, openSupport } = await linkedDesk(context)
  const [lead, attached, other] = [await openSupport(), await openSupport(), await openSupport('borealis')]
  const number = (ticket: { body: { number: string } }) => ticket.body.number
  await attach(attached, lead)
  assert.deepEqual(refusalOf(await attach(other, attached)), [
    409,
    `${number(attached)} is attached itself: choose its cause, ${number(lead)}.`,
  ])
  assert.deepEqual(refusalOf(await attach(lead, other)), [
    409,
    `${number(lead)} is the cause of others: attach ${number(other)} to it, or take those off first.`,
  ])
  assert.deepEqual(refusalOf(await attach(lead, attached)), [
    409,
    `${number(attached)} is attached itself: choose its cause, ${number(lead)}.`,
  ])
  assert.deepEqual(refusalOf(await attach(lead, lead)), [409, 'A ticket is not its own cause: choose another.'])
  await detach(attached)
  assert.equal((await attach(lead, other)).status, 200)
  assert.equal((await attach(attached, other)).status, 200)
  assert.equal((await attach(attached, other)).body.cause.ticket.id, other.id)
  assert.equal((await linksOf(other)).caused.count, 2)
})

test('What is merged or closed is neither attached nor a cause; what is solved is; what is not there is said with its field', async (context) => {
  const { desk, wake, post, attach, merge, openSupport } = await linkedDesk(context)
  const [merged, into, ticket, closed] = [
    await openSupport(),
    await openSupport(),
    await openSupport('borealis'),
    await openSupport(),
  ]
  await merge(merged, into)
  assert.deepEqual(refusalOf(await attach(ticket, merged)), [
    409,
    `${merged.body.number} was merged: choose ${into.body.number}.`,
  ])
  assert.deepEqual(refusalOf(await attach(merged, ticket)), [409, `It was merged: attach ${into.body.number} instead.`])
  await post('agent', `${closed.path}/solve`, { body: 'Corrected.' })
  assert.equal((await attach(ticket, closed)).status, 200, 'solved')
  desk.setTime('2026-06-10T06:00:00Z')
  for (let round = 0; round < 20 && (await wake()).tickets > 0; round += 1);
  assert.deepEqual(refusalOf(await attach(into, closed)), [
    409,
    `${closed.body.number} is closed: choose one that is not, or reopen it.`,
  ])
  assert.deepEqual(refusalOf(await attach(closed, into)), [409, 'It is closed: only what is not closed is attached.'])
  const none = { ...ticket, id: '0192aa00-0000-7000-8000-000000000000' }
  const missing = await attach(ticket, none)
  assert.deepEqual([missing.status, missing.body.errors[0].field], [422, 'cause'])
})

test('C13: after a merge the survivor stands where the merged one stood', async (context) => {
  const { attach, merge, linksOf, causedBy, openSupport } = await linkedDesk(context)
  const [cause, survivor, first, second] = [
    await openSupport(),
    await openSupport(),
    await openSupport('borealis'),
    await openSupport(),
  ]
  for (const each of [survivor, first, second]) await attach(each, cause)
  const { since } = (await linksOf(first)).cause
  await merge(cause, survivor)
  assert.deepEqual(await causedBy(survivor), [first.id, second.id].toSorted())
  assert.deepEqual([(await linksOf(survivor)).cause, (await linksOf(cause)).caused.count], [null, 0])
  assert.equal((await linksOf(first)).cause.since, since)
  const other = await openSupport()
  await merge(second, other)
  assert.equal((await linksOf(other)).cause.ticket.id, survivor.id)
  assert.equal((await linksOf(second)).cause, null)
  await merge(other, survivor)
  assert.deepEqual([(await linksOf(survivor)).cause, await causedBy(survivor)], [null, [first.id]])
})

test('G1: two who attach tickets to each other at once leave one link, and the same request said twice is one', async (context) => {
  const { desk, attach, linksOf, openSupport } = await linkedDesk(context)
  for (let round = 0; round < 4; round += 1) {
    const [one, two] = [await openSupport(), await openSupport('borealis')]
    const answers = await Promise.all([attach(one, two), attach(two, one, 'admin')])
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
    const links = await Promise.all([one, two].map(linksOf))
    assert.equal(links.filter(({ cause }) => cause !== null).length, 1)
  }
  const [ticket, cause] = [await openSupport(), await openSupport('borealis')]
  const key = await desk.keyOf('agent@vendor.example')
  const headers = { 'idempotency-key': 'the-link-of-the-test' }
  const asked = () => ask(desk.url, 'POST', `/api/v1${ticket.path}/cause`, { key, headers, body: { cause: cause.id } })
  const [first, again] = [await asked(), await asked()]
  assert.deepEqual([again.status, again.headers.get('idempotency-replayed')], [200, 'true'])
  assert.deepEqual(again.body, first.body)
})

test('G1: attached while its cause is being merged, a ticket ends under the one that goes on, or is refused', async (context) => {
  const { attach, linksOf, merge, openSupport } = await linkedDesk(context)
  for (let round = 0; round < 4; round += 1) {
    const [cause, survivor, ticket] = [await openSupport(), await openSupport(), await openSupport('borealis')]
    const [answer] = await Promise.all([attach(ticket, cause), merge(cause, survivor)])
    const { cause: found } = await linksOf(ticket)
    assert.equal(found?.ticket.id ?? null, answer.status === 200 ? survivor.id : null)
  }
})

test('G3: a partner finds no trace of it: not in its API, its stream of events, its messages or the database', async (context) => {
  const { desk, get, attach, linksOf, openSupport } = await linkedDesk(context)
  const [cause, ticket] = [await openSupport(), await openSupport('borealis')]
  const seen = async (whose: Whose, { path }: Opened) =>
    Promise.all(
      [
        path,
        `${path}/events`,
        `${path}/messages`,
        `${path}/letters`,
        `${path}/proof`,
        '/tickets',
        '/tickets/counts',
      ].map(async (where) => {
        const { status, body } = await get(whose, where)
        return [where, status, body]
      }),
    )
  const before = [await seen('aurora', cause), await seen('borealis', ticket)]
  await attach(ticket, cause)
  assert.deepEqual([await seen('aurora', cause), await seen('borealis', ticket)], before)
  for (const where of ['links', 'caused']) {
    assert.equal((await get('aurora', `${cause.path}/${where}`)).status, 403)
    assert.equal((await get('borealis', `${cause.path}/${where}`)).status, 404)
  }
  assert.equal((await attach(cause, ticket, 'aurora')).status, 403)
  const { agent, aurora } = desk.people
  const run = (text: string) =>
    desk.app.db.transaction({ kind: 'partner', person: aurora.id, partner: aurora.partner! }, (tx) =>
      tx.call({ name: `test ${text.slice(0, 30)}`, text }),
    )
  assert.equal((await run('select from ticket_causes')).length, 0)
  assert.equal((await run('delete from ticket_causes returning 1')).length, 0)
  const added = `insert into ticket_causes values ('${cause.id}', '${ticket.id}', '2026-03-10T06:00:00Z', '${agent.id}')`
  await assert.rejects(run(added), /row-level security/)
  assert.equal((await linksOf(cause)).caused.count, 1)
})

test('G3: a partner’s stream says nothing of a link; what is said to it next is the first that it hears', async (context) => {
  const { desk, post, attach, detach, openSupport } = await linkedDesk(context)
  const [cause, ticket] = [await openSupport(), await openSupport('borealis')]
  const streams = await Promise.all(
    (['asha@aurora.example', 'bjorn@borealis.example'] as const).map(async (email) => {
      const listening = await listen(desk.url, { key: await desk.keyOf(email) })
      context.after(() => listening.stop())
      await listening.placed
      return listening
    }),
  )
  await attach(ticket, cause)
  await detach(ticket)
  await attach(ticket, cause)
  for (const { path } of [cause, ticket])
    await post('agent', `${path}/messages`, { body: 'We have it.', visibility: 'public' })
  for (const [at, stream] of streams.entries()) {
    await stream.until(1)
    assert.deepEqual(
      [stream.heard[0]?.data.kind, stream.heard[0]?.data.ticket],
      ['agent-replied', [cause, ticket][at]?.id],
    )
  }
})

test('G2: who attached what to what, and took it off, is in the audit', async (context) => {
  const { desk, attach, detach, openSupport } = await linkedDesk(context)
  const [cause, ticket] = [await openSupport(), await openSupport('borealis')]
  await attach(ticket, cause)
  await detach(ticket, 'admin')
  const rows = await desk.app.db.system((tx) =>
    tx.call<{ row: string }>({ name: 'test_audit', text: `select to_jsonb(a)::text as row from audit a order by id` }),
  )
  const ours = rows.map(({ row }) => row).filter((row) => row.includes('ticket_causes'))
  assert.equal(ours.length, 2)
  assert.ok(ours[0]!.includes(desk.people.agent.id) && ours[0]!.includes(cause.id))
  assert.ok(ours[1]!.includes(desk.people.admin.id))
})
