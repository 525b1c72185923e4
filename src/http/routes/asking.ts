/** What a request lacks: asked for in its receipt, given in one form, signed in or by the link of the receipt (B2, B3). */
import { z } from 'zod'
import { readLink, supplyByLink } from '../../services/tickets/ask-link.ts'
import { getAsked, supply } from '../../services/tickets/asking.ts'
import { words } from '../asked.ts'
import { tooManyFor, tooManyFrom } from '../link-tries.ts'
import { problem } from '../problem.ts'
import { acted, read, refused } from '../reply.ts'
import { route } from '../route.ts'
import * as wire from '../wire-asking.ts'

const details = z.record(words(100), z.union([words(20_000), z.boolean()]))
const token = words(100)
const exampleDetails = { 'reproduction.userId': '4412', troubleshooting: 'Ran it by hand: it works.' }

export const asking = [
  route({
    method: 'GET',
    path: '/tickets/:id/asked',
    name: 'getAsked',
    tag: 'Tickets',
    summary: 'What was asked for, what of it was given, and how deep the troubleshooting went',
    who: 'signed-in',
    answers: { 200: wire.asking },
    handle: async ({ site, caller, id }) => read(await getAsked(site.app, caller.actor, id)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/details',
    name: 'supplyDetails',
    tag: 'Acts on a ticket',
    summary: 'Give what was asked for',
    description:
      'By the names of `missing`. It becomes a public message of the partner; before a determination was stated no second promise begins.',
    who: 'signed-in',
    body: z.strictObject({ details }),
    example: { details: exampleDetails },
    answers: { 200: wire.asking },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await supply(site.app, caller.actor, id, body.details, once)),
  }),
  route({
    method: 'GET',
    path: '/supply',
    name: 'readAskLink',
    tag: 'Tickets',
    summary: 'What the link of a receipt asks for',
    description: 'Shows number and subject of one ticket and the fields that are asked for, and nothing else.',
    who: 'everybody',
    query: z.strictObject({ token }),
    answers: { 200: wire.askLink },
    refuses: ['not-found', 'too-many'],
    handle: async ({ site, query, request }) => {
      const tooMany = await tooManyFrom(site, request.ip)
      if (tooMany !== null) return refused(tooMany)
      const found = await readLink(site.app, query.token)
      return found.ok ? read(found) : refused(wrongLink)
    },
  }),
  route({
    method: 'POST',
    path: '/supply',
    name: 'supplyByLink',
    tag: 'Tickets',
    summary: 'Give what the link of a receipt asks for',
    description:
      "In the name of the ticket's contact. It can be done until everything is given, or the link's days are over.",
    who: 'everybody',
    body: z.strictObject({ token, details }),
    example: { token: 'AZKqAAAAcACAAAAAAAAAAL1q2nUqz0Dn1Wm5Dkq0Yb8', details: exampleDetails },
    answers: { 200: wire.askLink },
    refuses: ['not-found', 'invalid-state', 'too-many'],
    handle: async ({ site, body, once, request }) => {
      const tooMany = (await tooManyFrom(site, request.ip)) ?? (await tooManyFor(site, body.token.slice(0, 22)))
      if (tooMany !== null) return refused(tooMany)
      const done = await supplyByLink(site.app, body.token, body.details, once)
      return !done.ok && done.problem.code === 'not-found' ? refused(wrongLink) : acted(done)
    },
  }),
]

const wrongLink = problem(
  'not-found',
  'This link is not whole, or none of ours. Open it again from the mail; or answer that mail, which does as well.',
)
