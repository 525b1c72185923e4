/** `desk user sign-out`: ends one of somebody's sessions, or all. */
import { endSession, listSessions, signOutEverywhere } from '../services/people/sessions.ts'
import { system } from '../storage/actor.ts'
import { expectRest, textOf } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { outcomeOf, readUserArgs, somebodyAt, valueOf } from './users.ts'

export const run: Run = async (args, io) => {
  const given = readUserArgs(args, { session: { type: 'string' } })
  expectRest(given.rest, ['EMAIL'])
  const [email = ''] = given.rest
  const session = textOf(given, 'session')
  return withApp(io, async (app) => {
    const { id } = await somebodyAt(app, email)
    if (session === undefined) {
      const { ended } = outcomeOf(await signOutEverywhere(app, system, { person: id, token: null }, null))
      await io.output.line({ email, ended })
      return 0
    }
    const own = valueOf(await listSessions(app, system, { person: id, token: null })).some(
      (each) => each.id === session,
    )
    if (own) valueOf(await endSession(app, system, session))
    else io.messages.say(`There is no such session of ${email}: 'desk user sessions ${email}' lists them.`)
    await io.output.line({ email, ended: own ? 1 : 0 })
    return own ? 0 : 1
  })
}
