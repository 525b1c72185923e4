import assert from 'node:assert/strict'
import { chmodSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { throwawayFolder } from '../../../test/support/server.ts'
import { accountFor, asAccount } from './account.ts'
import { nativeFolder, readyBinaries } from './binaries.ts'

const { folder, clear } = throwawayFolder()
after(clear)
const binaries = readyBinaries(nativeFolder(), path.join(folder, 'lib'))
const isRoot = process.getuid?.() === 0

test('an ordinary user runs PostgreSQL; root hands it to a user who reaches folder and programs', () => {
  const account = accountFor(folder, path.join(folder, 'postgres'), binaries)
  if (isRoot) assert.notEqual(account?.kind, 'self')
  else assert.deepEqual(account, { kind: 'self' })
})

test('root gives no folder that only root reaches to a user who cannot get there', () => {
  const shut = path.join(folder, 'shut')
  mkdirSync(shut)
  chmodSync(shut, 0o700)
  const account = accountFor(shut, path.join(shut, 'postgres'), binaries)
  // Where user namespaces are forbidden there is no account at all, and another folder is taken.
  if (isRoot) assert.notEqual(account?.kind, 'user')
  else assert.deepEqual(account, { kind: 'self' })
})

test('a command is spelt for its account: as it is, with ids, or inside a namespace', () => {
  const self = asAccount({ kind: 'self' }, binaries, 'initdb', ['-D', 'x'])
  assert.deepEqual([self.file, self.args, self.options.uid], ['initdb', ['-D', 'x'], undefined])
  const user = asAccount({ kind: 'user', name: 'nobody', uid: 65534, gid: 65533 }, binaries, 'initdb', ['-D', 'x'])
  assert.deepEqual([user.file, user.options.uid, user.options.gid], ['initdb', 65534, 65533])
  const inside = asAccount({ kind: 'namespace', uid: 1000, gid: 100 }, binaries, 'initdb', ['-D', 'x'])
  assert.equal(inside.file, 'unshare')
  assert.deepEqual(inside.args, ['--user', '--map-user=1000', '--map-group=100', '--', 'initdb', '-D', 'x'])
})
