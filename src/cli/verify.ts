/** `desk verify`: one line for each difference, and a last one that counts. */
import { verify } from '../services/verify.ts'
import { expectRest, readArgs, textOf } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { Progress } from './progress.ts'

export const run: Run = async (args, io) => {
  const given = readArgs(args, { seal: { type: 'string' } })
  expectRest(given.rest, [])
  return withApp(io, async (app) => {
    const progress = new Progress(io.messages, 'tickets')
    const verified = await verify(
      app,
      async (difference) => void (await io.output.line(difference)),
      (tickets) => progress.show(tickets, null),
      textOf(given, 'seal'),
    )
    progress.end()
    await io.output.line(verified)
    if (verified.parked > 0)
      io.messages.say(
        `${verified.parked} tickets wait for their log: its replay was interrupted, and goes on when it is run again.`,
      )
    return verified.differences === 0 ? 0 : 1
  })
}
