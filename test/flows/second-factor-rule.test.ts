import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { App } from '../../src/services/app.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { openPolicies } from '../../src/services/policies.ts'
import { beginHalf, finishHalf } from '../../src/services/second-factor/signing-in.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { emptyDatabase, emptyFolder, type Fields } from '../support/command-database.ts'
import { desk as command, type Ran } from '../support/command-line.ts'
import { ask, right, testDesk } from '../support/http.ts'
import { codeAt, cookiesOf, turnOn, withCookie } from '../support/second-factor.ts'
import { admin, admitted, agent, contact, held, password, type Held } from '../support/staff.ts'

const now = '2026-03-10T06:00:10Z'
const later = '2026-03-10T06:05:10Z'

const require_ = (desk: Held, required: string, by = admin) => desk.as(by, 'PUT', '/second-factor-rule', { required })
const get = (desk: Held, cookie: string, path = '/me') => withCookie(desk.url, cookie, 'GET', path)

/** Administrator and agent have passwords; the clock stands at `now`. */
async function company(context: TestContext) {
  const desk = await held(context)
  for (const who of ['admin', 'agent', 'aurora'] as const) await admitted(desk, desk.people[who].id)
  desk.setTime(now)
  return desk
}

test('Whoever must have one and has none is served nothing but its setting up; who was signed in, and keys, go on', async (context) => {
  const desk = await company(context)
  const before = await desk.signIn(agent)
  const rule = await require_(desk, 'staff')
  assert.deepEqual(rule.body, { required: 'staff', lacking: { administrators: 1, staff: 2 } })
  const { cookie, status } = await desk.signIn(agent)
  assert.equal(status, 200)
  assert.equal((await get(desk, cookie)).body.lacksSecondFactor, true)
  for (const [method, path, body] of [
    ['GET', '/tickets?view=all'],
    ['GET', '/policy'],
    ['GET', '/events'],
    ['POST', '/tickets', right],
    ['PATCH', '/me', { zone: 'Asia/Tokyo' }],
    ['POST', '/keys', { label: 'Around it' }],
    ['PUT', '/me/password', { current: password, password: 'three newer words' }],
    ['POST', '/me/second-factor/off', { password, code: '123456' }],
  ] as const) {
    const refused = await withCookie(desk.url, cookie, method, path, body)
    assert.deepEqual([refused.status, refused.body.needs], [403, 'second-factor'], path)
  }
  assert.equal((await get(desk, before.cookie, '/tickets?view=all')).status, 200)
  assert.equal((await desk.as(agent, 'GET', '/tickets?view=all')).status, 200)
  assert.equal((await get(desk, (await desk.signIn(contact)).cookie, '/tickets')).status, 200, 'no rule for partners')

  assert.equal((await get(desk, cookie, '/me/second-factor')).body.isRequired, true)
  const { secret } = await turnOn(desk.url, cookie, password, now)
  assert.equal((await get(desk, cookie)).body.lacksSecondFactor, false)
  assert.equal((await get(desk, cookie, '/tickets?view=all')).status, 200)
  assert.equal((await desk.as(admin, 'GET', '/second-factor-rule')).body.lacking.staff, 1)

  const stream = await fetch(`${desk.url}/api/v1/events`, { headers: { cookie } })
  assert.equal(stream.status, 200)
  const whole = stream.text()
  desk.setTime(later)
  const code = codeAt(secret, later)
  const off = await withCookie(desk.url, cookie, 'POST', '/me/second-factor/off', { password, code })
  assert.equal(off.status, 200)
  assert.equal((await get(desk, cookie, '/tickets?view=all')).status, 403, 'another is set up first')
  await whole
})

test('A rule for administrators asks them alone: at once of whoever becomes one after it', async (context) => {
  const desk = await company(context)
  await require_(desk, 'administrators')
  const [hers, theirs] = [await desk.signIn(admin), await desk.signIn(agent)]
  assert.equal((await get(desk, hers.cookie, '/tickets?view=all')).status, 403)
  assert.equal((await get(desk, theirs.cookie, '/tickets?view=all')).status, 200)
  await desk.as(admin, 'PATCH', `/staff/${desk.people.agent.id}`, { role: 'admin' })
  assert.equal((await get(desk, theirs.cookie, '/tickets?view=all')).status, 403)
  await require_(desk, 'nobody')
  assert.equal((await get(desk, hers.cookie, '/tickets?view=all')).status, 200)
  assert.equal((await get(desk, theirs.cookie, '/tickets?view=all')).status, 200)
})

test('G2: only administrators say who must have one, and that stands in the audit; the same said again changes nothing', async (context) => {
  const desk = await company(context)
  for (const by of [agent, contact]) assert.equal((await require_(desk, 'staff', by)).status, 403)
  assert.equal((await desk.as(agent, 'GET', '/second-factor-rule')).status, 403)
  for (const required of ['staff', 'staff', 'nobody']) assert.equal((await require_(desk, required)).status, 200)
  assert.equal((await require_(desk, 'everybody')).status, 400)
  const { items } = (await desk.as(admin, 'GET', '/audit?kind=second_factor_rule')).body
  assert.deepEqual(
    items.map(({ by, changes }: any) => [
      by.person.name,
      changes.find(({ field }: any) => field === 'required').became,
    ]),
    [
      ['Ada Admin', 'nobody'],
      ['Ada Admin', 'staff'],
    ],
  )
})

