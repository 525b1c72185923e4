/** `desk release`: a restored desk is let out. */
import { release } from '../services/backup/release.ts'
import { utc } from '../services/instants.ts'
import { expectRest, readArgs, textOf } from './args.ts'
import type { Run } from './command.ts'
import { withDatabase } from './database.ts'
import { UsageError } from './problem.ts'

export const run: Run = async (args, io) => {
  const given = readArgs(args, { waiting: { type: 'string' } })
  expectRest(given.rest, [])
  const what = textOf(given, 'waiting') ?? 'stop'
  if (what !== 'stop' && what !== 'send') throw new UsageError(`--waiting can be stop or send, not '${what}'.`)
  return withDatabase(io, async ({ db }) => {
    const released = await release({ db, now: () => Temporal.Now.instant() }, what === 'send')
    if (released === null) {
      io.messages.say('Nothing is held back here.')
      return 1
    }
    const { hold, letters, webhooks } = released
    await io.output.line({
      restoredAt: utc(hold.since),
      backupOf: utc(hold.from),
      [what === 'send' ? 'sent' : 'stopped']: { letters, webhooks },
    })
    return 0
  })
}
