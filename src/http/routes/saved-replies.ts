/** The library of saved replies and code samples (B6). */
import {
  addSavedReply,
  changeSavedReply,
  dropSavedReply,
  seekSavedReplies,
  useSavedReply,
} from '../../services/saved-replies.ts'
import * as asked from '../asked-guide.ts'
import { acted, created, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { page } from '../wire.ts'
import * as wire from '../wire-guide.ts'

const tag = 'Saved replies'
const about = things.savedReply

export const savedReplies = [
  route({
    method: 'GET',
    path: '/saved-replies',
    name: 'listSavedReplies',
    tag,
    summary: 'Saved replies and code samples',
    description:
      "Shared ones and one's own. By title; with `q` the best by rank, with `ticket` those that fit its desk, its category's and the most used first.",
    who: 'staff',
    query: asked.savedReplyList,
    answers: { 200: page(wire.savedReply) },
    refuses: ['not-found'],
    handle: async ({ site, caller, query }) => read(await seekSavedReplies(site.app, caller.actor, query)),
  }),
  route({
    method: 'POST',
    path: '/saved-replies',
    name: 'addSavedReply',
    tag,
    summary: 'Keep a reply',
    description:
      'Placeholders such as `{contact}` and `{number}` are filled when it is used, `{? what is missing}` is a blank, `{{contact}}` is the text `{contact}`. An unknown one is refused, outside of code. `personal`: nobody else sees it.',
    who: 'staff',
    body: asked.newSavedReply,
    example: { title: 'First answer', body: 'Hello {contact},\n\nthank you for {number}.\n\n{agent}' },
    answers: { 201: wire.savedReply },
    handle: async ({ site, caller, body, once }) =>
      created(await addSavedReply(site.app, caller.actor, body, once), ({ id }) => `/api/v1/saved-replies/${id}`),
  }),
  route({
    method: 'PATCH',
    path: '/saved-replies/:id',
    name: 'changeSavedReply',
    tag,
    summary: 'Change a saved reply',
    description: "What is left out stays. A shared one that is made `personal` becomes the caller's own.",
    who: 'staff',
    about,
    body: asked.changeSavedReply,
    example: { title: 'The first answer' },
    answers: { 200: wire.savedReply },
    handle: async ({ site, caller, id, body }) =>
      read(await changeSavedReply(site.app, caller.actor, things.idOf<'saved-reply'>(id), body), 'incomplete'),
  }),
  route({
    method: 'DELETE',
    path: '/saved-replies/:id',
    name: 'removeSavedReply',
    tag,
    summary: 'Take a reply out of the library',
    who: 'staff',
    about,
    answers: { 204: null },
    async handle({ site, caller, id }) {
      const done = await dropSavedReply(site.app, caller.actor, things.idOf<'saved-reply'>(id))
      return done.ok ? { ok: true, value: { status: 204 } } : read(done)
    },
  }),
  route({
    method: 'POST',
    path: '/saved-replies/:id/uses',
    name: 'useSavedReply',
    tag,
    summary: "A saved reply with a ticket's words in it",
    description: 'Counted as used. `blanks` are the places that are still to be filled in, in UTF-16 units.',
    who: 'staff',
    about,
    body: asked.useSavedReply,
    example: { ticket: '0192aa00-0000-7000-8000-000000000000' },
    answers: { 201: wire.filledReply },
    handle: async ({ site, caller, id, body, once }) =>
      acted(await useSavedReply(site.app, caller.actor, things.idOf<'saved-reply'>(id), body, once), 201),
  }),
]
