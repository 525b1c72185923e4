/** The Help Center widget (A6): who uses it, where it may stand, and what its first page shows. */
import { z } from 'zod'
import { utc } from '../../services/instants.ts'
import { widgetHome } from '../../services/widget/home.ts'
import { endSessionsOf, endWidgetSession, openWidgetSession } from '../../services/widget/sessions.ts'
import { changeWidgetSettings, widgetSettings } from '../../services/widget/settings.ts'
import { email, name, text } from '../asked.ts'
import type { Caller } from '../caller.ts'
import { problem } from '../problem.ts'
import { acted, created, read, refused, shown } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { ownOriginOf } from '../widget/own-origin.ts'
import * as wire from '../wire-widget.ts'

const tag = 'Widget'

/** A session is as good as the contact's own: whoever asks for one has a key made for it, or runs the desk. */
const mayIssue = ({ onlyWidgetSessions, person }: Caller): boolean =>
  onlyWidgetSessions === true || person.role === 'admin'
const notYours = problem(
  'not-allowed',
  "Ask with a key of the scope 'widget' (desk key create --as EMAIL --scope widget), or as an administrator.",
)

export const widget = [
  route({
    method: 'POST',
    path: '/widget-sessions',
    name: 'openWidgetSession',
    tag,
    summary: 'Let a contact use the widget',
    description:
      "For the program behind the vendor's own page, which has signed the contact in: with a key of the scope `widget`. The token holds for a quarter of an hour, for that contact and pages of that origin; the page asks for another in time. With `partner` (its id, or its reference in the vendor's store) a contact of another one is refused. An administrator who is signed in gets a preview, which sends nothing.",
    who: 'staff',
    widgetKeys: true,
    body: z.strictObject({ email, origin: text(300), partner: name.optional() }),
    example: { email: 'contact@partner.example', origin: 'https://store.vendor.example' },
    answers: { 201: wire.widgetSession },
    async handle({ site, caller, body, once, request }) {
      if (!mayIssue(caller)) return refused(notYours)
      const issuing = { preview: caller.via === 'session', ownOrigin: ownOriginOf(site, request) }
      return created(
        await openWidgetSession(site.app, caller.actor, body, issuing, once),
        ({ id }) => `/api/v1/widget-sessions/${id}`,
      )
    },
  }),
  route({
    method: 'DELETE',
    path: '/widget-sessions/:id',
    name: 'endWidgetSession',
    tag,
    summary: 'End a session of the widget',
    who: 'staff',
    widgetKeys: true,
    about: things.widgetSession,
    answers: { 204: null },
    async handle({ site, caller, id }) {
      if (!mayIssue(caller)) return refused(notYours)
      const ended = await endWidgetSession(site.app, caller.actor, things.idOf<'widget-session'>(id))
      return ended.ok ? { ok: true, value: { status: 204 } } : read(ended)
    },
  }),
  route({
    method: 'POST',
    path: '/widget-sessions/ends',
    name: 'endWidgetSessionsOf',
    tag,
    summary: 'End all sessions of a contact',
    description: 'When the contact signs out of the page that the widget stands in.',
    who: 'staff',
    widgetKeys: true,
    body: z.strictObject({ email }),
    example: { email: 'contact@partner.example' },
    answers: { 200: wire.ended },
    handle: async ({ site, caller, body, once }) =>
      mayIssue(caller) ? acted(await endSessionsOf(site.app, caller.actor, body, once)) : refused(notYours),
  }),
  route({
    method: 'GET',
    path: '/widget-settings',
    name: 'getWidgetSettings',
    tag,
    summary: 'Where the widget may stand, and who uses it now',
    who: 'staff',
    roles: ['admin'],
    answers: { 200: wire.widgetSettings },
    handle: async ({ site, caller }) => shown(await widgetSettings(site.app, caller.actor)),
  }),
  route({
    method: 'PUT',
    path: '/widget-settings',
    name: 'changeWidgetSettings',
    tag,
    summary: 'Say where the widget may stand',
    description: 'All of its origins at once. Sessions on pages that are no longer among them end.',
    who: 'staff',
    roles: ['admin'],
    body: z.strictObject({ origins: z.array(text(300)).max(100) }),
    example: { origins: ['https://store.vendor.example'] },
    answers: { 200: wire.widgetSettings },
    handle: async ({ site, caller, body }) =>
      read(await changeWidgetSettings(site.app, caller.actor, body), 'incomplete'),
  }),
  route({
    method: 'GET',
    path: '/widget-home',
    name: 'getWidgetHome',
    tag,
    summary: 'What the widget shows first',
    description:
      'Incidents that go on, news, open requests, and what the tier gives: the toll-free number only to whom the line is for (A3).',
    who: 'signed-in',
    widget: 'asks',
    answers: { 200: wire.widgetHome },
    refuses: ['not-allowed'],
    async handle({ site, caller }) {
      const home = await widgetHome(site.app, caller.actor)
      if (!home.ok) return read(home)
      const expiresAt = caller.widget === undefined ? null : utc(caller.widget.expiresAt)
      return shown({ ...home.value, expiresAt, preview: caller.widget !== undefined && !caller.mayWrite })
    },
  }),
]
