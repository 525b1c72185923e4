import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { isLoopback, readConfig } from './config.ts'

const read = (env: Record<string, string>) => readConfig(env, '/program')

test('With nothing set the product runs on its embedded database, with the demo company, on a loopback address', () => {
  const read1 = read({})
  assert.ok(read1.ok)
  const { port, host, dataDir, policyDir, demo, databaseUrl } = read1.config
  assert.deepEqual(
    { port, host, dataDir, policyDir, demo, databaseUrl },
    {
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/program/data',
      policyDir: '/program/policy/zoho',
      demo: true,
      databaseUrl: null,
    },
  )
})

test('A real database has no demo company unless it is asked for', () => {
  const url = 'postgres://desk@db.example/desk'
  const plain = read({ DATABASE_URL: url })
  const asked = read({ DATABASE_URL: url, DEMO: '1' })
  assert.ok(plain.ok && asked.ok)
  assert.equal(plain.config.demo, false)
  assert.equal(asked.config.demo, true)
})

test('Every wrong setting is named in the one line that stops the start', () => {
  const wrong = read({
    PORT: '99999',
    DATABASE_URL: 'mysql://x',
    DEMO: 'yes',
    NODE_ENV: 'prod',
    SMTP_URL: 'mail',
    PUBLIC_URL: 'desk',
    WEBHOOKS_PRIVATE: 'yes',
  })
  assert.ok(!wrong.ok)
  for (const name of ['PORT', 'DATABASE_URL', 'DEMO', 'NODE_ENV', 'SMTP_URL', 'PUBLIC_URL', 'WEBHOOKS_PRIVATE'])
    assert.match(wrong.message, new RegExp(`\\b${name} must be`))
  assert.doesNotMatch(wrong.message, /\n/)
})

test('PORT takes 0 and refuses what is not a whole number', () => {
  const free = read({ PORT: '0' })
  assert.ok(free.ok)
  assert.equal(free.config.port, 0)
  for (const port of ['-1', '3000.5', '80 80', 'http']) assert.ok(!read({ PORT: port }).ok, port)
})

test('A loopback address is told from one that others reach', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', '::1']) assert.ok(isLoopback(host), host)
  for (const host of ['0.0.0.0', '192.168.0.4', 'desk.example', '::', '127.desk.example'])
    assert.ok(!isLoopback(host), host)
})

test('Where mail comes in is checked at the start: address and port, a key with its certificate, name servers (A5)', () => {
  const right = read({
    MAIL_LISTEN: '0.0.0.0:2525',
    MAIL_TLS_KEY: 'mail.key',
    MAIL_TLS_CERT: '/etc/mail.pem',
    IMAP_URL: 'imaps://a:b@host/INBOX',
    DNS_SERVERS: '127.0.0.1:5353, ::1',
  })
  assert.ok(right.ok)
  assert.deepEqual(right.config.mailListen, { host: '0.0.0.0', port: 2525 })
  assert.equal(right.config.mailTls?.cert, '/etc/mail.pem')
  assert.equal(right.config.imapUrl, 'imaps://a:b@host/INBOX')
  assert.deepEqual(right.config.dnsServers, ['127.0.0.1:5353', '::1'])
  for (const [listen, host] of [
    ['[::1]:25', '::1'],
    [':25', '0.0.0.0'],
    ['mail.desk.example:0', 'mail.desk.example'],
  ] as const) {
    const found = read({ MAIL_LISTEN: listen })
    assert.equal(found.ok && found.config.mailListen?.host, host)
  }
  for (const env of [
    { MAIL_LISTEN: '25' },
    { MAIL_LISTEN: '127.0.0.1:99999' },
    { MAIL_LISTEN: '127.0.0.1:' },
    { MAIL_TLS_KEY: 'a.key' },
    { MAIL_TLS_CERT: 'a.pem' },
    { DNS_SERVERS: 'dns.example' },
  ])
    assert.ok(!read(env).ok, JSON.stringify(env))
})

test('A key to sign mail with is whole and usable, or the start is refused with everything that is wrong (A5)', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const given = { DKIM_DOMAIN: 'vendor.example', DKIM_SELECTOR: 'desk' }
  // In one line, as environments keep it.
  const right = read({ ...given, DKIM_KEY: pem.replaceAll('\n', '\\n') })
  assert.deepEqual(right.ok && right.config.dkim, { domain: 'vendor.example', selector: 'desk', key: pem })
  const none = read({})
  assert.equal(none.ok && none.config.dkim, null)
  const elliptic = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  for (const [env, says] of [
    [{ DKIM_KEY: pem }, /DKIM_DOMAIN and DKIM_SELECTOR is missing/],
    [{ ...given, DKIM_KEY: '/nowhere/key.pem' }, /'\/nowhere\/key\.pem' cannot be read/],
    [{ ...given, DKIM_KEY: elliptic }, /DKIM_KEY must be an RSA key/],
    [{ ...given, DKIM_KEY: '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----' }, /no private key in PEM/],
    [{ DKIM_KEY: pem, DKIM_DOMAIN: 'vendor example', DKIM_SELECTOR: '' }, /DKIM_SELECTOR is missing/],
    [{ DKIM_KEY: pem, DKIM_DOMAIN: 'vendor example', DKIM_SELECTOR: 'a b' }, /DKIM_DOMAIN must .+; DKIM_SELECTOR must/],
  ] as const) {
    const refused = read(env)
    assert.match(refused.ok ? '' : refused.message, says)
  }
})

test('D5: webhooks lead into one’s own network only where that is said', () => {
  const [plain, opened] = [read({}), read({ WEBHOOKS_PRIVATE: '1' })]
  assert.ok(plain.ok && opened.ok)
  assert.deepEqual([plain.config.privateWebhooks, opened.config.privateWebhooks], [false, true])
})
