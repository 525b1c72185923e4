/** The staff, kept by administrators; and the links by which people come to a password. */
import type { PersonId } from '../../domain/kernel.ts'
import { addStaff, changeStaff, getStaff, listStaff } from '../../services/people/staff.ts'
import { activateStaff, deactivateStaff } from '../../services/people/standing.ts'
import { makePasswordLink } from '../../services/people/passwords.ts'
import * as asked from '../asked-people.ts'
import { acted, created, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import * as wire from '../wire-people.ts'
import { page } from '../wire.ts'
import { heard } from './heard.ts'

const tag = 'Staff, keys and sessions'
const about = things.staffMember
const roles = ['admin'] as const

export const staff = [
  route({
    method: 'GET',
    path: '/staff',
    name: 'listStaff',
    tag,
    summary: 'The staff, by name',
    description: 'With the last sign-in, what opens the desk to them, and how many open tickets they have.',
    who: 'staff',
    roles,
    query: asked.staffList,
    answers: { 200: page(wire.staff) },
    handle: async ({ site, caller, query }) => read(await listStaff(site.app, caller.actor, query)),
  }),
  route({
    method: 'POST',
    path: '/staff',
    name: 'addStaff',
    tag,
    summary: 'Add somebody to the staff',
    description:
      'They come in by a link to set their password (`POST /people/{id}/password-links`). Without `zone` they get that of whoever adds them. Agents and leads work at a desk.',
    who: 'staff',
    roles,
    body: asked.newStaff,
    example: {
      name: 'Ines Example',
      email: 'ines@vendor.example',
      role: 'manager',
      desks: [],
      zone: 'Europe/Berlin',
    },
    answers: { 201: wire.staff },
    handle: async ({ site, caller, body, once }) =>
      created(await addStaff(site.app, caller.actor, body, once), ({ id }) => `/api/v1/staff/${id}`),
  }),
  route({
    method: 'GET',
    path: '/staff/:id',
    name: 'getStaff',
    tag,
    summary: 'Somebody of the staff, and what hangs on them',
    who: 'staff',
    roles,
    about,
    answers: { 200: wire.staffPage },
    handle: async ({ site, caller, id }) => read(await getStaff(site.app, caller.actor, things.idOf<'person'>(id))),
  }),
  route({
    method: 'PATCH',
    path: '/staff/:id',
    name: 'changeStaff',
    tag,
    summary: 'Change somebody of the staff',
    description:
      'What is left out stays. It holds at once, also for sessions and keys that they have. The last active administrator stays one.',
    who: 'staff',
    roles,
    about,
    body: asked.changeStaff,
    example: { role: 'manager', zone: 'Asia/Kolkata' },
    answers: { 200: wire.staff },
    handle: async ({ site, caller, id, body }) =>
      heard(site, read(await changeStaff(site.app, caller.actor, things.idOf<'person'>(id), body), 'incomplete')),
  }),
  route({
    method: 'POST',
    path: '/staff/:id/deactivate',
    name: 'deactivateStaff',
    tag,
    summary: 'Let somebody of the staff leave',
    description:
      'At once: sessions end, keys and links are revoked, streams are cut, live chats are given back. Where open tickets are theirs, `tickets` says what becomes of them: `hand-over`, with `to`, or `unassign`. `partnersTo` becomes account manager and point of contact wherever they were; without it they stay named there, though nobody writes to them any more. The last active administrator stays, and nobody deactivates themselves.',
    who: 'staff',
    roles,
    about,
    body: asked.deactivate,
    example: { tickets: 'unassign' },
    answers: { 200: wire.left },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      heard(site, acted(await deactivateStaff(site.app, caller.actor, things.idOf<'person'>(id), body, once))),
  }),
  route({
    method: 'POST',
    path: '/staff/:id/activate',
    name: 'activateStaff',
    tag,
    summary: 'Let somebody come back',
    description: 'With the password that they had; without sessions or keys.',
    who: 'staff',
    roles,
    about,
    body: asked.nothing,
    example: {},
    answers: { 200: wire.staff },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, once }) =>
      acted(await activateStaff(site.app, caller.actor, things.idOf<'person'>(id), once)),
  }),
  route({
    method: 'POST',
    path: '/people/:id/password-links',
    name: 'makePasswordLink',
    tag,
    summary: 'Make a link by which somebody sets a password',
    description:
      'Of the staff or a contact: the first password, or another one. For one use within three days, in the place of any link before it; to be handed over by a way that others do not read. It is in this answer and in no other. What they had goes on until it is used.',
    who: 'staff',
    roles,
    about: things.person,
    body: asked.nothing,
    example: {},
    answers: { 201: wire.passwordLink },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, once }) =>
      acted(await makePasswordLink(site.app, caller.actor, things.idOf<'person'>(id) as PersonId, once), 201),
  }),
]
