/** The Critical Issue Dashboard and the incidents on it (D7). */
import { z } from 'zod'
import { criticalIssues } from '../../services/board/critical.ts'
import {
  endIncident,
  getIncident,
  listIncidents,
  openIncident,
  updateIncident,
} from '../../services/board/incidents.ts'
import * as asked from '../asked-critical.ts'
import { onePage } from '../asked.ts'
import { acted, created, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import * as wire from '../wire-critical.ts'
import { page } from '../wire.ts'

const tag = 'Critical issues'
const about = things.incident
const answers = { 200: wire.incident }
const refuses = ['invalid-state'] as const
const example = { body: 'The cause is found; a correction is under way.' }

export const critical = [
  route({
    method: 'GET',
    path: '/critical',
    name: 'getCritical',
    tag,
    summary: 'What is critical now',
    description:
      'Open incidents of the service, and open tickets of severity 1 or escalated with their clocks: a partner’s own, or everybody’s for staff.',
    who: 'signed-in',
    query: z.strictObject({}),
    answers: { 200: wire.critical },
    refuses: ['not-allowed'],
    handle: async ({ site, caller }) => read(await criticalIssues(site.app, caller.actor)),
  }),
  route({
    method: 'GET',
    path: '/incidents',
    name: 'listIncidents',
    tag,
    summary: 'Incidents of all time, the latest first',
    who: 'signed-in',
    query: onePage,
    answers: { 200: page(wire.incident) },
    handle: async ({ site, caller, query }) => read(await listIncidents(site.app, caller.actor, query)),
  }),
  route({
    method: 'POST',
    path: '/incidents',
    name: 'openIncident',
    tag,
    summary: 'Say that something is down',
    description: 'Every partner sees it at once. No products or regions means all of them.',
    who: 'staff',
    body: asked.newIncident,
    example: {
      title: 'Sign-in fails',
      kind: 'outage',
      body: 'Some users cannot sign in. We are looking for the cause.',
    },
    answers: { 201: wire.incident },
    handle: async ({ site, caller, body, once }) =>
      created(await openIncident(site.app, caller.actor, body, once), (view) => `/api/v1/incidents/${view.id}`),
  }),
  route({
    method: 'GET',
    path: '/incidents/:id',
    name: 'getIncident',
    tag,
    summary: 'An incident, with what was told of it',
    who: 'signed-in',
    about,
    answers,
    handle: async ({ site, caller, id }) => read(await getIncident(site.app, caller.actor, idOf<'incident'>(id))),
  }),
  route({
    method: 'POST',
    path: '/incidents/:id/updates',
    name: 'updateIncident',
    tag,
    summary: 'Say how it goes on',
    who: 'staff',
    about,
    body: asked.incidentWord,
    example,
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await updateIncident(site.app, caller.actor, idOf<'incident'>(id), body, once)),
  }),
  route({
    method: 'POST',
    path: '/incidents/:id/end',
    name: 'endIncident',
    tag,
    summary: 'Say that it has ended',
    who: 'staff',
    about,
    body: asked.incidentWord,
    example,
    answers,
    refuses,
    handle: async ({ site, caller, id, body, once }) =>
      acted(await endIncident(site.app, caller.actor, idOf<'incident'>(id), body, once)),
  }),
]
