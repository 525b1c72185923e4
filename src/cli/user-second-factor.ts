/** `desk user second-factor`: takes somebody's away, or says who of the staff must have one. */
import { secondFactorRules } from '../domain/second-factor.ts'
import { getRule, setRule, takeAway } from '../services/second-factor/rule.ts'
import { system } from '../storage/actor.ts'
import { expectRest } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { UsageError } from './problem.ts'
import { readUserArgs, shownAgain, somebodyAt, valueOf } from './users.ts'

export const run: Run = async (args, io) => {
  const { rest } = readUserArgs(args)
  const [what, ...more] = rest
  if (what === 'off') {
    expectRest(more, ['EMAIL'])
    const [email = ''] = more
    return withApp(io, async (app) => {
      const person = await somebodyAt(app, email)
      valueOf(await takeAway(app, system, person.id))
      await io.output.line(await shownAgain(app, email))
      io.messages.say('They are signed out everywhere. The password alone lets them in, and a letter tells them.')
      return 0
    })
  }
  if (what === 'require') {
    expectRest(more, ['WHOM'])
    const required = secondFactorRules.find((each) => each === more[0])
    if (required === undefined)
      throw new UsageError(`WHOM must be one of ${secondFactorRules.join(', ')}, not '${more[0]}'.`)
    return withApp(io, async (app) => {
      await io.output.line(valueOf(await setRule(app, system, { required })))
      return 0
    })
  }
  if (what !== undefined) throw new UsageError(`'${what}' is neither 'off' nor 'require'.`)
  return withApp(io, async (app) => {
    await io.output.line(valueOf(await getRule(app, system)))
    return 0
  })
}
