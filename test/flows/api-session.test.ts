import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countTry, tryLimits } from '../../src/services/sign-in-tries.ts'
import { revokeKey } from '../../src/storage/keys.ts'
import { updatePerson } from '../../src/storage/people.ts'
import { ask, right, testDesk, type Answer, type TestDesk } from '../support/http.ts'

const password = 'correct horse battery'

const signIn = (url: string, email: string, given = password, headers: Record<string, string> = {}): Promise<Answer> =>
  ask(url, 'POST', '/api/v1/session', { body: { email, password: given }, headers })
/** What a browser would send back. */
const cookieOf = (answer: Answer): string =>
  answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
const me = async (url: string, cookie: string): Promise<number> =>
  (await ask(url, 'GET', '/api/v1/me', { headers: { cookie } })).status

async function soon(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 3_000; look += 1) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  assert.fail(`${what} did not come about`)
}

async function withAsha(
  context: Parameters<typeof testDesk>[0],
  options: Parameters<typeof testDesk>[1] = {},
): Promise<TestDesk> {
  const desk = await testDesk(context, options)
  await desk.site.signIn.setPassword(desk.people.aurora, password)
  return desk
}

test('Somebody signs in with e-mail, in any case, and password, is known by the cookie, and signs out', async (context) => {
  const desk = await withAsha(context)
  const answer = await signIn(desk.url, 'Asha@Aurora.example')
  assert.equal(answer.status, 200)
  assert.equal(answer.body.name, 'Asha')
  const [set = ''] = answer.headers.getSetCookie()
  assert.match(set, /; HttpOnly/)
  assert.match(set, /; SameSite=Lax/)
  assert.match(set, /; Path=\//)
  assert.doesNotMatch(set, /Secure|Domain/)

  const cookie = cookieOf(answer)
  assert.equal(await me(desk.url, cookie), 200)
  const out = await ask(desk.url, 'DELETE', '/api/v1/session', { headers: { cookie } })
  assert.equal(out.status, 204)
  assert.match(out.headers.getSetCookie()[0] ?? '', /Max-Age=0/)
  assert.equal(await me(desk.url, cookie), 401)
  assert.equal(
    (await ask(desk.url, 'DELETE', '/api/v1/session')).status,
    204,
    'without a session there is nothing to end',
  )
})

test('A wrong password, an unknown e-mail and a person without a password are refused alike', async (context) => {
  const desk = await withAsha(context)
  const answers = [
    await signIn(desk.url, 'asha@aurora.example', 'something else'),
    await signIn(desk.url, 'nobody@aurora.example'),
    await signIn(desk.url, 'arun@aurora.example'),
    await signIn(desk.url, 'not an address'),
    await signIn(desk.url, 'asha@aurora.example', 'x'.repeat(500)),
  ]
  for (const { status, body, headers } of answers) {
    assert.equal(status, 401)
    assert.deepEqual(body, answers[0]?.body)
    assert.deepEqual(headers.getSetCookie(), [])
  }
})

test('A sign-in without e-mail or password names both', async (context) => {
  const desk = await testDesk(context)
  const { status, body } = await ask(desk.url, 'POST', '/api/v1/session', { body: {} })
  assert.equal(status, 400)
  assert.deepEqual(
    body.errors.map(({ field }: { field: string }) => field),
    ['email', 'password'],
  )
})

test('Behind https the cookie goes over https only', async (context) => {
  const desk = await withAsha(context, { publicUrl: 'https://desk.example' })
  const answer = await signIn(desk.url, 'asha@aurora.example')
  assert.match(answer.headers.getSetCookie()[0] ?? '', /^__Secure-.*; Secure/)
  assert.equal(await me(desk.url, cookieOf(answer)), 200)
})

test('A cookie that was tampered with is no session', async (context) => {
  const desk = await withAsha(context)
  const cookie = cookieOf(await signIn(desk.url, 'asha@aurora.example'))
  const [name, value = ''] = cookie.split('=')
  const other = value.startsWith('A') ? 'B' : 'A'
  for (const forged of [`${other}${value.slice(1)}`, value.split('.')[0] ?? '', `${value.split('.')[0]}.`, '%', ''])
    assert.equal(await me(desk.url, `${name}=${forged}`), 401, forged)
})

test('G3: sessions are good at every node, and end at every node', async (context) => {
  const desk = await withAsha(context)
  const second = await desk.join()
  const cookie = cookieOf(await signIn(desk.url, 'asha@aurora.example'))
  assert.equal(await me(second.url, cookie), 200)
  await ask(desk.url, 'DELETE', '/api/v1/session', { headers: { cookie } })
  await soon('the end of the session at the other node', async () => (await me(second.url, cookie)) === 401)
})

test('G3: whoever leaves is out at once, with keys and sessions, and cannot sign in again', async (context) => {
  const desk = await withAsha(context)
  const key = await desk.keyOf('asha@aurora.example')
  const cookie = cookieOf(await signIn(desk.url, 'asha@aurora.example'))
  assert.equal(await me(desk.url, cookie), 200)
  assert.equal((await ask(desk.url, 'GET', '/api/v1/me', { key })).status, 200)
  await desk.app.db.system((tx) => updatePerson(tx, { ...desk.people.aurora, active: false }))
  await soon('the end of the session', async () => (await me(desk.url, cookie)) === 401)
  await soon('the end of the key', async () => (await ask(desk.url, 'GET', '/api/v1/me', { key })).status === 401)
  const again = await signIn(desk.url, 'asha@aurora.example')
  assert.equal(again.status, 401)
  assert.deepEqual(again.headers.getSetCookie(), [])
})

test('A key that is revoked is none at once', async (context) => {
  const desk = await testDesk(context)
  const key = await desk.keyOf('agent@vendor.example')
  assert.equal((await ask(desk.url, 'GET', '/api/v1/me', { key })).status, 200)
  await desk.app.db.system(async (tx) => {
    const [{ id }] = (await tx.call<{ id: string }>({ name: 'keys', text: 'select id from api_keys' })) as [
      { id: string },
    ]
    assert.ok(await revokeKey(tx, id, desk.app.now()))
  })
  await soon('the end of the key', async () => (await ask(desk.url, 'GET', '/api/v1/me', { key })).status === 401)
})

test('A new password ends the sessions that were begun with the old one', async (context) => {
  const desk = await withAsha(context)
  const cookie = cookieOf(await signIn(desk.url, 'asha@aurora.example'))
  assert.equal(await me(desk.url, cookie), 200)
  await desk.site.signIn.setPassword(desk.people.aurora, 'another long one')
  await soon('the end of the session', async () => (await me(desk.url, cookie)) === 401)
  assert.equal((await signIn(desk.url, 'asha@aurora.example')).status, 401)
  assert.equal((await signIn(desk.url, 'asha@aurora.example', 'another long one')).status, 200)
})

test('What another site has a browser send is refused, though the cookie comes along', async (context) => {
  const desk = await withAsha(context)
  const cookie = cookieOf(await signIn(desk.url, 'asha@aurora.example'))
  const write = async (headers: Record<string, string>): Promise<number> =>
    (await ask(desk.url, 'POST', '/api/v1/tickets', { body: right, headers: { cookie, ...headers } })).status
  const own = desk.url
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: own.replace('127.0.0.1', 'localhost') },
    { 'sec-fetch-site': 'cross-site', origin: own },
    { 'sec-fetch-site': 'same-site' },
  ])
    assert.equal(await write(headers), 403, JSON.stringify(headers))
  for (const headers of [{ origin: own }, { 'sec-fetch-site': 'same-origin' }, {}])
    assert.equal(await write(headers), 201, JSON.stringify(headers))

  const foreign = { origin: 'https://evil.example' }
  assert.equal((await ask(desk.url, 'DELETE', '/api/v1/session', { headers: { cookie, ...foreign } })).status, 403)
  assert.equal((await signIn(desk.url, 'asha@aurora.example', password, foreign)).status, 403)
  assert.equal(
    (await ask(desk.url, 'GET', '/api/v1/me', { headers: { cookie, ...foreign } })).status,
    200,
    'reading changes nothing',
  )
  const key = await desk.keyOf('asha@aurora.example')
  assert.equal(
    (await ask(desk.url, 'POST', '/api/v1/tickets', { key, body: right, headers: foreign })).status,
    201,
    'a key is sent by no browser',
  )
})

