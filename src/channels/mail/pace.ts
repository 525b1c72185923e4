/** How much one address may ask of the server, so that nobody has it to himself. */

export interface Pace {
  /** Whether one more may be now; it is counted. */
  mayGoOn(address: string): boolean
}

/** Beyond so many addresses those that were quiet longest are forgotten. */
const mostAddresses = 10_000

/** So many at once, and as many again every minute, evenly. `now` in milliseconds. */
export function paceOf(perMinute: number, now: () => number = () => performance.now()): Pace {
  const left = new Map<string, { tokens: number; at: number }>()
  return {
    mayGoOn(address) {
      const at = now()
      const known = left.get(address)
      const refilled = known === undefined ? perMinute : known.tokens + ((at - known.at) / 60_000) * perMinute
      const tokens = Math.min(perMinute, refilled)
      // Put in again: the map keeps them in the order of their last word.
      left.delete(address)
      left.set(address, { tokens: tokens >= 1 ? tokens - 1 : tokens, at })
      if (left.size > mostAddresses)
        for (const oldest of left.keys()) {
          left.delete(oldest)
          break
        }
      return tokens >= 1
    },
  }
}
