/** Tags: words of the staff on tickets. No partner learns of them. */
import { z } from 'zod'
import { listTags, mergeTags, renameTag } from '../../services/tags.ts'
import { tagTicket } from '../../services/tickets/tagging.ts'
import * as asked from '../asked-tags.ts'
import { acted, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import { ticket } from '../wire.ts'
import * as wire from '../wire-tags.ts'

const tag = 'Tickets'
const roles = ['lead', 'manager', 'admin'] as const
const anId = '0192aa00-0000-7000-8000-000000000000'

export const tags = [
  route({
    method: 'POST',
    path: '/tickets/:id/tags',
    name: 'tagTicket',
    tag: 'Acts on a ticket',
    summary: 'Put tags on, and take tags off',
    description:
      'A tag is a free word in lower case, of 40 characters at most and without commas; one that there is not yet is made. What is on already stays on, what is not on stays off. A ticket has 20 at most. When it is merged its tags go with it. No partner sees any of it.',
    who: 'staff',
    body: asked.tagTicket,
    example: { add: ['migration'] },
    answers: { 200: ticket },
    refuses: ['invalid-state', 'conflict'],
    handle: async ({ site, caller, id, body, once }) => acted(await tagTicket(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'GET',
    path: '/tags',
    name: 'listTags',
    tag,
    summary: 'Every tag, by name, with how many tickets have it',
    who: 'staff',
    answers: { 200: z.object({ items: z.array(wire.tagInUse) }) },
    handle: async ({ site, caller }) => read(await listTags(site.app, caller.actor)),
  }),
  route({
    method: 'PATCH',
    path: '/tags/:id',
    name: 'renameTag',
    tag,
    summary: 'Rename a tag everywhere',
    description: 'Histories say what it was called when it was put on.',
    who: 'staff',
    roles,
    about: things.tag,
    body: asked.renameTag,
    example: { name: 'data migration' },
    answers: { 200: wire.tag },
    handle: async ({ site, caller, id, body }) =>
      read(await renameTag(site.app, caller.actor, idOf<'tag'>(id), body), 'incomplete'),
  }),
  route({
    method: 'POST',
    path: '/tags/:id/merge',
    name: 'mergeTags',
    tag,
    summary: 'Merge a tag into another one, everywhere',
    description: 'Every ticket that has it has the other one from then on. It cannot be undone.',
    who: 'staff',
    roles,
    about: things.tag,
    body: asked.mergeTag,
    example: { into: anId },
    answers: { 200: wire.tag },
    refuses: ['conflict'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await mergeTags(site.app, caller.actor, idOf<'tag'>(id), body, once)),
  }),
]
