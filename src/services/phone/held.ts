/** A call that was held is let in (A3, A7): its number becomes the contact's, if so wanted, and its message is a call. */
import type { MessageId, PartnerId, PersonId, TicketId } from '../../domain/kernel.ts'
import { phoneNumber } from '../../domain/phone.ts'
import type { Tx } from '../../storage/database.ts'
import type { HeldRow } from '../../storage/held.ts'
import { addNumbers, heldCallBecame } from '../../storage/phone.ts'
import type { App } from '../app.ts'
import type { Refusals } from '../refusals.ts'
import { phoneMistakes } from './numbers.ts'

export const isCall = ({ channel }: HeldRow): boolean => channel === 'phone'

/** Why its number cannot become that of this contact; `person` is null for one who is only now added. */
export async function numberMistakes(tx: Tx, { from }: HeldRow, person: PersonId | null): Promise<Refusals['errors']> {
  const field = 'senderIsContact'
  if (phoneNumber(from.email) === null) return [{ field, message: 'The call showed no whole number: leave this out.' }]
  return (await phoneMistakes(tx, person, [from.email])).map(({ message }) => ({ field, message }))
}

/** The number is known to be right. */
export async function keepNumber(
  app: App,
  tx: Tx,
  { from }: HeldRow,
  whose: { readonly person: PersonId; readonly partner: PartnerId },
): Promise<void> {
  const number = phoneNumber(from.email)
  if (number !== null) await addNumbers(tx, [{ number, ...whose }], app.now())
}

export const callWasReleased = async (
  tx: Tx,
  held: HeldRow,
  became: { readonly ticket: TicketId; readonly message: MessageId; readonly partner: PartnerId },
): Promise<void> => (isCall(held) ? heldCallBecame(tx, held.id, became) : undefined)
