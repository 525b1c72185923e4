/** Payouts of commission (E3). */
import { addPayout, payPayout, returnInvoice, uploadAgain } from '../../services/payouts/acts.ts'
import { getPayout, listPayouts, payoutsCsv } from '../../services/payouts/view.ts'
import * as asked from '../asked-payouts.ts'
import { acted, created, read, shown } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import * as wire from '../wire-payouts.ts'

const tag = 'Payouts and renewals'
const about = things.payout
const answers = { 200: wire.payout }
const invoice = {
  amount: { amount: 1250.5, currency: 'EUR' },
  invoiceNumber: '2026-017',
  invoice: '0192aa00-0000-7000-8000-000000000000',
}

export const payouts = [
  route({
    method: 'GET',
    path: '/payouts',
    name: 'listPayouts',
    tag,
    summary: 'Payouts, the last uploaded first, with their sums',
    description: 'A partner gets its own. Sums by entity, currency and state are over everything that matches.',
    who: 'signed-in',
    query: asked.payoutList,
    answers: { 200: wire.payouts },
    handle: async ({ site, caller, query }) => read(await listPayouts(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/payouts.csv',
    name: 'listPayoutsCsv',
    tag,
    summary: 'The same as a table for a spreadsheet',
    who: 'signed-in',
    query: asked.payoutTable,
    answers: { 200: 'text/csv' },
    async handle({ site, caller, query, reply }) {
      reply.header('content-disposition', 'attachment; filename="payouts.csv"').type('text/csv; charset=utf-8')
      await reply.send(await payoutsCsv(site.app, caller.actor, query))
      return shown(null)
    },
  }),
  route({
    method: 'POST',
    path: '/payouts',
    name: 'addPayout',
    tag,
    summary: 'Upload an invoice to one of the entities',
    description:
      'Upload the PDF first (POST /attachments). The amount is expected, and late, so many business days of the entity after this. Opens a ticket that carries it. Staff says for which `contactEmail`.',
    who: 'signed-in',
    body: asked.newPayout,
    example: { entity: 'head-office', ...invoice },
    answers: { 201: wire.payout },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, body, once }) =>
      created(await addPayout(site.app, caller.actor, body, once), ({ id }) => `/api/v1/payouts/${id}`),
  }),
  route({
    method: 'GET',
    path: '/payouts/:id',
    name: 'getPayout',
    tag,
    summary: 'A payout',
    who: 'signed-in',
    about,
    answers,
    handle: async ({ site, caller, id }) => read(await getPayout(site.app, caller.actor, id)),
  }),
  route({
    method: 'POST',
    path: '/payouts/:id/invoice',
    name: 'uploadInvoice',
    tag,
    summary: 'Upload a corrected invoice',
    description: 'Of one that was returned. Its time counts from this upload.',
    who: 'signed-in',
    about,
    body: asked.newInvoice,
    example: invoice,
    answers,
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await uploadAgain(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/payouts/:id/paid',
    name: 'payPayout',
    tag,
    summary: 'Record the payment',
    description: 'With its day and reference. The partner is told, and the ticket is solved with it.',
    who: 'staff',
    about,
    body: asked.payment,
    example: { paidOn: '2026-03-20', reference: 'TRF-88121' },
    answers,
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) => acted(await payPayout(site.app, caller.actor, id, body, once)),
  }),
  route({
    method: 'POST',
    path: '/payouts/:id/reject',
    name: 'rejectInvoice',
    tag,
    summary: 'Return an invoice to its partner',
    description: 'With what is wrong with it. The partner uploads a corrected one, whose time counts anew.',
    who: 'staff',
    about,
    body: asked.rejection,
    example: { reason: 'The amount is without taxes.' },
    answers,
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await returnInvoice(site.app, caller.actor, id, body, once)),
  }),
]
