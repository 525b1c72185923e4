/**
 * The link in a letter that its receiver may decline (RFC 2369, RFC 8058). Opening it changes nothing, since mail programs
 * open links by themselves: a button, or the mail program's own request, does.
 */
import type { FastifyInstance } from 'fastify'
import { declineLetter, maybeDeclined, type LetterRef } from '../services/outbox/letters.ts'
import type { Site } from './site.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

interface Asked {
  readonly Params: { readonly id: string }
  readonly Querystring: { readonly token?: string }
}

export async function takeDeclines(server: FastifyInstance, { app }: Site): Promise<void> {
  await server.register(async (scope) => {
    // What comes from a button or a mail program says nothing that the address does not.
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'buffer', bodyLimit: 4_096 },
      (_request, _body, done) => done(null, null),
    )
    const path = '/api/v1/letters/:id/decline'
    const schema = { hide: true }
    scope.get<Asked>(path, { schema }, async ({ params: { id }, query: { token = '' } }, reply) => {
      const address = uuid.test(id) ? await maybeDeclined(app, id as LetterRef, token) : null
      return reply
        .code(address === null ? 404 : 200)
        .headers(headers)
        .send(address === null ? unknown : question(address))
    })
    scope.post<Asked>(path, { schema }, async ({ params: { id }, query: { token = '' } }, reply) => {
      const address = uuid.test(id) ? await declineLetter(app, id as LetterRef, token) : null
      return reply
        .code(address === null ? 404 : 200)
        .headers(headers)
        .send(address === null ? unknown : done(address))
    })
  })
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { max-width: 34rem; margin: 12vh auto; padding: 0 1.25rem; font: 16px/1.5 system-ui, sans-serif }
button { font: inherit; padding: .5rem 1rem }
</style>
<h1>${title}</h1>
${body}
`

const question = (address: string): string =>
  page(
    'No more mails of this kind?',
    `<p>${escaped(address)} will get no more mails like the one this link was in. Answers to your requests come all the same.</p>
<form method="post"><button>No more of these</button></form>`,
  )

const done = (address: string): string =>
  page('Done', `<p>${escaped(address)} gets no more of these mails. Answers to your requests come all the same.</p>`)

const unknown = page(
  'This link leads nowhere',
  '<p>It is not whole, or the mail it was in cannot be declined. Copy it from the mail once more.</p>',
)