test('Behind a proxy that changes the host, PUBLIC_URL says which site is ours', async (context) => {
  const desk = await withAsha(context, { publicUrl: 'https://desk.example' })
  const cookie = cookieOf(await signIn(desk.url, 'asha@aurora.example', password, { origin: 'https://desk.example' }))
  const answer = await ask(desk.url, 'POST', '/api/v1/tickets', {
    body: right,
    headers: { cookie, origin: 'https://desk.example' },
  })
  assert.equal(answer.status, 201)
})

test('Passwords cannot be guessed for long: after some tries the address waits, also with the right one, on all nodes', async (context) => {
  const desk = await withAsha(context)
  const second = await desk.join()
  assert.equal((await signIn(desk.url, 'asha@aurora.example', 'wrong')).status, 401)
  for (let n = 1; n < tryLimits.forEmail; n += 1)
    assert.equal(await countTry(desk.app, 'asha@aurora.example', '192.0.2.1'), null)
  const refused = await signIn(second.url, 'ASHA@aurora.example')
  assert.equal(refused.status, 429)
  assert.equal(refused.headers.get('retry-after'), String(tryLimits.withinMinutes * 60))
  assert.match(refused.body.detail, /15 minutes/)
  desk.setTime('2026-03-10T06:14:30Z')
  const later = await signIn(desk.url, 'asha@aurora.example')
  assert.equal(later.headers.get('retry-after'), '30')
  desk.setTime('2026-03-10T06:15:00Z')
  assert.equal((await signIn(desk.url, 'asha@aurora.example')).status, 200)
})

