/** Keys, sessions and passwords: one's own, and for administrators everybody's. */
import { createKey, endKey, listKeys } from '../../services/people/keys.ts'
import { lookAtPasswordLink, setByLink } from '../../services/people/passwords.ts'
import { changeOwnPassword, changeOwnZone } from '../../services/people/own.ts'
import { endSession, listSessions, signOutEverywhere } from '../../services/people/sessions.ts'
import { meView } from '../../services/registry/directory.ts'
import * as asked from '../asked-people.ts'
import type { Caller } from '../caller.ts'
import { cookieOf } from '../cookies.ts'
import { tooManyFrom } from '../link-tries.ts'
import { acted, created, read, refused, shown } from '../reply.ts'
import { route } from '../route.ts'
import type { Site } from '../site.ts'
import * as things from '../things.ts'
import * as wire from '../wire-people.ts'
import { me, page } from '../wire.ts'
import { heard } from './heard.ts'

const tag = 'Staff, keys and sessions'

/** Of the session that asks; null for a key. */
const tokenOf = ({ signIn }: Site, { via }: Caller, cookies: string | undefined): string | null =>
  via === 'session' ? signIn.tokenOf(cookieOf(cookies, signIn.cookie)) : null

export const access = [
  route({
    method: 'GET',
    path: '/keys',
    name: 'listKeys',
    tag,
    summary: 'Keys, the latest first',
    description:
      'Without their tokens, which nobody has but their holders. `person`: whose; your own id for your own. Only an administrator asks for others’, or for everybody’s.',
    who: 'signed-in',
    query: asked.keyList,
    answers: { 200: page(wire.key) },
    refuses: ['not-allowed'],
    handle: async ({ site, caller, query }) => read(await listKeys(site.app, caller.actor, query)),
  }),
  route({
    method: 'POST',
    path: '/keys',
    name: 'createKey',
    tag,
    summary: 'Make a key',
    description:
      'For yourself; an administrator for anybody (`person`). `scope`: `full` may do what its person may, `read` only looks, `widget` only asks for sessions of the widget. The `token` is in this answer and in no other: the desk keeps its hash.',
    who: 'signed-in',
    body: asked.newKey,
    example: { label: 'Imports from the store', scope: 'full' },
    answers: { 201: wire.keyWithToken },
    refuses: ['not-allowed'],
    handle: async ({ site, caller, body, once }) =>
      created(await createKey(site.app, caller.actor, body, once), () => '/api/v1/keys'),
  }),
  route({
    method: 'DELETE',
    path: '/keys/:id',
    name: 'revokeKey',
    tag,
    summary: 'Revoke a key',
    description: 'From now on it opens nothing, on any node. Your own, or as an administrator anybody’s.',
    who: 'signed-in',
    about: things.key,
    answers: { 204: null },
    async handle({ site, caller, id }) {
      const ended = await endKey(site.app, caller.actor, id)
      return ended.ok ? heard(site, { ok: true, value: { status: 204 } }) : read(ended)
    },
  }),
  route({
    method: 'GET',
    path: '/sessions',
    name: 'listSessions',
    tag,
    summary: 'Where somebody is signed in, the latest first',
    description: 'You, or as an administrator whom you name as `person`.',
    who: 'signed-in',
    query: asked.sessionList,
    answers: { 200: wire.sessions },
    refuses: ['not-allowed', 'not-found'],
    async handle({ site, caller, query, request }) {
      const token = tokenOf(site, caller, request.headers.cookie)
      const found = await listSessions(site.app, caller.actor, { ...query, token })
      return found.ok ? shown({ items: found.value, nextCursor: null }) : read(found)
    },
  }),
  route({
    method: 'POST',
    path: '/sessions/end',
    name: 'endSessions',
    tag,
    summary: 'Sign out everywhere else',
    description:
      'Ends all sessions but the one that asks: yours, or as an administrator those of `person`. Keys go on: they are revoked one by one.',
    who: 'signed-in',
    body: asked.endSessions,
    example: {},
    answers: { 200: wire.endedSessions },
    refuses: ['not-allowed', 'not-found'],
    async handle({ site, caller, body, once, request }) {
      const token = tokenOf(site, caller, request.headers.cookie)
      return heard(site, acted(await signOutEverywhere(site.app, caller.actor, { ...body, token }, once)))
    },
  }),
  route({
    method: 'DELETE',
    path: '/sessions/:id',
    name: 'endSession',
    tag,
    summary: 'End a session',
    description: 'Your own, or as an administrator anybody’s.',
    who: 'signed-in',
    about: things.session,
    answers: { 204: null },
    async handle({ site, caller, id }) {
      const ended = await endSession(site.app, caller.actor, id)
      return ended.ok ? heard(site, { ok: true, value: { status: 204 } }) : read(ended)
    },
  }),
  route({
    method: 'PATCH',
    path: '/me',
    name: 'changeMe',
    tag,
    summary: 'Change your own zone',
    description: 'Name, address and role are the administrator’s to change.',
    who: 'signed-in',
    body: asked.changeMe,
    example: { zone: 'Europe/Berlin' },
    answers: { 200: me },
    async handle({ site, caller, body }) {
      const changed = await changeOwnZone(site.app, caller.actor, body)
      if (!changed.ok) return read(changed, 'incomplete')
      const after = { ...caller, person: { ...caller.person, zone: changed.value.zone } }
      return heard(site, shown(meView(after, site.endpointsFor(caller.person))))
    },
  }),
  route({
    method: 'PUT',
    path: '/me/password',
    name: 'changePassword',
    tag,
    summary: 'Change your own password',
    description: 'All other sessions end; the one that asks goes on with a new cookie. Keys go on.',
    who: 'signed-in',
    body: asked.changePassword,
    example: { current: 'correct horse battery staple', password: 'four other words of mine' },
    answers: { 204: null },
    refuses: ['too-many', 'invalid-state'],
    async handle({ site, caller, body, request, reply }) {
      const { person } = caller
      const changed = await changeOwnPassword(site.app, person, body, request.ip, site.signIn)
      if (!changed.ok) return read(changed, 'incomplete')
      if (caller.via === 'session') {
        const userAgent = request.headers['user-agent'] ?? ''
        const entered = await site.signIn.enter(person.id, { address: request.ip, userAgent })
        if (entered !== null) reply.header('set-cookie', entered.cookies)
      }
      return heard(site, { ok: true, value: { status: 204 } })
    },
  }),
  route({
    method: 'POST',
    path: '/password-links/look',
    name: 'lookAtPasswordLink',
    tag,
    summary: 'Whose password a link sets',
    who: 'everybody',
    body: asked.lookAtPasswordLink,
    example: { token: 'as-it-stands-in-the-link' },
    answers: { 200: wire.openedPasswordLink },
    refuses: ['not-found', 'too-many'],
    async handle({ site, body, request }) {
      const why = await tooManyFrom(site, request.ip)
      return why === null ? read(await lookAtPasswordLink(site.app, body.token)) : refused(why)
    },
  }),
  route({
    method: 'POST',
    path: '/password-links/use',
    name: 'setPassword',
    tag,
    summary: 'Set a password by a link',
    description: 'Once. Sessions that were begun with the password before it end.',
    who: 'everybody',
    body: asked.setPassword,
    example: { token: 'as-it-stands-in-the-link', password: 'four words of mine' },
    answers: { 200: wire.passwordSet },
    refuses: ['not-found', 'too-many'],
    async handle({ site, body, request }) {
      const why = await tooManyFrom(site, request.ip)
      if (why !== null) return refused(why)
      return heard(site, read(await setByLink(site.app, body, site.signIn.setPassword), 'incomplete'))
    },
  }),
]
