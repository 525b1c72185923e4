/** Reads a request against the schemas of its endpoint: what it says, or everything that is wrong with it. */
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Result } from '../domain/kernel.ts'
import type { Caller } from './caller.ts'
import { mistakesOf } from './mistakes.ts'
import { problem, wrongRequest, type FieldMistake, type Problem } from './problem.ts'
import type { Route } from './route.ts'
import type { Site } from './site.ts'

export interface Understood {
  readonly query: unknown
  readonly body: unknown
}

/** An address with parameters that the endpoint does not know is wrong too: a filter that is spelt wrongly filters nothing. */
const noQuery = z.strictObject({})

export async function understand(
  { query: querySchema = noQuery, body: bodySchema, takes, alsoWrong, alsoWrongQuery }: Route,
  request: FastifyRequest,
  site: Site,
  caller: Caller | null,
): Promise<Result<Understood, Problem>> {
  if (sentAs(request) !== takes) return { ok: false, problem: wrongType(takes) }
  const query = querySchema.safeParse(request.query, { reportInput: true })
  const body = takes === undefined ? bodySchema?.safeParse(request.body ?? {}, { reportInput: true }) : asItIs(request)
  if (query.success && body?.success !== false) return { ok: true, value: { query: query.data, body: body?.data } }

  const mistakes: FieldMistake[] = query.success ? [] : mistakesOf(query.error.issues, namesIn(querySchema))
  const isNew = ({ field }: FieldMistake): boolean => !mistakes.some((mistake) => mistake.field === field)
  if (!query.success && alsoWrongQuery !== undefined && isObject(request.query))
    mistakes.push(...alsoWrongQuery(site, rightFields(request.query, query.error.issues), caller).filter(isNew))
  if (bodySchema !== undefined && body?.success === false) {
    mistakes.push(...mistakesOf(body.error.issues, namesIn(bodySchema)))
    if (alsoWrong !== undefined && caller !== null && isObject(request.body)) {
      const right = rightFields(request.body, body.error.issues)
      const also = await alsoWrong(site, caller, right)
      mistakes.push(...also.filter(isNew))
    }
  }
  return { ok: false, problem: wrongRequest(mistakes) }
}

/** What is not JSON. Of several parts, nothing has been read yet. */
const sentAs = (request: FastifyRequest): Route['takes'] =>
  Buffer.isBuffer(request.body) ? 'text/csv' : request.isMultipart() ? 'multipart/form-data' : undefined

const asItIs = ({ body }: FastifyRequest) => ({ success: true, data: body, error: undefined }) as const

const wrongType = (takes: string | undefined): Problem =>
  problem(
    'unsupported-media-type',
    takes === undefined
      ? "This address takes JSON: send 'Content-Type: application/json'."
      : `Send the file itself, with 'Content-Type: ${takes}'.`,
  )

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields of the body that nothing was wrong with. */
function rightFields(
  body: Readonly<Record<string, unknown>>,
  issues: readonly z.core.$ZodIssue[],
): Record<string, unknown> {
  const wrong = new Set(
    issues.flatMap((issue) =>
      issue.path.length === 0 && issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])],
    ),
  )
  return Object.fromEntries(Object.entries(body).filter(([name]) => !wrong.has(name)))
}

/** The names of the fields that a schema takes at a path, for 'did you mean'. */
const namesIn =
  (schema: z.ZodType) =>
  (path: readonly PropertyKey[]): readonly string[] => {
    let at: unknown = schema
    for (const step of path) at = shapeOf(at)[String(step)]
    return Object.keys(shapeOf(at))
  }

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return shapeOf(schema.unwrap())
  return schema instanceof z.ZodObject ? schema.shape : {}
}
