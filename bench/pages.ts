/** Pages: what people look at all day must cost the same however many tickets there are. */
import pg from 'pg'
import type { PartnerId, PersonId, TicketId } from '../src/domain/kernel.ts'
import type { App } from '../src/services/app.ts'
import { countTickets, getTicket, listTickets, ticketEvents, ticketMessages } from '../src/services/tickets/reading.ts'
import type { Actor } from '../src/storage/database.ts'
import type { TicketFilter } from '../src/storage/ticket-filter.ts'
import { alternate } from './ground/alternate.ts'
import { twoDesks } from './ground/full-desks.ts'
import type { FullDesk } from './ground/many-tickets.ts'
import { keyFor, startProduct } from './ground/product.ts'
import { tell, type Bench, type Row } from './report.ts'

/** Somebody who looks at a desk, and the ticket that is opened. */
interface Looker {
  readonly actor: Actor
  readonly ticket: TicketId
  /** As many as both desks have. */
  readonly limit: number
}

interface Look {
  readonly what: string
  readonly at: (app: App, looker: Looker) => Promise<unknown>
  /** The same over HTTP, from `/api/v1` on. */
  readonly path?: (looker: Looker) => string
}

const list =
  (filter: TicketFilter) =>
  async (app: App, { actor, limit }: Looker): Promise<unknown> => {
    const page = await listTickets(app, actor, { ...filter, limit, cursor: null })
    if (!page.ok || page.value.items.length === 0) throw new Error(`An empty page of ${JSON.stringify(filter)}.`)
    return page
  }

const queue: Look = {
  what: 'the queue',
  at: list({ view: 'queue' }),
  path: ({ limit }) => `/tickets?view=queue&limit=${limit}`,
}
const ticket: Look = {
  what: 'a ticket with its messages and history',
  at: async (app, { actor, ticket: id }) => {
    const page = { limit: 50, cursor: null }
    const [found] = await Promise.all([
      getTicket(app, actor, id),
      ticketMessages(app, actor, id, page),
      ticketEvents(app, actor, id, page),
    ])
    if (!found.ok) throw new Error(found.problem.message)
  },
  path: (looker) => `/tickets/${looker.ticket}`,
}
const all: Look = {
  what: 'all, the latest first',
  at: list({ view: 'all' }),
  path: ({ limit }) => `/tickets?view=all&limit=${limit}`,
}
const rareWord: Look = { what: 'a search, one ticket has it', at: list({ view: 'all', q: 'ref1600' }) }
const everyWord: Look = {
  what: 'a search, nearly every message has it',
  at: list({ view: 'all', q: 'report invoice' }),
  path: ({ limit }) => `/tickets?view=all&q=report+invoice&limit=${limit}`,
}

const looks: Readonly<Record<'staff' | 'partner', readonly Look[]>> = {
  staff: [
    queue,
    { what: 'the queue of a desk', at: list({ view: 'queue', desk: 'support' }) },
    { what: 'the queue, severity 1', at: list({ view: 'queue', severity: 1 }) },
    ticket,
    all,
    { what: 'all, solved', at: list({ view: 'all', status: 'solved' }) },
    rareWord,
    everyWord,
    { what: 'the counts of the queues', at: (app, { actor }) => countTickets(app, actor) },
  ],
  partner: [queue, ticket, all, everyWord],
}

export const bench: Bench = async ({ quick }) => {
  const desks = await twoDesks(quick)
  const rows: Row[] = []
  for (const who of ['staff', 'partner'] as const) {
    const [small, large] = await Promise.all(desks.map((desk) => lookerOn(desk, who)))
    if (small === undefined || large === undefined) throw new Error('A desk without anybody.')
    for (const { what, at } of looks[who])
      rows.push(
        await compare(`${what}, as ${who}`, desks, quick ? 10 : 60, {
          large: () => at(desks[1].app, large),
          small: () => at(desks[0].app, small),
        }),
      )
    rows.push(...(await overHttp(who, desks, { small, large }, quick)))
  }
  return rows
}

async function overHttp(
  who: 'staff' | 'partner',
  desks: readonly [FullDesk, FullDesk],
  lookers: { readonly small: Looker; readonly large: Looker },
  quick: boolean,
): Promise<Row[]> {
  const serving = await Promise.all(desks.map(({ url }) => startProduct({ DATABASE_URL: url })))
  try {
    const ask = async (desk: FullDesk, base: string, { actor }: Looker) => {
      const key = await keyFor(desk.app, (actor as { person: PersonId }).person)
      return async (path: string): Promise<void> => {
        const answer = await fetch(`${base}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } })
        const text = await answer.text()
        if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${text}`)
      }
    }
    const [small, large] = serving.map(({ said }) => said.url) as [string, string]
    const askSmall = await ask(desks[0], small, lookers.small)
    const askLarge = await ask(desks[1], large, lookers.large)
    const rows: Row[] = []
    for (const { what, path } of looks[who]) {
      if (path === undefined) continue
      rows.push(
        await compare(`${what}, as ${who}, over HTTP`, desks, quick ? 10 : 60, {
          large: () => askLarge(path(lookers.large)),
          small: () => askSmall(path(lookers.small)),
        }),
      )
    }
    return rows
  } finally {
    for (const each of serving) await each.stop()
  }
}

async function compare(
  what: string,
  [small, large]: readonly [FullDesk, FullDesk],
  times: number,
  look: { readonly large: () => Promise<unknown>; readonly small: () => Promise<unknown> },
): Promise<Row> {
  const took = await alternate(times, look.large, look.small)
  return tell({
    bench: 'pages',
    what: `${what}, of ${large.tickets.toLocaleString('en-US')}`,
    value: took.first,
    unit: 'ms',
    against: { name: `of ${small.tickets.toLocaleString('en-US')}`, value: took.second },
    goal: { atMost: 2 },
  })
}

/** The first of the staff, or a contact of the partner that has most tickets on the desk. */
async function lookerOn({ url }: FullDesk, who: 'staff' | 'partner'): Promise<Looker> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ person: PersonId; partner: PartnerId | null; ticket: TicketId }>(
      who === 'staff'
        ? `select p.id as person, null as partner, t.id as ticket from people p, messages m join tickets t on t.id = m.ticket_id
           where p.side = 'staff' order by p.name, t.id limit 1`
        : `with most as (select partner_id, count(*) from tickets where open group by 1 order by 2 desc, 1 limit 1)
           select p.id as person, p.partner_id as partner, t.id as ticket from most
           join people p using (partner_id) join tickets t using (partner_id) order by p.name, t.id limit 1`,
    )
    const [found] = rows
    if (found === undefined) throw new Error('Nobody is there.')
    const { person, partner, ticket: id } = found
    return {
      actor:
        partner === null
          ? { kind: 'staff', person, role: 'agent', desks: ['support', 'operations'] }
          : { kind: 'partner', person, partner },
      ticket: id,
      limit: who === 'staff' ? 50 : 10,
    }
  } finally {
    await client.end()
  }
}
