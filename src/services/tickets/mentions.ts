/** Colleagues for whom an internal note is written: by person, and never in what a partner reads. */
import type { MessageId, PersonId, TicketId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { activeStaff, addMentions, mentionsOf } from '../../storage/message-mentions.ts'
import type { PersonName } from '../../storage/people.ts'
import { isStaff, type Actor } from '../app.ts'
import type { Refusals } from '../refusals.ts'

const field = 'mentions'

/** Each wrong one by itself. */
export async function mentionMistakes(
  tx: Tx,
  actor: Actor,
  visibility: 'public' | 'internal',
  ids: readonly string[],
): Promise<Refusals['errors']> {
  if (ids.length === 0) return []
  if (!isStaff(actor) || visibility === 'public')
    return [{ field, message: 'Colleagues are mentioned in internal notes alone: leave this out.' }]
  const known = await activeStaff(tx, ids)
  return ids.flatMap((id, place) => {
    const message = ids.slice(0, place).some((each) => each.toLowerCase() === id.toLowerCase())
      ? 'It is in the list twice: leave one out.'
      : known.has(id.toLowerCase())
        ? null
        : 'Nobody of the staff has this id, or they have left.'
    return message === null ? [] : [{ field: `${field}.${place}`, message }]
  })
}

/** Kept with a note that was just written; as they are shown with it. */
export async function mention(
  tx: Tx,
  message: MessageId,
  ticket: TicketId,
  people: readonly PersonId[],
): Promise<readonly PersonName[]> {
  await addMentions(tx, message, ticket, people)
  return people.length === 0 ? [] : ((await mentionsOf(tx, [message])).get(message) ?? [])
}
