import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho } from '../../../test/support/policies.ts'
import { readLogLine } from './log-line.ts'
import { sourceOf } from './source.ts'

const received = {
  ticket: 'INC0000045',
  at: '2016-02-29T01:16:00Z',
  event: 'received',
  desk: 'support',
  severity: 2,
  tier: 'advanced',
  country: 'IT',
}
const read = (line: unknown) => readLogLine(zoho, typeof line === 'string' ? line : JSON.stringify(line), 1)
const wrong = (line: unknown): string[] => {
  const answer = read(line)
  return answer.ok ? [] : answer.mistakes.map(({ field }) => field)
}

test("The contract's line is read, with what it leaves out filled in", () => {
  const answer = read(received)
  assert.ok(answer.ok && answer.line.event === 'received')
  const { at, desk, state, partner, kind, subject, type } = answer.line
  assert.deepEqual(
    [at.toString(), desk, state, partner, kind, subject, type],
    ['2016-02-29T01:16:00Z', 'support', null, null, 'incident', 'INC0000045', null],
  )
})

test('Instants are read with any offset, and kept to the millisecond', () => {
  const answer = read({ ...received, at: '2016-02-29T06:46:00.1239+05:30' })
  assert.ok(answer.ok)
  assert.equal(answer.line.at.toString(), '2016-02-29T01:16:00.123Z')
})

test('Fields that nobody knows, and nothing where a field may be left out, are no mistakes', () => {
  assert.deepEqual(
    wrong({ ...received, priority: 'P2', partner: null, state: null, type: null, kind: null, subject: null }),
    [],
  )
  assert.deepEqual(wrong({ ticket: 'A', at: received.at, event: 'closed', severity: 'x', by: null }), [])
})

for (const [line, fields] of [
  ['', ['line']],
  ['[]', ['line']],
  ['{}', ['event', 'ticket', 'at']],
  [{ ...received, event: 'Received' }, ['event']],
  [{ ...received, ticket: 45 }, ['ticket']],
  [{ ...received, at: '2016-02-29' }, ['at']],
  [{ ...received, at: '2016-02-30T01:16:00Z' }, ['at']],
  [{ ...received, at: '2016-02-29T01:16:00' }, ['at']],
  [{ ...received, at: '1899-12-31T23:59:59Z' }, ['at']],
  [{ ...received, at: '2301-01-01T00:00:00Z' }, ['at']],
  [{ ...received, at: 1_456_708_560 }, ['at']],
  [{ ...received, desk: 'Support', severity: 9 }, ['desk']],
  [{ ...received, severity: 4, tier: 'gold' }, ['severity', 'tier']],
  [{ ...received, severity: '2' }, ['severity']],
  [{ ...received, country: 'Italy' }, ['country']],
  [{ ...received, country: 'US', state: 'XX' }, ['state']],
  [{ ...received, partner: '' }, ['partner']],
  [{ ...received, kind: 'bug', subject: 5 }, ['kind', 'subject']],
  [{ ticket: 'A', at: received.at, event: 'severity' }, ['severity']],
  [{ ticket: 'A', at: received.at, event: 'severity', severity: 1.5 }, ['severity']],
  [{ ticket: 'A', at: received.at, event: 'solved', by: 7 }, ['by']],
] as const)
  test(`A line is refused for exactly what is wrong with it: ${JSON.stringify(line).slice(0, 90)}`, () => {
    assert.deepEqual(wrong(line), fields)
  })

test('A log is known by what its first line says, however it is written', () => {
  const source = (line: unknown): string => {
    const answer = read(line)
    assert.ok(answer.ok)
    return sourceOf(answer.line)
  }
  const known = source(received)
  assert.match(known, /^INC0000045 [0-9a-f]{16}$/)
  assert.equal(
    source(
      `  ${JSON.stringify(Object.fromEntries(Object.entries(received).toReversed()), null, '\t').replaceAll('\n', '')}`,
    ),
    known,
  )
  assert.equal(source({ ...received, at: '2016-02-29T02:16:00+01:00' }), known)
  for (const other of [{ ticket: 'INC0000046' }, { at: '2016-02-29T01:16:01Z' }, { severity: 1 }, { partner: 'P-1' }])
    assert.notEqual(source({ ...received, ...other }), known)
})
