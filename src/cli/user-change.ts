/** `desk user change`: name, address, role, desks or zone of somebody. */
import { changeStaff, type StaffChange } from '../services/people/staff.ts'
import { changeContact } from '../services/registry/contacts.ts'
import { system } from '../storage/actor.ts'
import { expectRest, textOf } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { UsageError } from './problem.ts'
import { looksLikeAddress, roleOf } from './user-words.ts'
import { readUserArgs, shownAgain, somebodyAt, textsOf, valueOf } from './users.ts'

export const run: Run = async (args, io) => {
  const given = readUserArgs(args, {
    name: { type: 'string' },
    email: { type: 'string' },
    role: { type: 'string' },
    desk: { type: 'string', multiple: true },
    zone: { type: 'string' },
  })
  expectRest(given.rest, ['EMAIL'])
  const [address = ''] = given.rest
  const email = textOf(given, 'email')
  if (email !== undefined && !looksLikeAddress(email)) throw new UsageError(`--email: '${email}' is no e-mail address.`)
  const role = textOf(given, 'role')
  const change: StaffChange = {
    name: textOf(given, 'name')?.trim(),
    email,
    role: role === undefined ? undefined : roleOf(role),
    desks: textsOf(given, 'desk'),
    zone: textOf(given, 'zone'),
  }
  if (Object.values(change).every((value) => value === undefined))
    throw new UsageError('Say what changes: --name, --email, --role, --desk or --zone.')
  return withApp(io, async (app) => {
    const person = await somebodyAt(app, address)
    if (person.side === 'staff') valueOf(await changeStaff(app, system, person.id, change), { desks: '--desk' })
    else {
      const { role: asRole, desks, ...rest } = change
      if (asRole !== undefined || desks !== undefined)
        throw new UsageError(
          `${person.name} is a partner’s contact, without role or desk: leave --role and --desk out.`,
        )
      valueOf(await changeContact(app, system, person.id, rest))
    }
    await io.output.line(await shownAgain(app, email ?? address))
    return 0
  })
}
