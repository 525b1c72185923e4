/** Where the desk itself is served, as a browser says it. */
import type { FastifyRequest } from 'fastify'
import type { Site } from '../site.ts'

/** PUBLIC_URL's origin; without it, the host that the request came to. */
export const ownOriginOf = ({ ownOrigin }: Site, { protocol, headers }: FastifyRequest): string | null =>
  ownOrigin ?? (headers.host === undefined ? null : `${protocol}://${headers.host}`)
