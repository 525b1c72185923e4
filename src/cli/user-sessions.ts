/** `desk user sessions`: where somebody is signed in. */
import { listSessions } from '../services/people/sessions.ts'
import { system } from '../storage/actor.ts'
import { expectRest } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { readUserArgs, somebodyAt, valueOf } from './users.ts'

export const run: Run = async (args, io) => {
  const given = readUserArgs(args)
  expectRest(given.rest, ['EMAIL'])
  const [email = ''] = given.rest
  return withApp(io, async (app) => {
    const { id } = await somebodyAt(app, email)
    const sessions = valueOf(await listSessions(app, system, { person: id, token: null }))
    for (const { isOwn: _nobodyAsksHere, ...session } of sessions) await io.output.line(session)
    return 0
  })
}
