/** Slots and calls by the day they fall on, somewhere. */
import { cityOf, ownZone, readInstant, sameTime, sayClock, sayDay } from '../time.ts'

export interface Day<Item> {
  /** 'today', 'Tue', 'Tue 24 Nov'. */
  readonly name: string
  readonly items: readonly Item[]
}

/** In their order; a new day wherever the day's name changes. */
export function byDay<Item extends { readonly startsAt: string }>(
  items: readonly Item[],
  now: number,
  zone: string,
): readonly Day<Item>[] {
  const days: { name: string; items: Item[] }[] = []
  for (const item of items) {
    const name = sayDay(readInstant(item.startsAt), now, zone)
    const last = days.at(-1)
    if (last?.name === name) last.items.push(item)
    else days.push({ name, items: [item] })
  }
  return days
}

/** '14:00 in Kolkata' beside a time in another zone; null where the reader's own clock shows the same. */
export function elsewhere(at: number, shownIn: string, zone = ownZone()): string | null {
  return sameTime(shownIn, zone, at) ? null : `${sayClock(at, zone)} in ${cityOf(zone)}`
}
