import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asProblem, DatabaseProblem, problemFrom } from './problem.ts'

/** What was printed, as PostgreSQL or the system prints it; the code; and the part of the sentence that helps. */
const sentences: readonly (readonly [said: string, code: string, helps: RegExp])[] = [
  [
    'FATAL:  could not write to file "pg_wal/xlogtemp.29": No space left on device',
    'disk-full',
    /^The disk that holds \.\/data is full: free some space/,
  ],
  [
    'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 10\nHINT:  Check free disk space.',
    'disk-full',
    /is full/,
  ],
  [
    'FATAL:  database files are incompatible with server\n' +
      'DETAIL:  The data directory was initialized by PostgreSQL version 17, which is not compatible with this version 18.4.',
    'wrong-version',
    /initialized by PostgreSQL version 17.*take a backup there and restore it here\.$/,
  ],
  [
    'FATAL:  data directory "/srv/data/postgres" has wrong ownership\n' +
      'HINT:  The server must be started by the user that owns the data directory.',
    'no-access',
    /belongs to somebody else.*chown -R/,
  ],
  ["EACCES: permission denied, scandir '/srv/data/postgres'", 'no-access', /start as the user who made it/],
  ["EROFS: read-only file system, mkdir '/srv/data'", 'no-access', /set DATA_DIR to one that can/],
  ['spawn /srv/native/bin/initdb ENOENT', 'no-binaries', /run npm install again/],
  [
    '2026-11-21 22:44:51.911 UTC [5] LOG:  redirecting\n2026-11-21 22:44:51.911 UTC [5] FATAL:  could not map anonymous shared memory: Cannot allocate memory',
    'not-started',
    /would not start on \.\/data \(could not map anonymous shared memory: Cannot allocate memory\)/,
  ],
  ['', 'not-started', /\(it said nothing\)/],
]

for (const [said, code, helps] of sentences) {
  test(`'${said.split('\n')[0]}' becomes one sentence of the kind ${code}`, () => {
    const problem = problemFrom(said, './data')
    assert.equal(problem.code, code)
    assert.match(problem.message, helps)
    assert.doesNotMatch(problem.message, /\n/)
  })
}

test('a mistake of our own is not dressed up as a trouble of the database', () => {
  const mistake = new TypeError('x is not a function')
  assert.equal(asProblem(mistake, './data'), mistake)
})

test('what the system answers is put into a sentence, and a sentence is left alone', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  assert.equal((asProblem(full, './data') as DatabaseProblem).code, 'disk-full')
  const said = new DatabaseProblem('in-use', 'Taken.')
  assert.equal(asProblem(said, './data'), said)
})
