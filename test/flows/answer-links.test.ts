import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkLimits } from '../../src/services/tickets/ask-link.ts'
import { ask } from '../support/http.ts'
import { workflowDesk } from '../support/runs.ts'

test('E1, E5: the links of customers are not tried for long: after so many tries from one network it is said to wait', async (context) => {
  const { desk, look, answer } = await workflowDesk(context)
  for (let tries = 0; tries < linkLimits.forAddress; tries += 1) {
    const { status } = tries % 2 === 0 ? await look('x'.repeat(43)) : await answer('x'.repeat(43), 'confirm')
    assert.equal(status, tries % 2 === 0 ? 200 : 404)
  }
  for (const refused of [await look('x'.repeat(43)), await answer('x'.repeat(43), 'confirm')]) {
    assert.equal(refused.status, 429)
    assert.match(refused.body.detail, /wait a few minutes, then open the link again/)
    assert.ok(Number(refused.headers.get('retry-after')) > 0)
  }
  // The forms of receipts are guessed from the same network no longer either.
  assert.equal((await ask(desk.url, 'GET', `/api/v1/supply?token=${'x'.repeat(43)}`, {})).status, 429)
  desk.setTime('2026-03-10T06:15:01Z')
  assert.equal((await look('x'.repeat(43))).status, 200)
})
