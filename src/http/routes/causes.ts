/** Tickets that have one cause. Of the staff alone: no partner learns that there are others. */
import { z } from 'zod'
import { attachToCause, detachFromCause, getLinks, listCaused } from '../../services/causes.ts'
import { id as anId, onePage } from '../asked.ts'
import { acted, read } from '../reply.ts'
import { route } from '../route.ts'
import { page, ticket } from '../wire.ts'
import { links } from '../wire-causes.ts'

const tag = 'Tickets'
const answers = { 200: links }

export const causes = [
  route({
    method: 'GET',
    path: '/tickets/:id/links',
    name: 'getLinks',
    tag,
    summary: 'What a ticket is attached to as its cause, and how many are attached to it',
    who: 'staff',
    answers,
    handle: async ({ site, caller, id }) => read(await getLinks(site.app, caller.actor, id)),
  }),
  route({
    method: 'GET',
    path: '/tickets/:id/caused',
    name: 'listCaused',
    tag,
    summary: 'Tickets that are attached to a ticket as their cause',
    description:
      'In the order in which they were attached; of many partners. See `POST /tickets/acts` for answering and solving them.',
    who: 'staff',
    query: onePage,
    answers: { 200: page(ticket) },
    handle: async ({ site, caller, id, query }) => read(await listCaused(site.app, caller.actor, id, query)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/cause',
    name: 'attachToCause',
    tag,
    summary: 'Say which ticket stands for the cause of this one',
    description:
      'One ticket stands for the problem, the others are attached to it, in one step: refused of a `cause` that is attached itself, of a ticket that is the cause of others, of itself, and of what is merged or closed. Attaching it to another takes it off the one before; twice is once. No promise changes, and partners see none of it. When it is merged, the ticket that goes on stands in its place.',
    who: 'staff',
    body: z.strictObject({ cause: anId }),
    example: { cause: '0192aa00-0000-7000-8000-000000000000' },
    answers,
    refuses: ['invalid-state', 'conflict'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await attachToCause(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'DELETE',
    path: '/tickets/:id/cause',
    name: 'detachFromCause',
    tag,
    summary: 'Take a ticket off its cause',
    who: 'staff',
    answers,
    handle: async ({ site, caller, id }) => read(await detachFromCause(site.app, caller.actor, id)),
  }),
]
