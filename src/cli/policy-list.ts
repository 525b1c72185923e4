/** `desk policy list`: the published versions, the newest first. */
import { listPolicies } from '../storage/policies.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { withDatabase } from './database.ts'

export const run: Run = async (args, io) => {
  expectRest(readArgs(args).rest, [])
  return withDatabase(io, async ({ db }) => {
    const versions = await db.system(listPolicies)
    for (const [place, each] of versions.entries()) await io.output.line({ ...each, current: place === 0 })
    return 0
  })
}
