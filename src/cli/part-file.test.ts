import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { writeNewFile } from './new-file.ts'
import { partFor } from './part-file.ts'

async function folderOf(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parts-'))
  context.after(() => rm(folder, { recursive: true }))
  return folder
}

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    await new Promise((resolve) => setImmediate(resolve))
    yield Buffer.from(text)
  }
}

/** Begins the file in a process of its own, which is killed before it ends. Returns the name of the part. */
async function killed(place: string): Promise<string> {
  const script = `import { writeNewFile } from ${JSON.stringify(new URL('new-file.ts', import.meta.url).href)}
    await writeNewFile(process.argv[1], (async function* () {
      yield Buffer.from('begun')
      console.log('begun')
      await new Promise((resolve) => setTimeout(resolve, 60_000))
    })(), false)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const [part] = (await readdir(join(place, '..'))).filter((name) => name.startsWith(`${basename(place)}.`))
  assert.ok(part !== undefined, 'it had begun')
  return part
}

test('What a backup that was killed left is removed by the next of the same file, and nothing of another', async (context) => {
  const folder = await folderOf(context)
  const place = join(folder, 'desk.backup')
  const part = await killed(place)
  await writeFile(join(folder, part.replace('desk.backup', 'other.backup')), 'another file')
  assert.deepEqual(await writeNewFile(place, pieces('whole'), false), [part])
  assert.deepEqual((await readdir(folder)).sort(), ['desk.backup', part.replace('desk.backup', 'other.backup')].sort())
  assert.equal(await readFile(place, 'utf8'), 'whole')
})

test('What others write at this moment stays, here or on another machine; what has shown no life for an hour goes', async (context) => {
  const folder = await folderOf(context)
  const place = join(folder, 'desk.backup')
  const fresh = [partFor(place), `${place}.00000000-7-0123abcd.part`, `${place}.0123abcd.part`]
  const old = [`${place}.00000000-7-0123abce.part`, `${place}.0123abce.part`]
  const none = [`${place}.part`, `${place}.0123abcd.part.txt`, `${place}.notes-2-0123abcd.part`]
  for (const path of [...fresh, ...old, ...none]) await writeFile(path, 'begun')
  await mkdir(`${place}.0123abcf.part`)
  const hours = (ago: number): number => Temporal.Now.instant().epochMilliseconds / 1_000 - ago * 3_600
  for (const path of [...old, ...none, `${place}.0123abcf.part`]) await utimes(path, hours(2), hours(2))
  for (const path of fresh) await utimes(path, hours(0.9), hours(0.9))
  const removed = await writeNewFile(place, pieces('whole'), false)
  assert.deepEqual([...removed].sort(), old.map((path) => basename(path)).sort())
  const stay = [place, ...fresh, ...none, `${place}.0123abcf.part`].map((path) => basename(path))
  assert.deepEqual((await readdir(folder)).sort(), stay.sort())
})

test('Two that write one file at once: one of them has it, whole, and the other is told', async (context) => {
  const place = join(await folderOf(context), 'desk.backup')
  const done = await Promise.allSettled([
    writeNewFile(place, pieces('one', ' and', ' all'), false),
    writeNewFile(place, pieces('two', ' and', ' all'), false),
  ])
  assert.deepEqual(done.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.match(await readFile(place, 'utf8'), /^(one|two) and all$/)
  assert.deepEqual(await readdir(join(place, '..')), ['desk.backup'])
})
