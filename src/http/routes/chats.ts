/** Live chat (A4). */
import type { PartnerId, TicketId } from '../../domain/kernel.ts'
import { handOver, takeOver } from '../../services/chats/agents.ts'
import { endBy } from '../../services/chats/end.ts'
import { getPresence, setPresence } from '../../services/chats/presence.ts'
import { chatOffer, chatReport, getChat, listChats } from '../../services/chats/reading.ts'
import { sayInChat } from '../../services/chats/say.ts'
import { startChat } from '../../services/chats/start.ts'
import { askTranscript } from '../../services/chats/transcript.ts'
import { tellTyping } from '../../services/chats/typing.ts'
import * as asked from '../asked-chats.ts'
import { acted, created, read, shown } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import { page } from '../wire.ts'
import * as wire from '../wire-chats.ts'

const tag = 'Live chat'
const about = things.chat
const answers = { 200: wire.chat }

export const chats = [
  route({
    method: 'GET',
    path: '/chats/offer',
    name: 'getChatOffer',
    tag,
    summary: 'Whether live chat is for a partner, and whether somebody is there',
    description:
      'Yes or no and why, from the same function as every entitlement. Staff says for which `partner`. Who is available is told to staff alone.',
    who: 'signed-in',
    query: asked.offerFor,
    answers: { 200: wire.offer },
    refuses: ['not-found'],
    handle: async ({ site, caller, query }) =>
      read(await chatOffer(site.app, caller.actor, { partner: query.partner as PartnerId | undefined })),
  }),
  route({
    method: 'GET',
    path: '/chats/presence',
    name: 'getChatPresence',
    tag,
    summary: 'Whether one is available for chat, and who else is',
    who: 'staff',
    answers: { 200: wire.presence },
    handle: async ({ site, caller }) => read(await getPresence(site.app, caller.actor)),
  }),
  route({
    method: 'PUT',
    path: '/chats/presence',
    name: 'setChatPresence',
    tag,
    summary: 'Tell that one is there, and turn the switch',
    description:
      'To be told again within `agentGoneAfterSeconds`; otherwise the switch is off, and chats of one’s own wait for another agent.',
    who: 'staff',
    body: asked.presence,
    example: { available: true },
    answers: { 200: wire.presence },
    handle: async ({ site, caller, body }) => read(await setPresence(site.app, caller.actor, body), 'incomplete'),
  }),
  route({
    method: 'GET',
    path: '/chats',
    name: 'listChats',
    tag,
    summary: 'Chats that go on, the longest wait first; or those that ended, the latest first',
    who: 'signed-in',
    query: asked.chatList,
    answers: { 200: page(wire.chat) },
    handle: async ({ site, caller, query }) =>
      read(await listChats(site.app, caller.actor, { ...query, ticket: query.ticket as TicketId | undefined })),
  }),
  route({
    method: 'POST',
    path: '/chats',
    name: 'startChat',
    tag,
    summary: 'Begin a chat',
    description:
      'A ticket with the channel `chat`, promised as any other from this first word on. Refused where nobody is there, unless `leave` says that it is a message for when somebody is; what is promised for it, POST /tickets/preview says before.',
    who: 'signed-in',
    body: asked.newChat,
    example: { type: 'Technical Support', subject: 'A report is wrong', description: 'The sum of the deals is wrong.' },
    answers: { 201: wire.chat },
    refuses: ['not-found', 'invalid-state'],
    handle: async ({ site, caller, body, once }) =>
      created(await startChat(site.app, caller.actor, body, once), ({ id }) => `/api/v1/chats/${id}`),
  }),
  route({
    method: 'GET',
    path: '/chats/:id',
    name: 'getChat',
    tag,
    summary: 'A chat with its ticket',
    who: 'signed-in',
    about,
    answers,
    handle: async ({ site, caller, id }) => read(await getChat(site.app, caller.actor, idOf<'chat'>(id))),
  }),
  route({
    method: 'POST',
    path: '/chats/:id/take',
    name: 'takeChat',
    tag,
    summary: 'Take a chat that waits',
    description: 'Of two who take it at once one has it; the other is refused, and told who.',
    who: 'staff',
    about,
    answers,
    refuses: ['conflict', 'invalid-state'],
    handle: async ({ site, caller, id, once }) => acted(await takeOver(site.app, caller.actor, idOf<'chat'>(id), once)),
  }),
  route({
    method: 'POST',
    path: '/chats/:id/messages',
    name: 'sayInChat',
    tag,
    summary: 'Say something in a chat',
    description:
      'A public message of its ticket, and no letter. Sent again under the same Idempotency-Key it is one message. Internal notes are written on the ticket.',
    who: 'signed-in',
    about,
    body: asked.chatWord,
    example: { body: 'Which of the two reports is it?' },
    answers: { 201: wire.said },
    refuses: ['invalid-state', 'too-many'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await sayInChat(site.app, caller.actor, idOf<'chat'>(id), body, once), 201),
  }),
  route({
    method: 'POST',
    path: '/chats/:id/typing',
    name: 'tellTyping',
    tag,
    summary: 'Say that one is typing',
    description: 'Told to whoever listens (GET /events) at this moment, and kept nowhere.',
    who: 'signed-in',
    about,
    answers: { 204: null },
    refuses: ['invalid-state'],
    async handle({ site, caller, id }) {
      const told = await tellTyping(site.app, caller.actor, idOf<'chat'>(id))
      return told.ok ? { ok: true, value: { status: 204 } } : read(told)
    },
  }),
  route({
    method: 'POST',
    path: '/chats/:id/hand-over',
    name: 'handOverChat',
    tag,
    summary: 'Hand a chat to a colleague who is available, or back to those that wait',
    who: 'staff',
    about,
    body: asked.handOver,
    example: { person: null },
    answers,
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await handOver(site.app, caller.actor, idOf<'chat'>(id), body, once)),
  }),
  route({
    method: 'POST',
    path: '/chats/:id/end',
    name: 'endChat',
    tag,
    summary: 'End a chat, with a solution or without',
    description: 'By either side. Without a solution its ticket goes on with what is promised.',
    who: 'signed-in',
    about,
    body: asked.endChat,
    example: { solved: false },
    answers,
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await endBy(site.app, caller.actor, idOf<'chat'>(id), body, once)),
  }),
  route({
    method: 'POST',
    path: '/chats/:id/transcript',
    name: 'sendTranscript',
    tag,
    summary: 'Have what was said sent to oneself',
    description: 'To the person of the partner who asks, once for each of them.',
    who: 'signed-in',
    about,
    answers,
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, once }) =>
      acted(await askTranscript(site.app, caller.actor, idOf<'chat'>(id), once)),
  }),
  route({
    method: 'GET',
    path: '/reports/chats',
    name: 'reportChats',
    tag: 'Reports',
    summary: 'Live chats by month: how many, how long partners waited, and how many nobody took',
    who: 'staff',
    answers: { 200: wire.report },
    handle: async ({ site, caller }) => shown(await chatReport(site.app, caller.actor)),
  }),
]
