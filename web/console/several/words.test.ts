import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayDone, sayEach, sayLeft } from './words.ts'

const item = (number: string, detail?: string) => ({
  ticket: `id-${number}`,
  number,
  problem: detail === undefined ? null : { code: 'invalid-state', detail, errors: [] },
})

test('All done is one sentence', () => {
  assert.deepEqual(sayDone('assign', { items: [item('PS-1'), item('PS-2')] }), {
    words: 'Assigned 2 tickets.',
    notDone: [],
  })
  assert.equal(sayDone('solve', { items: [item('PS-1')] }).words, 'Solved 1 ticket.')
})

test('What was not done is counted, and alike reasons are said once with every ticket they hold for', () => {
  const items = [
    item('PS-1'),
    item('PS-2', 'Solved already.'),
    item('PS-3', 'Merged.'),
    item('PS-4', 'Solved already.'),
  ]
  assert.deepEqual(sayDone('solve', { items }), {
    words: 'Solved 1; not 3:',
    notDone: [
      {
        because: 'Solved already.',
        tickets: [
          { id: 'id-PS-2', number: 'PS-2' },
          { id: 'id-PS-4', number: 'PS-4' },
        ],
      },
      { because: 'Merged.', tickets: [{ id: 'id-PS-3', number: 'PS-3' }] },
    ],
  })
  assert.equal(sayDone('reply', { items: [item('PS-2', 'Merged.')] }).words, 'Answered none of 1:')
})

test('Who left the selection is named, a crowd is counted', () => {
  assert.equal(sayLeft(['PS-1']), 'PS-1 left the list and is no longer selected.')
  assert.equal(sayLeft(['PS-1', 'PS-2', 'PS-3']), 'PS-1, PS-2 and PS-3 left the list and are no longer selected.')
  assert.equal(sayLeft(['a', 'b', 'c', 'd']), '4 tickets left the list and are no longer selected.')
})

test('What several have is counted, the most of them first, and said once where it is the same', () => {
  assert.equal(sayEach(['severity 2', 'severity 2']), 'severity 2')
  assert.equal(sayEach(['severity 1', 'severity 2', 'severity 2']), 'severity 2 (2), severity 1 (1)')
})
