import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTurn } from './turn.ts'

test('work for one folder is done one at a time, work for two folders together', async () => {
  const events: string[] = []
  const work = (name: string) => async (): Promise<void> => {
    events.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    events.push(`${name} ends`)
  }
  const folder = `a folder of ${process.pid}`
  await Promise.all([inTurn(folder, work('a')), inTurn(folder, work('b'))])
  assert.deepEqual(events, ['a begins', 'a ends', 'b begins', 'b ends'])
  const outer = inTurn(folder, () => inTurn(`another ${folder}`, work('c')))
  await outer
  assert.deepEqual(events.slice(4), ['c begins', 'c ends'])
})

test('work that fails gives the turn to the next', async () => {
  const folder = `a folder of ${process.pid}`
  await assert.rejects(
    inTurn(folder, () => Promise.reject(new Error('no luck'))),
    /no luck/,
  )
  assert.equal(await inTurn(folder, () => Promise.resolve('done')), 'done')
})
