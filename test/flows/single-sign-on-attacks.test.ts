import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { PersonId } from '../../src/domain/kernel.ts'
import { makePasswordLink } from '../../src/services/people/passwords.ts'
import { system } from '../../src/storage/actor.ts'
import { ask } from '../support/http.ts'
import { client, providerStandIn, type Fault, type Lies } from '../support/oidc-provider.ts'
import { refused, signInWith, ssoDesk, startOf, type SsoDesk } from '../support/single-sign-on.ts'

let desk: SsoDesk
const email = 'agent@vendor.example'
before(async () => {
  desk = await ssoDesk()
  desk.provider.profile = { sub: 'agent-1', email, email_verified: true }
})
after(() => desk.close())
afterEach(() => {
  desk.provider.lies = {}
})

/** What the log got, which is then in order. */
function heard(): string {
  const said = desk.complaints.splice(0).join('\n')
  assert.ok(!said.includes(client.secret) && !said.includes('%26'), 'the secret is in the log')
  return said
}
const now = (): number => Math.floor(Date.now() / 1_000)

const lies: readonly (readonly [string, Lies, string, RegExp])[] = [
  ['of another issuer', { claims: { iss: 'https://evil.example' } }, 'untrusted', /"iss"/],
  ['for another client', { claims: { aud: 'another' } }, 'untrusted', /"aud"/],
  ['for two clients, and made for the other', { claims: { aud: [client.id, 'b'], azp: 'b' } }, 'untrusted', /azp/],
  ['for two clients, and not said for which', { claims: { aud: [client.id, 'b'] } }, 'untrusted', /azp/],
  ['that has run out', { claims: { iat: now() - 900, exp: now() - 600 } }, 'untrusted', /"exp"/],
  ['that runs on for ever', { claims: { exp: undefined } }, 'untrusted', /"exp"/],
  ['that begins later', { claims: { nbf: now() + 600 } }, 'untrusted', /"nbf"/],
  ['with the nonce of another sign-in', { claims: { nonce: 'another' } }, 'untrusted', /nonce/],
  ['without a nonce', { claims: { nonce: undefined } }, 'untrusted', /nonce/],
  ['that names nobody', { claims: { sub: undefined } }, 'untrusted', /"sub"/],
  ['with a name that no database keeps', { claims: { sub: 'a\0b' } }, 'untrusted', /sub/],
  ['signed with another key', { sign: 'other key' }, 'untrusted', /no applicable key|signature/],
  ['that nobody signed', { sign: 'none' }, 'untrusted', /does not hold/],
  ['signed with the client’s secret', { sign: 'client secret' }, 'untrusted', /alg/],
  ['that is none', { token: { status: 200, body: { id_token: 'a.b.c' } } }, 'untrusted', /does not hold/],
  ['that is not there', { token: { status: 200, body: { access_token: 'x' } } }, 'untrusted', /no id token/],
  [
    'whose address is said by the userinfo of another',
    { claims: { email: undefined }, userinfo: { sub: 'x', email } },
    'untrusted',
    /userinfo/,
  ],
  [
    'for a client that the provider does not know',
    { token: { status: 401, body: { error: 'invalid_client' } } },
    'untrusted',
    /401 \(invalid_client\)/,
  ],
  ['whose provider fails', { token: { status: 500, body: null } }, 'unreachable', /500/],
]
for (const [what, lie, why, said] of lies)
  test(`G3: nobody comes in by an id token ${what}; the log says why`, async () => {
    // What holds is taken, before and between: the log says each of these once.
    assert.equal(await desk.browser().go(), '/')
    const browser = desk.browser()
    const back = await browser.leave()
    desk.provider.lies = lie
    // The claims are looked at when the token is made.
    assert.equal(await browser.go(back), refused(why))
    assert.match(heard(), said)
    assert.deepEqual([await browser.me(), browser.cookies.size], [null, 0])
  })

test('G3: the answer of another provider is not taken for ours, nor one that does not say whose it is where ours would', async () => {
  const before = desk.provider.asked.get('/token')
  for (const iss of ['https://evil.example', '']) {
    desk.provider.lies = { answer: { iss } }
    assert.equal(await desk.browser().go(), refused('untrusted'))
  }
  assert.match(heard(), /another issuer/)
  assert.equal(desk.provider.asked.get('/token'), before, 'it was not given the code')
})

