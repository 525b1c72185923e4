/** The product asked to end while it is still starting. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { readPostmaster } from '../../src/storage/embedded/postmaster.ts'
import { startProduct, stopProduct } from '../support/product.ts'

test('Asked to end while its database is still being made, it ends with it, and the next start goes on from there', async (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'desk-start-'))
  context.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: { ...process.env, DATABASE_URL: '', DATA_DIR: folder, PORT: '0', DEMO: '0' },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const data = path.join(folder, 'postgres')
  while (!existsSync(data)) await pause(5)
  child.kill('SIGTERM')
  assert.deepEqual(await ended, [0, null])
  assert.equal(readPostmaster(data), undefined)
  const product = await startProduct(folder, { DEMO: '0' })
  assert.equal((await fetch(`${product.url}/health`)).status, 200)
  await stopProduct(product)
})
