/** `desk key create`: a bearer token for a person, printed this once; the database keeps its hash. */
import { keyScopes, type KeyScope } from '../services/access.ts'
import { createKey } from '../services/people/keys.ts'
import { system } from '../storage/actor.ts'
import { personByEmail } from '../storage/people.ts'
import { expectRest, readArgs, textOf } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { CannotRun, UsageError } from './problem.ts'
import { outcomeOf } from './users.ts'

export const run: Run = async (args, io) => {
  const given = readArgs(args, { as: { type: 'string' }, scope: { type: 'string' }, label: { type: 'string' } })
  expectRest(given.rest, [])
  const email = textOf(given, 'as')
  if (email === undefined) throw new UsageError('Say whose key it is: --as EMAIL.')
  const scope = scopeOf(textOf(given, 'scope') ?? 'full')
  const label = textOf(given, 'label') ?? 'Made on the command line'
  return withApp(io, async (app) => {
    const person = await app.db.system((tx) => personByEmail(tx, email))
    if (person === null) throw new CannotRun(`Nobody has the address '${email}'.`)
    if (!person.active) throw new CannotRun(`${person.name} (${person.email}) has left: no key can be made.`)
    const { id, token } = outcomeOf(await createKey(app, system, { person: person.id, scope, label }, null), {
      person: '--as',
    })
    await io.output.line({
      token,
      id,
      person: { id: person.id, name: person.name, email: person.email },
      scope,
      label,
    })
    io.messages.say('The token is shown this once: keep it where secrets are kept.')
    return 0
  })
}

function scopeOf(text: string): KeyScope {
  const scope = keyScopes.find((each) => each === text)
  if (scope === undefined) throw new UsageError(`--scope must be one of ${keyScopes.join(', ')}, not '${text}'.`)
  return scope
}
