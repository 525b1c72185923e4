import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { throwawayFolder } from '../../../test/support/server.ts'
import { environmentFor, nativeFolder, readyBinaries } from './binaries.ts'

interface Link {
  readonly source: string
  readonly target: string
}

const { folder, clear } = throwawayFolder()
const native = path.join(folder, 'package', 'native')
const list = path.join(native, 'pg-symlinks.json')
const spare = path.join(folder, 'spare')

/** The package as npm unpacks it when no install script may run. */
before(() => {
  cpSync(nativeFolder(), native, { recursive: true, verbatimSymlinks: true })
  for (const { target } of JSON.parse(readFileSync(list, 'utf8')) as readonly Link[]) {
    rmSync(path.join(folder, 'package', target), { force: true })
  }
})
after(clear)

const runs = (environment: NodeJS.ProcessEnv): boolean =>
  spawnSync(path.join(native, 'bin', 'initdb'), ['--version'], { env: environment }).status === 0

test('links that no install script could make somewhere else are made beside the data, and the loader is told', () => {
  // A target in a folder that does not exist cannot be made, for root neither: as in a node_modules that is read-only.
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly Link[]
  const impossible = links.map(({ source, target }) => ({
    source,
    target: target.replace('native/lib', 'native/nowhere'),
  }))
  writeFileSync(list, JSON.stringify(impossible))
  assert.equal(runs(process.env), false)
  const binaries = readyBinaries(native, spare)
  assert.deepEqual(binaries.libraries, [spare, path.join(native, 'lib')])
  assert.equal(runs(environmentFor(binaries)), true)
  writeFileSync(list, JSON.stringify(links))
})

test('links that no install script made are made at the first start', () => {
  assert.equal(runs(process.env), false)
  const binaries = readyBinaries(native, path.join(folder, 'unused'))
  assert.deepEqual(binaries.libraries, [])
  assert.equal(existsSync(path.join(folder, 'unused')), false)
  assert.equal(runs(environmentFor(binaries)), true)
})

test('no secret of the environment reaches PostgreSQL', () => {
  process.env.SMTP_URL = 'smtp://user:secret@mail.example'
  mkdirSync(spare, { recursive: true })
  assert.doesNotMatch(JSON.stringify(environmentFor(readyBinaries(native, spare))), /secret/)
})
