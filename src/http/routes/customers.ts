/** Contacts and customers of partners. */
import type { PartnerId } from '../../domain/kernel.ts'
import { addContact, changeContact, partnerContacts } from '../../services/registry/contacts.ts'
import { addTraining } from '../../services/registry/training.ts'
import {
  addCustomer,
  changeCustomer,
  customerSubscriptions,
  getCustomer,
  listCustomers,
} from '../../services/registry/customers.ts'
import { onePage } from '../asked.ts'
import * as asked from '../asked-registry.ts'
import { acted, created, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import * as wire from '../wire-registry.ts'
import { page } from '../wire.ts'

const tag = 'People and partners'

export const customers = [
  route({
    method: 'GET',
    path: '/partners/:id/contacts',
    name: 'listContacts',
    tag,
    summary: "A partner's contacts, by name, with their training",
    description: 'Those who are there; `show=left` gives those who have left.',
    who: 'signed-in',
    about: things.partner,
    query: asked.contactList,
    answers: { 200: page(wire.contact) },
    handle: async ({ site, caller, id, query }) =>
      read(await partnerContacts(site.app, caller.actor, idOf<'partner'>(id), query)),
  }),
  route({
    method: 'POST',
    path: '/partners/:id/contacts',
    name: 'addContact',
    tag,
    summary: 'Add a contact',
    who: 'staff',
    about: things.partner,
    body: asked.newContact,
    example: { name: 'Arjun Mehta', email: 'arjun@aurora.example' },
    answers: { 201: wire.contact },
    handle: async ({ site, caller, id, body, once }) =>
      acted(await addContact(site.app, caller.actor, idOf<'partner'>(id), body, once), 201),
  }),
  route({
    method: 'PATCH',
    path: '/contacts/:id',
    name: 'changeContact',
    tag,
    summary: 'Change a contact',
    description: 'What is left out stays. One who has left is no sender any more (`active: false`).',
    who: 'staff',
    about: things.contact,
    body: asked.changeContact,
    example: { active: false },
    answers: { 200: wire.contact },
    handle: async ({ site, caller, id, body }) =>
      read(await changeContact(site.app, caller.actor, idOf<'person'>(id), body), 'incomplete'),
  }),
  route({
    method: 'POST',
    path: '/contacts/:id/training',
    name: 'recordTraining',
    tag,
    summary: 'Record a completed training',
    description: 'One record for each contact and product: a later one takes the place of the one before.',
    who: 'staff',
    about: things.contact,
    body: asked.newTraining,
    example: { product: 'crm', completedOn: '2026-03-02', certificate: 'CRM-2026-118' },
    answers: { 200: wire.contact },
    handle: async ({ site, caller, id, body, once }) =>
      acted(await addTraining(site.app, caller.actor, idOf<'person'>(id), body, once)),
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
    answers: { 200: page(wire.customerListed) },
    handle: async ({ site, caller, query }) =>
      read(await listCustomers(site.app, caller.actor, { ...query, partner: query.partner as PartnerId | undefined })),
  }),
  route({
    method: 'POST',
    path: '/customers',
    name: 'addCustomer',
    tag,
    summary: 'Add a customer of a partner',
    description: 'Its licences are not said: they are summed over its active subscriptions.',
    who: 'staff',
    body: asked.newCustomer,
    example: {
      partner: '0192aa00-0000-7000-8000-000000000000',
      name: 'Kestrel Ltd',
      domain: 'kestrel.example',
      superAdminEmail: 'admin@kestrel.example',
    },
    answers: { 201: wire.customerPage },
    handle: async ({ site, caller, body, once }) =>
      created(await addCustomer(site.app, caller.actor, body, once), ({ id }) => `/api/v1/customers/${id}`),
  }),
  route({
    method: 'GET',
    path: '/customers/:id',
    name: 'getCustomer',
    tag,
    summary: 'A customer, and how far it is from a key account',
    who: 'signed-in',
    about: things.customer,
    answers: { 200: wire.customerPage },
    handle: async ({ site, caller, id }) => read(await getCustomer(site.app, caller.actor, idOf<'customer'>(id))),
  }),
  route({
    method: 'PATCH',
    path: '/customers/:id',
    name: 'changeCustomer',
    tag,
    summary: 'Change a customer',
    description: 'What is left out stays.',
    who: 'staff',
    about: things.customer,
    body: asked.changeCustomer,
    example: { domain: 'kestrel.example' },
    answers: { 200: wire.customerPage },
    handle: async ({ site, caller, id, body }) =>
      read(await changeCustomer(site.app, caller.actor, idOf<'customer'>(id), body), 'incomplete'),
  }),
  route({
    method: 'GET',
    path: '/customers/:id/subscriptions',
    name: 'listSubscriptions',
    tag,
    summary: "A customer's subscriptions",
    who: 'signed-in',
    about: things.customer,
    query: onePage,
    answers: { 200: page(wire.subscription) },
    handle: async ({ site, caller, id, query }) =>
      read(await customerSubscriptions(site.app, caller.actor, idOf<'customer'>(id), query)),
  }),
]