test('An administrator sees who has one, and takes it away: they are signed out everywhere and told; it is audited', async (context) => {
  const desk = await company(context)
  const { cookie } = await desk.signIn(agent)
  await turnOn(desk.url, cookie, password, now)
  const of = async (who: string) =>
    (await desk.as(admin, 'GET', '/staff')).body.items.find(({ email }: any) => email === who).secondFactorSince
  assert.deepEqual([await of(agent), await of(admin)], [now, null])
  const { id } = desk.people.agent
  const take = (by: string, whose: string = id) => desk.as(by, 'DELETE', `/people/${whose}/second-factor`)
  assert.deepEqual([(await take(agent)).status, (await take(contact)).status], [403, 404])
  assert.equal((await take(admin)).status, 204)
  assert.equal((await take(admin)).status, 409, 'there is none any more')
  assert.equal((await get(desk, cookie)).status, 401)
  assert.equal((await desk.signIn(agent)).status, 200)
  const letters = await desk.app.db.system((tx) =>
    tx.call<{ data: any }>({
      name: 'test_taken',
      text: `select data from letters where template = 'second-factor-taken'`,
    }),
  )
  assert.deepEqual(
    letters.map(({ data }) => data.by),
    ['Ada Admin'],
  )
  const [removed] = (await desk.as(admin, 'GET', '/audit?kind=second_factors')).body.items
  assert.deepEqual([removed.act, removed.by.person.name], ['removed', 'Ada Admin'])

  const own = await desk.signIn(admin)
  await turnOn(desk.url, own.cookie, password, now)
  assert.equal((await take(admin, desk.people.admin.id)).status, 409, 'one’s own takes a code')
  const theirs = await desk.signIn(contact)
  await turnOn(desk.url, theirs.cookie, password, now)
  assert.equal((await take(admin, desk.people.aurora.id)).status, 204, 'of a contact too')
})

/** `desk …` beside a running desk. */
async function beside(context: TestContext) {
  let url = ''
  const desk = await testDesk(context, { through: (real) => Promise.resolve((url = real)) })
  const run = (args: readonly string[]): Promise<Ran> => command(args, { env: { DATABASE_URL: url } })
  await desk.site.signIn.setPassword(desk.people.admin, password)
  desk.setTime(now)
  const signIn = () => ask(desk.url, 'POST', '/api/v1/session', { body: { email: admin, password } })
  return { desk, run, signIn }
}

test('The command line takes it away from the last administrator, and says who must have one', async (context) => {
  const { desk, run, signIn } = await beside(context)
  await turnOn(desk.url, cookiesOf(await signIn()), password, now)
  assert.equal((await signIn()).status, 202, 'and app and codes are lost')
  const off = await run(['user', 'second-factor', 'off', admin])
  assert.deepEqual([off.status, (off.lines[0] as Fields)['secondFactorSince']], [0, null], off.err)
  assert.equal((await run(['user', 'second-factor', 'off', admin])).status, 2)
  const said = await run(['user', 'second-factor', 'require', 'administrators'])
  assert.deepEqual(said.lines, [{ required: 'administrators', lacking: { administrators: 1, staff: 2 } }])
  const again = await signIn()
  assert.deepEqual([again.status, again.body.lacksSecondFactor], [200, true])
  assert.deepEqual((await run(['user', 'second-factor'])).lines, said.lines)
  assert.equal((await run(['user', 'second-factor', 'require', 'nobody'])).status, 0)
  assert.equal((await withCookie(desk.url, cookiesOf(again), 'GET', '/tickets?view=all')).status, 200)
  for (const wrong of [['off'], ['off', 'nobody@vendor.example'], ['require', 'all'], ['on', admin]])
    assert.equal((await run(['user', 'second-factor', ...wrong])).status, 2, wrong.join(' '))
})

test('G1: out of a backup a second factor is asked for and works as before', async (context) => {
  const { desk, run, signIn } = await beside(context)
  const { secret, codes } = await turnOn(desk.url, cookiesOf(await signIn()), password, now)
  const file = join(await emptyFolder(context), 'desk.backup')
  const backedUp = await run(['backup', file])
  assert.equal(backedUp.status, 0, backedUp.err)
  const url = await emptyDatabase(context)
  const restored = await command(['restore', file], { env: { DATABASE_URL: url } })
  assert.equal(restored.status, 0, restored.err)
  const db = await openDatabase({ connection: url })
  try {
    const policies = await openPolicies(db)
    assert.ok(policies !== null)
    const at = Temporal.Instant.from(later)
    const app: App = { db, policies, now: () => at, newId: () => newIdAt(at) }
    const { id } = desk.people.admin
    for (const code of [codeAt(secret, later), codes[0] ?? '']) {
      const half = await beginHalf(app, id)
      assert.ok(half !== null)
      assert.equal((await finishHalf(app, half.token, '000000', '127.0.0.1')).kind, 'wrong')
      assert.equal((await finishHalf(app, half.token, code, '127.0.0.1')).kind, 'in')
    }
  } finally {
    await db.close()
  }
})
