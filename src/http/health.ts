/** Signs of health, for whoever runs the server: alive, able to work, and the figures of both. */
import type { FastifyInstance } from 'fastify'
import { figures, inTime, isTold, whyNotReady } from '../services/health.ts'
import { chatFigures } from '../services/chats/reading.ts'
import { mailGauges } from '../services/mail-in/health.ts'
import { processGauges, type Gauge, type Metrics } from './metrics.ts'
import { problem, sendProblem } from './problem.ts'
import type { Site } from './site.ts'

const hidden = { schema: { hide: true } }
const noStore = { 'cache-control': 'no-store' }

export function showHealth(server: FastifyInstance, site: Site, metrics: Metrics): void {
  server.get('/healthz', hidden, (_request, reply) => reply.headers(noStore).send({ status: 'alive' }))

  server.get('/readyz', hidden, async (_request, reply) => {
    const why = await whyNotReady(site.app)
    const warnings = site.warnings()
    return why === null
      ? reply.headers(noStore).send({ status: 'ready', ...(warnings.length === 0 ? {} : { warnings }) })
      : sendProblem(reply, { ...problem('unavailable', why), headers: { ...noStore, 'retry-after': '5' } })
  })

  server.get('/metrics', hidden, async (_request, reply) => {
    const text = metrics.render([...processGauges(), ...(await deskGauges(site))])
    return reply.headers(noStore).type('text/plain; version=0.0.4; charset=utf-8').send(text)
  })
}

/** Without a database, the process's own figures are all there is: that, too, is a figure. */
async function deskGauges({ app, stream, complain }: Site): Promise<Gauge[]> {
  const streams = { name: 'desk_streams_open', help: 'Open event streams.', values: [{ value: stream.size }] }
  const up = (value: 0 | 1): Gauge => ({
    name: 'desk_database_up',
    help: 'Whether the database answers.',
    values: [{ value }],
  })
  try {
    const gauges = await inTime(databaseGauges(app))
    return gauges === 'late' ? [streams, up(0)] : [streams, up(1), ...gauges]
  } catch (reason) {
    if (!isTold(reason)) complain(reason)
    return [streams, up(0)]
  }
}

async function databaseGauges(app: Site['app']): Promise<Gauge[]> {
  const mail = await mailGauges(app)
  const chats = await chatFigures(app)
  const { openByBand, lettersQueued, wakeLagSeconds, connections, readOnly, clockAheadSeconds } = await figures(app)
  return [
    {
      name: 'desk_database_read_only',
      help: '1 where the database takes no changes.',
      values: [{ value: readOnly ? 1 : 0 }],
    },
    {
      name: 'desk_clock_ahead_seconds',
      help: 'By how much the clock of this machine is ahead of that of the database; below 0 it is behind.',
      values: [{ value: clockAheadSeconds }],
    },
    {
      name: 'desk_tickets_open',
      help: 'Open tickets by band of urgency: 0 past a limit, 1 pressing, 2 in time, 3 nothing promised. Counted up to 1,000.',
      values: openByBand.map((value, band) => ({ labels: { band: String(band) }, value })),
    },
    {
      name: 'desk_wake_lag_seconds',
      help: 'For how long the ticket due longest has waited to be woken.',
      values: [{ value: wakeLagSeconds }],
    },
    {
      name: 'desk_letters_queued',
      help: 'Letters waiting to be sent. Counted up to 1,000.',
      values: [{ value: lettersQueued }],
    },
    {
      name: 'desk_chats',
      help: 'Live chats that wait for an agent, and those that an agent has.',
      values: [
        { labels: { state: 'waiting' }, value: chats.waiting },
        { labels: { state: 'open' }, value: chats.open },
      ],
    },
    {
      name: 'desk_chat_agents_available',
      help: 'Agents who are available for chat.',
      values: [{ value: chats.available }],
    },
    {
      name: 'desk_mail_waiting',
      help: 'Mails that wait to be processed, are tried again, are parked, or held. Counted up to 1,000.',
      values: Object.entries(mail.states).map(([state, value]) => ({ labels: { state }, value })),
    },
    {
      name: 'desk_mail_queue_age_seconds',
      help: 'For how long the mail has waited that was received first of those to be processed.',
      values: [{ value: mail.queueAge }],
    },
    {
      name: 'desk_mail_since_last_seconds',
      help: 'Since the last mail that came in, and the last letter that went out; absent where there was none.',
      values: Object.entries({ in: mail.sinceLastIn, out: mail.sinceLastOut }).flatMap(([direction, value]) =>
        value === null ? [] : [{ labels: { direction }, value }],
      ),
    },
    {
      name: 'desk_mail_quiet',
      help: '1 where no mail has come for longer than the policy finds likely: an alarm.',
      values: [{ value: mail.isQuiet ? 1 : 0 }],
    },
    {
      name: 'desk_held_back',
      help: "1 where the desk was restored from a backup and nothing leaves it until 'desk release'.",
      values: [{ value: mail.isHeldBack ? 1 : 0 }],
    },
    {
      name: 'desk_letters_failed',
      help: 'Letters that were given up. Counted up to 1,000.',
      values: [{ value: mail.lettersFailed }],
    },
    {
      name: 'desk_database_connections',
      help: 'Connections of the pool, and requests that wait for one.',
      values: Object.entries(connections).map(([state, value]) => ({ labels: { state }, value })),
    },
  ]
}
