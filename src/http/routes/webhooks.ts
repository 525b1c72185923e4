/** Webhooks (D5): other programs that are told of announcements and incidents. */
import { z } from 'zod'
import {
  addWebhook,
  deliveriesOf,
  pauseByHand,
  removeWebhook,
  renewSecret,
  resumeByHand,
  sendTest,
  webhooksOf,
} from '../../services/webhooks/registering.ts'
import { onePage, text } from '../asked.ts'
import { acted, created, read, shown } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { page } from '../wire.ts'
import * as wire from '../wire-webhook.ts'

const tag = 'News'
const about = things.webhook
const webhookId = (id: string) => things.idOf<'webhook'>(id)
const nothing = z.strictObject({})

export const webhooks = [
  route({
    method: 'GET',
    path: '/webhooks',
    name: 'listWebhooks',
    tag,
    summary: 'Webhooks, the oldest first',
    description: 'A partner gets its own, staff everybody’s.',
    who: 'signed-in',
    answers: { 200: wire.webhooks },
    async handle({ site, caller }) {
      const items = await webhooksOf(site.app, caller.actor)
      const most = site.app.policies.current().integrations.webhooks.perPartner
      return shown({ items, nextCursor: null, most })
    },
  }),
  route({
    method: 'POST',
    path: '/webhooks',
    name: 'addWebhook',
    tag,
    summary: 'Have announcements and incidents posted to an address',
    description:
      'A partner is told of what is for it, as by mail; one that staff registers is told of everything. The `secret` that deliveries are signed with is in this answer and in no other. How they look and how the signature is checked: docs/widget.md.',
    who: 'signed-in',
    body: z.strictObject({ url: text(2_000), topics: z.array(z.enum(wire.webhookTopics)).max(10) }),
    example: { url: 'https://hooks.partner.example/desk', topics: ['incidents'] },
    answers: { 201: wire.webhookWithSecret },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, body, once }) =>
      created(await addWebhook(site.app, caller.actor, body, once), () => '/api/v1/webhooks'),
  }),
  route({
    method: 'DELETE',
    path: '/webhooks/:id',
    name: 'removeWebhook',
    tag,
    summary: 'Remove a webhook, and its log',
    who: 'signed-in',
    about,
    answers: { 204: null },
    async handle({ site, caller, id }) {
      const removed = await removeWebhook(site.app, caller.actor, webhookId(id))
      return removed.ok ? { ok: true, value: { status: 204 } } : read(removed)
    },
  }),
  route({
    method: 'GET',
    path: '/webhooks/:id/deliveries',
    name: 'listWebhookDeliveries',
    tag,
    summary: 'What a webhook was told, the latest first',
    who: 'signed-in',
    about,
    query: onePage,
    answers: { 200: page(wire.delivery) },
    handle: async ({ site, caller, id, query }) =>
      read(await deliveriesOf(site.app, caller.actor, webhookId(id), query)),
  }),
  route({
    method: 'POST',
    path: '/webhooks/:id/tests',
    name: 'testWebhook',
    tag,
    summary: 'Send a test',
    description: 'Once, also while it is paused; what came of it stands among its deliveries.',
    who: 'signed-in',
    about,
    body: nothing,
    example: {},
    answers: { 201: wire.webhook },
    handle: async ({ site, caller, id, once }) =>
      acted(await sendTest(site.app, caller.actor, webhookId(id), once), 201),
  }),
  route({
    method: 'POST',
    path: '/webhooks/:id/pause',
    name: 'pauseWebhook',
    tag,
    summary: 'Pause a webhook',
    description: 'What happens meanwhile is kept until it is resumed.',
    who: 'signed-in',
    about,
    body: nothing,
    example: {},
    answers: { 200: wire.webhook },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, once }) => acted(await pauseByHand(site.app, caller.actor, webhookId(id), once)),
  }),
  route({
    method: 'POST',
    path: '/webhooks/:id/resume',
    name: 'resumeWebhook',
    tag,
    summary: 'Resume a webhook',
    description: 'What has waited is delivered at once.',
    who: 'signed-in',
    about,
    body: nothing,
    example: {},
    answers: { 200: wire.webhook },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, once }) =>
      acted(await resumeByHand(site.app, caller.actor, webhookId(id), once)),
  }),
  route({
    method: 'POST',
    path: '/webhooks/:id/secret',
    name: 'renewWebhookSecret',
    tag,
    summary: 'Make a new secret',
    description: 'The old one signs nothing any more from now on. The new one is in this answer and in no other.',
    who: 'signed-in',
    about,
    body: nothing,
    example: {},
    answers: { 200: wire.webhookWithSecret },
    handle: async ({ site, caller, id, once }) => acted(await renewSecret(site.app, caller.actor, webhookId(id), once)),
  }),
]
