import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerOf } from './asking.ts'

test('G3: what a provider leads on to is taken where it is https, too', async (context) => {
  let at = ''
  context.mock.method(globalThis, 'fetch', async () =>
    Object.defineProperty(Response.json({ issuer: 'x' }), 'url', { value: at }),
  )
  const from = 'https://login.vendor.example/.well-known/openid-configuration'
  at = 'https://elsewhere.example/document'
  assert.deepEqual(await answerOf(from, { redirect: 'follow' }, 1_000), { status: 200, body: { issuer: 'x' } })
  at = 'http://login.vendor.example/document'
  await assert.rejects(answerOf(from, { redirect: 'follow' }, 1_000), { why: 'untrusted', message: /not https/ })
  assert.equal((await answerOf('http://127.0.0.1/document', {}, 1_000)).status, 200)
})
