/** Signing in and out, and the people of the demo. */
import { isOfDemo } from '../../services/access.ts'
import { meView } from '../../services/registry/directory.ts'
import { countTry, forgiveTries } from '../../services/sign-in-tries.ts'
import * as asked from '../asked.ts'
import { cookieOf } from '../cookies.ts'
import { problem, type Problem } from '../problem.ts'
import { refused, shown } from '../reply.ts'
import { route } from '../route.ts'
import type { Site } from '../site.ts'
import * as wire from '../wire.ts'

export const session = [
  route({
    method: 'POST',
    path: '/session',
    name: 'signIn',
    tag: 'Signing in',
    summary: 'Sign in with e-mail and password',
    description:
      'Sets the cookie of a session that lasts a week. Doing it again makes another session, and nothing else.',
    who: 'everybody',
    body: asked.signIn,
    example: { email: 'contact@partner.example', password: 'correct horse battery staple' },
    answers: { 200: wire.me },
    refuses: ['unauthenticated', 'too-many'],
    handle: async ({ site, body: { email, password }, request, reply }) => {
      if (!site.demoIsOpen && isOfDemo(site.demo, email)) return refused(demoIsClosed)
      const waitUntil = await countTry(site.app, email, request.ip)
      if (waitUntil !== null) return refused(tooMany(site, waitUntil))
      const userAgent = request.headers['user-agent'] ?? ''
      const entered = await site.signIn.enter({ email, password, address: request.ip, userAgent })
      if (entered === null) return refused(wrongPassword)
      await forgiveTries(site.app, email)
      reply.header('set-cookie', entered.cookies)
      return shown(meView(entered.visitor, site.endpointsFor(entered.visitor.person)))
    },
  }),
  route({
    method: 'DELETE',
    path: '/session',
    name: 'signOut',
    tag: 'Signing in',
    summary: 'Sign out',
    description: 'Ends the session of the cookie; without one there is nothing to end, which is as well.',
    who: 'everybody',
    answers: { 204: null },
    handle: async ({ site, request, reply }) => {
      const cookie = cookieOf(request.headers.cookie, site.signIn.cookie)
      reply.header('set-cookie', await site.signIn.leave(cookie))
      site.callers.forget()
      return { ok: true, value: { status: 204 } }
    },
  }),
  route({
    method: 'GET',
    path: '/demo',
    name: 'getDemo',
    tag: 'Signing in',
    summary: 'Who may be signed in as in the demo',
    description: 'There only in demo mode, while nobody but this machine reaches the server.',
    who: 'everybody',
    answers: { 200: wire.demo },
    refuses: ['not-found'],
    handle: async ({ site: { demo, demoIsOpen } }) =>
      demo === null || !demoIsOpen ? refused(problem('not-found', 'There is no demo here.')) : shown(demo),
  }),
]

const wrongPassword = problem(
  'unauthenticated',
  'E-mail and password do not belong together: check both, or ask your administrator.',
)
const demoIsClosed = problem(
  'not-allowed',
  'The people of the demo come in only in demo mode (DEMO=1), with a server that nobody but this machine reaches.',
)

function tooMany({ app }: Site, until: Temporal.Instant): Problem {
  const seconds = Math.max(1, Math.ceil(app.now().until(until).total('seconds')))
  const minutes = Math.ceil(seconds / 60)
  return {
    ...problem('too-many', `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`),
    headers: { 'retry-after': String(seconds) },
  }
}
