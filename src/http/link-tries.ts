/** Links that answer without an account are tried for a while, not for ever: counted on all nodes together (B2, E1). */
import { countLinkTry, linkLimits } from '../services/tickets/ask-link.ts'
import { problem, type Problem } from './problem.ts'
import type { Site } from './site.ts'

/** Counts a try from a network, before anything is looked up; what to refuse it with, or null where it may be made. */
export const tooManyFrom = (site: Site, address: string): Promise<Problem | null> =>
  tooMany(site, `link ${address}`, linkLimits.forAddress)

/** The same of one ticket's form, wherever it is answered from. */
export const tooManyFor = (site: Site, ticket: string): Promise<Problem | null> =>
  tooMany(site, `link ${ticket}`, linkLimits.forTicket)

async function tooMany({ app }: Site, subject: string, most: number): Promise<Problem | null> {
  const until = await countLinkTry(app, subject, most)
  if (until === null) return null
  const seconds = Math.max(1, Math.ceil(app.now().until(until).total('seconds')))
  return {
    ...problem('too-many', 'That was too often in a short time: wait a few minutes, then open the link again.'),
    headers: { 'retry-after': String(seconds) },
  }
}
