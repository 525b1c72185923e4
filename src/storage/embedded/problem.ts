/** Why the embedded database cannot serve. `message` is one sentence for the person at the terminal, and says what to do. */
export class DatabaseProblem extends Error {
  readonly code: DatabaseProblemCode

  constructor(code: DatabaseProblemCode, message: string) {
    super(message)
    this.name = 'DatabaseProblem'
    this.code = code
  }
}

export type DatabaseProblemCode =
  | 'in-use'
  | 'no-binaries'
  | 'no-account'
  | 'no-access'
  | 'disk-full'
  | 'wrong-version'
  | 'not-a-database'
  | 'not-started'

const elsewhere = 'or set DATABASE_URL to a PostgreSQL server of your own'

interface Reading {
  readonly sign: RegExp
  readonly code: DatabaseProblemCode
  readonly say: (folder: string, cause: string) => string
}

/** What PostgreSQL and the operating system say, and what it means to somebody who only wants the desk to start. */
const readings: readonly Reading[] = [
  {
    sign: /No space left on device|ENOSPC|Check free disk space|Disk quota exceeded|EDQUOT/i,
    code: 'disk-full',
    say: (folder) =>
      `The disk that holds ${folder} is full: free some space (200 MB are enough to begin) and start again.`,
  },
  {
    sign: /database files are incompatible with server|initialized by PostgreSQL version/i,
    code: 'wrong-version',
    say: (folder, cause) =>
      `The database in ${folder} was made by another version of PostgreSQL (${cause}): ` +
      `start the release of Partner Desk that made it, take a backup there and restore it here.`,
  },
  {
    sign: /spawn .*ENOENT|ENOEXEC|Exec format error|cannot execute|error while loading shared libraries|GLIBC_/i,
    code: 'no-binaries',
    say: (_folder, cause) =>
      `The embedded PostgreSQL does not run on this machine (${cause}): run npm install again, ${elsewhere}.`,
  },
  {
    sign: /wrong ownership|Permission denied|EACCES|EPERM|Operation not permitted|invalid permissions/i,
    code: 'no-access',
    say: (folder, cause) =>
      `The database in ${folder} belongs to somebody else or cannot be read (${cause}): start as the user who made it, ` +
      `or give the folder to this one with chown -R.`,
  },
  {
    sign: /Read-only file system|EROFS/i,
    code: 'no-access',
    say: (folder) => `The folder ${folder} cannot be written to: set DATA_DIR to one that can, ${elsewhere}.`,
  },
]

/**
 * The sentence for what PostgreSQL printed before it gave up, or for what the operating system answered.
 * `said` is any amount of text; its detail, or else its last fatal line, is quoted.
 */
export function problemFrom(said: string, folder: string): DatabaseProblem {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const told = ['DETAIL', 'FATAL', 'PANIC', 'error'].map((word) => new RegExp(`\\b${word}:\\s*(.*?)\\.?$`, 'i'))
  const quote = (sign: RegExp): string | undefined => lines.map((line) => sign.exec(line)?.[1]).findLast(Boolean)
  const cause = told.map(quote).find(Boolean) ?? lines.at(-1) ?? 'it said nothing'
  const reading = readings.find(({ sign }) => sign.test(said))
  return reading === undefined
    ? new DatabaseProblem('not-started', `PostgreSQL would not start on ${folder} (${cause}): mend that, ${elsewhere}.`)
    : new DatabaseProblem(reading.code, reading.say(folder, cause))
}

/** The same for something thrown: what the system or the server said is put into a sentence, our own mistakes stay. */
export function asProblem(thrown: unknown, folder: string): unknown {
  if (thrown instanceof DatabaseProblem || !(thrown instanceof Error) || !('code' in thrown)) return thrown
  return problemFrom(thrown.message, folder)
}
