/** `desk policy diff`: what differs between two policies, published ones or folders. */
import type { Policy } from '../domain/policy.ts'
import { diffPolicies } from '../policy/diff.ts'
import { loadPolicy } from '../policy/load.ts'
import { formatMistakes } from '../policy/mistake.ts'
import type { Database } from '../storage/database.ts'
import { policyByVersion } from '../storage/policies.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { withDatabase } from './database.ts'
import type { ExitStatus, Io } from './io.ts'
import { CannotRun } from './problem.ts'

const isNumber = (named: string): boolean => /^\d+$/.test(named)

export const run: Run = async (args, io) => {
  const { rest } = readArgs(args)
  expectRest(rest, ['A', 'B'])
  const [a = '', b = ''] = rest
  // The database is opened only where a published version is meant.
  if (!isNumber(a) && !isNumber(b)) return compare(io, await inFolder(a), await inFolder(b))
  return withDatabase(io, async ({ db }) => {
    const named = (name: string) => (isNumber(name) ? published(db, Number(name)) : inFolder(name))
    return compare(io, await named(a), await named(b))
  })
}

async function compare({ output }: Io, a: Policy, b: Policy): Promise<ExitStatus> {
  const differences = diffPolicies(a, b)
  for (const difference of differences) await output.line(difference)
  return differences.length === 0 ? 0 : 1
}

async function published(db: Database, version: number): Promise<Policy> {
  // Beyond what PostgreSQL counts to, there is certainly none.
  const found = version > 2_147_483_647 ? null : await db.system((tx) => policyByVersion(tx, version))
  if (found === null)
    throw new CannotRun(`No policy was published under the number ${version}: 'desk policy list' shows them.`)
  return found.policy
}

async function inFolder(folder: string): Promise<Policy> {
  const loaded = await loadPolicy(folder)
  if (loaded.ok) return loaded.policy
  throw new CannotRun(`The policy in ${folder} has mistakes:\n${formatMistakes(loaded.mistakes)}`)
}