test('G3: a return is for the browser that set out, once, with its own state', async () => {
  const browser = desk.browser()
  const back = await browser.leave()
  assert.equal(await desk.browser().go(back), refused('stale'), 'another browser')
  const other = await browser.leave()
  const mixed = new URL(back)
  mixed.searchParams.set('state', new URL(other).searchParams.get('state') ?? '')
  // The code of one trip under the state of another: the provider holds it to its verifier, and the token has another nonce.
  assert.equal(await browser.go(mixed.href), refused('untrusted'))
  assert.match(heard(), /nonce/)
  assert.deepEqual(desk.provider.wrong.splice(0), ['the verifier is another one'])
  const made = new URL(back)
  made.searchParams.set('state', 'x'.repeat(43))
  assert.equal(await browser.go(made.href), refused('stale'), 'a made-up state')
  made.searchParams.delete('state')
  assert.equal(await browser.go(made.href), refused('stale'), 'none')
  for (const name of browser.cookies.keys()) browser.cookies.set(name, 'made.up')
  assert.equal(await browser.go(back), refused('stale'), 'a made-up cookie')
  assert.equal(await browser.me(), null)
})

test('G3: a code is for one use: of the same return twice, at once or one after the other, one gets in', async () => {
  const browser = desk.browser()
  const back = await browser.leave(startOf({ next: '/mine' }))
  const held = [...browser.cookies]
  const twins = [0, 1].map(() => {
    const twin = desk.browser()
    for (const [name, value] of held) twin.cookies.set(name, value)
    return twin
  })
  const pages = await Promise.all(twins.map((twin) => twin.go(back)))
  assert.deepEqual(pages.toSorted(), ['/mine', `${refused('stale')}&next=%2Fmine`])
  assert.match(heard(), /invalid_grant/)
  const late = desk.browser()
  for (const [name, value] of held) late.cookies.set(name, value)
  assert.equal(await late.go(back), `${refused('stale')}&next=%2Fmine`)
  assert.match(heard(), /^$|invalid_grant/)
  const again = twins[pages.indexOf('/mine')]
  assert.equal(await again?.go(back), refused('stale'), 'the browser that got in has no trip any more')
  assert.equal(await again?.me(), email)
})

test('Whoever stops at the provider is told so; a provider that sends nobody back properly is said in the log', async () => {
  desk.provider.lies = { answer: { error: 'access_denied', code: '' } }
  assert.equal(await desk.browser().go(), refused('cancelled'))
  desk.provider.lies = { answer: { error: 'invalid_scope', error_description: '<b>x</b>', code: '' } }
  assert.equal(await desk.browser().go(), refused('unreachable'))
  assert.match(heard(), /invalid_scope\)\.$/)
})

const places = ['/.well-known/openid-configuration', '/token', '/jwks', '/userinfo'] as const
const faults: readonly Fault[] = ['stalls', 'breaks off', 'no answer', 'page', 'list', 'floods', 'circles']
for (const at of places)
  test(`G1: whatever the provider does at ${at}, nobody comes in by it, nothing waits for ever, and all goes on after it`, async (t) => {
    const own = await providerStandIn(t)
    own.profile = desk.provider.profile
    for (const how of faults) {
      // What was read before is forgotten: each begins with a provider that nobody knows.
      const node = await desk.beside({ issuer: own.issuer }, how === 'stalls' ? 1_000 : 10_000)
      own.poured = 0
      // The address is asked for where the token has none.
      own.lies = { ...(at === '/userinfo' ? { claims: { email: undefined } } : {}), fault: { at, how } }
      const browser = desk.browser(node.url)
      const page = await browser.go()
      // What answers in time, and says no token or nobody, is not trusted.
      const isNothing =
        (at === '/token' && (how === 'page' || how === 'list')) || (at === '/userinfo' && how === 'list')
      assert.equal(page, refused(isNothing ? 'untrusted' : 'unreachable'), how)
      assert.equal(await browser.me(), null)
      assert.ok(own.poured < 20_000_000, `${own.poured} bytes were taken`)
      const said = heard()
      assert.match(said, /^Single sign-on: /, how)
      if (how === 'floods') assert.match(said, /far too much/)
      if (how === 'stalls') assert.match(said, /within 1 seconds/)
      own.lies = {}
      assert.equal(await desk.browser(node.url).go(), '/', `after it ${how}`)
      await node.close()
    }
    assert.deepEqual(own.wrong, [])
  })

