/**
 * Where a browser sets out to the provider of single sign-on, and where it comes back: addresses for a person, not for a
 * program. They lead on whatever happens: into the desk, or to a page that says why not.
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Trouble } from '../services/people/identity-provider.ts'
import { admitIdentity, type TurnedAway } from '../services/people/single-sign-on.ts'
import { countLinkTry } from '../services/tickets/ask-link.ts'
import { isOfDemo } from '../services/access.ts'
import { nothingHere } from './failures.ts'
import { sendProblem } from './problem.ts'
import { arrival, departure, ownPage, type SingleSignOn, type Travel } from './single-sign-on.ts'
import type { Site } from './site.ts'

/** What the page of refusals has words for (web/sign-in/refused.tsx). */
type Why = Trouble['why'] | TurnedAway | 'cancelled' | 'many'

/** Returns from one network in a quarter of an hour: each asks the provider something. */
const mostReturns = 300

type Query = Readonly<Record<string, unknown>>

const word = (query: Query, name: string): string => {
  const value = query[name]
  return typeof value === 'string' ? value : ''
}

export function takeSingleSignOn(server: FastifyInstance, site: Site): void {
  const { singleSignOn } = site
  const options = { schema: { hide: true }, exposeHeadRoute: false }
  // What goes wrong time after time is said once.
  let said = ''
  function complain(because: string): void {
    if (because !== said) site.complain(`Single sign-on: ${because}.`)
    said = because
  }

  server.get<{ Querystring: Query }>(departure, options, async ({ query, headers }, reply) => {
    if (singleSignOn === null) return sendProblem(reply, nothingHere)
    const next = ownPage(word(query, 'next'))
    const { travel, cookies } = await singleSignOn.setOut(next, headers.cookie)
    const begun = await singleSignOn.provider.begin(travel, word(query, 'choose') === '1')
    if (begun.ok) return lead(reply, begun.value.href, cookies)
    complain(begun.problem.because)
    return lead(reply, refusalPage(begun.problem.why, next))
  })

  server.get<{ Querystring: Query }>(arrival, options, async ({ query, headers, ip }, reply) => {
    if (singleSignOn === null) return sendProblem(reply, nothingHere)
    const state = word(query, 'state')
    const travel = await singleSignOn.travelOf(state, headers.cookie)
    if (travel === null) return lead(reply, refusalPage('stale', null))
    const from = { address: ip, userAgent: headers['user-agent'] ?? '' }
    const { to, cookies } = await arrive(singleSignOn, travel, query, from)
    return lead(reply, to, [...cookies, singleSignOn.forget(state)])
  })

  async function arrive(
    { provider }: SingleSignOn,
    travel: Travel,
    query: Query,
    from: { address: string; userAgent: string },
  ): Promise<{ readonly to: string; readonly cookies: readonly string[] }> {
    const no = (why: Why) => ({ to: refusalPage(why, travel.next), cookies: [] })
    if ((await countLinkTry(site.app, `single sign-on ${from.address}`, mostReturns)) !== null) return no('many')
    const error = word(query, 'error')
    if (error === 'access_denied') return no('cancelled')
    const code = word(query, 'code')
    if (error !== '' || code === '') {
      complain(`the provider sent somebody back without a code (${/^[\w.-]{1,60}$/.exec(error)?.[0] ?? 'no reason'})`)
      return no('unreachable')
    }
    const found = await provider.finish({ code, issuer: word(query, 'iss') || null }, travel)
    if (!found.ok) {
      complain(found.problem.because)
      return no(found.problem.why)
    }
    said = ''
    const isShut = (email: string): boolean => !site.demoIsOpen && isOfDemo(site.demo, email)
    const admitted = await admitIdentity(site.app, found.value, { forContacts: provider.forContacts, isShut })
    if ('why' in admitted) return no(admitted.why)
    const entered = await site.signIn.enterByProvider(admitted.person, from)
    return entered === null ? no('left') : { to: travel.next ?? '/', cookies: entered.cookies }
  }
}

const refusalPage = (why: Why, next: string | null): string =>
  `/sign-in/refused?${new URLSearchParams({ why, ...(next === null ? {} : { next }) }).toString()}`

const lead = (reply: FastifyReply, to: string, cookies: string[] = []): FastifyReply =>
  reply
    .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'set-cookie': cookies })
    .redirect(to, 303)
