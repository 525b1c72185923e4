/** Section E: workflows, the runs that tickets carry, and the links by which customers answer. */
import { z } from 'zod'
import { answerLink, lookAtLink } from '../../services/workflow/confirmations.ts'
import { countOpenRuns, listRuns } from '../../services/workflow/run-lists.ts'
import { getTicketRun } from '../../services/workflow/run-view.ts'
import { retryRun, startRun, stepRun } from '../../services/workflow/runs.ts'
import { listWorkflows } from '../../services/workflow/workflow-view.ts'
import * as asked from '../asked-workflow.ts'
import { tooManyFrom } from '../link-tries.ts'
import { acted, created, read, refused, shown } from '../reply.ts'
import { route } from '../route.ts'
import { confirmation } from '../wire-confirmation.ts'
import * as wire from '../wire-workflow.ts'
import { page } from '../wire.ts'

const tag = 'Workflows'

export const workflows = [
  route({
    method: 'GET',
    path: '/workflows',
    name: 'listWorkflows',
    tag,
    summary: 'The workflows of the policy',
    description: 'States, who may do what, deadlines and what they lead to, as the policy has them now.',
    who: 'signed-in',
    answers: { 200: z.object({ items: z.array(wire.workflow) }) },
    handle: async ({ site }) => shown(listWorkflows(site.app)),
  }),
  route({
    method: 'GET',
    path: '/runs',
    name: 'listRuns',
    tag,
    summary: 'Runs of workflows, the next to be left by itself first',
    description:
      'With `over`, those that are over, the last first. `waitsFor=partner` is what waits for an answer of the partner; a partner gets its own.',
    who: 'signed-in',
    query: asked.runList,
    answers: { 200: page(wire.listedRun) },
    handle: async ({ site, caller, query }) => read(await listRuns(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/runs/counts',
    name: 'countRuns',
    tag,
    summary: 'How many runs are open, by workflow and state',
    who: 'staff',
    answers: { 200: wire.runCounts },
    handle: async ({ site, caller }) => shown(await countOpenRuns(site.app, caller.actor)),
  }),
  route({
    method: 'GET',
    path: '/tickets/:id/run',
    name: 'getRun',
    tag,
    summary: 'The workflow that a ticket runs through',
    description:
      'The open run, else the last one; what the caller may do next; and what may be begun where none is open.',
    who: 'signed-in',
    answers: { 200: wire.ticketRun },
    handle: async ({ site, caller, id }) => read(await getTicketRun(site.app, caller.actor, id)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/run',
    name: 'startRun',
    tag,
    summary: 'Begin a workflow on a ticket',
    description: 'One at a time. `fields` by the ids that the workflow asks for.',
    who: 'signed-in',
    body: asked.startRun,
    example: { workflow: 'disassociation', fields: { consentFrom: 'admin@customer.example' } },
    answers: { 201: wire.ticketRun },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      created(await startRun(site.app, caller.actor, id, body, once), () => `/api/v1/tickets/${id}/run`),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/run/steps',
    name: 'stepRun',
    tag,
    summary: 'Take a step of the workflow',
    who: 'signed-in',
    body: asked.stepRun,
    example: { step: 'agree', fields: {} },
    answers: { 200: wire.ticketRun },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) => acted(await stepRun(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/tickets/:id/run/retries',
    name: 'retryRun',
    tag,
    summary: 'Try again what was due and could not be done',
    who: 'staff',
    answers: { 200: wire.ticketRun },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, once }) => acted(await retryRun(site.app, caller.actor, id, once)),
  }),
  route({
    method: 'POST',
    path: '/confirmations/look',
    name: 'lookAtLink',
    tag,
    summary: 'What a link asks',
    description: 'Of the link in a letter to a customer. Changes nothing. One that is wrong, used or expired says so.',
    who: 'everybody',
    body: asked.lookAtLink,
    example: { token: 'zY3k' },
    answers: { 200: confirmation },
    refuses: ['too-many'],
    handle: async ({ site, body, request }) => {
      const tooMany = await tooManyFrom(site, request.ip)
      return tooMany === null ? shown(await lookAtLink(site.app, body.token)) : refused(tooMany)
    },
  }),
  route({
    method: 'POST',
    path: '/confirmations',
    name: 'answerLink',
    tag,
    summary: 'Answer by a link',
    description: 'Once: of two answers the first counts, and the other is told so.',
    who: 'everybody',
    body: asked.answerLink,
    example: { token: 'zY3k', step: 'confirm', fields: {} },
    answers: { 200: confirmation },
    refuses: ['invalid-state', 'not-found', 'not-allowed', 'incomplete', 'too-many'],
    handle: async ({ site, body, once, request }) => {
      const tooMany = await tooManyFrom(site, request.ip)
      return tooMany === null ? acted(await answerLink(site.app, body, once)) : refused(tooMany)
    },
  }),
]
