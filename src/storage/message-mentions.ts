/** Whom of the staff a note was written for, by person (0051). */
import type { MessageId, PersonId, TicketId } from '../domain/kernel.ts'
import type { PersonName } from './people.ts'
import type { Statement, Tx } from './tx.ts'

const add: Statement = {
  name: 'mentions_add',
  text: 'insert into message_mentions (message_id, ticket_id, person_id) select $1, $2, unnest($3::uuid[])',
}
const of: Statement = {
  name: 'mentions_of',
  text: `select m.message_id, p.id, p.name, p.side, p.email from message_mentions m join person_names p on p.id = m.person_id
    where m.message_id = any ($1::uuid[]) order by lower(p.name), p.id`,
}
const staff: Statement = {
  name: 'mentions_staff',
  text: `select id from people where side = 'staff' and active and id = any ($1::uuid[])`,
}

export async function addMentions(
  tx: Tx,
  message: MessageId,
  ticket: TicketId,
  people: readonly PersonId[],
): Promise<void> {
  if (people.length > 0) await tx.call(add, [message, ticket, people])
}

/** By message, by name; partners see none. */
export async function mentionsOf(
  tx: Tx,
  messages: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, readonly PersonName[]>> {
  if (messages.length === 0) return new Map()
  const rows = await tx.call<PersonName & { readonly message_id: MessageId }>(of, [messages])
  return new Map(
    [...Map.groupBy(rows, ({ message_id }) => message_id)].map(([message, found]) => [
      message,
      found.map(({ message_id: _message, ...person }) => person),
    ]),
  )
}

/** Those of them who are of the staff and have not left. */
export const activeStaff = async (tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await tx.call<{ id: PersonId }>(staff, [ids])).map(({ id }) => id))
