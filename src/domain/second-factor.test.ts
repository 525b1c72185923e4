import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inGroups, openSteps, readCode, recoveryCode, recoveryCodeOf, stepAt } from './second-factor.ts'

const at = (text: string) => Temporal.Instant.from(text)

test('A step is half a minute: it begins with the full one and with the half (RFC 6238, appendix B)', () => {
  assert.equal(stepAt(at('1970-01-01T00:00:59Z')), 1)
  assert.equal(stepAt(at('2005-03-18T01:58:29Z')), 0x23523ec)
  assert.equal(stepAt(at('2005-03-18T01:58:31Z')), 0x23523ed)
  assert.equal(stepAt(at('2033-05-18T03:33:20Z')), 0x3f940aa)
})

test('Codes are taken of the step before, this one and the next, and of none that was used or is older', () => {
  const now = at('2026-03-10T06:00:15Z')
  const step = stepAt(now)
  assert.deepEqual(openSteps(now, null), [step - 1, step, step + 1])
  assert.deepEqual(openSteps(now, step - 2), [step - 1, step, step + 1])
  assert.deepEqual(openSteps(now, step - 1), [step, step + 1])
  assert.deepEqual(openSteps(now, step), [step + 1])
  assert.deepEqual(openSteps(now, step + 1), [])
})

test('A code is read however it is typed, and what is neither kind is none', () => {
  for (const given of ['123456', ' 123 456 ', '123-456'])
    assert.deepEqual(readCode(given), { kind: 'app', code: '123456' })
  const paper = { kind: 'recovery', code: 'abcd2345efgh67zy' }
  for (const given of ['abcd-2345-efgh-67zy', 'ABCD 2345 EFGH 67ZY', 'abcd–2345–efgh–67zy'])
    assert.deepEqual(readCode(given), paper)
  for (const given of ['', '12345', '1234567', 'abcd-2345-efgh', 'abcd-0000-efgh-1111', '１２３４５６'])
    assert.equal(readCode(given), null, given)
})

test('A recovery code has one of 32 letters for each random byte, and is read again as it is shown', () => {
  const code = recoveryCodeOf(Uint8Array.from({ length: recoveryCode.letters }, (_, n) => n * 17))
  assert.equal(code.length, 16)
  assert.equal(recoveryCodeOf(new Uint8Array(16).fill(255)), '7'.repeat(16))
  assert.equal(inGroups(code, '-').length, 19)
  assert.deepEqual(readCode(inGroups(code, '-')), { kind: 'recovery', code })
})
