/** What has happened outside is written down, though the database is away at that moment: it cannot be taken back there. */
import { setTimeout as pause } from 'node:timers/promises'
import { isOutage } from './health.ts'

/** Milliseconds: shorter than what is written down is leased for. */
const patience = { shortest: 100, longest: 2_000, altogether: 120_000 }

/** Tries again while the database cannot work. `write` must be able to come twice: a lost commit may have come through. */
export async function untilWritten<Value>(write: () => Promise<Value>): Promise<Value> {
  const until = performance.now() + patience.altogether
  for (let wait = patience.shortest; ; wait = Math.min(wait * 2, patience.longest)) {
    try {
      return await write()
    } catch (thrown) {
      if (!isOutage(thrown) || performance.now() + wait > until) throw thrown
      await pause(wait)
    }
  }
}

/** As `Promise.all`, but rejects only when all of them have come to an end: none goes on behind somebody's back. */
export async function allOf<Value>(works: readonly Promise<Value>[]): Promise<readonly Value[]> {
  await Promise.allSettled(works)
  return Promise.all(works)
}
