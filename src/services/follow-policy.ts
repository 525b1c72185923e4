/** What is published holds on every node at once, whoever published it (C9). */
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from './app.ts'
import { isOutage } from './health.ts'
import { forgetNow } from './tickets/opening-contexts.ts'

export interface PolicyFollower {
  /** One may have been published: looks, after whatever look is under way. */
  look(): void
  /** Resolves when nothing is looked for any more. */
  stop(): Promise<void>
}

/** While the database cannot be asked. Milliseconds. */
const againAfter = 1_000

/** `holds` hears each time that another version holds here, however this node came to it; `complain` what kept it from looking. */
export function followPolicy(
  app: App,
  holds: (version: number) => void,
  complain: (reason: unknown) => void,
): PolicyFollower {
  let told = app.policies.current().version
  let looking = Promise.resolve()
  const stopping = new AbortController()
  const { signal } = stopping

  async function look(): Promise<void> {
    try {
      if (signal.aborted) return
      await app.policies.refresh()
    } catch (thrown) {
      if (signal.aborted) return
      if (!isOutage(thrown)) return complain(thrown)
      await pause(againAfter, undefined, { signal }).catch(() => undefined)
      return look()
    }
    const { version } = app.policies.current()
    if (version === told) return
    told = version
    // Who is there to take a ticket is worked out by the ladders.
    forgetNow(app)
    holds(version)
  }

  return {
    look: () => void (looking = looking.then(look)),
    async stop() {
      stopping.abort()
      await looking
    },
  }
}
