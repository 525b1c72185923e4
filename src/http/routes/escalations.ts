/** Broader attention: escalations by their levels (F2–F5), and severities that a partner disputes (C7). */
import {
  decideDispute,
  disputeSeverity,
  endEscalation,
  escalate,
  escalationOptions,
  listEscalations,
  raiseEscalation,
} from '../../services/escalation/escalations.ts'
import * as asked from '../asked.ts'
import { acted, created, read } from '../reply.ts'
import { route } from '../route.ts'
import { escalationOptions as options } from '../wire-escalation.ts'
import * as wire from '../wire.ts'

const tag = 'Escalations'
const answers = { 200: wire.ticket }
const refuses = ['invalid-state'] as const

export const escalations = [
  route({
    method: 'GET',
    path: '/escalations',
    name: 'listEscalations',
    tag,
    summary: 'Open escalations, or disputed severities',
    description: 'What falls due first before the others: a level’s answer, or the next status update.',
    who: 'signed-in',
    query: asked.escalationList,
    answers: { 200: wire.page(wire.ticket) },
    handle: async ({ site, caller, query }) => read(await listEscalations(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/tickets/:id/escalations',
    name: 'getEscalationOptions',
    tag,
    summary: 'Whether a ticket may be escalated, for each reason',
    description: 'Not yet: why not, and since when it will be allowed by itself. Also who is at each level.',
    who: 'signed-in',
    answers: { 200: options },
    handle: async ({ site, caller, id }) => read(await escalationOptions(site.app, caller.actor, id)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/escalations',
    name: 'escalate',
    tag,
    summary: 'Escalate a ticket',
    description:
      'By its partner, or by staff on its behalf. Where the reason does not allow it yet: a conflict with `fromAt`, when it will, and `reasonsThatWould`. With a reason that disputes the severity, `severity` is the one that is wanted.',
    who: 'signed-in',
    body: asked.escalate,
    example: { reason: 'major-problem', statement: 'No order of the customer can be shipped since this morning.' },
    answers: { 201: wire.ticket },
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      created(
        await escalate(site.app, caller.actor, id, body, once),
        (ticket) => `/api/v1/tickets/${ticket.id}/escalations`,
      ),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/escalations/raise',
    name: 'raiseEscalation',
    tag,
    summary: 'Raise it to the next level',
    who: 'signed-in',
    body: asked.raiseEscalation,
    example: { statement: 'Nobody has told us when it will work again.' },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await raiseEscalation(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/escalations/end',
    name: 'endEscalation',
    tag,
    summary: 'End the escalation',
    description: 'The ticket goes on. Solving it ends its escalation too.',
    who: 'staff',
    body: asked.endEscalation,
    example: { reason: 'Agreed on the phone: the rest follows in the usual way.' },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await endEscalation(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/dispute',
    name: 'disputeSeverity',
    tag,
    summary: 'Ask for another severity',
    description: 'By the partner; a lead decides.',
    who: 'signed-in',
    body: asked.disputeSeverity,
    example: { severity: 1, statement: 'It concerns every user, not only one.' },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await disputeSeverity(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/dispute/decision',
    name: 'decideDispute',
    tag,
    summary: 'Decide a disputed severity',
    description: 'By a lead, a manager or an administrator. Upheld, it counts as corrected: all is counted anew.',
    who: 'staff',
    body: asked.decideDispute,
    example: { upheld: true, reason: 'It concerns every user, indeed.' },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await decideDispute(site.app, caller.actor, id, body, once)),
  }),
]
