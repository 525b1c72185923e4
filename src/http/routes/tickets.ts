/** Tickets: finding them, reading them, and opening one. */
import { attachmentMistakesOf } from '../../services/attachments/uses.ts'
import { narrowedBy, questionMistakes } from '../../services/tickets/narrowing.ts'
import { openTicket, previewTicket } from '../../services/tickets/opening.ts'
import { countTickets, getTicket, listTickets, ticketEvents, ticketMessages } from '../../services/tickets/reading.ts'
import * as asked from '../asked.ts'
import type { Caller } from '../caller.ts'
import { created, read, shown } from '../reply.ts'
import { route } from '../route.ts'
import * as wire from '../wire.ts'

/** The web's requests come with a session, the widget's with a token of its own (A6), everybody else's with a key. */
export const channelOf = ({ via }: Caller) =>
  ({ session: 'portal', widget: 'widget', key: 'api' } as const satisfies Record<Caller['via'], string>)[via]

/** What came by the widget did, whatever the form says. */
const formOf = <Form extends { channel?: unknown }>({ via }: Caller, form: Form): Form =>
  via === 'widget' ? { ...form, channel: undefined } : form

const listTicketsMeans = `
The queue is in the order of urgency: what must happen next comes first. \`mine\` is what is assigned to the caller, \`all\` has the latest change first.

All that is given must hold. Several values of one parameter stand with commas between them, and any of them may hold: \`severity=1,2\`. \`q\` finds words in number, subject and messages;
\`assignee\` takes ids of people, \`me\` and \`nobody\`; \`tier\` is the one that a ticket is promised under; \`unansweredHours\` is how long its earliest unanswered message has waited at least.

A page that would have to look through very many tickets has fewer than \`limit\`, or none, and still a \`nextCursor\`: only where that is null the list is at its end.
`.trim()

const exampleTicket = {
  type: 'Technical Support',
  product: 'CRM',
  subject: 'Custom function stops after the last release',
  description: 'The function that copies the invoice number has stopped since this morning. The log shows no error.',
  customerEmail: 'admin@customer.example',
  reproducible: true,
  reproduction: { userId: '4412', superAdminEmail: 'admin@customer.example', customizationName: 'copy_invoice_number' },
  troubleshooting: 'Ran it by hand: it works. Re-saved the workflow rule: no change.',
}

export const tickets = [
  route({
    method: 'GET',
    path: '/tickets',
    name: 'listTickets',
    tag: 'Tickets',
    summary: 'A page of tickets',
    description: listTicketsMeans,
    who: 'signed-in',
    widget: 'asks',
    query: asked.ticketList,
    answers: { 200: wire.page(wire.ticket) },
    alsoWrongQuery: (site, right) => questionMistakes(site.app.policies.current(), right),
    handle: async ({ site, caller, query: { view, limit, cursor, ...question } }) => {
      const filter = narrowedBy(site.app, caller.actor, question)
      if (!filter.ok) return read(filter)
      return read(await listTickets(site.app, caller.actor, { ...filter.value, view, limit, cursor }))
    },
  }),
  route({
    method: 'POST',
    path: '/tickets',
    name: 'openTicket',
    tag: 'Tickets',
    summary: 'Open a ticket',
    description: 'Staff opens it on behalf of `contactEmail`, and may say in `receivedAt` when the request came in.',
    who: 'signed-in',
    widget: 'acts',
    body: asked.newTicket,
    example: exampleTicket,
    alsoWrong: async (site, caller, right) => {
      const preview = await previewTicket(site.app, caller.actor, right, channelOf(caller))
      const files = await attachmentMistakesOf(site.app, caller.actor, right.attachments ?? [])
      return [...(preview.ok ? [] : preview.problem.errors), ...files]
    },
    answers: { 201: wire.ticket },
    handle: async ({ site, caller, body, once }) =>
      created(
        await openTicket(site.app, caller.actor, formOf(caller, body), channelOf(caller), once),
        (ticket) => `/api/v1/tickets/${ticket.id}`,
      ),
  }),
  route({
    method: 'POST',
    path: '/tickets/preview',
    name: 'previewTicket',
    tag: 'Tickets',
    summary: 'What would be promised if it were sent now',
    description:
      'Takes a ticket as far as it is written. Changes nothing, so that it may be asked as often as one likes.',
    who: 'signed-in',
    widget: 'asks',
    body: asked.previewTicket,
    example: { type: 'Technical Support', subject: 'Nobody can sign in' },
    answers: { 200: wire.ticketPreview },
    handle: async ({ site, caller, body }) =>
      read(await previewTicket(site.app, caller.actor, body, channelOf(caller)), 'incomplete'),
  }),
  route({
    method: 'GET',
    path: '/tickets/counts',
    name: 'countTickets',
    tag: 'Tickets',
    summary: 'How many tickets are open',
    description: 'Every count stops at 1,000.',
    who: 'signed-in',
    answers: { 200: wire.counts },
    handle: async ({ site, caller }) => shown(await countTickets(site.app, caller.actor)),
  }),
  route({
    method: 'GET',
    path: '/tickets/:id',
    name: 'getTicket',
    tag: 'Tickets',
    summary: 'A ticket',
    who: 'signed-in',
    widget: 'asks',
    answers: { 200: wire.ticket },
    handle: async ({ site, caller, id }) => read(await getTicket(site.app, caller.actor, id)),
  }),
  route({
    method: 'GET',
    path: '/tickets/:id/messages',
    name: 'listMessages',
    tag: 'Tickets',
    summary: 'What was said on a ticket, oldest first',
    description: 'A partner gets the public messages.',
    who: 'signed-in',
    widget: 'asks',
    query: asked.onePage,
    answers: { 200: wire.page(wire.message) },
    handle: async ({ site, caller, id, query }) => read(await ticketMessages(site.app, caller.actor, id, query)),
  }),
  route({
    method: 'GET',
    path: '/tickets/:id/events',
    name: 'listEvents',
    tag: 'Tickets',
    summary: 'What happened to a ticket, in order',
    description: 'A partner gets what it may see.',
    who: 'signed-in',
    query: asked.onePage,
    answers: { 200: wire.page(wire.event) },
    handle: async ({ site, caller, id, query }) => read(await ticketEvents(site.app, caller.actor, id, query)),
  }),
]