test('A right password ends the count of the tries before it', async (context) => {
  const desk = await withAsha(context)
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < tryLimits.forEmail - 1; n += 1) await countTry(desk.app, 'asha@aurora.example', '127.0.0.1')
    assert.equal((await signIn(desk.url, 'asha@aurora.example')).status, 200)
  }
})

test('One network tries many addresses no longer than one', async (context) => {
  const desk = await withAsha(context)
  for (let n = 1; n < tryLimits.forAddress; n += 1)
    assert.equal(await countTry(desk.app, `nobody${n}@aurora.example`, '127.0.0.1'), null)
  assert.equal((await signIn(desk.url, 'nobody@aurora.example')).status, 401)
  assert.equal((await signIn(desk.url, 'asha@aurora.example')).status, 429)
})

const demo = {
  password: 'demo password',
  people: [{ name: 'Asha', email: 'Asha@aurora.example', what: 'A contact of Aurora' }],
}

test('The people of the demo come in where the demo is open, and are shown there', async (context) => {
  const desk = await testDesk(context, { demo, demoIsOpen: true })
  await desk.site.signIn.setPassword(desk.people.aurora, demo.password)
  const shown = await ask(desk.url, 'GET', '/api/v1/demo')
  assert.equal(shown.status, 200)
  assert.deepEqual(shown.body, demo)
  assert.equal((await signIn(desk.url, 'asha@aurora.example', demo.password)).status, 200)
})

test('Where the demo is not open its people are not shown, cannot sign in, and their sessions are none; others come in', async (context) => {
  const desk = await testDesk(context, { demo, demoIsOpen: true })
  await desk.site.signIn.setPassword(desk.people.aurora, demo.password)
  await desk.site.signIn.setPassword(desk.people.borealis, password)
  const cookie = cookieOf(await signIn(desk.url, 'asha@aurora.example', demo.password))
  const reachable = await desk.join({ demoIsOpen: false })
  assert.equal((await ask(reachable.url, 'GET', '/api/v1/demo')).status, 404)
  const refused = await signIn(reachable.url, 'ASHA@aurora.example', demo.password)
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /DEMO=1/)
  assert.equal(await me(reachable.url, cookie), 401)
  assert.equal(await me(desk.url, cookie), 200)
  assert.equal((await signIn(reachable.url, 'bjorn@borealis.example')).status, 200)
})

test('A desk that never held the demo has none to show', async (context) => {
  const desk = await testDesk(context, { demoIsOpen: true })
  assert.equal((await ask(desk.url, 'GET', '/api/v1/demo')).status, 404)
})
