/** The full desks of a run: each size is filled once, whoever asks first, and is there until the run is over. */
import { openFullDesk, type FullDesk } from './many-tickets.ts'

const desks = new Map<number, Promise<FullDesk>>()

export function fullDesk(tickets: number): Promise<FullDesk> {
  const known = desks.get(tickets)
  if (known !== undefined) return known
  console.error(`Filling a desk with ${tickets.toLocaleString('en-US')} tickets.`)
  const opening = openFullDesk(tickets)
  desks.set(tickets, opening)
  void opening.then(
    ({ filledIn }) => console.error(`Filled in ${filledIn.toFixed(0)} s.`),
    () => undefined,
  )
  return opening
}

/** A small desk and a large one, by the size of the run. */
export async function twoDesks(quick: boolean): Promise<readonly [small: FullDesk, large: FullDesk]> {
  const small = await fullDesk(quick ? 2_000 : 10_000)
  return [small, await fullDesk(quick ? 20_000 : 1_000_000)]
}

export async function closeFullDesks(): Promise<void> {
  for (const opening of desks.values()) await (await opening.catch(() => null))?.close()
  desks.clear()
}
