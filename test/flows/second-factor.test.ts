import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { countTry } from '../../src/services/sign-in-tries.ts'
import { updatePerson } from '../../src/storage/people.ts'
import { ask, type Answer } from '../support/http.ts'
import { codeAt, cookiesOf, turnOn, withCookie } from '../support/second-factor.ts'
import { admin, admitted, agent, fieldsOf, held, password, type Held } from '../support/staff.ts'

const beganAt = '2026-03-10T06:00:10Z'
const later = '2026-03-10T06:05:10Z'

const signIn = (desk: Held, email = agent, given = password): Promise<Answer> =>
  ask(desk.url, 'POST', '/api/v1/session', { body: { email, password: given } })
const give = (desk: Held, half: Answer | string, code: string): Promise<Answer> =>
  withCookie(desk.url, typeof half === 'string' ? half : cookiesOf(half), 'POST', '/session/second-factor', { code })
const meOf = async (desk: Held, cookie: string) => (await withCookie(desk.url, cookie, 'GET', '/me')).status
const rows = <Row>(desk: Held, text: string): Promise<readonly Row[]> =>
  desk.app.db.system((tx) => tx.call<Row>({ name: `test_${text.length}_${text.slice(-20)}`, text }))
const sessions = async (desk: Held): Promise<number> =>
  (await desk.as(admin, 'GET', `/staff/${desk.people.agent.id}`)).body.sessions
const letters = async (desk: Held, template: string) =>
  (
    await rows<{ template: string; data: any; recipient: any }>(desk, 'select template, data, recipient from letters')
  ).filter((letter) => letter.template === template)

/** The agent with a second factor since `beganAt`, and the desk's clock some minutes later. */
async function guarded(context: TestContext) {
  const desk = await held(context)
  await admitted(desk, desk.people.agent.id)
  desk.setTime(beganAt)
  const { cookie } = await desk.signIn(agent)
  const { secret, codes } = await turnOn(desk.url, cookie, password, beganAt)
  await withCookie(desk.url, cookie, 'DELETE', '/session')
  desk.setTime(later)
  return { desk, secret, codes, codeOf: (at = later) => codeAt(secret, at) }
}

test('After the right password a code is asked for; a session exists only after both', async (context) => {
  const { desk, codeOf } = await guarded(context)
  const half = await signIn(desk)
  assert.deepEqual([half.status, half.body], [202, { needs: 'second-factor', expiresAt: '2026-03-10T06:15:10Z' }])
  const [set = ''] = half.headers.getSetCookie()
  assert.match(set, /^desk\.half_sign_in=[\w-]{43}; Max-Age=600; Path=\/api\/v1\/session; HttpOnly; SameSite=Lax$/)
  assert.equal(await sessions(desk), 0)
  assert.equal(await meOf(desk, cookiesOf(half)), 401, 'half a sign-in opens nothing')
  const entered = await give(desk, half, codeOf())
  assert.deepEqual([entered.status, entered.body.name], [200, 'Ann Agent'])
  assert.equal(await meOf(desk, cookiesOf(entered)), 200)
  assert.equal(await sessions(desk), 1)
})

test('A wrong password is refused alike, whether the account has a second factor or not', async (context) => {
  const { desk } = await guarded(context)
  await admitted(desk, desk.people.admin.id)
  const [one, other] = [await signIn(desk, agent, 'not that one'), await signIn(desk, admin, 'not that one')]
  assert.deepEqual([one.status, one.body, one.headers.getSetCookie()], [401, other.body, []])
  assert.equal(other.status, 401)
  assert.equal((await rows(desk, 'select from half_sign_ins')).length, 0)
})

test('A code is taken one step of clock drift either way, and no further', async (context) => {
  const { desk, codeOf } = await guarded(context)
  for (const [at, status] of [
    ['2026-03-10T06:04:10Z', 422],
    ['2026-03-10T06:06:10Z', 422],
    ['2026-03-10T06:04:40Z', 200],
    ['2026-03-10T06:05:40Z', 200],
  ] as const) {
    const answer = await give(desk, await signIn(desk), codeOf(at))
    assert.equal(answer.status, status, at)
  }
})

