import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../../test/support/core.ts'
import { senderFindings } from './sender.ts'

test('A request from an address that anybody can have is held, never refused (A7)', () => {
  for (const sender of ['asha@gmail.com', 'ASHA@Yahoo.co.uk', ' asha@hotmail.fr ']) {
    const [finding, ...more] = senderFindings(sender, policy)
    assert.deepEqual([finding?.verdict, finding?.field, finding?.rule], ['hold', 'from', 'A7'], sender)
    assert.deepEqual(more, [])
  }
})

test('A company has its own address, and what the policy allows is allowed (A7)', () => {
  assert.deepEqual(senderFindings('asha@aurora.example', policy), [])
  const allowed = { ...policy, intake: { ...policy.intake, freeMailAllowed: ['gmail.com'] } }
  assert.deepEqual(senderFindings('asha@gmail.com', allowed), [])
})
