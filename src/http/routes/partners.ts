/** Partners and what is theirs: contracts, grants, history, and what their tier gives them. */
import type { PersonId } from '../../domain/kernel.ts'
import { addContract, changeContract } from '../../services/registry/contracts.ts'
import { entitlementsOf } from '../../services/registry/entitlements.ts'
import { addGrant, endGrant } from '../../services/registry/grants.ts'
import { partnerHistory } from '../../services/registry/partner-history.ts'
import { addPartner, changePartner, getPartner, listPartners } from '../../services/registry/partners.ts'
import { onePage } from '../asked.ts'
import * as asked from '../asked-registry.ts'
import { acted, created, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import * as wire from '../wire-registry.ts'
import { page } from '../wire.ts'

const tag = 'People and partners'
const about = things.partner

export const partners = [
  route({
    method: 'GET',
    path: '/partners',
    name: 'listPartners',
    tag,
    summary: 'Partners, by name',
    description: 'A partner gets itself. Every count stops at 1,000.',
    who: 'signed-in',
    query: asked.partnerList,
    answers: { 200: page(wire.partnerListed) },
    handle: async ({ site, caller, query }) =>
      read(
        await listPartners(site.app, caller.actor, {
          ...query,
          accountManager: query.accountManager as PersonId | undefined,
        }),
      ),
  }),
  route({
    method: 'POST',
    path: '/partners',
    name: 'addPartner',
    tag,
    summary: 'Add a partner',
    who: 'staff',
    body: asked.newPartner,
    example: { name: 'Aurora', tier: 'gold', country: 'IN', domains: ['aurora.example'] },
    answers: { 201: wire.partnerPage },
    handle: async ({ site, caller, body, once }) =>
      created(await addPartner(site.app, caller.actor, body, once), ({ id }) => `/api/v1/partners/${id}`),
  }),
  route({
    method: 'GET',
    path: '/partners/:id',
    name: 'getPartner',
    tag,
    summary: 'A partner',
    who: 'signed-in',
    about,
    answers: { 200: wire.partnerPage },
    handle: async ({ site, caller, id }) => read(await getPartner(site.app, caller.actor, idOf<'partner'>(id))),
  }),
  route({
    method: 'PATCH',
    path: '/partners/:id',
    name: 'changePartner',
    tag,
    summary: 'Change a partner',
    description:
      'What is left out stays. A change of `tier` wants a `reason`: it applies to new tickets, and an open ticket keeps its promise unless the new one is better. `domains` takes the place of the whole list.',
    who: 'staff',
    about,
    body: asked.changePartner,
    example: { tier: 'silver', reason: 'The yearly evaluation.' },
    answers: { 200: wire.partnerPage },
    handle: async ({ site, caller, id, body }) =>
      read(await changePartner(site.app, caller.actor, idOf<'partner'>(id), body), 'incomplete'),
  }),
  route({
    method: 'GET',
    path: '/partners/:id/history',
    name: 'listPartnerHistory',
    tag,
    summary: 'What changed about a partner, the latest first',
    description: 'Who changed what, when and why: its tier and other facts, contracts, grants, contacts, key accounts.',
    who: 'signed-in',
    about,
    query: onePage,
    answers: { 200: page(wire.change) },
    handle: async ({ site, caller, id, query }) =>
      read(await partnerHistory(site.app, caller.actor, idOf<'partner'>(id), query)),
  }),
  route({
    method: 'POST',
    path: '/partners/:id/contracts',
    name: 'addContract',
    tag,
    summary: 'Add a support contract',
    who: 'staff',
    about,
    body: asked.newContract,
    example: { reference: 'SC-2026-17', startsOn: '2026-01-01', endsOn: '2026-12-31' },
    answers: { 201: wire.contract },
    handle: async ({ site, caller, id, body, once }) =>
      acted(await addContract(site.app, caller.actor, idOf<'partner'>(id), body, once), 201),
  }),
  route({
    method: 'PATCH',
    path: '/contracts/:id',
    name: 'changeContract',
    tag,
    summary: 'Change a support contract',
    who: 'staff',
    about: things.contract,
    body: asked.changeContract,
    example: { endsOn: '2027-12-31' },
    answers: { 200: wire.contract },
    handle: async ({ site, caller, id, body }) =>
      read(await changeContract(site.app, caller.actor, idOf<'contract'>(id), body), 'incomplete'),
  }),
  route({
    method: 'POST',
    path: '/partners/:id/grants',
    name: 'addGrant',
    tag,
    summary: 'Grant an offering for one fiscal year',
    description:
      "By the partner's account manager, a manager or an administrator. It ends by itself with the fiscal year; without one the present one is meant.",
    who: 'staff',
    about,
    body: asked.newGrant,
    example: { offering: 'chat', reason: 'Agreed for the year: a launch in spring.' },
    answers: { 201: wire.grant },
    handle: async ({ site, caller, id, body, once }) =>
      acted(await addGrant(site.app, caller.actor, idOf<'partner'>(id), body, once), 201),
  }),
  route({
    method: 'POST',
    path: '/grants/:id/revoke',
    name: 'revokeGrant',
    tag,
    summary: 'Revoke a grant before it ends',
    who: 'staff',
    about: things.grant,
    body: asked.endGrant,
    example: { reason: 'The launch was called off.' },
    answers: { 200: wire.grant },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await endGrant(site.app, caller.actor, idOf<'grant'>(id), body, once)),
  }),
  route({
    method: 'GET',
    path: '/entitlements',
    name: 'getEntitlements',
    tag,
    summary: 'What a partner is entitled to',
    description:
      'Every row of the offerings table: yes or no, and why. A partner gets its own; staff says for which `partner`. `on` is a day, today where it is not given.',
    who: 'signed-in',
    query: asked.entitlementsOf,
    answers: { 200: wire.entitlements },
    refuses: ['not-found'],
    handle: async ({ site, caller, query }) => read(await entitlementsOf(site.app, caller.actor, query)),
  }),
]
