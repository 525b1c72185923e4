/**
 * Whether a request that changes something may come from a page of ours. A browser sends the session's cookie along with
 * what any other site makes it ask; it also says which site that was, and no page can make it say otherwise.
 */
import type { FastifyRequest } from 'fastify'

/** `ownOrigin` is PUBLIC_URL's, for when a proxy in front changes the host. */
export function isFromElsewhere({ headers }: FastifyRequest, ownOrigin: string | null): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin } = headers
  // Neither: no browser made it (each says one or the other), so there is nobody whose cookie could be abused.
  if (origin === undefined) return false
  if (origin === ownOrigin) return false
  return !URL.canParse(origin) || new URL(origin).host !== headers.host
}
