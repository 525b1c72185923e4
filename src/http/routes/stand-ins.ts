/** Who is there: stand-ins for those who are away, and the places that a ladder does not cover (F8). */
import { z } from 'zod'
import { coverageOn } from '../../services/escalation/coverage.ts'
import { addStandIn, listStandIns, removeStandIn } from '../../services/escalation/stand-ins.ts'
import * as asked from '../asked.ts'
import { created, read, shown } from '../reply.ts'
import { route } from '../route.ts'
import { coverage, standIn } from '../wire-escalation.ts'

const tag = 'Escalations'

export const standIns = [
  route({
    method: 'GET',
    path: '/stand-ins',
    name: 'listStandIns',
    tag,
    summary: 'Who is away, and who stands in',
    description: 'Of today and of days to come.',
    who: 'staff',
    answers: { 200: z.object({ items: z.array(standIn) }) },
    handle: async ({ site, caller }) => shown({ items: await listStandIns(site.app, caller.actor) }),
  }),
  route({
    method: 'POST',
    path: '/stand-ins',
    name: 'addStandIn',
    tag,
    summary: 'Say who stands in',
    description: 'By a lead, a manager or an administrator. `standIn` null: the person is away, and nobody stands in.',
    who: 'staff',
    body: asked.newStandIn,
    example: {
      email: 'lead@vendor.example',
      fromOn: '2026-12-21',
      toOn: '2027-01-03',
      standIn: { name: 'Poojitha', email: 'poojitha@vendor.example' },
    },
    answers: { 201: standIn },
    handle: async ({ site, caller, body, once }) =>
      created(await addStandIn(site.app, caller.actor, body, once), ({ id }) => `/api/v1/stand-ins/${id}`),
  }),
  route({
    method: 'DELETE',
    path: '/stand-ins/:id',
    name: 'removeStandIn',
    tag,
    summary: 'The person is there again',
    who: 'staff',
    answers: { 204: null },
    handle: async ({ site, caller, id }) => {
      const done = await removeStandIn(site.app, caller.actor, id)
      return done.ok ? { ok: true, value: { status: 204 } } : read(done)
    },
  }),
  route({
    method: 'GET',
    path: '/policy/coverage',
    name: 'getCoverage',
    tag,
    summary: 'Whom each level reaches in every country',
    description: 'Where nobody is named: what stands there, and whether that reaches nobody. Stand-ins are applied.',
    who: 'staff',
    query: asked.coverageOn,
    answers: { 200: coverage },
    handle: async ({ site, caller, query }) => shown(await coverageOn(site.app, caller.actor, query.on)),
  }),
]
