/** `desk user activate`: somebody who had left comes back. */
import { activateStaff } from '../services/people/standing.ts'
import { changeContact } from '../services/registry/contacts.ts'
import { system } from '../storage/actor.ts'
import { expectRest } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { CannotRun } from './problem.ts'
import { outcomeOf, readUserArgs, shownAgain, somebodyAt, valueOf } from './users.ts'

export const run: Run = async (args, io) => {
  const given = readUserArgs(args)
  expectRest(given.rest, ['EMAIL'])
  const [email = ''] = given.rest
  return withApp(io, async (app) => {
    const person = await somebodyAt(app, email)
    if (person.active) throw new CannotRun(`${person.name} is active already.`)
    if (person.side === 'staff') outcomeOf(await activateStaff(app, system, person.id, null))
    else valueOf(await changeContact(app, system, person.id, { active: true }))
    await io.output.line(await shownAgain(app, email))
    io.messages.say(
      "Their sessions and keys do not come back: 'desk user password' makes a link where the password is lost.",
    )
    return 0
  })
}