test('Keys that the provider has turned are read anew', async (t) => {
  const own = await providerStandIn(t)
  own.profile = desk.provider.profile
  const node = await desk.beside({ issuer: own.issuer }, 2_000)
  t.after(() => node.close())
  assert.equal(await desk.browser(node.url).go(), '/')
  await own.turnKeys()
  // Not at once, though: a provider is not asked for them again and again.
  await pause(2_100)
  assert.equal(await desk.browser(node.url).go(), '/')
  assert.equal(own.asked.get('/jwks'), 2)
})

test('A provider that is down, hangs or is none leads to a page that says so, within its time, and in again once it is there', async (t) => {
  const own = await providerStandIn(t)
  own.profile = desk.provider.profile
  const node = await desk.beside({ issuer: own.issuer }, 1_500)
  t.after(() => node.close())
  const go = (): Promise<string> => desk.browser(node.url).go()
  own.lies = { hangs: true }
  assert.deepEqual(await Promise.all([go(), go(), go()]), Array(3).fill(refused('unreachable')))
  assert.equal(own.asked.size, 1, 'who comes meanwhile waits for the same answer')
  assert.match(heard(), /^Single sign-on: http:\S+ does not answer within 1.5 seconds\.$/, 'once, and not each time')
  own.lies = { document: { issuer: `${own.issuer}/` } }
  assert.equal(await go(), refused('untrusted'))
  assert.match(heard(), /letter by letter/)
  own.lies = { document: { token_endpoint: 7 } }
  assert.equal(await go(), refused('unreachable'))
  assert.match(heard(), /no OpenID provider/)
  own.lies = {}
  assert.equal(await go(), '/', 'another provider’s account is another one of the same person')
  const browser = desk.browser(node.url)
  const back = await browser.leave()
  own.lies = { hangs: true }
  assert.equal(await browser.go(back), refused('unreachable'), 'away while somebody is there')
  assert.match(heard(), /does not answer/)
  await own.close()
  const gone = await desk.beside({ issuer: own.issuer })
  t.after(() => gone.close())
  assert.equal(await desk.browser(gone.url).go(), refused('unreachable'))
  assert.match(heard(), /ECONNREFUSED/)
})

test('While single sign-on is the only way, an administrator comes in by a link of the command line, for a day; nobody by one of the screen', async (t) => {
  const node = await desk.beside({ only: true })
  t.after(() => node.close())
  const { admin, agent } = desk.people
  const use = async (person: { id: string; email: string }, make: () => Promise<string>) => {
    const token = (await make()).split('/').at(-1)
    const body = { token, password: 'three words of mine' }
    assert.equal((await ask(node.url, 'POST', '/api/v1/password-links/use', { body })).status, 200)
    return signInWith(node, person.email)
  }
  const byScreen = async (id: string) => {
    const key = await desk.keyOf(admin.email)
    return (await ask(desk.url, 'POST', `/api/v1/people/${id}/password-links`, { key, body: {} })).body.link as string
  }
  assert.equal(await use(admin, () => byScreen(admin.id)), 403)
  assert.equal(await use(agent, () => byCommandLine(desk, agent.id)), 403, 'staff that administers nothing')
  assert.equal(await use(admin, () => byCommandLine(desk, admin.id)), 200)
  desk.setTime('2026-03-11T06:00:01Z')
  assert.equal(await signInWith(node, admin.email), 403)
})

async function byCommandLine({ app }: SsoDesk, id: PersonId): Promise<string> {
  const made = await makePasswordLink(app, system, id, null)
  assert.ok(made.ok && made.value.fresh)
  return made.value.value.link
}

test('Whoever came by the provider is not asked for a second factor here, though the desk wants one of its staff', async () => {
  const key = await desk.keyOf(desk.people.admin.email)
  const ruled = await ask(desk.url, 'PUT', '/api/v1/second-factor-rule', { key, body: { required: 'staff' } })
  assert.ok(ruled.status < 300, JSON.stringify(ruled.body))
  const browser = desk.browser()
  await browser.go()
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
  assert.equal((await ask(desk.url, 'GET', '/api/v1/tickets', { headers: { cookie } })).status, 200)
})
