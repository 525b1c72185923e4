/** Who there is, and what is promised. */
import { customers, meView, partners, people } from '../../services/directory.ts'
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
    answers: { 200: wire.me },
    handle: async ({ site, caller }) => shown(meView(caller, site.endpointsFor(caller.person.side))),
  }),
  route({
    method: 'GET',
    path: '/people',
    name: 'listPeople',
    tag,
    summary: 'People, by name',
    description: 'Staff sees everybody; a partner its own people.',
    who: 'signed-in',
    query: asked.personList,
    answers: { 200: wire.page(wire.person) },
    handle: async ({ site, caller, query }) => read(await people(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/partners',
    name: 'listPartners',
    tag,
    summary: 'Partners, by name',
    description: 'A partner gets itself.',
    who: 'signed-in',
    query: asked.onePage,
    answers: { 200: wire.page(wire.partner) },
    handle: async ({ site, caller, query }) => read(await partners(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/customers',
    name: 'listCustomers',
    tag,
    summary: 'Customers, by name',
    description: 'A partner gets its own.',
    who: 'signed-in',
    query: asked.customerList,
    answers: { 200: wire.page(wire.customer) },
    handle: async ({ site, caller, query }) => read(await customers(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/policy',
    name: 'getPolicy',
    tag: 'Policy',
    summary: 'The policy that new tickets are opened under',
    description: 'What there is to choose, what each severity means and what it promises, in minutes of working time.',
    who: 'signed-in',
    answers: { 200: policy },
    handle: async ({ site }) => shown(policyView(site.app)),
  }),
]
