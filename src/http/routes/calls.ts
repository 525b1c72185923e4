/** Calls of partners with their point of contact (D3). */
import type { Availability } from '../../domain/calls/availability.ts'
import type { PartnerId, PersonId } from '../../domain/kernel.ts'
import { getAvailability, setAvailability } from '../../services/calls/availability.ts'
import { bookCall, cancel, moveTo, noteCall } from '../../services/calls/calls.ts'
import { callSlots, listCalls } from '../../services/calls/reading.ts'
import * as asked from '../asked-calls.ts'
import { acted, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import { page } from '../wire.ts'
import * as wire from '../wire-calls.ts'

const tag = 'Calls'
const about = things.call
const answers = { 200: wire.call }

export const calls = [
  route({
    method: 'GET',
    path: '/calls/slots',
    name: 'listCallSlots',
    tag,
    summary: 'When a call can be booked, and with whom',
    description:
      'For partners that calls are offered to; others are told why not. Staff says for which `partner`, and may say `with` whom else.',
    who: 'signed-in',
    query: asked.slotsFor,
    answers: { 200: wire.slots },
    refuses: ['not-found'],
    handle: async ({ site, caller, query }) =>
      read(
        await callSlots(site.app, caller.actor, {
          partner: query.partner as PartnerId | undefined,
          with: query.with as PersonId | undefined,
        }),
      ),
  }),
  route({
    method: 'GET',
    path: '/calls',
    name: 'listCalls',
    tag,
    summary: 'Calls to come, the next first; or past ones, the latest first',
    who: 'signed-in',
    query: asked.callList,
    answers: { 200: page(wire.call) },
    handle: async ({ site, caller, query }) =>
      read(await listCalls(site.app, caller.actor, { ...query, partner: query.partner as PartnerId | undefined })),
  }),
  route({
    method: 'POST',
    path: '/calls',
    name: 'bookCall',
    tag,
    summary: 'Book a call',
    description:
      'At one of the free slots. Both sides get an invitation for their calendars. Staff books for a `partner` and one of its contacts.',
    who: 'signed-in',
    body: asked.newCall,
    example: { startsAt: '2026-03-12T10:00:00Z', topic: 'Our plans for the next quarter' },
    answers: { 201: wire.call },
    refuses: ['not-found'],
    handle: async ({ site, caller, body, once }) =>
      acted(
        await bookCall(
          site.app,
          caller.actor,
          {
            ...body,
            partner: body.partner as PartnerId | undefined,
            contact: body.contact as PersonId | undefined,
            with: body.with as PersonId | undefined,
          },
          once,
        ),
        201,
      ),
  }),
  route({
    method: 'POST',
    path: '/calls/:id/reschedule',
    name: 'rescheduleCall',
    tag,
    summary: 'Move a call to another free slot',
    description: 'The same invitation with the next sequence goes to both sides.',
    who: 'signed-in',
    about,
    body: asked.moveCall,
    example: { startsAt: '2026-03-12T11:00:00Z', reason: 'A train was cancelled.' },
    answers,
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await moveTo(site.app, caller.actor, idOf<'call'>(id), body, once)),
  }),
  route({
    method: 'POST',
    path: '/calls/:id/cancel',
    name: 'cancelCall',
    tag,
    summary: 'Cancel a call',
    who: 'signed-in',
    about,
    body: asked.cancelCall,
    example: { reason: 'It has been settled by mail.' },
    answers,
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await cancel(site.app, caller.actor, idOf<'call'>(id), body.reason, once)),
  }),
  route({
    method: 'POST',
    path: '/calls/:id/notes',
    name: 'noteCall',
    tag,
    summary: 'Note what came of a call',
    description: "The vendor's own: partners do not see it.",
    who: 'staff',
    about,
    body: asked.noteCall,
    example: { notes: 'They open an office in Pune in May.' },
    answers,
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await noteCall(site.app, caller.actor, idOf<'call'>(id), body.notes, once)),
  }),
  route({
    method: 'GET',
    path: '/people/:id/availability',
    name: 'getAvailability',
    tag,
    summary: 'When somebody can be booked',
    who: 'staff',
    about: things.person,
    answers: { 200: wire.availability },
    handle: async ({ site, caller, id }) => read(await getAvailability(site.app, caller.actor, idOf<'person'>(id))),
  }),
  route({
    method: 'PUT',
    path: '/people/:id/availability',
    name: 'setAvailability',
    tag,
    summary: 'Say when somebody can be booked',
    description: 'By the person, or somebody who leads. It takes the place of what was said; booked calls stay.',
    who: 'staff',
    about: things.person,
    body: asked.availability,
    example: { zone: 'Europe/Berlin', week: { 1: [{ opens: '09:00', closes: '12:00' }] }, daysOff: [] },
    answers: { 200: wire.availability },
    handle: async ({ site, caller, id, body }) =>
      read(
        await setAvailability(site.app, caller.actor, idOf<'person'>(id), body as unknown as Availability),
        'incomplete',
      ),
  }),
]
