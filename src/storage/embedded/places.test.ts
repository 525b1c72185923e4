import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { throwawayFolder } from '../../../test/support/server.ts'
import { placesOf } from './places.ts'

const { folder, clear } = throwawayFolder()
after(clear)

/** In a process of its own, which can be ended: a start that goes round for ever holds up everything in it. */
function saidOf(dataDir: string): string {
  const script = `const { placesOf } = await import(${JSON.stringify(path.join(import.meta.dirname, 'places.ts'))})
    try { placesOf(process.argv[1]) } catch (thrown) { process.stdout.write(thrown.name + ' ' + thrown.message) }`
  const args = ['--input-type=module', '-e', script, dataDir]
  const { stdout, error } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 30_000 })
  assert.equal(error, undefined, `${dataDir}: ${String(error)}`)
  return stdout
}

const problem =
  /^DatabaseProblem The folder \S+ cannot be made or written to \(.+\): set DATA_DIR to a folder that belongs to you\.$/

test('A folder in which nothing can be made stops the start with one sentence that says what to do', () => {
  for (const dataDir of ['/proc/desk', '/proc/desk/data', '/proc', '/sys/desk', '/sys'])
    assert.match(saidOf(dataDir), problem, dataDir)
})

test('A file where the folder should be, or above it, stops the start with one sentence that says what to do', () => {
  const file = path.join(folder, 'file')
  writeFileSync(file, 'words')
  for (const dataDir of [file, path.join(file, 'data'), path.join(file, 'desk', 'data')])
    assert.equal(
      saidOf(dataDir),
      `DatabaseProblem The folder ${dataDir} cannot be made or written to (it is a file, or below one): set DATA_DIR to a folder that belongs to you.`,
    )
})

test('A folder is made with those above it, and nothing else is left in it; one that is there stays as it is', () => {
  const deep = path.join(folder, 'a', 'b', 'c')
  assert.equal(placesOf(deep).data, path.join(placesOf(deep).real, 'postgres'))
  assert.deepEqual(readdirSync(deep), [])
  assert.equal(statSync(deep).mode & 0o066, 0)
  const there = path.join(folder, 'there')
  mkdirSync(there)
  const link = path.join(folder, 'link')
  symlinkSync(there, link)
  assert.equal(placesOf(link).real, placesOf(there).real)
})
