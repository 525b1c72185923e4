/** Whatever goes wrong outside of an endpoint's own refusals, as a problem: what Fastify refuses, and our own mistakes. */
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { isOutage, isTold } from '../services/health.ts'
import { problem, problemBody, sendProblem, type Problem } from './problem.ts'

/** What Fastify says no to before an endpoint is asked. */
const refusals: Readonly<Record<string, (error: FastifyError) => Problem>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    problem('unsupported-media-type', "This API takes JSON: send 'Content-Type: application/json'."),
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    problem('too-large', 'The request is larger than this address takes: make it shorter.'),
  FST_ERR_CTP_INVALID_JSON_BODY: () =>
    problem('invalid-request', 'The body is not JSON: look for a missing quote, comma or bracket.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    problem('invalid-request', 'The body is not as long as Content-Length says.'),
  FST_ERR_BAD_URL: () =>
    problem('invalid-request', 'The address cannot be read: a % in it is followed by something wrong.'),
  FST_ERR_MAX_PARAM_LENGTH: () => problem('not-found', 'There is nothing at this address.'),
}

/** For Fastify's error handlers. A mistake of ours is logged once, under a reference that its finder can be told. */
export function fail(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = refusals[error.code]
  if (known !== undefined) return sendProblem(reply, known(error))
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return sendProblem(reply, problem('invalid-request', error.message))
  if (isOutage(error)) {
    if (!isTold(error)) request.log.error({ err: error, route: request.routeOptions.url }, 'The database cannot work.')
    const outage = problem('unavailable', 'The database cannot work for the moment. Try again in a few seconds.')
    return sendProblem(reply, { ...outage, headers: { 'retry-after': '5' } })
  }
  const reference = randomBytes(6).toString('hex')
  request.log.error(
    { err: error, reference, method: request.method, route: request.routeOptions.url },
    'A request failed.',
  )
  const detail = `Something went wrong on our side. Try again; if it goes on, tell your administrator the reference ${reference}.`
  return sendProblem(reply, problem('internal', detail))
}

/** What is not HTTP at all, or too long a head: there is no request yet, only a connection. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const isSlow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const why = isSlow
    ? 'The request did not come to its end in time.'
    : 'This is not a request that the server can read.'
  const body = JSON.stringify(problemBody(problem('invalid-request', why)))
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

export const nothingHere = problem('not-found', 'There is nothing at this address.')
