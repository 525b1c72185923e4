/** The OpenAPI document, made from the same table of endpoints that is served, and the page to read it in. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { problemKinds, type ProblemCode } from './problem.ts'
import { tags, type Route } from './route.ts'
import * as wire from './wire.ts'

/** Refused by every endpoint that is not for everybody, or that takes a body. */
const byAll: readonly ProblemCode[] = ['invalid-request', 'unauthenticated', 'internal', 'unavailable']
const byWriters: readonly ProblemCode[] = ['conflict', 'too-large', 'unsupported-media-type', 'incomplete']

const description = `
Requests and answers are JSON. Call with a key (\`Authorization: Bearer KEY\`) or with the cookie of a session.

- **Refusals** are \`application/problem+json\`: \`detail\` says what to do, \`errors\` names every wrong field at once.
- **Repeating a request** is safe: give each POST an \`Idempotency-Key\`. The same key and body get the first answer again
  (with \`Idempotency-Replayed: true\`), the same key with another body is a conflict.
- **Lists** come as \`{items, nextCursor}\`; give the cursor back as \`?cursor=\` for the next page.
- **Instants** are UTC, days are \`YYYY-MM-DD\`. A partner's key sees its own partner's things: another's are not there.
`.trim()

export async function describe(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Partner Desk', version: '1', description },
      tags: tags.map((name) => ({ name })),
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'A key made with `desk key create`.' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'desk.session_token',
            description: 'Set by POST /api/v1/session.',
          },
        },
      },
    },
    transform: (given) => {
      const transformed = jsonSchemaTransform(given)
      const { method } = given.route
      if (method === 'POST' && transformed.schema !== undefined)
        Object.assign(transformed.schema, { headers: idempotencyHeader })
      return transformed
    },
  })
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list', deepLinking: true, displayRequestDuration: true },
    theme: { title: 'Partner Desk: the API' },
    logo: { type: 'image/svg+xml', content: name, href: '/', target: '_self' },
    staticCSP:
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  })
  server.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => reply.send(server.swagger()))
}

/** In the place of the reader's own mark. */
const name = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 130 40"><text x="0" y="26" font-family="sans-serif" font-size="20" fill="#fff">Partner Desk</text></svg>',
)

const idempotencyHeader = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      description: 'New for each request; the same for its repetition.',
    },
  },
}

/** What Fastify and the document are told of an endpoint. */
export function schemaOf(route: Route): FastifySchema {
  const { name, tag, summary, description: more, who, query, body, example, path, takes, about } = route
  return {
    operationId: name,
    tags: [tag],
    summary,
    ...(more === undefined ? {} : { description: more }),
    security: who === 'everybody' ? [] : [{ key: [] }, { session: [] }],
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body: example === undefined ? body : body.meta({ examples: [example] }) }),
    ...(takes === undefined ? {} : { consumes: [takes] }),
    ...(path.includes(':id')
      ? { params: z.object({ id: about?.hasSlug || about?.hasForeignId ? z.string() : z.uuid() }) }
      : {}),
    response: { ...answersOf(route), ...refusalsOf(route) },
  } as FastifySchema
}

function answersOf({ answers }: Route): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => {
      if (answer === null) return [status, z.null().describe('Done; there is nothing to say.')]
      if (typeof answer === 'string')
        return [status, { description: 'A stream.', content: { [answer]: { schema: z.string() } } }]
      return [status, answer]
    }),
  )
}

/** By status, since two refusals may share one. */
function refusalsOf({ method, path, who, refuses = [] }: Route): Record<string, unknown> {
  const codes = new Set<ProblemCode>([
    ...byAll.filter((code) => who !== 'everybody' || code !== 'unauthenticated'),
    ...(method === 'POST' || method === 'PUT' || method === 'PATCH' ? byWriters : []),
    // A key may be one that opens little, and the widget's token opens less (A6).
    ...(method !== 'GET' || who !== 'everybody' ? (['not-allowed'] as const) : []),
    ...(path.includes(':id') ? (['not-found'] as const) : []),
    ...refuses,
  ])
  const byStatus = Map.groupBy(codes, (code) => problemKinds[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, which]) => [
      status,
      {
        description: which.map((code) => problemKinds[code].title).join('; '),
        content: { 'application/problem+json': { schema: wire.problem } },
      },
    ]),
  )
}
