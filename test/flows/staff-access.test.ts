import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visitorByKey } from '../../src/services/access.ts'
import { wakeChats } from '../../src/services/chats/wake.ts'
import { chatDesk } from '../support/chats.ts'
import { ask, testDesk, type Answer } from '../support/http.ts'
import { password, held, admin, agent, contact, fieldsOf, admitted, tokenOf } from '../support/staff.ts'

test('An administrator adds somebody, who sets a password by the link, comes in, and is seen to have', async (context) => {
  const desk = await held(context)
  const { id, email } = await desk.add('Ines', { zone: 'Europe/Berlin', desks: ['operations', 'support'] })
  const before = (await desk.as(admin, 'GET', `/staff/${id}`)).body
  assert.deepEqual(
    [before.role, before.desks, before.zone, before.hasPassword, before.lastSignInAt, before.linkExpiresAt],
    ['agent', ['support', 'operations'], 'Europe/Berlin', false, null, null],
  )
  const made = await desk.as(admin, 'POST', `/people/${id}/password-links`, {})
  assert.equal(made.status, 201)
  assert.equal(made.body.expiresAt, '2026-03-13T06:00:00Z')
  const token = tokenOf(made)
  const looked = await ask(desk.url, 'POST', '/api/v1/password-links/look', { body: { token } })
  assert.deepEqual([looked.status, looked.body.name, looked.body.email], [200, 'Ines', email])
  const use = (given: string) =>
    ask(desk.url, 'POST', '/api/v1/password-links/use', { body: { token, password: given } })
  for (const weak of ['short', '1111111111111', email]) {
    const refused = await use(weak)
    assert.deepEqual([refused.status, fieldsOf(refused)], [422, ['password']], weak)
  }
  assert.equal((await use(password)).status, 200, 'a refused password does not use the link up')
  assert.equal((await use('another three words')).status, 404, 'a link is for one use')
  assert.equal((await desk.signIn(email)).status, 200)
  const after = (await desk.as(admin, 'GET', `/staff/${id}`)).body
  assert.deepEqual([after.hasPassword, after.sessions, after.linkExpiresAt], [true, 1, null])
  assert.notEqual(after.lastSignInAt, null)
})

test('Of two uses of a link at once one sets the password', async (context) => {
  const desk = await held(context)
  const { id, email } = await desk.add('Ines')
  const token = tokenOf(await desk.as(admin, 'POST', `/people/${id}/password-links`, {}))
  const words = ['first three words', 'second three words']
  const answers = await Promise.all(
    words.map((given) => ask(desk.url, 'POST', '/api/v1/password-links/use', { body: { token, password: given } })),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 404])
  const won = answers.findIndex(({ status }) => status === 200)
  assert.equal((await desk.signIn(email, words[won])).status, 200)
  assert.equal((await desk.signIn(email, words[1 - won])).status, 401)
})

test('A link ends with its time, with a later one, and with its person; contacts of partners get one too', async (context) => {
  const desk = await held(context)
  const { id } = await desk.add('Ines')
  const look = async (made: Answer) =>
    (await ask(desk.url, 'POST', '/api/v1/password-links/look', { body: { token: tokenOf(made) } })).status
  const link = () => desk.as(admin, 'POST', `/people/${id}/password-links`, {})
  const first = await link()
  const second = await link()
  assert.deepEqual([await look(first), await look(second)], [404, 200])
  desk.setTime('2026-03-13T06:00:00Z')
  assert.equal(await look(second), 404)
  const third = await link()
  await desk.as(admin, 'POST', `/staff/${id}/deactivate`, {})
  assert.equal(await look(third), 404)
  assert.equal((await link()).status, 409)
  await admitted(desk, desk.people.aurora.id)
  assert.equal((await desk.signIn(contact)).status, 200)
  assert.equal(await look({ ...third, body: { link: 'x/nothing-at-all' } }), 404)
})

