/** Mail that came in: what was made of each and why, all of it, and once more where it was parked (A5, A7, G1). */
import { z } from 'zod'
import { mailHealth } from '../../services/mail-in/health.ts'
import { htmlOf, mailsIn, oneMail, rawOf, retry } from '../../services/mail-in/view.ts'
import { cursor, limit, name, yesOrNo } from '../asked.ts'
import { acted, read, shown } from '../reply.ts'
import { route } from '../route.ts'
import { idOf, mail as about } from '../things.ts'
import { mail, mailHealth as health, wholeMail } from '../wire-mail.ts'
import { page } from '../wire.ts'

const tag = 'Mail'
const query = z.strictObject({
  state: mail.shape.state.optional(),
  outcome: mail.shape.outcome.unwrap().optional(),
  desk: name.optional(),
  limit,
  cursor,
})

export const mailIn = [
  route({
    method: 'GET',
    path: '/mail',
    name: 'listMail',
    tag,
    summary: 'Mail that came in, newest first',
    description: '`state=parked` are those that could not be processed, each with its error.',
    who: 'staff',
    query,
    answers: { 200: page(mail) },
    handle: async ({ site, caller, query: asked }) => read(await mailsIn(site.app, caller.actor, asked)),
  }),
  route({
    method: 'GET',
    path: '/mail/health',
    name: 'getMailHealth',
    tag,
    summary: 'Whether mail comes and goes',
    who: 'staff',
    answers: { 200: health },
    handle: async ({ site, caller }) => shown(await mailHealth(site.app, caller.actor)),
  }),
  route({
    method: 'GET',
    path: '/mail/:id',
    name: 'getMail',
    tag,
    summary: 'A mail, with what proves who wrote it',
    who: 'staff',
    about,
    answers: { 200: wholeMail },
    handle: async ({ site, caller, id }) => read(await oneMail(site.app, caller.actor, idOf<'mail'>(id))),
  }),
  route({
    method: 'GET',
    path: '/mail/:id/html',
    name: 'getMailHtml',
    tag,
    summary: 'Its HTML, as a page in which nothing runs',
    description: 'Made safe, and sandboxed by its own headers. Pictures from elsewhere only with `pictures=true`.',
    who: 'staff',
    about,
    query: z.strictObject({ pictures: yesOrNo.default(false) }),
    answers: { 200: 'text/html' },
    async handle({ site, caller, id, query: { pictures } }) {
      const html = await htmlOf(site.app, caller.actor, idOf<'mail'>(id), pictures)
      return html.ok
        ? { ok: true, value: { status: 200, body: pageOf(html.value), headers: inert(pictures) } }
        : read(html)
    },
  }),
  route({
    method: 'GET',
    path: '/mail/:id/raw',
    name: 'getRawMail',
    tag,
    summary: 'The mail as it came',
    who: 'staff',
    about,
    answers: { 200: 'message/rfc822' },
    async handle({ site, caller, id }) {
      const raw = await rawOf(site.app, caller.actor, idOf<'mail'>(id))
      if (!raw.ok) return read(raw)
      const headers = {
        'content-type': 'message/rfc822',
        'content-disposition': `attachment; filename="mail-${id}.eml"`,
        'content-security-policy': "sandbox; default-src 'none'",
      }
      return { ok: true, value: { status: 200, body: raw.value, headers } }
    },
  }),
  route({
    method: 'POST',
    path: '/mail/:id/retry',
    name: 'retryMail',
    tag,
    summary: 'Process a parked mail once more',
    who: 'staff',
    about,
    answers: { 200: wholeMail },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, once }) => acted(await retry(site.app, caller.actor, idOf<'mail'>(id), once)),
  }),
]

/** Whatever its sender wrote: it runs nothing, sends nothing, and belongs to no site. */
const inert = (pictures: boolean): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    'sandbox allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    `img-src data:${pictures ? ' https: http:' : ''}`,
    "style-src 'unsafe-inline'",
    "frame-ancestors 'self'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
})

const pageOf = (html: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mail</title><style>
:root { color-scheme: light; background: #fff }
body { font: 14px/1.5 system-ui, sans-serif; color: #1a1a1a; margin: 12px; overflow-wrap: anywhere }
img { max-width: 100%; height: auto } table { max-width: 100% } pre { white-space: pre-wrap }
blockquote { margin: 0 0 0 8px; padding-left: 8px; border-left: 2px solid #ccc }
</style></head><body>${html}</body></html>`
