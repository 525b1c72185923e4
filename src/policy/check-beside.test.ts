import assert from 'node:assert/strict'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { checkPolicyBeside } from './check-beside.ts'
import { checkPolicy } from './examples.ts'

const zoho = path.join(import.meta.dirname, '../../policy/zoho')

test('C9, G1: a folder is checked on a thread of its own, and is the same policy there', async () => {
  const began = once(process, 'worker')
  const beside = checkPolicyBeside(zoho)
  await began
  const here = await checkPolicy(zoho)
  assert.ok(here.ok)
  assert.deepEqual(await beside, { ok: true, policy: here.policy })
})

test('C9: its mistakes come from there as they are', async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'policy-'))
  context.after(() => rm(folder, { recursive: true }))
  await cp(zoho, folder, { recursive: true })
  const file = path.join(folder, 'examples.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace('2026-03-08T19:00:00Z', '2026-03-08T19:30:00Z'))
  const here = await checkPolicy(folder)
  assert.ok(!here.ok && here.mistakes.length > 0)
  assert.deepEqual(await checkPolicyBeside(folder), here)
})
