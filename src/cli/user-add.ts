/** `desk user add`: somebody of the staff, or a partner's contact, and the link by which they set their password. */
import { staffRoleIds } from '../domain/staff-roles.ts'
import { PartnerFinder } from '../services/import/partner-finder.ts'
import { makePasswordLink } from '../services/people/passwords.ts'
import { addStaff } from '../services/people/staff.ts'
import { addContact } from '../services/registry/contacts.ts'
import type { App } from '../services/app.ts'
import type { PersonId } from '../domain/kernel.ts'
import { system } from '../storage/actor.ts'
import { expectRest, textOf } from './args.ts'
import type { Run } from './command.ts'
import { withApp } from './database.ts'
import { CannotRun, UsageError } from './problem.ts'
import { outcomeOf, readUserArgs, shownAgain, textsOf } from './users.ts'
import { looksLikeAddress, roleOf } from './user-words.ts'

export const run: Run = async (args, io) => {
  const given = readUserArgs(args, {
    name: { type: 'string' },
    side: { type: 'string' },
    role: { type: 'string' },
    desk: { type: 'string', multiple: true },
    zone: { type: 'string' },
    partner: { type: 'string' },
  })
  expectRest(given.rest, ['EMAIL'])
  const [email = ''] = given.rest
  if (!looksLikeAddress(email)) throw new UsageError(`'${email}' is no e-mail address.`)
  const name = textOf(given, 'name')?.trim()
  if (name === undefined) throw new UsageError('Say what they are called: --name NAME.')
  const partner = textOf(given, 'partner')
  const side = textOf(given, 'side') ?? (partner === undefined ? 'staff' : 'partner')
  const zone = textOf(given, 'zone')
  const role = textOf(given, 'role')
  const desks = textsOf(given, 'desk')
  if (side === 'partner') {
    if (partner === undefined)
      throw new UsageError('Say whose contact it is: --partner, its reference, domain or name.')
    if ((role !== undefined && role !== 'contact') || desks !== undefined)
      throw new UsageError('A contact of a partner has neither role nor desk: leave --role and --desk out.')
  } else if (side !== 'staff') throw new UsageError(`--side must be one of staff, partner, not '${side}'.`)
  else if (partner !== undefined) throw new UsageError('Staff is of no partner: leave --partner out.')
  else if (role === undefined) throw new UsageError(`Say as what: --role, one of ${staffRoleIds.join(', ')}.`)
  return withApp(io, async (app) => {
    const id =
      side === 'partner'
        ? await newContact(app, partner ?? '', { name, email, zone })
        : outcomeOf(
            await addStaff(
              app,
              system,
              { name, email, role: roleOf(role ?? ''), desks, zone: zone ?? ownZone() },
              null,
            ),
            options,
          ).id
    const { link, expiresAt } = outcomeOf(await makePasswordLink(app, system, id as PersonId, null))
    await io.output.line({ ...(await shownAgain(app, email)), link, linkExpiresAt: expiresAt })
    io.messages.say('By the link they set their password, once: hand it over by a way that others do not read.')
    return 0
  })
}

const options = { email: 'EMAIL', desks: '--desk' }

async function newContact(
  app: App,
  named: string,
  contact: { readonly name: string; readonly email: string; readonly zone: string | undefined },
): Promise<string> {
  const partner = await app.db.system(async (tx) => (await new PartnerFinder().find(tx, [named]))(named))
  if (!partner.ok) throw new CannotRun(`--partner: ${partner.problem}`)
  return outcomeOf(await addContact(app, system, partner.value.id, contact, null), options).id
}

/** That of the machine, where it is one of a place. */
function ownZone(): string {
  const zone = Temporal.Now.timeZoneId()
  return zone.includes('/') ? zone : 'Etc/UTC'
}
