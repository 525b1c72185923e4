/** Runs an endpoint: who calls, may it, what does it ask, and how the answer is written. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TicketId } from '../domain/kernel.ts'
import { keyIsSpent } from '../services/once.ts'
import { getTicket } from '../services/tickets/reading.ts'
import type { Caller } from './caller.ts'
import { onceOf } from './idempotency.ts'
import { isFromElsewhere } from './origin.ts'
import { problem, sendProblem, type Problem } from './problem.ts'
import { problemOf, refused, type Replied } from './reply.ts'
import type { Route, Thing } from './route.ts'
import type { Site } from './site.ts'
import { understand } from './understand.ts'
import { whyNotByWidget } from './widget/admit.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before the endpoint runs; null where nobody has to be known. */
    caller: Caller | null
  }
}

/** Before anything is read of the request's body: null where it may go on. */
export async function admit(site: Site, route: Route, request: FastifyRequest): Promise<Problem | null> {
  const changes = route.method !== 'GET'
  if (route.who === 'everybody') {
    const isSession = changes && isFromElsewhere(request, site.ownOrigin)
    return isSession ? problem('not-allowed', elsewhere) : null
  }
  const caller = await site.callers.of(request)
  if (caller === null) return unauthenticated(request)
  if (caller.via === 'widget') {
    const why = whyNotByWidget(site, route, caller, request)
    if (why === null) request.caller = caller
    return why
  }
  request.caller = caller
  if (changes && caller.via === 'session' && isFromElsewhere(request, site.ownOrigin))
    return problem('not-allowed', elsewhere)
  if (caller.lacksSecondFactor === true && route.beforeSecondFactor !== true) return lacksSecondFactor
  if (changes && !caller.mayWrite) return problem('not-allowed', 'This key may only read: use one with the scope full.')
  if (caller.onlyWidgetSessions === true && route.widgetKeys !== true)
    return problem('not-allowed', 'This key only asks for sessions of the widget: use one with another scope.')
  // Of what is another partner's `run` says that it is not there.
  const isOfOne = route.path.includes(':id') && caller.actor.kind === 'partner'
  return route.roles === undefined || isOfOne ? null : admitRole(route.roles, caller)
}

function admitRole(roles: NonNullable<Route['roles']>, { actor }: Caller): Problem | null {
  if (actor.kind !== 'staff') return problem('not-allowed', staffOnly)
  return roles.includes(actor.role)
    ? null
    : problem('not-allowed', `Only staff with the role ${roles.join(' or ')} does this.`)
}

const lacksSecondFactor: Problem = {
  ...problem(
    'not-allowed',
    'This desk asks for a second factor: set yours up before anything else, under ‘My account’.',
  ),
  more: { needs: 'second-factor' },
}
const elsewhere = 'This request comes from a page of another site: send it from the desk itself, or with a key.'
const staffOnly = 'Only the vendor does this.'

export function unauthenticated({ headers }: Pick<FastifyRequest, 'headers'>): Problem {
  const detail =
    headers.authorization !== undefined
      ? "This key is not valid (any more): send 'Authorization: Bearer KEY' with one that is."
      : headers.cookie !== undefined
        ? 'Your session has ended: sign in again (POST /api/v1/session), or send a key.'
        : "Sign in (POST /api/v1/session), or send a key: 'Authorization: Bearer KEY'."
  return { ...problem('unauthenticated', detail), headers: { 'www-authenticate': 'Bearer realm="Partner Desk"' } }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const slug = /^[a-z0-9-]{1,200}$/

/** The store may call a thing by any text; no database keeps a NUL. */
const isIdOf = ({ hasSlug, hasForeignId }: Thing, id: string): boolean =>
  uuid.test(id) || (hasSlug === true && slug.test(id)) || (hasForeignId === true && !id.includes('\0'))

export async function run(site: Site, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<Replied> {
  const { caller } = request
  const { id } = request.params as { readonly id?: TicketId }
  const thing = route.about ?? ticket
  const notThere = problem('not-found', `There is no such ${thing.noun}.`)
  if (id !== undefined && !isIdOf(thing, id)) return refused(notThere)
  if (route.who === 'staff' && caller?.actor.kind === 'partner') {
    // Another partner's ticket is not there at all, whatever was to be done to it.
    const isThere = id === undefined || (await thing.isThere(site, caller.actor, id))
    return refused(isThere ? problem('not-allowed', staffOnly) : notThere)
  }
  const understood = await understand(route, request, site, caller)
  if (!understood.ok) return refused((await otherBody(site, route, request)) ?? understood.problem)
  const { query, body } = understood.value
  const once = route.method === 'POST' ? onceOf(request, body) : noOnce
  if (!once.ok) return refused(once.problem)
  return route.handle({ site, caller, id: id ?? ('' as TicketId), query, body, once: once.value, request, reply })
}

/** The same key with another body is that first of all, also where the other body is wrong (G1). */
async function otherBody({ app }: Site, { method }: Route, request: FastifyRequest): Promise<Problem | null> {
  const once = method === 'POST' && request.caller !== null ? onceOf(request, null) : noOnce
  if (!once.ok || once.value === null || request.caller === null) return null
  const spent = await keyIsSpent(app, request.caller.actor, once.value)
  return spent === null ? null : problemOf(spent)
}

const ticket: Thing = {
  noun: 'ticket',
  isThere: async ({ app }, actor, id) => (await getTicket(app, actor, id as TicketId)).ok,
}
const noOnce = { ok: true, value: null } as const

/** As the server names what it spells itself. */
const jsonType = 'application/json; charset=utf-8'

export function send(reply: FastifyReply, replied: Replied): FastifyReply {
  // The endpoint has taken the connection: a stream.
  if (reply.sent) return reply
  if (!replied.ok) return sendProblem(reply, replied.problem)
  const { status, body, json, headers } = replied.value
  if (headers !== undefined) reply.headers(headers)
  return json === undefined ? reply.code(status).send(body) : reply.code(status).type(jsonType).send(json)
}
