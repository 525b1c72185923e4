import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'

const module = path.join(import.meta.dirname, 'left-alone.ts')

/** Says when it is ready and when it is left alone; ends by itself once its parent has gone and nothing came of it. */
const script = `
  const { whenLeftAlone } = await import(${JSON.stringify(module)})
  const parent = process.ppid
  whenLeftAlone(() => { console.log('alone'); process.exit() })
  let looks = 0
  setInterval(() => { if (process.ppid !== parent && ++looks > 15) { console.log('undisturbed'); process.exit() } }, 100)
  console.log('ready')
`
/** As npm does it: a shell that waits for the script. */
const shell = ['sh', ['-c', '"$NODE" --input-type=module -e "$SCRIPT"; true']] as const
const npm = [
  process.execPath,
  ['-e', `require('node:child_process').spawn('sh', ${JSON.stringify(shell[1])}, { stdio: 'inherit' })`],
] as const

async function lastWord(
  [file, args]: readonly [string, readonly string[]],
  event: string | undefined,
): Promise<string> {
  const { npm_lifecycle_event: _, ...rest } = process.env
  const env = { ...rest, NODE: process.execPath, SCRIPT: script, ...(event && { npm_lifecycle_event: event }) }
  const child: ChildProcess = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let last = ''
  for await (const line of createInterface({ input: child.stdout ?? assert.fail() })) {
    last = line
    if (line === 'ready') child.kill('SIGKILL')
  }
  return last
}

test('the shell of npm start is killed: we hear of it', async () => {
  assert.equal(await lastWord(shell, 'start'), 'alone')
})

test('npm itself is killed while its shell stays: we hear of it', async () => {
  assert.equal(await lastWord(npm, 'start'), 'alone')
})

test('whoever starts the desk without npm may go, and it stays', async () => {
  assert.equal(await lastWord(shell, undefined), 'undisturbed')
})

test('whoever reads what the desk says may go, and it stays', async () => {
  const words = `
    const { outliveReaders } = await import(${JSON.stringify(module)})
    outliveReaders()
    let said = 0
    setInterval(() => { process.stderr.write('still here\\n'); if (++said > 20) process.exit(7) }, 10)
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', words], { stdio: ['ignore', 'ignore', 'pipe'] })
  await once(child.stderr, 'data')
  child.stderr.destroy()
  const [code] = await once(child, 'exit')
  assert.equal(code, 7)
})
