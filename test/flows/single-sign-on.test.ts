import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ownPage } from '../../src/http/single-sign-on.ts'
import { keepDemo } from '../../src/services/access.ts'
import { ask } from '../support/http.ts'
import { auditOf, refused, signInWith, ssoDesk, startOf, type SsoDesk } from '../support/single-sign-on.ts'

let desk: SsoDesk
let admin: string
before(async () => {
  desk = await ssoDesk()
  admin = await desk.keyOf('admin@vendor.example')
})
after(() => desk.close())

const verified = (sub: string, email: string) => ({ sub, email, email_verified: true })
const is = (sub: string, email: string): void => void (desk.provider.profile = verified(sub, email))
const staffOf = async (email: string) =>
  (await ask(desk.url, 'GET', '/api/v1/staff?show=all', { key: admin })).body.items.find(
    (each: { email: string }) => each.email === email,
  )
const add = async (name: string) => {
  const body = { name, email: `${name.toLowerCase()}@vendor.example`, role: 'agent', desks: ['support'] }
  const made = await ask(desk.url, 'POST', '/api/v1/staff', { key: admin, body })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body as { id: string; email: string }
}
const unlink = (id: string, key = admin) => ask(desk.url, 'DELETE', `/api/v1/people/${id}/single-sign-on`, { key })

test('The page of the door is told of it; a desk without it says so, and has no such address', async (t) => {
  const ways = await ask(desk.url, 'GET', '/api/v1/sign-in-ways')
  const href = 'https://desk.vendor.example/api/v1/session/oidc'
  assert.deepEqual(ways.body, { singleSignOn: { label: 'Example SSO', href, for: 'staff', only: false } })
  const without = await desk.join({ provider: null })
  t.after(() => without.close())
  assert.deepEqual((await ask(without.url, 'GET', '/api/v1/sign-in-ways')).body, { singleSignOn: null })
  assert.equal((await ask(without.url, 'GET', '/api/v1/session/oidc')).status, 404)
})

test('Somebody who never had a password comes in by a verified address, to where they were going, and is linked: a session as any', async () => {
  const { id, email } = await add('Ines')
  assert.equal((await staffOf(email)).singleSignOn, null)
  is('ines-1', 'Ines@Vendor.example')
  const browser = desk.browser()
  assert.equal(await browser.go(startOf({ next: '/all?severity=1#top' })), '/all?severity=1#top')
  assert.equal(await browser.me(), email)
  assert.deepEqual([...browser.cookies.keys()], ['__Secure-desk.session_token'], 'nothing of the trip is left')
  const { singleSignOn, sessions, lastSignInAt, hasPassword } = await staffOf(email)
  assert.deepEqual([singleSignOn.email, singleSignOn.issuer], [email, desk.provider.issuer])
  assert.deepEqual([sessions, hasPassword, lastSignInAt !== null], [1, false, true])
  const kept = await ask(desk.url, 'GET', `/api/v1/sessions?person=${id}`, { key: admin })
  assert.equal(kept.body.items[0].address, '127.0.0.1')
  const week = Date.parse(kept.body.items[0].endsAt) - Date.parse(kept.body.items[0].beganAt)
  assert.ok(Math.abs(week - 7 * 86_400_000) < 5_000)
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
  assert.equal((await ask(desk.url, 'DELETE', '/api/v1/session', { headers: { cookie } })).status, 204)
  assert.equal(await browser.me(), null)
})

test('Whoever’s address is changed at the provider stays the same person, even where it is now a colleague’s', async () => {
  const { email } = await add('Mara')
  is('mara-1', email)
  await desk.browser().go()
  is('mara-1', 'agent@vendor.example')
  const browser = desk.browser()
  await browser.go()
  assert.equal(await browser.me(), email)
})

test('Another account that gets the address later is not let in by it, until an administrator unlinks the first; all of it is in the audit', async () => {
  const { id, email } = await add('Omar')
  is('omar-1', email)
  await desk.browser().go()
  is('omar-2', email)
  const second = desk.browser()
  assert.equal(await second.go(), refused('taken'))
  assert.equal(await second.me(), null)
  const agent = await desk.keyOf('agent@vendor.example')
  assert.equal((await unlink(id, agent)).status, 403)
  assert.equal((await unlink(id)).status, 204)
  assert.equal((await unlink(id)).status, 409)
  assert.equal((await staffOf(email)).singleSignOn, null)
  assert.equal(await second.go(), '/')
  assert.equal(await second.me(), email)
  is('omar-1', email)
  assert.equal(await desk.browser().go(), refused('taken'))
  const lines = await auditOf(desk, 'single_sign_on_links', 'omar')
  assert.deepEqual(lines, ['added omar-1', 'removed omar-1', 'added omar-2'])
  assert.deepEqual(await auditOf(desk, 'single_sign_on_refusals', 'omar'), ['added omar-2 taken', 'added omar-1 taken'])
})

