/** Who there is, and what is promised. */
import { meView, people } from '../../services/registry/directory.ts'
import { policyView } from '../../services/policy-view.ts'
import * as asked from '../asked.ts'
import { read, shown } from '../reply.ts'
import { route } from '../route.ts'
import { policy } from '../wire-policy.ts'
import * as wire from '../wire.ts'

const tag = 'People and partners'

export const directory = [
  route({
    method: 'GET',
    path: '/me',
    name: 'getMe',
    tag,
    summary: 'Who calls',
    description: '`can` names the endpoints that are open to the caller.',
    who: 'signed-in',
    beforeSecondFactor: true,
    answers: { 200: wire.me },
    handle: async ({ site, caller }) => shown(meView(caller, site.endpointsFor(caller.person))),
  }),
  route({
    method: 'GET',
    path: '/people',
    name: 'listPeople',
    tag,
    summary: 'People, by name',
    description: 'Staff sees everybody; a partner its own people. `q`: letters of the name or the address.',
    who: 'signed-in',
    query: asked.personList,
    answers: { 200: wire.page(wire.person) },
    handle: async ({ site, caller, query }) => read(await people(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/policy',
    name: 'getPolicy',
    tag: 'Policy',
    summary: 'The policy that new tickets are opened under',
    description: 'What there is to choose, what each severity means and what it promises, in minutes of working time.',
    who: 'signed-in',
    widget: 'asks',
    answers: { 200: policy },
    handle: async ({ site }) => shown(policyView(site.app)),
  }),
]
