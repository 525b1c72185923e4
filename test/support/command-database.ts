/** The command line against a database and a folder of a test's own. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { freshDatabase } from './cluster.ts'
import { desk, type Given, type Ran } from './command-line.ts'

/** A line of output, to be looked into. */
export type Fields = Readonly<Record<string, unknown>>

/** The address of a migrated database in which there is nothing. */
export async function emptyDatabase(t: TestContext): Promise<string> {
  const { url, drop } = await freshDatabase()
  t.after(drop)
  return url
}

export async function emptyFolder(t: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'desk-'))
  t.after(() => rm(made, { recursive: true }))
  return made
}

/** `desk` against one database: `run('policy list')`. */
export const against =
  (url: string) =>
  (args: string, given: Given = {}): Promise<Ran> =>
    desk(args.split(' '), { ...given, env: { DATABASE_URL: url, ...given.env } })
