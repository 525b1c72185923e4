/** The numbers that contacts call from (A3): each is one contact's. */
import type { PartnerId, PersonId } from '../../domain/kernel.ts'
import { needsCountry, phoneNumber } from '../../domain/phone.ts'
import type { Tx } from '../../storage/database.ts'
import { namesOf } from '../../storage/people.ts'
import { addNumbers, numbersOf, ownersOf, removeNumbers } from '../../storage/phone.ts'
import type { App } from '../app.ts'
import type { Refusals } from '../refusals.ts'

type Mistakes = Refusals['errors']

/** What is wrong with numbers that are given for a contact; `person` is null for one who is only now added. */
export async function phoneMistakes(tx: Tx, person: PersonId | null, given: readonly string[]): Promise<Mistakes> {
  const read = given.map(phoneNumber)
  const owners = await ownersOf(
    tx,
    read.flatMap((number) => number ?? []),
  )
  const names = await namesOf(
    tx,
    [...owners.values()].map((each) => each.person),
  )
  return read.flatMap((number, index) => {
    const field = `phones.${index}`
    if (number === null) return [{ field, message: `'${given[index]}' is no number. ${needsCountry}` }]
    const owner = owners.get(number)
    if (owner === undefined || owner.person === person) return []
    const whose = names.get(owner.person)?.name ?? 'another contact'
    return [{ field, message: `${number} is ${whose}’s already: a number belongs to one contact.` }]
  })
}

/** Puts the numbers in the place of those that were, and answers with both. They are known to be right. */
export async function setPhones(
  app: App,
  tx: Tx,
  whose: { readonly person: PersonId; readonly partner: PartnerId },
  given: readonly string[],
): Promise<{ readonly was: readonly string[]; readonly became: readonly string[] }> {
  const was = (await numbersOf(tx, [whose.person])).map(({ number }) => number)
  const wanted = [...new Set(given.flatMap((number) => phoneNumber(number) ?? []))]
  await removeNumbers(
    tx,
    whose.person,
    was.filter((number) => !wanted.includes(number)),
  )
  const added = wanted.filter((number) => !was.includes(number)).map((number) => ({ number, ...whose }))
  await addNumbers(tx, added, app.now())
  return { was, became: (await numbersOf(tx, [whose.person])).map(({ number }) => number) }
}

/** What the history says of it; nothing where it is as it was. */
export async function changePhones(
  app: App,
  tx: Tx,
  whose: { readonly person: PersonId; readonly partner: PartnerId },
  given: readonly string[] | undefined,
) {
  if (given === undefined) return []
  const { was, became } = await setPhones(app, tx, whose, given)
  const [before, after] = [was.join(', '), became.join(', ')]
  return before === after ? [] : [{ what: 'phones', was: before || null, became: after || null }]
}
