/** What the HTTP API takes of runs. */
import { z } from 'zod'
import { workflowRoles } from '../domain/policy/workflows.ts'
import { cursor, limit, name, text, words, yesOrNo } from './asked.ts'

/** A change of a sheet; what its fields must be, the policy says (GET /partners/{id}/sheets). */
const changes = z.strictObject({
  of: name,
  item: z.uuid().nullable().optional(),
  takesDown: z.boolean().optional(),
  set: z.record(z.string().max(100), z.union([words(20_000), z.null(), z.array(words(200)).max(300)])).optional(),
})

/** By the ids of the fields; what each must be, the workflow says. */
const fields = z
  .record(
    z.string().max(100),
    z.union([words(5_000), z.number(), z.null(), z.strictObject({ amount: z.number(), currency: words(3) }), changes]),
  )
  .default({})

export const startRun = z.strictObject({ workflow: name, fields })
export const stepRun = z.strictObject({ step: name, fields })
export const runList = z.strictObject({
  workflow: name.optional(),
  state: name.optional(),
  waitsFor: z.enum(workflowRoles).optional(),
  trouble: yesOrNo.optional(),
  over: yesOrNo.optional(),
  limit,
  cursor,
})
const token = text(200)
export const lookAtLink = z.strictObject({ token })
export const answerLink = z.strictObject({ token, step: name, fields })
