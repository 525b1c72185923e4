import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho } from '../../../test/support/policies.ts'
import { workflowView } from '../../../src/services/workflow/workflow-view.ts'
import { beginning, lanesOf, waysOf, type Way } from './graph.ts'

const way = (from: number, to: number): Way => ({ from, to, by: [] })

test('Lines to one state are one lane with several stubs, and lanes whose rows meet do not share a place', () => {
  const lanes = lanesOf([way(beginning, 0), way(0, 1), way(1, 2), way(0, 3), way(1, 3), way(2, 3)])
  assert.deepEqual(lanes.find(({ to }) => to === 3)?.sources, [0, 1, 2])
  for (const a of lanes)
    for (const b of lanes) {
      if (a === b || a.lane !== b.lane) continue
      const span = ({ to, sources }: typeof a) => [Math.min(to, ...sources), Math.max(to, ...sources)] as const
      const [[a1, a2], [b1, b2]] = [span(a), span(b)]
      assert.ok(a2 <= b1 || b2 <= a1, `${a.to} and ${b.to} lie on each other`)
    }
})

for (const rules of zoho.workflows)
  test(`The picture of '${rules.id}' leads to every state`, () => {
    const ways = waysOf(workflowView(rules))
    assert.deepEqual(
      [...new Set(ways.map(({ to }) => to))].toSorted((a, b) => a - b),
      rules.states.map((_, row) => row),
    )
  })