test('A code works once, and none of a step before it afterwards; it is refused as a wrong one is', async (context) => {
  const { desk, codeOf } = await guarded(context)
  assert.equal((await give(desk, await signIn(desk), codeOf())).status, 200)
  const again = await signIn(desk)
  const used = await give(desk, again, codeOf())
  const before = await give(desk, again, codeOf('2026-03-10T06:04:40Z'))
  const wrong = await give(desk, again, '000000')
  const nonsense = await give(desk, again, 'what?')
  assert.deepEqual([used.status, fieldsOf(used)], [422, ['code']])
  for (const answer of [before, wrong, nonsense]) assert.deepEqual(answer.body, used.body)
  assert.equal((await give(desk, again, codeOf('2026-03-10T06:05:40Z'))).status, 200)
})

test('The code that turned it on lets nobody in', async (context) => {
  const { desk, codeOf } = await guarded(context)
  desk.setTime(beganAt)
  assert.equal((await give(desk, await signIn(desk), codeOf(beganAt))).status, 422)
})

test('Of two with the same code at once one gets in, in one browser and in two', async (context) => {
  const { desk, codeOf, codes } = await guarded(context)
  const halves = [await signIn(desk), await signIn(desk)]
  const two = await Promise.all(halves.map((half) => give(desk, half, codeOf())))
  assert.deepEqual(two.map(({ status }) => status).toSorted(), [200, 422])
  const one = await signIn(desk)
  const next = codeOf('2026-03-10T06:05:40Z')
  const same = await Promise.all([give(desk, one, next), give(desk, one, next), give(desk, one, next)])
  assert.deepEqual(same.map(({ status }) => status).toSorted(), [200, 401, 401])
  assert.equal(await sessions(desk), 2)
  desk.setTime('2026-03-10T06:08:10Z')
  const half = await signIn(desk)
  const kinds = [codeOf('2026-03-10T06:08:10Z'), codes[0] ?? '']
  const both = await Promise.all(kinds.map((code) => give(desk, half, code)))
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 401])
  assert.equal(await sessions(desk), 3)
})

test('Half a sign-in ends after ten minutes, once it is finished, with another password, and with its person', async (context) => {
  const { desk, codeOf, codes } = await guarded(context)
  const [passed, finished, changed, left] = [
    await signIn(desk),
    await signIn(desk),
    await signIn(desk),
    await signIn(desk),
  ]
  assert.equal((await give(desk, finished, codeOf())).status, 200)
  const [first = '', second = ''] = codes
  assert.equal((await give(desk, finished, first)).status, 401)
  assert.equal((await give(desk, 'desk.half_sign_in=made-up', first)).status, 401)
  assert.equal((await give(desk, '', first)).status, 401, 'bound to its browser')
  desk.setTime('2026-03-10T06:15:09Z')
  assert.equal((await give(desk, left, '000000')).status, 422, 'to the last second')
  desk.setTime('2026-03-10T06:15:10Z')
  assert.equal((await give(desk, passed, first)).status, 401)
  desk.setTime('2026-03-10T06:15:09Z')
  await admitted(desk, desk.people.agent.id, 'three newer words')
  assert.equal((await give(desk, changed, second)).status, 401)
  const fresh = await signIn(desk, agent, 'three newer words')
  await desk.app.db.system((tx) => updatePerson(tx, { ...desk.people.agent, active: false }))
  assert.equal((await give(desk, fresh, second)).status, 401)
  await desk.app.db.system((tx) => updatePerson(tx, { ...desk.people.agent, active: true }))
  assert.equal((await give(desk, fresh, second)).status, 401)
})

test('A link to set a password gets nobody around the second factor', async (context) => {
  const { desk, codeOf } = await guarded(context)
  await admitted(desk, desk.people.agent.id, 'three newer words')
  const half = await signIn(desk, agent, 'three newer words')
  assert.equal(half.status, 202)
  assert.equal((await give(desk, half, codeOf())).status, 200)
})

