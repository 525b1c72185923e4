/** `desk key revoke`: from now on the key opens nothing. */
import { revokeKey } from '../storage/keys.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { withDatabase } from './database.ts'
import { UsageError } from './problem.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const run: Run = async (args, io) => {
  const { rest } = readArgs(args)
  expectRest(rest, ['ID'])
  const id = rest[0] ?? ''
  if (!uuid.test(id)) throw new UsageError(`'${id}' is no key's id: 'desk key list' shows them.`)
  return withDatabase(io, async ({ db }) => {
    const revoked = await db.system((tx) => revokeKey(tx, id, Temporal.Now.instant()))
    await io.output.line({ id, revoked })
    if (!revoked) io.messages.say('There is no such key that still worked.')
    return revoked ? 0 : 1
  })
}
