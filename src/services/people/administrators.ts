/** Who administers the desk, and that somebody always does. */
import type { PersonId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { personById, type Person } from '../../storage/people.ts'
import { readSetting } from '../../storage/settings.ts'
import { administrators } from '../../storage/staff.ts'
import { isOfDemo, type Demo } from '../access.ts'
import type { Actor, App } from '../app.ts'
import { notAllowed, type Answer } from '../refusals.ts'

export const adminOnly = notAllowed('Only an administrator does this.')

/**
 * Whether the actor may administer at this very moment: what it was when it was let in may have changed since. The command line
 * always may.
 */
export async function administers(tx: Tx, actor: Actor): Promise<Answer<null>> {
  if (actor.kind === 'system') return { ok: true, value: null }
  if (actor.kind === 'partner') return adminOnly
  const person = await personById(tx, actor.person)
  return person !== null && person.role === 'admin' && person.active ? { ok: true, value: null } : adminOnly
}

const demoOf = async (tx: Tx): Promise<Demo | null> => (await readSetting(tx, 'demo')) as Demo | null

/**
 * Whether nobody would administer the desk without the person. The people of the demo come in only while it is open: they
 * cannot stand in for one who is real.
 */
export async function isLastAdministrator(tx: Tx, person: Person): Promise<boolean> {
  if (person.role !== 'admin' || !person.active) return false
  const demo = await demoOf(tx)
  const isReal = ({ email }: Person): boolean => !isOfDemo(demo, email)
  const others = (await administrators(tx)).filter(({ id }) => id !== person.id)
  return !others.some((other) => isReal(other) || !isReal(person))
}

/** Whether anybody can come in and administer; `demoIsOpen` counts those of the demo too. */
export const hasAdministrator = (app: App, demoIsOpen: boolean): Promise<boolean> =>
  app.db.system(async (tx) => {
    const demo = await demoOf(tx)
    return (await administrators(tx)).some(({ email }) => demoIsOpen || !isOfDemo(demo, email))
  })

/** The people of the demo share one password, which is shown to everybody: it stays what it is. */
export const sharesDemoPassword = async (tx: Tx, { email }: Pick<Person, 'email'>): Promise<boolean> =>
  isOfDemo(await demoOf(tx), email)

export const isSelf = (actor: Actor, person: PersonId): boolean => actor.kind !== 'system' && actor.person === person