test('Codes are guessed ten times in a quarter of an hour, over all sign-ins and nodes; then its owner is told, once', async (context) => {
  const { desk, codeOf } = await guarded(context)
  const second = await desk.join()
  const statuses: number[] = []
  for (let n = 0; n < 5; n += 1) {
    const half = await signIn(desk)
    statuses.push((await give(desk, half, '000000')).status)
    statuses.push(
      (await withCookie(second.url, cookiesOf(half), 'POST', '/session/second-factor', { code: '1' })).status,
    )
  }
  assert.deepEqual(statuses, Array(10).fill(422))
  assert.equal((await letters(desk, 'second-factor-tried')).length, 0)
  const half = await signIn(desk)
  for (const code of [codeOf(), '000000']) {
    const refused = await give(desk, half, code)
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('retry-after'), '900')
  }
  const [told, ...more] = await letters(desk, 'second-factor-tried')
  assert.deepEqual([told?.data.address, more.length], ['127.0.0.1', 0])
  desk.setTime('2026-03-10T06:20:10Z')
  for (let n = 0; n < 11; n += 1) await give(desk, await signIn(desk), '000000')
  assert.equal((await letters(desk, 'second-factor-tried')).length, 1, 'once a day')
  desk.setTime('2026-03-10T06:40:10Z')
  const again = await signIn(desk)
  assert.equal((await give(desk, again, codeOf('2026-03-10T06:40:10Z'))).status, 200)
})

test('Codes are guessed no longer from one address, whosever they are', async (context) => {
  const { desk, codeOf } = await guarded(context)
  const half = await signIn(desk)
  for (let n = 0; n < 100; n += 1) await countTry(desk.app, `nobody-${n}@vendor.example`, '127.0.0.1')
  assert.equal((await give(desk, half, codeOf())).status, 429)
})

test('A recovery code works in the place of a code, once, and its owner is told', async (context) => {
  const { desk, codes } = await guarded(context)
  assert.equal(codes.length, 10)
  assert.equal(new Set(codes).size, 10)
  const [code = '', other = ''] = codes
  assert.match(code, /^([a-z2-7]{4}-){3}[a-z2-7]{4}$/)
  const entered = await give(desk, await signIn(desk), code.replaceAll('-', ' ').toUpperCase())
  assert.equal(entered.status, 200)
  const own = await withCookie(desk.url, cookiesOf(entered), 'GET', '/me/second-factor')
  assert.deepEqual(own.body, { since: beganAt, recoveryCodesLeft: 9, isRequired: false })
  assert.equal((await give(desk, await signIn(desk), code)).status, 422, 'used')
  const halves = [await signIn(desk), await signIn(desk)]
  const two = await Promise.all(halves.map((half) => give(desk, half, other)))
  assert.deepEqual(two.map(({ status }) => status).toSorted(), [200, 422])
  const told = await letters(desk, 'recovery-code-used')
  assert.deepEqual(told.map(({ data }) => [data.address, data.left]).toSorted(), [
    ['127.0.0.1', 8],
    ['127.0.0.1', 9],
  ])
})

