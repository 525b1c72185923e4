/** What everybody changes of themselves: the zone, and the password. */
import type { PersonId } from '../../domain/kernel.ts'
import { lockPerson, updatePerson, type Person } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { zoneMistakes } from '../registry/contacts.ts'
import { no, notFound, wrongFields, type Answer } from '../refusals.ts'
import { countTry, forgiveTries } from '../sign-in-tries.ts'
import { sharesDemoPassword } from './administrators.ts'
import { demoKeepsIt, passwordMistakes, type SetPassword } from './passwords.ts'

export const changeOwnZone = (
  app: App,
  actor: Actor,
  { zone }: { readonly zone: string },
): Promise<Answer<{ readonly zone: string }>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<{ readonly zone: string }>> => {
    const person = actor.kind === 'system' ? null : await lockPerson(tx, actor.person, 'change')
    if (person === null) return notFound('person')
    const mistakes = zoneMistakes(zone)
    if (mistakes.length > 0) return wrongFields(mistakes)
    await updatePerson(tx, { ...person, zone })
    return { ok: true, value: { zone } }
  })

interface Passwords {
  /** Null where the person has none. */
  isPasswordOf(person: PersonId, password: string): Promise<boolean | null>
  readonly setPassword: SetPassword
}

/** Wrong tries count as those of the door do: a session that was left open is no way to guess at it. */
export async function changeOwnPassword(
  app: App,
  person: Person,
  { current, password }: { readonly current: string; readonly password: string },
  address: string,
  { isPasswordOf, setPassword }: Passwords,
): Promise<Answer<null>> {
  if (await app.db.system((tx) => sharesDemoPassword(tx, person)))
    return no({ code: 'invalid-state', message: demoKeepsIt })
  if ((await countTry(app, person.email, address)) !== null)
    return no({ code: 'too-many', message: 'Too many attempts. Try again in a quarter of an hour.' })
  const isRight = await isPasswordOf(person.id, current)
  if (isRight === null)
    return no({
      code: 'invalid-state',
      message: 'You have no password yet: ask an administrator for a link to set one.',
    })
  const mistakes = [
    ...(isRight ? [] : [{ field: 'current', message: 'This is not your password.' }]),
    ...passwordMistakes('password', password, person),
    ...(isRight && current === password
      ? [{ field: 'password', message: 'This is the one you have: take another.' }]
      : []),
  ]
  if (mistakes.length > 0) return wrongFields(mistakes)
  await forgiveTries(app, person.email)
  await setPassword(person, password)
  return { ok: true, value: null }
}
