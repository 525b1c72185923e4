/** `desk policy publish`: a checked policy becomes the one that new tickets follow (C9). */
import { checkPolicy } from '../policy/examples.ts'
import { formatMistakes } from '../policy/mistake.ts'
import { publishPolicy } from '../services/policies.ts'
import { strandedBy } from '../services/stranded.ts'
import { expectRest, readArgs } from './args.ts'
import type { Run } from './command.ts'
import { withDatabase } from './database.ts'
import { settingsOf } from './settings.ts'

export const run: Run = async (args, io) => {
  const { rest } = readArgs(args)
  expectRest(rest, ['DIR'], 1)
  const folder = rest[0] ?? settingsOf(io).policyDir
  const checked = await checkPolicy(folder)
  if (!checked.ok) {
    io.messages.say(`The policy in ${folder} is wrong, and nothing was published:\n${formatMistakes(checked.mistakes)}`)
    return 1
  }
  return withDatabase(io, async ({ db }) => {
    const stranded = await db.system((tx) => strandedBy(tx, checked.policy))
    if (stranded.length > 0) {
      io.messages.say(`The policy in ${folder} cannot be published as it is. ${stranded.join(' ')}`)
      return 1
    }
    const { version, isNew } = await publishPolicy(db, checked.policy, null, Temporal.Now.instant())
    await io.output.line({ version, published: isNew })
    io.messages.say(
      isNew
        ? `Published as version ${version}. Tickets opened from now on follow it; open ones keep theirs.`
        : `Nothing to publish: it is version ${version}, which holds already.`,
    )
    return 0
  })
}