test('Turning it on asks for the password and a code of the app; until then signing in asks for none', async (context) => {
  const desk = await held(context)
  await admitted(desk, desk.people.agent.id)
  desk.setTime(beganAt)
  const { cookie } = await desk.signIn(agent)
  const as = (method: string, path: string, body?: unknown) => withCookie(desk.url, cookie, method, path, body)
  assert.equal((await as('PUT', '/me/second-factor', { code: '123456' })).status, 409, 'nothing was begun')
  const wrong = await as('POST', '/me/second-factor', { password: 'not that one' })
  assert.deepEqual([wrong.status, fieldsOf(wrong)], [422, ['password']])
  const first = (await as('POST', '/me/second-factor', { password })).body
  const { secret, link } = (await as('POST', '/me/second-factor', { password })).body
  assert.match(secret, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  assert.notEqual(secret, first.secret)
  const uri = new URL(link)
  assert.deepEqual(
    [
      uri.protocol,
      uri.host,
      uri.searchParams.get('secret'),
      uri.searchParams.get('digits'),
      uri.searchParams.get('period'),
    ],
    ['otpauth:', 'totp', secret.replaceAll(' ', ''), '6', '30'],
  )
  assert.match(decodeURIComponent(uri.pathname), /Partner Desk:agent@vendor\.example$/)
  assert.equal((await signIn(desk)).status, 200, 'not on yet')
  const old = await as('PUT', '/me/second-factor', { code: codeAt(first.secret, beganAt) })
  assert.deepEqual([old.status, fieldsOf(old)], [422, ['code']])
  assert.equal((await as('PUT', '/me/second-factor', { code: codeAt(secret, beganAt) })).status, 200)
  assert.equal((await as('POST', '/me/second-factor', { password })).status, 409, 'on already')
  assert.equal((await as('PUT', '/me/second-factor', { code: codeAt(secret, beganAt) })).status, 409)
  assert.equal((await signIn(desk)).status, 202)
  assert.equal((await letters(desk, 'second-factor-on')).length, 1)
})

test('New recovery codes, and turning it off, ask for password and code; the old ones are none any more', async (context) => {
  const { desk, codes, codeOf } = await guarded(context)
  const cookie = cookiesOf(await give(desk, await signIn(desk), codeOf()))
  const as = (path: string, body: unknown) => withCookie(desk.url, cookie, 'POST', `/me/second-factor/${path}`, body)
  const [old = '', used = ''] = codes
  for (const path of ['codes', 'off']) {
    assert.deepEqual(fieldsOf(await as(path, { password: 'not that one', code: old })), ['password'])
    assert.deepEqual(fieldsOf(await as(path, { password, code: codeOf() })), ['code'], 'a code that was used')
  }
  const fresh = (await as('codes', { password, code: used })).body.codes as string[]
  assert.equal(fresh.length, 10)
  assert.equal((await give(desk, await signIn(desk), old)).status, 422)
  const off = await as('off', { password, code: fresh[0] })
  assert.deepEqual([off.status, off.body], [200, { since: null, recoveryCodesLeft: 0, isRequired: false }])
  assert.equal((await as('off', { password, code: fresh[1] })).status, 409)
  assert.equal((await signIn(desk)).status, 200, 'the password alone')
  assert.equal((await letters(desk, 'second-factor-off')).length, 1)
})

test('The password changes in a session that goes on; keys go on as they were', async (context) => {
  const { desk, codeOf } = await guarded(context)
  const cookie = cookiesOf(await give(desk, await signIn(desk), codeOf()))
  const changed = await withCookie(desk.url, cookie, 'PUT', '/me/password', {
    current: password,
    password: 'three newer words',
  })
  assert.equal(changed.status, 204)
  assert.equal(await meOf(desk, cookiesOf(changed)), 200)
  assert.equal((await desk.as(agent, 'GET', '/me')).status, 200)
})

test('G2: every act stands in the audit with who did it; secrets and codes stand nowhere', async (context) => {
  const { desk, secret, codes } = await guarded(context)
  await give(desk, await signIn(desk), codes[0] ?? '')
  const { items } = (await desk.as(admin, 'GET', '/audit?kind=second_factors')).body
  assert.deepEqual(
    items.map(({ act, by }: any) => [act, by.person.name]),
    [
      ['changed', 'Ann Agent'],
      ['changed', 'Ann Agent'],
      ['added', 'Ann Agent'],
    ],
  )
  const left = items[0].changes.find(({ field }: any) => field === 'recovery codes left')
  assert.deepEqual([left.was, left.became], ['10', '9'])
  const kept = await rows<{ kept: string }>(
    desk,
    `select to_jsonb(f)::text as kept from second_factors f union all select to_jsonb(a)::text from audit a
     union all select to_jsonb(l)::text from letters l union all select to_jsonb(h)::text from half_sign_ins h`,
  )
  const said = kept
    .map((row) => row.kept)
    .join('\n')
    .toLowerCase()
  const raw = secret.replaceAll(' ', '').toLowerCase()
  for (const word of [raw, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
    assert.equal(said.includes(word), false)
})
