/** Bodies in JSON: in UTF-8, packed in nothing, and without what would reach into the program. */
import { isUtf8 } from 'node:buffer'
import type { FastifyBodyParser, FastifyInstance } from 'fastify'

/** For the bytes of a body; one without any is no body. What is refused is refused with a sentence to act on. */
export function jsonParser(server: FastifyInstance): FastifyBodyParser<Buffer> {
  const parse = server.getDefaultJsonParser('error', 'error')
  return (request, body, done) => {
    if (body.length === 0) return done(null, undefined)
    const packed = request.headers['content-encoding'] ?? 'identity'
    if (packed !== 'identity') return done(refusal('Send the body as it is, without Content-Encoding.'))
    // Read all the same, an accent of another encoding would be kept as a mark that nobody wrote.
    if (!isUtf8(body)) return done(refusal('The body is not UTF-8: send JSON in UTF-8.'))
    const text = body.toString('utf8')
    return parse(request, text, (error, value) =>
      done(error !== null && isJson(text) ? refusal(forbidden) : error, value),
    )
  }
}

const forbidden = "A field cannot be called '__proto__', and 'constructor' cannot have a 'prototype': leave it out."

/** As the server's handler of errors (failures.ts) knows what is the caller's to put right. */
const refusal = (message: string): Error => Object.assign(new Error(message), { statusCode: 400 })

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
