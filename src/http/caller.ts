/** Who calls: found from the key or the session that a request carries, and remembered for a few seconds. */
import type { FastifyRequest } from 'fastify'
import type { Visitor } from '../services/access.ts'
import { widgetPrefix } from '../services/widget/token.ts'
import { cookieOf } from './cookies.ts'

export interface Caller extends Visitor {
  readonly via: 'key' | 'session' | 'widget'
}

/** Looks up who has a key or a session; null where nobody has. */
export interface Register {
  byKey(key: string): Promise<Visitor | null>
  bySession(cookie: string): Promise<Visitor | null>
  byWidget(token: string): Promise<Visitor | null>
}

export interface Callers {
  /** Null without credentials, or with such as are none (any more). */
  of(request: FastifyRequest): Promise<Caller | null>
  /** Forgets whom it knew: somebody, or what somebody may do, has changed. */
  forget(): void
}

interface Known {
  readonly caller: Promise<Caller | null>
  readonly until: number
}

/** Remembered at most: beyond that everybody is looked up anew. */
const most = 10_000

/**
 * `rememberMs`: how long a change that nobody announced may go unnoticed. Requests that come together look up once.
 */
export function createCallers(register: Register, sessionCookie: string, rememberMs = 5_000): Callers {
  const known = new Map<string, Known>()
  let era = 0

  function lookUp(credential: string, find: () => Promise<Caller | null>): Promise<Caller | null> {
    const now = performance.now()
    const held = known.get(credential)
    if (held !== undefined && held.until > now) return held.caller
    if (known.size >= most) known.clear()
    const begun = era
    const caller = find()
    known.set(credential, { caller, until: now + rememberMs })
    const drop = (): void => {
      if (known.get(credential)?.caller === caller) known.delete(credential)
    }
    // Nobody is not worth remembering: whoever guesses would fill the memory. Nor is what may have changed on the way.
    void caller.then((found) => (found === null || begun !== era ? drop() : undefined), drop)
    return caller
  }

  return {
    of(request) {
      const { authorization } = request.headers
      if (authorization !== undefined) {
        const key = /^Bearer +([\w.~+/=-]{1,300})$/i.exec(authorization)?.[1]
        if (key === undefined) return Promise.resolve(null)
        if (key.startsWith(widgetPrefix))
          return lookUp(`widget ${key}`, async () => asCaller(await register.byWidget(key), 'widget'))
        return lookUp(`key ${key}`, async () => asCaller(await register.byKey(key), 'key'))
      }
      const cookie = cookieOf(request.headers.cookie, sessionCookie)
      if (cookie === null) return Promise.resolve(null)
      return lookUp(`session ${cookie}`, async () => asCaller(await register.bySession(cookie), 'session'))
    },
    forget() {
      era += 1
      known.clear()
    },
  }
}

const asCaller = (visitor: Visitor | null, via: Caller['via']): Caller | null =>
  visitor === null ? null : { ...visitor, via }
