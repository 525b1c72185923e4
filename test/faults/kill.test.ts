import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { throwawayFolder } from '../support/server.ts'

const root = path.resolve(import.meta.dirname, '../..')
const rounds = 10
const connections = 8

interface Product {
  readonly url: string
  readonly process: ChildProcess
}

const environment = (folder: string): NodeJS.ProcessEnv => {
  const { DATABASE_URL: _other, ...rest } = process.env
  return { ...rest, DATA_DIR: folder, PORT: '0', DEMO: '1', HOST: '127.0.0.1' }
}

/** The whole product, as `npm start` runs it, on a folder of its own. */
async function startProduct(folder: string): Promise<Product> {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: environment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text) => (said += String(text)))
  for await (const line of createInterface({ input: child.stdout })) {
    const word = JSON.parse(line) as { ready?: boolean; url: string }
    if (word.ready === true) return { url: word.url, process: child }
  }
  throw new Error(`It did not start: ${said}`)
}

async function desk(
  folder: string,
  ...args: string[]
): Promise<{ code: number | null; lines: Record<string, unknown>[] }> {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    cwd: root,
    env: environment(folder),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (text) => (out += String(text)))
  const [code] = (await once(child, 'close')) as [number | null]
  return {
    code,
    lines: out
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

/** The database's own first process, by the file that it keeps beside its data. */
const postmaster = (folder: string): number => {
  const [file] = globSync('**/postmaster.pid', { cwd: folder })
  assert.ok(file !== undefined)
  return Number(readFileSync(path.join(folder, file), 'utf8').split('\n')[0])
}

const post = (url: string, token: string, key: string) =>
  fetch(`${url}/api/v1/tickets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({
      type: 'Technical Support',
      subject: `Load ${key}`,
      description: 'Written while the process is killed.',
    }),
  })

test('Killed ten times under load, the product loses and doubles nothing that it acknowledged (G1)', async (context: TestContext) => {
  const { folder, clear } = throwawayFolder()
  let product = await startProduct(folder)
  context.after(async () => {
    if (product.process.exitCode === null && product.process.signalCode === null) {
      product.process.kill('SIGTERM')
      await once(product.process, 'exit')
    }
    clear()
  })
  const made = await desk(folder, 'key', 'create', '--as', 'contact@aurora.example')
  const token = String(made.lines[0]?.['token'])

  const acknowledged = new Map<string, string>()
  const unanswered = new Set<string>()
  for (let round = 1; round <= rounds; round += 1) {
    let running = true
    const load = Array.from({ length: connections }, async (_, connection) => {
      for (let count = 0; running; count += 1) {
        const key = `${round}-${connection}-${count}`
        unanswered.add(key)
        try {
          const answer = await post(product.url, token, key)
          const { id } = (await answer.json()) as { id: string }
          if (answer.status !== 201) continue
          acknowledged.set(key, id)
          unanswered.delete(key)
        } catch {
          // Nobody answers any more: this key is asked again after the start.
          return
        }
      }
    })
    await pause(150 + 40 * round)
    const dead = once(product.process, 'exit')
    // Every other time the database goes with it.
    if (round % 2 === 0) process.kill(postmaster(folder), 'SIGKILL')
    product.process.kill('SIGKILL')
    running = false
    await Promise.all([dead, ...load])
    product = await startProduct(folder)
    for (const key of unanswered) {
      const answer = await post(product.url, token, key)
      assert.ok(answer.status === 201, `${key}: ${answer.status} ${await answer.clone().text()}`)
      acknowledged.set(key, ((await answer.json()) as { id: string }).id)
    }
    unanswered.clear()
  }

  const found = new Map<string, string[]>()
  let cursor: string | null = null
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = await fetch(`${product.url}/api/v1/tickets?view=all&limit=200${query}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const { items, nextCursor } = (await page.json()) as {
      items: { id: string; subject: string }[]
      nextCursor: string | null
    }
    for (const { id, subject } of items) {
      const key = /^Load (.*)$/.exec(subject)?.[1]
      if (key !== undefined) found.set(key, [...(found.get(key) ?? []), id])
    }
    cursor = nextCursor
  } while (cursor !== null)

  assert.ok(acknowledged.size > rounds * connections, 'there was hardly any load')
  assert.deepEqual([...found].sort(), [...acknowledged].map(([key, id]) => [key, [id]]).sort())
  const verified = await desk(folder, 'verify')
  assert.equal(verified.code, 0, JSON.stringify(verified.lines.slice(0, 5)))
})
