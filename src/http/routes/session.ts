/** Signing in and out, and the people of the demo. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PersonId } from '../../domain/kernel.ts'
import { isOfDemo } from '../../services/access.ts'
import { utc } from '../../services/instants.ts'
import { meView } from '../../services/registry/directory.ts'
import { wrongCode } from '../../services/second-factor/own.ts'
import { beginHalf, finishHalf, halfMinutes } from '../../services/second-factor/signing-in.ts'
import { mayUsePassword } from '../../services/people/single-sign-on.ts'
import { countTry, forgiveTries } from '../../services/sign-in-tries.ts'
import * as asked from '../asked.ts'
import * as askedSecondFactor from '../asked-second-factor.ts'
import { cookieOf } from '../cookies.ts'
import { problem, type Problem } from '../problem.ts'
import { read, refused, shown, type Replied } from '../reply.ts'
import { route } from '../route.ts'
import type { Site } from '../site.ts'
import { halfSignIn } from '../wire-second-factor.ts'
import { demo } from '../wire-demo.ts'
import * as wire from '../wire.ts'

export const session = [
  route({
    method: 'POST',
    path: '/session',
    name: 'signIn',
    tag: 'Signing in',
    summary: 'Sign in with e-mail and password',
    description:
      'Sets the cookie of a session that lasts a week. Doing it again makes another session, and nothing else. Of whoever has a second factor it is 202, without a session: `POST /session/second-factor` finishes it from the same browser.',
    who: 'everybody',
    body: asked.signIn,
    example: { email: 'contact@partner.example', password: 'correct horse battery staple' },
    answers: { 200: wire.me, 202: halfSignIn },
    refuses: ['unauthenticated', 'too-many'],
    handle: async ({ site, body: { email, password }, request, reply }) => {
      if (!site.demoIsOpen && isOfDemo(site.demo, email)) return refused(demoIsClosed)
      const waitUntil = await countTry(site.app, email, request.ip)
      if (waitUntil !== null) return refused(tooMany(site, waitUntil))
      const person = await site.signIn.whose({ email, password })
      if (person === null) return refused(wrongPassword)
      if (site.singleSignOn?.provider.only === true && !(await mayUsePassword(site.app, person)))
        return refused(onlySingleSignOn(site.singleSignOn.provider.label))
      const half = await beginHalf(site.app, person)
      if (half === null) {
        const entered = await enter(site, person, request, reply)
        if (entered.ok) await forgiveTries(site.app, email)
        return entered
      }
      reply.header('set-cookie', site.signIn.halfCookie(half.token, halfMinutes * 60))
      return { ok: true, value: { status: 202, body: { needs: 'second-factor', expiresAt: utc(half.expiresAt) } } }
    },
  }),
  route({
    method: 'POST',
    path: '/session/second-factor',
    name: 'giveSecondFactor',
    tag: 'Signing in',
    summary: 'Finish signing in with the code of an app, or a recovery code',
    description:
      'Within ten minutes of the right password, from the browser that gave it. A code works once. What is wrong, was used or is too old is refused alike.',
    who: 'everybody',
    body: askedSecondFactor.code,
    example: { code: '123456' },
    answers: { 200: wire.me },
    refuses: ['unauthenticated', 'too-many', 'incomplete'],
    handle: async ({ site, body: { code }, request, reply }) => {
      const token = cookieOf(request.headers.cookie, site.signIn.half)
      if (token === null) return refused(halfIsOver)
      const finished = await finishHalf(site.app, token, code, request.ip)
      if (finished.kind === 'over') return refused(halfIsOver)
      if (finished.kind === 'too-many') return refused(tooMany(site, finished.until))
      if (finished.kind === 'wrong') return read(wrongCode, 'incomplete')
      const entered = await enter(site, finished.person, request, reply)
      reply.header('set-cookie', site.signIn.halfCookie(null, 0))
      return entered
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
    answers: { 200: demo },
    refuses: ['not-found'],
    handle: async ({ site: { demo, demoIsOpen } }) =>
      demo === null || !demoIsOpen ? refused(problem('not-found', 'There is no demo here.')) : shown(demo),
  }),
]

/** Everything that is asked of them was shown. */
async function enter(site: Site, person: PersonId, request: FastifyRequest, reply: FastifyReply): Promise<Replied> {
  const userAgent = request.headers['user-agent'] ?? ''
  const entered = await site.signIn.enter(person, { address: request.ip, userAgent })
  if (entered === null) return refused(wrongPassword)
  reply.header('set-cookie', entered.cookies)
  return shown(meView(entered.visitor, site.endpointsFor(entered.visitor.person)))
}

/** Said to whoever knows the password: to nobody else it is told who is of the staff. */
const onlySingleSignOn = (label: string): Problem =>
  problem(
    'not-allowed',
    `The staff signs in with ${label} here, and not by password. While it is down, the command line makes a link for an administrator.`,
  )

const halfIsOver = problem(
  'unauthenticated',
  'This sign-in is over, or was begun in another browser: begin again with e-mail and password.',
)
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
