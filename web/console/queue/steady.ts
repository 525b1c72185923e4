/**
 * Rows do not jump away under the cursor. While somebody is among the rows, what is shown keeps its place: contents
 * change, but new rows wait, and those that left stay until the hand is off the list.
 */
import type { TicketView } from '../../../src/http/wire.ts'
import type { Group } from './groups.ts'

export interface Steady {
  readonly groups: readonly Group[]
  /** About how many rows would come, go or move if the new order were taken over now; 0 if it is the same. */
  readonly waiting: number
}

/** `shown` as it was with the news in place; `fresh` is how it would be; `known` gives a ticket's latest state. */
export function steadied(
  shown: readonly Group[],
  fresh: readonly Group[],
  known: (id: string) => TicketView | undefined,
): Steady {
  const groups = shown.map((group) => ({
    ...group,
    tickets: group.tickets.map((ticket) => known(ticket.id) ?? ticket),
  }))
  const before = groupById(shown)
  const after = groupById(fresh)
  let waiting = 0
  for (const [id, group] of after) if (before.get(id) !== group) waiting += 1
  for (const id of before.keys()) if (!after.has(id)) waiting += 1
  // The same rows in the same groups, but in another order, are one change.
  if (waiting === 0 && [...before.keys()].join() !== [...after.keys()].join()) waiting = 1
  return { groups, waiting }
}

/** In the order of the rows. */
const groupById = (groups: readonly Group[]): Map<string, string> =>
  new Map(groups.flatMap((group) => group.tickets.map((ticket) => [ticket.id, group.id])))