test('G1: somebody, a key and a link that are asked for again are the same ones', async (context) => {
  const desk = await held(context)
  const again = async (path: string, body: object, key: string) => {
    const headers = { 'idempotency-key': key }
    const [first, second] = [
      await desk.as(admin, 'POST', path, body, headers),
      await desk.as(admin, 'POST', path, body, headers),
    ]
    assert.deepEqual([first.status, second.status], [201, 201])
    assert.deepEqual(second.body, first.body)
    assert.equal(second.headers.get('idempotency-replayed'), 'true')
    return first.body
  }
  const ines = await again('/staff', { name: 'Ines', email: 'ines@vendor.example', role: 'pam' }, 'one')
  const key = await again('/keys', { person: ines.id, label: 'Store' }, 'two')
  assert.equal((await visitorByKey(desk.app, key.token))?.person.email, 'ines@vendor.example')
  await again(`/people/${ines.id}/password-links`, {}, 'three')
  const other = await desk.as(admin, 'POST', '/keys', { person: ines.id, label: 'Other' }, { 'idempotency-key': 'two' })
  assert.equal(other.status, 409)
  const kept = await desk.app.db.system((tx) =>
    tx.call<{ n: number }>(
      {
        name: 'test_kept',
        text: `select count(*)::int as n from idempotency_keys where response::text like '%' || $1 || '%'`,
      },
      [key.token],
    ),
  )
  assert.equal(kept[0]?.n, 0, 'no token is kept')
})

test('Everybody sees their sessions, ends one or all but their own, and changes password and zone', async (context) => {
  const desk = await held(context)
  const { id, email } = await desk.add('Ines')
  await admitted(desk, id)
  const [one, two, three] = [await desk.signIn(email), await desk.signIn(email), await desk.signIn(email)]
  const as = (cookie: string, method: string, path: string, body?: unknown) =>
    ask(desk.url, method, `/api/v1${path}`, { body, headers: { cookie } })
  const listed = (await as(one.cookie, 'GET', '/sessions')).body.items
  assert.equal(listed.length, 3)
  assert.equal(listed.filter(({ isOwn }: { isOwn: boolean }) => isOwn).length, 1)
  const others = (await as(two.cookie, 'GET', '/sessions')).body.items
  const ofThree = (await as(three.cookie, 'GET', '/sessions')).body.items.find(({ isOwn }: any) => isOwn)
  assert.equal((await desk.as(agent, 'DELETE', `/sessions/${ofThree.id}`)).status, 404)
  assert.equal((await as(one.cookie, 'DELETE', `/sessions/${ofThree.id}`)).status, 204)
  assert.equal((await as(three.cookie, 'GET', '/me')).status, 401)
  assert.equal(others.length, 3)
  assert.deepEqual((await as(one.cookie, 'POST', '/sessions/end', {})).body, { ended: 1 })
  assert.deepEqual(
    [(await as(one.cookie, 'GET', '/me')).status, (await as(two.cookie, 'GET', '/me')).status],
    [200, 401],
  )

  const zone = await as(one.cookie, 'PATCH', '/me', { zone: 'Asia/Tokyo' })
  assert.deepEqual([zone.status, zone.body.zone], [200, 'Asia/Tokyo'])
  assert.deepEqual(fieldsOf(await as(one.cookie, 'PATCH', '/me', { zone: 'EST' })), ['zone'])
  assert.equal((await desk.as(contact, 'PATCH', '/me', { zone: 'Asia/Tokyo' })).body.zone, 'Asia/Tokyo')

  const four = await desk.signIn(email)
  const change = (current: string, to: string) => as(one.cookie, 'PUT', '/me/password', { current, password: to })
  assert.deepEqual(fieldsOf(await change('not that one', 'short')), ['current', 'password'])
  assert.deepEqual(fieldsOf(await change(password, password)), ['password'])
  const changed = await change(password, 'three newer words')
  assert.equal(changed.status, 204)
  const renewed = changed.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  assert.equal((await as(renewed, 'GET', '/me')).status, 200)
  assert.deepEqual(
    [(await as(one.cookie, 'GET', '/me')).status, (await as(four.cookie, 'GET', '/me')).status],
    [401, 401],
  )
  assert.deepEqual(
    [(await desk.signIn(email)).status, (await desk.signIn(email, 'three newer words')).status],
    [401, 200],
  )
})

