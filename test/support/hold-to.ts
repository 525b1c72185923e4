/** Answers held to their schemas. */
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'

/** Every answer of every test is exactly what its schema says: nothing missing, nothing beyond. */
export function holdTo(route: string, schema: unknown, answer: unknown): void {
  if (!(schema instanceof z.ZodType)) return
  const sent: unknown = JSON.parse(JSON.stringify(answer))
  const understood = schema.safeParse(sent)
  assert.ok(understood.success, `${route} answers what its schema does not allow: ${understood.error?.message}`)
  assert.ok(
    isDeepStrictEqual(understood.data, sent),
    `${route} answers more than its schema says: ${JSON.stringify(sent)}`,
  )
}
