/** Requests that are held, until a person lets them in or refuses them (A7). */
import { getHeld, listHeld, refuseHeld, reopenHeld } from '../../services/held/desk.ts'
import { releaseHeld } from '../../services/held/release.ts'
import * as asked from '../asked-held.ts'
import { acted, read } from '../reply.ts'
import { route } from '../route.ts'
import { heldRequest, idOf } from '../things.ts'
import { page } from '../wire.ts'
import * as wire from '../wire-held.ts'

const tag = 'Held requests'

export const held = [
  route({
    method: 'GET',
    path: '/held',
    name: 'listHeld',
    tag,
    summary: 'Requests that are held',
    description:
      'Those that wait, the one that came first at the top; with `state` those that were let in or refused, the latest decision at the top. Each tells whose it may be and what is promised since it came.',
    who: 'staff',
    query: asked.heldList,
    answers: { 200: page(wire.heldListed) },
    handle: async ({ site, caller, query }) => read(await listHeld(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/held/:id',
    name: 'getHeld',
    tag,
    summary: 'A held request',
    who: 'staff',
    about: heldRequest,
    answers: { 200: wire.heldPage },
    handle: async ({ site, caller, id }) => read(await getHeld(site.app, caller.actor, idOf<'held'>(id))),
  }),
  route({
    method: 'POST',
    path: '/held/:id/release',
    name: 'releaseHeld',
    tag,
    summary: 'Let it in',
    description:
      'As a ticket of `contact`, or of `newContact` at `partner`; an answer goes onto its ticket unless `asNew`. Promises count from its receipt: what passed since is dated when it passed. Of two at once, the second is told what the first did.',
    who: 'staff',
    about: heldRequest,
    body: asked.release,
    example: { contact: '00000000-0000-4000-8000-000000000000', senderIsContact: true },
    answers: { 200: wire.heldPage },
    refuses: ['conflict', 'invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await releaseHeld(site.app, caller.actor, idOf<'held'>(id), body, once)),
  }),
  route({
    method: 'POST',
    path: '/held/:id/refuse',
    name: 'refuseHeld',
    tag,
    summary: 'Refuse it',
    description: 'It stays, with the reason, and can be taken up again. Nobody is written to.',
    who: 'staff',
    about: heldRequest,
    body: asked.because,
    example: { reason: 'An advertisement.' },
    answers: { 200: wire.heldPage },
    refuses: ['conflict'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await refuseHeld(site.app, caller.actor, idOf<'held'>(id), body, once)),
  }),
  route({
    method: 'POST',
    path: '/held/:id/reopen',
    name: 'reopenHeld',
    tag,
    summary: 'Take up again what was refused',
    who: 'staff',
    about: heldRequest,
    body: asked.because,
    example: { reason: 'It is of a partner after all.' },
    answers: { 200: wire.heldPage },
    refuses: ['conflict', 'invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await reopenHeld(site.app, caller.actor, idOf<'held'>(id), body, once)),
  }),
]