test('A password is not guessed through a session that was left open', async (context) => {
  const desk = await held(context)
  await desk.site.signIn.setPassword(desk.people.agent, password)
  const statuses: number[] = []
  for (let n = 0; n < 12; n += 1)
    statuses.push(
      (await desk.as(agent, 'PUT', '/me/password', { current: `guess ${n}`, password: 'some newer words' })).status,
    )
  assert.deepEqual(
    statuses.slice(0, 10),
    Array.from({ length: 10 }, () => 422),
  )
  assert.deepEqual(statuses.slice(10), [429, 429])
  assert.equal(
    (await desk.as(contact, 'PUT', '/me/password', { current: 'x', password: 'some newer words' })).status,
    409,
  )
})

test('One signs in with the address that one has now', async (context) => {
  const desk = await held(context)
  const { id, email } = await desk.add('Ines')
  await admitted(desk, id)
  await desk.as(admin, 'PATCH', `/staff/${id}`, { email: 'Ines.New@vendor.example', name: 'Ines New' })
  assert.equal((await desk.signIn(email)).status, 401)
  assert.equal((await desk.signIn('ines.new@vendor.example')).status, 200)
})

test('The people of the demo keep the password that is shown, and stand in for no real administrator', async (context) => {
  const demo = { password: 'shown to all', people: [{ name: 'Ada Admin', email: admin, what: 'administrator' }] }
  const desk = await testDesk(context, { demo, demoIsOpen: true })
  const key = await desk.keyOf(admin)
  const as = (method: string, path: string, body: object, by = key) =>
    ask(desk.url, method, `/api/v1${path}`, { key: by, body })
  assert.equal((await as('POST', `/people/${desk.people.admin.id}/password-links`, {})).status, 409)
  assert.equal(
    (await as('PUT', '/me/password', { current: 'shown to all', password: 'three other words' })).status,
    409,
  )
  const { body: real } = await as('POST', '/staff', { name: 'Rea', email: 'rea@vendor.example', role: 'admin' })
  assert.equal((await as('PATCH', `/staff/${real.id}`, { role: 'pam' })).status, 422)
  assert.equal((await as('PATCH', `/staff/${desk.people.admin.id}`, { role: 'pam' })).status, 200)
})

test('A contact who leaves by the registry loses session and key for good, too', async (context) => {
  const desk = await held(context)
  const { id } = desk.people.aurora
  await admitted(desk, id)
  const { cookie } = await desk.signIn(contact)
  const { token } = (await desk.as(contact, 'POST', '/keys', { label: 'Mine' })).body
  await desk.as(agent, 'PATCH', `/contacts/${id}`, { active: false })
  const listed = async (show: string) =>
    (await desk.as(agent, 'GET', `/partners/${desk.people.aurora.partner}/contacts${show}`)).body.items.map(
      ({ name }: { name: string }) => name,
    )
  assert.deepEqual([await listed(''), await listed('?show=left')], [['Arun'], ['Asha']])
  await desk.as(agent, 'PATCH', `/contacts/${id}`, { active: true })
  assert.equal((await ask(desk.url, 'GET', '/api/v1/me', { headers: { cookie } })).status, 401)
  assert.equal((await ask(desk.url, 'GET', '/api/v1/me', { key: token })).status, 401)
})

test('A live chat of an agent who is let go waits for another one at once (A4)', async (context) => {
  const { desk, as, well, available, begin, take, see } = await chatDesk(context)
  await available('agent')
  await available('admin')
  const chat = await begin()
  assert.equal((await take(chat)).status, 200)
  const { id } = desk.people.agent
  assert.equal((await as('admin', 'GET', `/staff/${id}`)).body.duties.chats, 1)
  await well(as('admin', 'POST', `/staff/${id}/deactivate`, { tickets: 'unassign' }))
  await wakeChats(desk.app, 50)
  const waiting = await see('aurora', chat)
  assert.deepEqual([waiting.state, waiting.agent, waiting.ticket.assignee], ['waiting', null, null])
  assert.equal((await take(chat, 'admin')).status, 200)
})
