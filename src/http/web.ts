/** The web client: its files, and its page for every address that is one of its own. */
import fastifyHelmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { nothingHere } from './failures.ts'
import { sendProblem } from './problem.ts'

/** `dir`: the folder of the built client. `overHttps`: whether browsers are told to come back over https only. */
export async function serveWeb(server: FastifyInstance, dir: string, overHttps: boolean): Promise<void> {
  await server.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: overHttps,
    referrerPolicy: { policy: 'same-origin' },
  })
  await server.register(fastifyStatic, {
    root: dir,
    // Each file is a route of its own: what is not listed when the server starts is not there.
    wildcard: false,
    globIgnore: ['**/.*'],
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: ({ raw }, path) => {
      const isNamedByContent = path.includes('/assets/')
      raw.setHeader('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache')
      // A6: the one script that pages of the vendor load.
      if (/\/widget\.js(?:\.br|\.gz)?$/.test(path)) raw.setHeader('cross-origin-resource-policy', 'cross-origin')
    },
  })
  server.setNotFoundHandler((request, reply) => {
    const lastStep = request.url.split('?')[0]?.split('/').at(-1) ?? ''
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !lastStep.includes('.')
    return isPage ? reply.sendFile('index.html') : sendProblem(reply, nothingHere)
  })
}
