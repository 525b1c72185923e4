import assert from 'node:assert/strict'
import { rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { editedFolder, meridianFolder, zohoFolder } from '../../test/support/policies.ts'
import { loadPolicy } from './load.ts'
import { obstacleIn } from './survey.ts'

test('Nothing keeps a policy from being read, whichever vendor it is of', async () => {
  assert.equal(await obstacleIn(zohoFolder), null)
  assert.equal(await obstacleIn(meridianFolder), null)
})

test('What is no file in the place of one is a mistake, and is not read: a device would never end', async (t) => {
  const folder = await editedFolder(t, zohoFolder, [])
  await rm(join(folder, 'tiers.yaml'))
  await symlink('/dev/null', join(folder, 'tiers.yaml'))
  assert.equal(await obstacleIn(folder), null)
  const loaded = await loadPolicy(folder)
  assert.ok(!loaded.ok)
  const of = loaded.mistakes.filter(({ file }) => file.endsWith('tiers.yaml'))
  assert.deepEqual(
    of.map(({ found, expected }) => [found, expected]),
    [['what is no file', 'this file of the policy']],
  )
})
