/** Calls on the telephone (A3). Those that are booked with a point of contact: calls.ts. */
import { callIn } from '../../services/phone/incoming.ts'
import { logCall } from '../../services/phone/log.ts'
import * as asked from '../asked-phone.ts'
import { acted } from '../reply.ts'
import { route } from '../route.ts'
import * as wire from '../wire.ts'
import * as wirePhone from '../wire-phone.ts'

export const phone = [
  route({
    method: 'POST',
    path: '/tickets/:id/calls',
    name: 'logCall',
    tag: 'Acts on a ticket',
    summary: 'Log a call on the telephone',
    description:
      'A message of the ticket with caller, length and notes. A public one answers the partner, from when it is logged, and goes to it in writing; an internal one is a note.',
    who: 'staff',
    body: asked.newCall,
    example: {
      caller: 'Arjun Mehta',
      number: '+91 22 5550 0100',
      startedAt: '2026-03-10T05:30:00Z',
      seconds: 540,
      notes: 'The report is right after all: it was filtered by owner.',
    },
    answers: { 200: wire.ticket },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) => acted(await logCall(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/calls-in',
    name: 'postCallIn',
    tag: 'Tickets',
    summary: 'A call that came in, posted by a telephony system',
    description:
      "For a service's key. A number of a contact: the call goes onto the `ticket` that the caller named, if it is its partner's, or becomes a ticket, received when the call began. Any other is held until somebody says whose it is. Posted again under the same `id` it is the same call. It is the partner's message: what an agent said is logged on the ticket.",
    who: 'staff',
    body: asked.callIn,
    example: {
      id: 'pbx-20260310-0017',
      from: '+91 22 5550 0100',
      startedAt: '2026-03-10T05:30:00Z',
      seconds: 95,
      notes: 'Cannot sign in since this morning.',
    },
    answers: { 201: wirePhone.callIn },
    handle: async ({ site, caller, body, once }) => acted(await callIn(site.app, caller.actor, body, once), 201),
  }),
]
