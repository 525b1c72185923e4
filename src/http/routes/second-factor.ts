/** One's own second factor; and for administrators who must have one, and the end of somebody's. */
import type { FastifyRequest } from 'fastify'
import {
  beginOwn,
  confirmOwn,
  ownSecondFactor,
  renewOwnCodes,
  turnOffOwn,
  type Asker,
} from '../../services/second-factor/own.ts'
import { getRule, setRule, takeAway } from '../../services/second-factor/rule.ts'
import * as asked from '../asked-second-factor.ts'
import type { Caller } from '../caller.ts'
import { read, shown } from '../reply.ts'
import { route } from '../route.ts'
import type { Site } from '../site.ts'
import * as things from '../things.ts'
import * as wire from '../wire-second-factor.ts'
import { heard } from './heard.ts'

const tag = 'Staff, keys and sessions'
const path = '/me/second-factor'
const beforeSecondFactor = true

const askerOf = ({ signIn }: Site, { person }: Caller, { ip }: FastifyRequest): Asker => ({
  person,
  address: ip,
  isPasswordOf: signIn.isPasswordOf,
})

export const secondFactor = [
  route({
    method: 'GET',
    path,
    name: 'getSecondFactor',
    tag,
    summary: 'Your own second factor',
    who: 'signed-in',
    beforeSecondFactor,
    answers: { 200: wire.ownSecondFactor },
    handle: async ({ site, caller }) => shown(await ownSecondFactor(site.app, caller.person)),
  }),
  route({
    method: 'POST',
    path,
    name: 'beginSecondFactor',
    tag,
    summary: 'Begin to set up a second factor',
    description:
      'A secret for an app (TOTP, RFC 6238: SHA-1, six digits, 30 seconds), shown this once. Nothing asks for it until `PUT /me/second-factor` has shown a code of it. Asked again, it is another secret in its place.',
    who: 'signed-in',
    beforeSecondFactor,
    body: asked.begin,
    example: { password: 'correct horse battery staple' },
    answers: { 201: wire.newSecret },
    refuses: ['invalid-state', 'too-many', 'incomplete'],
    async handle({ site, caller, body, request }) {
      const begun = await beginOwn(site.app, askerOf(site, caller, request), body)
      return begun.ok ? { ok: true, value: { status: 201, body: begun.value } } : read(begun, 'incomplete')
    },
  }),
  route({
    method: 'PUT',
    path,
    name: 'confirmSecondFactor',
    tag,
    summary: 'Turn your second factor on',
    description:
      'With a code of the app that has the secret. From now on signing in asks for one. The recovery codes are in this answer and in no other: each works once, in the place of a code.',
    who: 'signed-in',
    beforeSecondFactor,
    body: asked.code,
    example: { code: '123456' },
    answers: { 200: wire.recoveryCodes },
    refuses: ['invalid-state', 'too-many'],
    handle: async ({ site, caller, body, request }) =>
      heard(site, read(await confirmOwn(site.app, askerOf(site, caller, request), body), 'incomplete')),
  }),
  route({
    method: 'POST',
    path: `${path}/codes`,
    name: 'renewRecoveryCodes',
    tag,
    summary: 'Make new recovery codes',
    description: 'In the place of all that there were. They are in this answer and in no other.',
    who: 'signed-in',
    body: asked.proof,
    example: { password: 'correct horse battery staple', code: '123456' },
    answers: { 200: wire.recoveryCodes },
    refuses: ['invalid-state', 'too-many'],
    handle: async ({ site, caller, body, request }) =>
      read(await renewOwnCodes(site.app, askerOf(site, caller, request), body), 'incomplete'),
  }),
  route({
    method: 'POST',
    path: `${path}/off`,
    name: 'turnOffSecondFactor',
    tag,
    summary: 'Turn your second factor off',
    description: 'With the password and a code. Where the desk asks for one, another is set up before anything else.',
    who: 'signed-in',
    body: asked.proof,
    example: { password: 'correct horse battery staple', code: '123456' },
    answers: { 200: wire.ownSecondFactor },
    refuses: ['invalid-state', 'too-many'],
    handle: async ({ site, caller, body, request }) =>
      heard(site, read(await turnOffOwn(site.app, askerOf(site, caller, request), body), 'incomplete')),
  }),
  route({
    method: 'DELETE',
    path: '/people/:id/second-factor',
    name: 'takeSecondFactor',
    tag,
    summary: 'Take somebody’s second factor away',
    description:
      'From whoever has lost their app and their recovery codes, of the staff or a contact. They are signed out everywhere, and told by mail; then the password alone lets them in.',
    who: 'staff',
    roles: ['admin'],
    about: things.person,
    answers: { 204: null },
    refuses: ['invalid-state'],
    async handle({ site, caller, id }) {
      const taken = await takeAway(site.app, caller.actor, things.idOf<'person'>(id))
      return taken.ok ? heard(site, { ok: true, value: { status: 204 } }) : read(taken)
    },
  }),
  route({
    method: 'GET',
    path: '/second-factor-rule',
    name: 'getSecondFactorRule',
    tag,
    summary: 'Who of the staff must have a second factor',
    who: 'staff',
    roles: ['admin'],
    answers: { 200: wire.rule },
    handle: async ({ site, caller }) => read(await getRule(site.app, caller.actor)),
  }),
  route({
    method: 'PUT',
    path: '/second-factor-rule',
    name: 'setSecondFactorRule',
    tag,
    summary: 'Say who of the staff must have a second factor',
    description:
      'Whoever must and has none is served nothing of a session that begins from now on until they have set one up. Keys go on.',
    who: 'staff',
    roles: ['admin'],
    body: asked.rule,
    example: { required: 'administrators' },
    answers: { 200: wire.rule },
    handle: async ({ site, caller, body }) => heard(site, read(await setRule(site.app, caller.actor, body))),
  }),
]
