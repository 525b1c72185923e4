/** Announcements, and what a contact wants by mail (D5). */
import { z } from 'zod'
import {
  changeNewsSubscriptions,
  listNews,
  newsSubscriptions,
  publishNews,
  withdrawNews,
} from '../../services/board/news.ts'
import * as asked from '../asked-critical.ts'
import { onePage } from '../asked.ts'
import { acted, created, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import * as wire from '../wire-critical.ts'
import { page } from '../wire.ts'

const tag = 'News'

export const news = [
  route({
    method: 'GET',
    path: '/news',
    name: 'listNews',
    tag,
    summary: 'Announcements, the latest first',
    description: 'A partner gets those for its tier, region and products.',
    who: 'signed-in',
    query: onePage,
    answers: { 200: page(wire.announcement) },
    handle: async ({ site, caller, query }) => read(await listNews(site.app, caller.actor, query)),
  }),
  route({
    method: 'POST',
    path: '/news',
    name: 'publishNews',
    tag,
    summary: 'Announce something to partners',
    description: 'None of a kind means all of it. Contacts who subscribed, and whom it is for, get it by mail.',
    who: 'staff',
    body: asked.newAnnouncement,
    example: { title: 'The spring release', body: 'What is new, and when it comes.' },
    answers: { 201: wire.announcement },
    handle: async ({ site, caller, body, once }) =>
      created(await publishNews(site.app, caller.actor, body, once), () => '/api/v1/news'),
  }),
  route({
    method: 'POST',
    path: '/news/:id/withdraw',
    name: 'withdrawNews',
    tag,
    summary: 'Take an announcement back',
    who: 'staff',
    about: things.announcement,
    body: z.strictObject({}),
    example: {},
    answers: { 200: wire.announcement },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, once }) =>
      acted(await withdrawNews(site.app, caller.actor, idOf<'announcement'>(id), once)),
  }),
  route({
    method: 'GET',
    path: '/me/subscriptions',
    name: 'getSubscriptions',
    tag,
    summary: 'What one gets by mail',
    who: 'signed-in',
    answers: { 200: wire.subscriptions },
    refuses: ['not-allowed'],
    handle: async ({ site, caller }) => read(await newsSubscriptions(site.app, caller.actor)),
  }),
  route({
    method: 'POST',
    path: '/me/subscriptions',
    name: 'changeSubscriptions',
    tag,
    summary: 'Subscribe by mail, or leave it',
    who: 'signed-in',
    body: asked.subscriptions,
    example: { incidents: true },
    answers: { 200: wire.subscriptions },
    handle: async ({ site, caller, body, once }) =>
      acted(await changeNewsSubscriptions(site.app, caller.actor, body, once)),
  }),
]
