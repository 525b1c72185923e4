import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'

const executable = path.resolve(import.meta.dirname, '../bin/partner-desk.mjs')

async function run(args: readonly string[], input: string): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [executable, ...args], { stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.end(input)
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return { code, output }
}

const question = {
  calendar: { tz: 'UTC', hours: { mon: [['09:00', '17:00']] } },
  op: 'add',
  start: '2026-03-02T09:00:00Z',
  minutes: 30,
}

test('the executable is the command line: its answers on standard output, and its exit status', async () => {
  assert.deepEqual(await run(['time'], `${JSON.stringify(question)}\n`), {
    code: 0,
    output: '{"at":"2026-03-02T09:30:00Z"}\n',
  })
  const wrong = await run(['time'], 'not JSON\n')
  assert.equal(wrong.code, 1)
  assert.equal((await run(['no-such-command'], '')).code, 2)
})

test('a signal to the executable ends the command line', async () => {
  const child = spawn(process.execPath, [executable, 'time'], { stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.write(`${JSON.stringify(question)}\n`)
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  assert.equal(code, 128 + 15)
})
