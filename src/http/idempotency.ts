/** The Idempotency-Key of a request, and the digest by which the same request is known again (G1). */
import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Result } from '../domain/kernel.ts'
import type { Once } from '../services/once.ts'
import { problem, type Problem } from './problem.ts'

/** Null without the header. The body counts as it was understood, which has its fields in the schema's own order. */
export function onceOf({ headers, method, url }: FastifyRequest, body: unknown): Result<Once | null, Problem> {
  const key = headers['idempotency-key']
  if (key === undefined) return { ok: true, value: null }
  if (typeof key !== 'string' || !/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key)) {
    const message = 'Give 1 to 255 plain characters, such as a UUID, new for each request.'
    return {
      ok: false,
      problem: problem('invalid-request', 'The Idempotency-Key is wrong.', [{ field: 'Idempotency-Key', message }]),
    }
  }
  const asked = `${method} ${url}\n`
  const whole = Buffer.isBuffer(body) ? Buffer.concat([Buffer.from(asked), body]) : asked + JSON.stringify(body ?? null)
  const bodyHash = hash('sha256', whole, 'base64url')
  return { ok: true, value: { key, bodyHash } }
}
