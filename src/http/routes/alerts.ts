/** 'For you': what concerns one of the staff, and was not done by them. */
import type { TicketId } from '../../domain/kernel.ts'
import { alertDays } from '../../domain/alert.ts'
import { listAlerts, readAlerts } from '../../services/alerts/reading.ts'
import * as asked from '../asked-alerts.ts'
import { acted, read } from '../reply.ts'
import { route } from '../route.ts'
import * as wire from '../wire-alerts.ts'
import { page } from '../wire.ts'

const tag = 'For you'

export const alerts = [
  route({
    method: 'GET',
    path: '/alerts',
    name: 'listAlerts',
    tag,
    summary: 'What concerns the caller, by ticket, the newest first',
    description:
      'Of tickets that are the caller’s: an answer of the partner, a change or dispute of the severity, an escalation, a promise that passed its target or limit, a reopening. Also being assigned a ticket by somebody else or by a rule, being mentioned in an internal note, and steps of workflows that wait for the caller; what others do to tickets that the caller follows (`POST /tickets/{id}/followers`), and its reminders (`POST /reminders`). ' +
      `Nobody is told of what they did themselves, and whoever acts on a ticket has read what there was of it. Written within seconds, kept for ${alertDays} days; no mail is sent for them. \`unread=true\` leaves out what was read.`,
    who: 'staff',
    query: asked.alertList,
    answers: { 200: page(wire.alerts) },
    handle: async ({ site, caller, query }) =>
      read(
        await listAlerts(site.app, caller.actor, {
          ...query,
          ticket: (query.ticket ?? undefined) as TicketId | undefined,
        }),
      ),
  }),
  route({
    method: 'POST',
    path: '/alerts/read',
    name: 'readAlerts',
    tag,
    summary: 'Say that they were read',
    description:
      'Those of one ticket; with `ticket` null, all of the caller’s. Answers of how many tickets something is unread then.',
    who: 'staff',
    body: asked.readAlerts,
    example: { ticket: null },
    answers: { 200: wire.alertsRead },
    refuses: ['not-found'],
    handle: async ({ site, caller, body, once }) =>
      acted(await readAlerts(site.app, caller.actor, { ticket: body.ticket as TicketId | null }, once)),
  }),
]
