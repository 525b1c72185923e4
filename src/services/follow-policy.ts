/** What is published holds on every node at once, whoever published it (C9). */
import type { App } from './app.ts'
import { forgetNow } from './tickets/opening-contexts.ts'
import { untilWritten } from './until-written.ts'

export interface PolicyFollower {
  /** One may have been published: looks, after whatever look is under way. */
  look(): void
  /** Resolves when nothing is looked for any more. */
  settled(): Promise<void>
}

/** `holds` hears each time that another version holds here, however this node came to it; `complain` what kept it from looking. */
export function followPolicy(
  app: App,
  holds: (version: number) => void,
  complain: (reason: unknown) => void,
): PolicyFollower {
  let told = app.policies.current().version
  let looking = Promise.resolve()
  async function look(): Promise<void> {
    await untilWritten(() => app.policies.refresh())
    const { version } = app.policies.current()
    if (version === told) return
    told = version
    // Who is there to take a ticket is worked out by the ladders.
    forgetNow(app)
    holds(version)
  }
  return {
    look: () => void (looking = looking.then(look).catch(complain)),
    settled: () => looking,
  }
}
