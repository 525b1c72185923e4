/** Saved views: named sets of filters over the lists of tickets. Of the staff alone. */
import { z } from 'zod'
import {
  addSavedView,
  changeSavedView,
  countSavedViews,
  dropSavedView,
  listSavedViews,
} from '../../services/saved-views.ts'
import * as asked from '../asked-saved-views.ts'
import { created, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import * as wire from '../wire-saved-views.ts'

const tag = 'Tickets'
const about = things.savedView

export const savedViews = [
  route({
    method: 'GET',
    path: '/saved-views',
    name: 'listSavedViews',
    tag,
    summary: 'Saved views: the shared ones that the caller sees, then its own',
    description:
      "Each in its place. A view that is shared with a desk is shown to who works at it, and to leads, managers and administrators. What it shows is asked for by `GET /tickets` with `view` = `list` and its `question`; 'me' in it is whoever asks.",
    who: 'staff',
    answers: { 200: z.object({ items: z.array(wire.savedView) }) },
    handle: async ({ site, caller }) => read(await listSavedViews(site.app, caller.actor)),
  }),
  route({
    method: 'GET',
    path: '/saved-views/counts',
    name: 'countSavedViews',
    tag,
    summary: 'How many tickets each saved view has',
    who: 'staff',
    answers: { 200: wire.savedViewCounts },
    handle: async ({ site, caller }) => read(await countSavedViews(site.app, caller.actor)),
  }),
  route({
    method: 'POST',
    path: '/saved-views',
    name: 'addSavedView',
    tag,
    summary: 'Save a view',
    description:
      'Personal, unless `personal` is false: leads, managers and administrators share one, with a `desk` or with everybody. It stands behind the others of its kind. Whoever leaves takes the personal ones along; what they shared stays.',
    who: 'staff',
    body: asked.newSavedView,
    example: { name: 'Escalated, nobody has it', question: { escalated: 'true', assignee: 'nobody' } },
    answers: { 201: wire.savedView },
    refuses: ['conflict'],
    handle: async ({ site, caller, body, once }) =>
      created(await addSavedView(site.app, caller.actor, body, once), ({ id }) => `/api/v1/saved-views/${id}`),
  }),
  route({
    method: 'PATCH',
    path: '/saved-views/:id',
    name: 'changeSavedView',
    tag,
    summary: 'Rename a view, change what it shows, share it, or move it',
    description:
      '`position` is its place among the shared ones, or among one’s own. What is left out stays; `question` is given as a whole.',
    who: 'staff',
    about,
    body: asked.changeSavedView,
    example: { position: 1 },
    answers: { 200: wire.savedView },
    refuses: ['conflict'],
    handle: async ({ site, caller, id, body }) =>
      read(await changeSavedView(site.app, caller.actor, idOf<'saved-view'>(id), body), 'incomplete'),
  }),
  route({
    method: 'DELETE',
    path: '/saved-views/:id',
    name: 'removeSavedView',
    tag,
    summary: 'Take a view away',
    who: 'staff',
    about,
    answers: { 204: null },
    handle: async ({ site, caller, id }) => {
      const done = await dropSavedView(site.app, caller.actor, idOf<'saved-view'>(id))
      return done.ok ? { ok: true, value: { status: 204 } } : read(done)
    },
  }),
]
