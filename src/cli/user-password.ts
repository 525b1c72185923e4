/** `desk user password`: a link by which somebody sets a password, or a password out of standard input. */
import { sharesDemoPassword } from '../services/people/administrators.ts'
import { demoKeepsIt, makePasswordLink, passwordLength, passwordMistakes } from '../services/people/passwords.ts'
import { system } from '../storage/actor.ts'
import { expectRest } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { wholeInput } from './file-input.ts'
import type { Io } from './io.ts'
import { CannotRun, UsageError } from './problem.ts'
import { settingsOf } from './settings.ts'
import { outcomeOf, readUserArgs, somebodyAt } from './users.ts'

export const run: Run = async (args, io) => {
  const given = readUserArgs(args, { stdin: { type: 'boolean' } })
  expectRest(given.rest, ['EMAIL'])
  const [email = ''] = given.rest
  const password = given.values['stdin'] === true ? await lineOf(io) : null
  return withApp(io, async (app, connection) => {
    const person = await somebodyAt(app, email)
    if (password === null) {
      await io.output.line(outcomeOf(await makePasswordLink(app, system, person.id, null)))
      io.messages.say('It sets a password, once: hand it over by a way that others do not read.')
      return 0
    }
    if (!person.active)
      throw new CannotRun(`${person.name} has left: 'desk user activate ${person.email}' comes first.`)
    if (await app.db.system((tx) => sharesDemoPassword(tx, person))) throw new CannotRun(demoKeepsIt)
    const [mistake] = passwordMistakes('password', password, person)
    if (mistake !== undefined) throw new CannotRun(`The password: ${mistake.message}`)
    // Loaded where it is wanted: it is a large part of the program, and no other command needs it.
    const [{ createSignIn }, { openAuthPool }, { cookieSecret }] = await Promise.all([
      import('../http/sign-in.ts'),
      import('../storage/auth-pool.ts'),
      import('../services/access.ts'),
    ])
    const accounts = openAuthPool(connection, 1)
    try {
      const { publicUrl } = settingsOf(io)
      const signIn = createSignIn({ app, database: accounts, secret: await cookieSecret(app), publicUrl })
      await signIn.setPassword(person, password)
    } finally {
      await accounts.end()
    }
    await io.output.line({ person: { id: person.id, name: person.name, email: person.email }, password: 'set' })
    io.messages.say('Whoever was signed in with the old one is signed out.')
    return 0
  })
}

/** The first line, without its end. */
async function lineOf(io: Io): Promise<string> {
  const most = passwordLength.most * 4
  const bytes = await wholeInput(io, most)
  if (bytes.length > most) throw new UsageError(`A password takes at most ${passwordLength.most} characters.`)
  return Buffer.from(bytes).toString('utf8').split(/\r?\n/)[0] ?? ''
}