test('Who is not registered, has left, or is a partner’s contact where it is for the staff, is told so; the audit knows, once a day', async () => {
  const { id, email } = await add('Lena')
  is('lena-1', email)
  const before = desk.browser()
  await before.go()
  await ask(desk.url, 'POST', `/api/v1/staff/${id}/deactivate`, { key: admin, body: {} })
  assert.equal(await before.me(), null)
  for (const [sub, address, why] of [
    ['x-1', 'nobody@vendor.example', 'unknown'],
    ['lena-1', email, 'left'],
    ['lena-2', email, 'left'],
    ['asha-1', 'asha@aurora.example', 'side'],
  ] as const) {
    is(sub, address)
    const browser = desk.browser()
    assert.equal(await browser.go(startOf({ next: '/mine' })), `${refused(why)}&next=%2Fmine`)
    assert.equal(await browser.go(), refused(why))
    assert.deepEqual([await browser.me(), browser.cookies.size], [null, 0])
    assert.deepEqual(
      (await auditOf(desk, 'single_sign_on_refusals', sub)).filter((line) => line.includes(why)),
      [`added ${sub} ${why}`],
    )
  }
  await ask(desk.url, 'POST', `/api/v1/staff/${id}/activate`, { key: admin, body: {} })
  is('lena-1', email)
  assert.equal(await desk.browser().go(), '/', 'who comes back is still linked')
})

test('An address that the provider has not verified is nobody’s; one that it says elsewhere than in the token is taken from there', async () => {
  const { email } = await add('Nora')
  for (const email_verified of [false, undefined, 1, 'yes']) {
    desk.provider.profile = { sub: 'nora-1', email, email_verified }
    assert.equal(await desk.browser().go(), refused('unverified'))
  }
  // 'K' as the sign of Kelvin becomes a plain k in lower case.
  const { email: kept } = await add('Kira')
  is('kira-x', kept.replace('k', '\u212A'))
  assert.equal(await desk.browser().go(), refused('unknown'))
  desk.provider.profile = { sub: 'nora-1' }
  desk.provider.lies = { userinfo: verified('nora-1', email) }
  const browser = desk.browser()
  assert.equal(await browser.go(), '/')
  assert.equal(await browser.me(), email)
  desk.provider.lies = {}
})

test('Two who come at once for the first time, in two browsers, are one person with one link', async () => {
  const { id, email } = await add('Zoe')
  is('zoe-1', email)
  const [one, two] = [desk.browser(), desk.browser()]
  assert.deepEqual(await Promise.all([one.go(), two.go()]), ['/', '/'])
  assert.deepEqual([await one.me(), await two.me()], [email, email])
  assert.equal((await staffOf(email)).sessions, 2)
  assert.equal((await auditOf(desk, 'single_sign_on_links', 'zoe')).length, 1)
  assert.equal(
    (await ask(desk.url, 'POST', '/api/v1/sessions/end', { key: admin, body: { person: id } })).body.ended,
    2,
  )
})

test('Two tabs that set out one after the other both come back, on whichever node', async (t) => {
  is('agent-1', 'agent@vendor.example')
  const other = await desk.beside({})
  t.after(() => other.close())
  const browser = desk.browser()
  const first = await browser.leave(startOf({ next: '/mine' }))
  const second = await browser.leave(startOf({ next: '/all' }))
  assert.equal(await browser.go(second), '/all')
  const elsewhere = desk.browser(other.url)
  for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value)
  assert.equal(await elsewhere.go(first), '/mine')
})

test('‘next’ leads to no other site, to no endpoint, and nowhere round in circles', async () => {
  is('agent-1', 'agent@vendor.example')
  const given = [
    '//evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'https://evil.example/',
    'evil',
    '/api/v1/session/oidc',
    `/${'x'.repeat(1_100)}`,
    '/%2e%2e//evil.example',
  ]
  for (const next of given) assert.equal(ownPage(next), null, next)
  assert.equal(await desk.browser().go(startOf({ next: '/\t/evil.example' })), '/')
  assert.equal(ownPage('/tickets/PD-1?tab=notes#last'), '/tickets/PD-1?tab=notes#last')
})

test('Contacts come in by it where it is for everybody; staff by it alone where it is the only way, and contacts by password', async (t) => {
  const only = await desk.beside({ forContacts: true, only: true })
  t.after(() => only.close())
  is('asha-1', 'asha@aurora.example')
  const contact = desk.browser(only.url)
  assert.equal(await contact.go(), '/')
  assert.equal(await contact.me(), 'asha@aurora.example')
  const { people } = desk
  for (const who of [people.admin, people.agent, people.borealis])
    await desk.site.signIn.setPassword(who, 'three words of mine')
  assert.equal(await signInWith(only, 'bjorn@borealis.example'), 200)
  assert.equal(await signInWith(only, 'agent@vendor.example'), 403)
  assert.equal(await signInWith(only, 'agent@vendor.example', 'wrong'), 401, 'only whoever knows it is told')
  assert.equal(await signInWith(desk, 'agent@vendor.example'), 200, 'where there are both')
})

test('The people of a demo that is closed are nobody’s by the provider either', async (t) => {
  const person = { email: 'agent@vendor.example', name: 'Ann Agent', what: 'Agent' }
  await keepDemo(desk.app, { password: 'shown to everybody', people: [person] })
  const closed = await desk.beside({})
  t.after(() => closed.close())
  is('agent-1', person.email)
  const browser = desk.browser(closed.url)
  assert.equal(await browser.go(), refused('unknown'))
  assert.equal(await browser.me(), null)
})
