/** Renewals of subscriptions, and whose card they are charged to (E4). */
import { listRenewals, renewalsCsv } from '../../services/renewals/list.ts'
import { changePayer } from '../../services/renewals/payer.ts'
import * as asked from '../asked-renewals.ts'
import { read, shown } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { subscription } from '../wire-registry.ts'
import * as wire from '../wire-renewals.ts'

const tag = 'Payouts and renewals'

export const renewals = [
  route({
    method: 'GET',
    path: '/renewals',
    name: 'listRenewals',
    tag,
    summary: 'Subscriptions that renew, with their sums by currency',
    description:
      'The next first, or by `sort`. A partner gets its own. Those whose day has passed without news of the store are there for 30 days.',
    who: 'signed-in',
    query: asked.renewalList,
    answers: { 200: wire.renewals },
    handle: async ({ site, caller, query }) => read(await listRenewals(site.app, caller.actor, query)),
  }),
  route({
    method: 'GET',
    path: '/renewals.csv',
    name: 'listRenewalsCsv',
    tag,
    summary: 'The same as a table, which a calendar can take in',
    description: 'Subject, Start Date, All Day Event and Description are the columns that calendars import.',
    who: 'signed-in',
    query: asked.renewalTable,
    answers: { 200: 'text/csv' },
    async handle({ site, caller, query, reply }) {
      reply.header('content-disposition', 'attachment; filename="renewals.csv"').type('text/csv; charset=utf-8')
      await reply.send(await renewalsCsv(site.app, caller.actor, query))
      return shown(null)
    },
  }),
  route({
    method: 'PATCH',
    path: '/subscriptions/:id',
    name: 'changeSubscription',
    tag,
    summary: 'Say whose card a subscription is charged to',
    description:
      'By the partner, whose choice it is, or by the vendor. An import that says another one changes it again.',
    who: 'signed-in',
    about: things.subscription,
    body: asked.changeSubscription,
    example: { payer: 'partner' },
    answers: { 200: subscription },
    handle: async ({ site, caller, id, body }) =>
      read(await changePayer(site.app, caller.actor, id, body), 'incomplete'),
  }),
]
