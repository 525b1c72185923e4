import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meridian, zoho } from '../../../test/support/policies.ts'
import type { Policy } from '../../domain/policy.ts'
import { byOf, commandOf, defaultCategory } from './filing.ts'
import type { LaterLine, SeverityLine } from './log-line.ts'

const at = Temporal.Instant.from('2026-03-10T06:00:00Z')
const line = (event: LaterLine['event'], by: string | null = null): LaterLine => ({
  number: 1,
  ticket: 'A',
  at,
  event,
  by,
})
const severity = (level: number): SeverityLine => ({
  number: 1,
  ticket: 'A',
  at,
  event: 'severity',
  severity: level,
  by: null,
})

test('What names no category begins in none that runs round the clock, on every desk of every vendor (A9)', () => {
  for (const policy of [zoho, meridian])
    for (const desk of policy.desks) {
      const category = defaultCategory(policy, desk.id)
      assert.equal(category.desk, desk.id)
      assert.equal(category.critical, false)
      assert.equal(category.scope, 'in')
    }
})

test('A desk that has nothing else falls back to what it has', () => {
  const [only] = zoho.categories.filter(({ critical }) => critical)
  assert.ok(only !== undefined)
  const policy: Policy = { ...zoho, requestTypes: [], categories: [only] }
  assert.equal(defaultCategory(policy, only.desk), only)
})

test('More severe is taken as worsened, milder as eased (C8)', () => {
  const cause = (from: number, to: number) => {
    const command = commandOf(severity(to), from)
    return command.kind === 'set-severity' ? command.cause : null
  }
  assert.deepEqual([cause(3, 1), cause(1, 3)], ['worsened', 'eased'])
})

test('Each event is the act of its side; a log may say otherwise but for what only one side does', () => {
  assert.deepEqual(
    [
      line('agent-reply', 'partner'),
      line('partner-reply', 'agent'),
      line('solved'),
      line('solved', 'partner'),
      line('closed', 'system'),
      line('reopened', 'Anna'),
    ].map((each) => byOf(each)),
    ['agent', 'partner', 'agent', 'partner', 'system', 'agent'].map((side) => ({ kind: 'log', side })),
  )
})

test('A reply by a machine is automatic mail, on either side (C13)', () => {
  assert.deepEqual(
    [line('agent-reply', 'system'), line('partner-reply', 'system'), line('agent-reply')].map(
      (each) => commandOf(each, 2).kind,
    ),
    ['automatic', 'automatic', 'reply'],
  )
})
