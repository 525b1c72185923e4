/** Whoever's second factor changes is told by mail: the one who did it may be somebody else. */
import { sayInstant } from '../../domain/explain/words.ts'
import type { LetterTemplate } from '../../domain/letter.ts'
import { asProgram } from '../../storage/as-program.ts'
import type { Tx } from '../../storage/database.ts'
import { partnerById } from '../../storage/partners.ts'
import type { Person } from '../../storage/people.ts'
import type { App } from '../app.ts'
import { postLetter } from '../outbox/post.ts'

type OfSecondFactor = Extract<LetterTemplate, `second-factor-${string}` | 'recovery-code-used'>

/** In the transaction of what it tells of; `once` where it may come about twice. */
export const tell = (
  app: App,
  tx: Tx,
  person: Person,
  template: OfSecondFactor,
  data: Readonly<Record<string, string | number>> = {},
  once?: string,
): Promise<void> =>
  asProgram(tx, async (inner) => {
    const policy = app.policies.current()
    const partner = person.partner === null ? null : await partnerById(inner, person.partner)
    const desk = policy.desks.find(({ id }) => person.desks.includes(id)) ?? policy.desks[0]
    // Staff is of no place: the first one chooses the data centre's address.
    const country = partner?.country ?? policy.regions[0]?.subregions[0]?.countries[0]
    if (desk === undefined || country === undefined) throw new Error('The policy has neither desk nor place.')
    await postLetter(app, inner, {
      template,
      to: { name: person.name, email: person.email, person: person.id },
      desk: desk.id,
      country,
      state: partner?.state ?? null,
      ticket: null,
      partner: person.partner,
      data: { at: `${sayInstant(app.now(), person.zone)} (${person.zone.replaceAll('_', ' ')})`, ...data },
      ...(once === undefined ? {} : { onceFor: once }),
    })
  })
