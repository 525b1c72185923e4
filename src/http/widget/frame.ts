/**
 * The frame that the widget opens in a page of the vendor (A6): a document of our own, which only the pages that an
 * administrator has allowed may show. It has no cookie, no inline script, and speaks to nobody but us.
 */
import type { FastifyInstance } from 'fastify'
import { frameOrigins } from '../../services/widget/settings.ts'
import type { Site } from '../site.ts'

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>Help Center</title>
    <link rel="stylesheet" href="/widget/panel.css" />
    <script type="module" src="/widget/panel.js"></script>
  </head>
  <body></body>
</html>
`

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  'media-src blob:',
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
]

export function serveWidgetFrame(server: FastifyInstance, { app }: Site): void {
  server.get('/widget/frame', { schema: { hide: true } }, async (_request, reply) => {
    const ancestors = ["frame-ancestors 'self'", ...(await frameOrigins(app))].join(' ')
    return reply
      .headers({
        'content-security-policy': [...policy, ancestors].join('; '),
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'cross-origin',
      })
      .type('text/html; charset=utf-8')
      .send(page)
  })
}
