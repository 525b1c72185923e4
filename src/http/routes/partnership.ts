/** Accounts, reselling access, the yearly evaluation, and requests for them (E6, E7, E10). */
import {
  approveEvaluation,
  approveUnchanged,
  listEvaluations,
  refuseEvaluation,
} from '../../services/partnership/evaluations.ts'
import { getPartnership } from '../../services/partnership/view.ts'
import { listRecords } from '../../services/workflow/records.ts'
import { requestRun } from '../../services/workflow/request.ts'
import * as asked from '../asked-partnership.ts'
import { acted, created, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import * as wire from '../wire-partnership.ts'
import { requestedRun } from '../wire-workflow.ts'

const tag = 'Partnership'
const roles = ['admin', 'manager'] as const

export const partnership = [
  route({
    method: 'POST',
    path: '/runs',
    name: 'requestRun',
    tag: 'Workflows',
    summary: 'Begin a workflow on a ticket of its own',
    description:
      'In the category that has the workflow: an account, reselling access, a query about an evaluation. Staff says for which `contactEmail`.',
    who: 'signed-in',
    body: asked.request,
    example: {
      workflow: 'account-request',
      fields: { kind: 'demo', product: 'crm', owner: 'demo@partner.example', purpose: 'A fair in May.' },
    },
    answers: { 201: requestedRun },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, body, once }) =>
      created(await requestRun(site.app, caller.actor, body, once), ({ ticket }) => `/api/v1/tickets/${ticket.id}/run`),
  }),
  route({
    method: 'GET',
    path: '/records',
    name: 'listRecords',
    tag: 'Workflows',
    summary: 'What of a partner’s a field of a workflow may name',
    who: 'signed-in',
    query: asked.recordsOf,
    answers: { 200: wire.records },
    handle: async ({ site, caller, query }) => read(await listRecords(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/partners/:id/partnership',
    name: 'getPartnership',
    tag,
    summary: 'A partner’s accounts with their quota, and what it may resell',
    who: 'signed-in',
    about: things.partner,
    answers: { 200: wire.partnership },
    handle: async ({ site, caller, id }) => read(await getPartnership(site.app, caller.actor, idOf<'partner'>(id))),
  }),
  route({
    method: 'GET',
    path: '/evaluations',
    name: 'listEvaluations',
    tag,
    summary: 'Results of the yearly evaluation, the last first',
    description:
      'A partner gets its own, once they are approved. With `partner`, those that were corrected since are in it, too.',
    who: 'signed-in',
    query: asked.evaluationList,
    answers: { 200: wire.evaluations },
    handle: async ({ site, caller, query }) => read(await listEvaluations(site.app, caller.actor, query)),
  }),
  route({
    method: 'POST',
    path: '/evaluations/approvals',
    name: 'approveUnchanged',
    tag,
    summary: 'Approve every proposal of a year that leaves the tier as it is',
    description: 'Not those where a criterion of the lowest tier is not met. Each partner is told its result.',
    who: 'staff',
    roles,
    body: asked.approvals,
    example: { year: 2026, effectiveOn: '2026-04-01' },
    answers: { 200: wire.approvedAtOnce },
    handle: async ({ site, caller, body, once }) => acted(await approveUnchanged(site.app, caller.actor, body, once)),
  }),
  route({
    method: 'POST',
    path: '/evaluations/:id/approval',
    name: 'approveEvaluation',
    tag,
    summary: 'Approve a proposed tier',
    description: 'It begins with its day. Open tickets then keep the better promise (A2). The partner is told now.',
    who: 'staff',
    roles,
    about: things.evaluation,
    body: asked.approval,
    example: { effectiveOn: '2026-04-01' },
    answers: { 200: wire.evaluation },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await approveEvaluation(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/evaluations/:id/refusal',
    name: 'refuseEvaluation',
    tag,
    summary: 'Leave the tier as it is',
    description: 'Against what the score proposes, and why. The partner does not see the proposal.',
    who: 'staff',
    roles,
    about: things.evaluation,
    body: asked.refusal,
    example: { reason: 'The file had last year’s revenue.' },
    answers: { 200: wire.evaluation },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await refuseEvaluation(site.app, caller.actor, id, body, once)),
  }),
]
