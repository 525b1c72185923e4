/** What people do to a ticket. Each answers with the ticket as it is then. */
import {
  assign,
  changeSeverity,
  merge,
  productAnswered,
  reclassify,
  reopen,
  reply,
  solve,
  transfer,
  waitOnProduct,
} from '../../services/tickets/acts.ts'
import { confirmSeverity } from '../../services/tickets/severity-confirmation.ts'
import { severityMistakes, transferMistakes } from '../../services/tickets/transfer-mistakes.ts'
import { tellWriting } from '../../services/tickets/writing.ts'
import { z } from 'zod'
import * as asked from '../asked.ts'
import { acted, read } from '../reply.ts'
import { route } from '../route.ts'
import * as wire from '../wire.ts'
import { channelOf } from './tickets.ts'

const tag = 'Acts on a ticket'
const answers = { 200: wire.ticket }
const refuses = ['invalid-state'] as const
const anId = '0192aa00-0000-7000-8000-000000000000'

export const acts = [
  route({
    method: 'POST',
    path: '/tickets/:id/messages',
    name: 'reply',
    tag,
    summary: 'Say something on a ticket',
    description:
      "An agent's public message answers the partner and stops the clocks it keeps; `determination` marks a first answer that already states the cause. An internal one is a note that no partner sees; `mentions` names colleagues who are told of it under 'For you'.",
    who: 'signed-in',
    widget: 'acts',
    body: asked.newMessage,
    example: { body: 'We have found the cause; a correction follows today.', visibility: 'public' },
    answers: { 201: z.object({ message: wire.message, ticket: wire.ticket }) },
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await reply(site.app, caller.actor, id, body, channelOf(caller), once), 201),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/typing',
    name: 'tellWriting',
    tag,
    summary: 'Say that one is writing an answer',
    description:
      'Told to colleagues who listen (GET /events) at this moment, and kept nowhere. No partner hears of it.',
    who: 'staff',
    answers: { 204: null },
    async handle({ site, caller, id }) {
      const told = await tellWriting(site.app, caller.actor, id)
      return told.ok ? { ok: true, value: { status: 204 } } : read(told)
    },
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/severity',
    name: 'changeSeverity',
    tag,
    summary: 'Change the severity',
    description:
      'Worsened: the facts changed, a limit may only come nearer. Corrected: it was wrong from the start, all is counted anew. Eased: the looser limit holds.',
    who: 'staff',
    body: asked.changeSeverity,
    alsoWrong: async (site, _caller, right) => severityMistakes(site.app.policies.current(), right.severity),
    example: { severity: 1, cause: 'worsened', reason: 'It now concerns every user.' },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await changeSeverity(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/severity/confirmation',
    name: 'confirmSeverity',
    tag,
    summary: 'Confirm the proposed severity',
    description: 'It changes no promise. Who confirmed it, and when, is kept; the partner sees that it was.',
    who: 'staff',
    body: asked.confirmSeverity,
    example: { severity: 2 },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await confirmSeverity(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/reclassify',
    name: 'reclassify',
    tag,
    summary: 'Say that it is of another kind',
    description:
      'A feature request and a product limitation are exempt from the agreement; promises already broken stay broken.',
    who: 'staff',
    body: asked.reclassify,
    example: { kind: 'question', reason: 'The documentation answers it.' },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) => acted(await reclassify(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/solve',
    name: 'solve',
    tag,
    summary: 'Say that it is solved',
    description: 'With `body`, the message that says how. A partner may solve its own ticket without one.',
    who: 'signed-in',
    body: asked.solve,
    example: { body: 'Corrected with this morning’s update.' },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await solve(site.app, caller.actor, id, body, channelOf(caller), once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/reopen',
    name: 'reopen',
    tag,
    summary: 'Open it again',
    who: 'signed-in',
    body: asked.reopen,
    example: { reason: 'It has happened again.' },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) => acted(await reopen(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/transfer',
    name: 'transfer',
    tag,
    summary: 'Hand it to the other desk',
    description: "Its clocks are counted anew from the receipt under the other desk's table.",
    who: 'staff',
    body: asked.transfer,
    alsoWrong: async (site, _caller, right) => transferMistakes(site.app.policies.current(), right),
    example: { desk: 'accounts', reason: 'It is about an invoice.' },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) => acted(await transfer(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/assign',
    name: 'assign',
    tag,
    summary: 'Give it to somebody, or to nobody',
    who: 'staff',
    body: asked.assign,
    example: { person: null },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) => acted(await assign(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/merge',
    name: 'merge',
    tag,
    summary: 'End it in another ticket',
    description: 'Answers with the one that survives; it keeps the earliest unanswered message and its clock.',
    who: 'staff',
    body: asked.merge,
    example: { into: anId },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) => acted(await merge(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/wait',
    name: 'waitOnProduct',
    tag,
    summary: 'Wait on a product team',
    description: 'The partner sees which, and when it is expected. The partner is still answered: no clock pauses.',
    who: 'staff',
    body: asked.waitOnProduct,
    example: { team: 'CRM core', reference: 'CRM-4711', expectedOn: '2026-12-01' },
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await waitOnProduct(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/product-answered',
    name: 'productAnswered',
    tag,
    summary: 'The product team has answered',
    who: 'staff',
    body: z.strictObject({}),
    example: {},
    answers,
    refuses,
    handle: async ({ site, caller, id, once }) => acted(await productAnswered(site.app, caller.actor, id, once)),
  }),
]
