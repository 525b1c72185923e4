/** `desk user deactivate`: somebody leaves, and is out with everything at once. */
import { deactivateStaff, type Leaving } from '../services/people/standing.ts'
import { changeContact } from '../services/registry/contacts.ts'
import { system } from '../storage/actor.ts'
import { expectRest, textOf } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { CannotRun, UsageError } from './problem.ts'
import { outcomeOf, readUserArgs, shownAgain, somebodyAt, valueOf } from './users.ts'

export const run: Run = async (args, io) => {
  const given = readUserArgs(args, {
    'tickets-to': { type: 'string' },
    'partners-to': { type: 'string' },
    unassign: { type: 'boolean' },
  })
  expectRest(given.rest, ['EMAIL'])
  const [email = ''] = given.rest
  const receiver = textOf(given, 'tickets-to')
  const partnersTo = textOf(given, 'partners-to')
  const unassign = given.values['unassign'] === true
  if (receiver !== undefined && unassign) throw new UsageError('Give --tickets-to or --unassign, not both.')
  return withApp(io, async (app) => {
    const person = await somebodyAt(app, email)
    if (person.side === 'partner') {
      if (receiver !== undefined || unassign || partnersTo !== undefined)
        throw new UsageError(
          `${person.name} is a partner’s contact, to whom neither tickets nor partners are assigned.`,
        )
      if (!person.active) throw new CannotRun(`${person.name} has left already.`)
      valueOf(await changeContact(app, system, person.id, { active: false }))
      await io.output.line(await shownAgain(app, email))
      return 0
    }
    const leaving: Leaving = {
      ...(receiver !== undefined
        ? { tickets: 'hand-over', to: (await somebodyAt(app, receiver)).id }
        : unassign
          ? { tickets: 'unassign' }
          : {}),
      ...(partnersTo === undefined ? {} : { partnersTo: (await somebodyAt(app, partnersTo)).id }),
    }
    const { movedTickets, movedPartners } = outcomeOf(
      await deactivateStaff(app, system, person.id, leaving, null),
      options,
    )
    await io.output.line({ ...(await shownAgain(app, email)), movedTickets, movedPartners })
    return 0
  })
}

const options = { tickets: '--tickets-to EMAIL or --unassign', to: '--tickets-to', partnersTo: '--partners-to' }
