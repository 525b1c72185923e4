import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readConfig } from './config.ts'

const read = (env: Record<string, string>) => readConfig(env, '/program')
const right = {
  PUBLIC_URL: 'https://desk.example',
  OIDC_ISSUER: 'https://login.example/realms/vendor',
  OIDC_CLIENT_ID: 'partner-desk',
  OIDC_CLIENT_SECRET: 'xyzzy plugh',
}

test('Without its settings there is no single sign-on; with three of them there is, for the staff, beside passwords', () => {
  const none = read({})
  const some = read(right)
  assert.ok(none.ok && some.ok)
  assert.equal(none.config.oidc, null)
  assert.deepEqual(some.config.oidc, {
    issuer: 'https://login.example/realms/vendor',
    clientId: 'partner-desk',
    clientSecret: 'xyzzy plugh',
    label: 'single sign-on',
    forContacts: false,
    only: false,
  })
})

test('It is called as its people call it, may be for contacts too, and may be the only way for the staff', () => {
  const all = read({ ...right, OIDC_LABEL: 'Example SSO', OIDC_FOR: 'everybody', OIDC_ONLY: '1' })
  assert.ok(all.ok && all.config.oidc !== null)
  const { label, forContacts, only } = all.config.oidc
  assert.deepEqual([label, forContacts, only], ['Example SSO', true, true])
})

test('Its secret may be in a file, of which the end of the line is none of it; a file that is empty or not there is said', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'oidc-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'secret')
  writeFileSync(file, 'xyzzy\n')
  const { OIDC_CLIENT_SECRET: _secret, ...without } = right
  const found = read({ ...without, OIDC_CLIENT_SECRET_FILE: file })
  assert.ok(found.ok)
  assert.equal(found.config.oidc?.clientSecret, 'xyzzy')
  writeFileSync(file, '\n')
  for (const [path, message] of [
    [file, /is empty/],
    [join(folder, 'none'), /cannot be read/],
  ] as const) {
    const wrong = read({ ...without, OIDC_CLIENT_SECRET_FILE: path })
    assert.ok(!wrong.ok)
    assert.match(wrong.message, message)
    assert.doesNotMatch(wrong.message, /is missing/)
  }
})

test('All that is wrong of it is said at once, with what to give, and never the secret', () => {
  const wrong = read({
    OIDC_ISSUER: 'http://login.example',
    OIDC_CLIENT_SECRET: 'xyzzy plugh',
    OIDC_CLIENT_SECRET_FILE: '/none',
    OIDC_LABEL: 'x'.repeat(41),
    OIDC_FOR: 'contacts',
    OIDC_ONLY: 'yes',
  })
  assert.ok(!wrong.ok)
  for (const said of [
    /OIDC_ISSUER must be/,
    /OIDC_CLIENT_ID missing/,
    /give one of them/,
    /OIDC_LABEL must/,
    /OIDC_FOR must be staff or everybody/,
    /OIDC_ONLY must be 0 or 1/,
    /needs PUBLIC_URL/,
  ])
    assert.match(wrong.message, said)
  assert.doesNotMatch(wrong.message, /xyzzy|\n/)
})

test('A setting of it alone is no setting: what is missing is named', () => {
  const wrong = read({ PUBLIC_URL: 'https://desk.example', OIDC_ONLY: '1' })
  assert.ok(!wrong.ok)
  assert.match(wrong.message, /OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET missing/)
})

test('A provider without https is one of this machine, or none', () => {
  for (const issuer of ['http://127.0.0.1:9000', 'http://localhost:9000/realm', 'http://[::1]:9000'])
    assert.ok(read({ ...right, OIDC_ISSUER: issuer }).ok, issuer)
  for (const issuer of [
    'http://login.example',
    'https://login.example/?x=1',
    'https://login.example#x',
    'login',
    'https://a:b@c.example',
  ])
    assert.ok(!read({ ...right, OIDC_ISSUER: issuer }).ok, issuer)
})
