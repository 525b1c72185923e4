/** The HTTP server: the endpoints of `routes/`, the document that describes them, the web client, and the signs of health. */
import multipart from '@fastify/multipart'
import Fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { fail, nothingHere, refuseConnection } from './failures.ts'
import { takeDeclines } from './decline.ts'
import { showHealth } from './health.ts'
import { jsonParser } from './json-body.ts'
import { createMetrics } from './metrics.ts'
import { describe, schemaOf } from './openapi.ts'
import { problem, sendProblem } from './problem.ts'
import type { Route } from './route.ts'
import { routes } from './routes/index.ts'
import { admit, run, send } from './serve.ts'
import { takeSingleSignOn } from './single-sign-on-trip.ts'
import type { Site } from './site.ts'
import { serveWeb } from './web.ts'
import { serveWidgetFrame } from './widget/frame.ts'

export interface ServerOptions {
  readonly site: Site
  /** The folder of the built web client; null serves the API alone. */
  readonly webDir: string | null
  /** Pino's options, or false. Requests are not logged one by one: what fails is, and the rest is counted (/metrics). */
  readonly logger: NonNullable<FastifyServerOptions['logger']>
  /** Milliseconds for whoever is being served when the server closes; 10,000 unless told. Then it is cut off. */
  readonly graceMs?: number
  /** Sees each answer with its schema before it is written; the tests hold the one to the other. */
  readonly inspect?: (route: string, schema: unknown, answer: unknown) => void
}

const base = '/api/v1'
/** Of a file; larger ones are for the command line. */
const fileLimit = 33_554_432
/** Of what anybody may send, signed in or not: many at once must not fill the memory with what they begin to say. */
const strangerLimit = 262_144
/** Milliseconds in which nothing moves, and until a request has come whole: a file over a slow line takes its time. */
const patience = { silence: 180_000, request: 900_000 }

/** Ready to listen. Closing it ends the streams and waits for what is under way. */
export async function buildServer({
  site,
  webDir,
  logger,
  inspect,
  graceMs = 10_000,
}: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    logger,
    logController: new LogController({ disableRequestLogging: true }),
    // One logger for all requests: what is logged of one carries a reference of its own.
    childLoggerFactory: (parent) => parent,
    bodyLimit: 1_048_576,
    // Nothing in front of the server is believed about where a request comes from.
    trustProxy: false,
    forceCloseConnections: 'idle',
    connectionTimeout: patience.silence,
    requestTimeout: patience.request,
    frameworkErrors: fail,
    clientErrorHandler: refuseConnection,
  })
  const metrics = createMetrics()
  server.setErrorHandler(fail)
  // Endpoints read their requests themselves (understand.ts): all that is wrong at once, and in words.
  server.setValidatorCompiler(() => () => true)
  server.setSerializerCompiler(({ schema, method, url }) =>
    inspect === undefined
      ? JSON.stringify
      : (answer) => {
          inspect(`${method} ${url}`, schema, answer)
          return JSON.stringify(answer)
        },
  )
  server.removeAllContentTypeParsers()
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, jsonParser(server))
  server.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  await server.register(multipart)
  server.decorateRequest('caller', null)
  server.addHook('onResponse', (request, reply, done) => {
    const { url } = request.routeOptions
    if (url !== streamRoute)
      metrics.observe(request.method, countedAs(url), reply.statusCode, reply.elapsedTime / 1_000)
    done()
  })
  server.addHook('preClose', async () => {
    setTimeout(() => server.server.closeAllConnections(), graceMs).unref()
    await site.stream.close()
  })

  await describe(server)
  showHealth(server, site, metrics)
  await takeDeclines(server, site)
  takeSingleSignOn(server, site)
  await server.register(
    (api, _options, done) => {
      api.addHook('onRequest', (_request, reply, next) => {
        reply.raw.setHeader('cache-control', 'no-store')
        reply.raw.setHeader('x-content-type-options', 'nosniff')
        next()
      })
      for (const route of routes) serve(api, site, route, inspect)
      api.setNotFoundHandler((request, reply) => {
        const methods = methodsAt(request.url)
        if (methods.length === 0) return sendProblem(reply, nothingHere)
        reply.header('allow', methods.join(', '))
        return sendProblem(reply, problem('wrong-method', `Use ${methods.join(' or ')} here.`))
      })
      done()
    },
    { prefix: '/api' },
  )
  serveWidgetFrame(server, site)
  if (webDir === null) server.setNotFoundHandler((_request, reply) => sendProblem(reply, nothingHere))
  else await server.register((web) => serveWeb(web, webDir, site.ownOrigin?.startsWith('https:') ?? false))
  await server.ready()
  return server
}

const streamRoute = `${base}/events`

/** Files of the client are counted together, and so are its pages, which are no routes. */
function countedAs(route: string | undefined): string {
  if (route === undefined) return 'page'
  return /^\/(?:assets|docs)\b/.exec(route)?.[0] ?? route
}

function serve(api: FastifyInstance, site: Site, route: Route, inspect: ServerOptions['inspect']): void {
  api.route({
    method: route.method,
    url: `/v1${route.path}`,
    schema: schemaOf(route),
    ...(route.takes === 'text/csv' ? { bodyLimit: fileLimit } : {}),
    ...(route.who === 'everybody' ? { bodyLimit: strangerLimit } : {}),
    // A stream has no head without a body.
    exposeHeadRoute: route.method === 'GET' && `${base}${route.path}` !== streamRoute,
    onRequest: async (request, reply) => {
      const why = await admit(site, route, request)
      if (why !== null) return sendProblem(reply, why)
    },
    handler: async (request, reply) => {
      const replied = await run(site, route, request, reply)
      // What is spelt already passes no serializer.
      if (replied.ok && replied.value.json !== undefined)
        inspect?.(`${route.method} ${route.path}`, route.answers[replied.value.status], JSON.parse(replied.value.json))
      return send(reply, replied)
    },
  })
}

/** The methods that an address takes. */
function methodsAt(url: string): string[] {
  const path = url.split('?')[0]?.split('/') ?? []
  const fits = (route: Route): boolean => {
    const steps = `${base}${route.path}`.split('/')
    return steps.length === path.length && steps.every((step, place) => step === path[place] || step.startsWith(':'))
  }
  return [...new Set(routes.filter(fits).map(({ method }) => method))]
}
