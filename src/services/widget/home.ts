/** The widget's first page (A6, A3, D5): put together from what the portal shows, so that the two cannot differ. */
import { partnerById } from '../../storage/partners.ts'
import { personById } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { entitlementsOf } from '../registry/entitlements.ts'
import { listIncidents } from '../board/incidents.ts'
import { listNews } from '../board/news.ts'
import { listTickets } from '../tickets/reading.ts'
import { notAllowed, type Answer } from '../refusals.ts'

/** As many as fit: the rest stands in the portal. */
const most = { tickets: 30, news: 5, incidents: 20 } as const

export type WidgetHome = Awaited<ReturnType<typeof homeView>>

export async function widgetHome(app: App, actor: Actor): Promise<Answer<WidgetHome>> {
  if (actor.kind !== 'partner') return notAllowed('The widget is for contacts of partners.')
  return { ok: true, value: await homeView(app, actor) }
}

async function homeView(app: App, actor: Extract<Actor, { kind: 'partner' }>) {
  const { person, partner } = await app.db.transaction(actor, async (tx) => ({
    person: await personById(tx, actor.person),
    partner: await partnerById(tx, actor.partner),
  }))
  if (person === null || partner === null) throw new Error(`Contact ${actor.person} is not there.`)
  const policy = app.policies.current()
  const entitlements = must(await entitlementsOf(app, actor, {}))
  const incidents = must(await listIncidents(app, actor, { limit: most.incidents, cursor: null }))
  const news = must(await listNews(app, actor, { limit: most.news, cursor: null }))
  const tickets = must(await listTickets(app, actor, { view: 'queue', limit: most.tickets, cursor: null }))
  return {
    vendor: policy.vendor.name,
    contact: { id: person.id as string, name: person.name },
    partner: { id: partner.id as string, name: partner.name },
    tier: policy.tiers.find(({ id }) => id === partner.tier)?.name ?? partner.tier,
    incidents: incidents.items.filter(({ endedAt }) => endedAt === null),
    news: news.items,
    tickets: tickets.items,
    more: tickets.nextCursor !== null,
    waitingForYou: tickets.items.filter(({ turn }) => turn === 'partner').length,
    channels: entitlements.items.filter(({ channel }) => channel).map(channelView),
    offerings: entitlements.items.filter(({ channel }) => !channel).map(channelView),
    tollFree: entitlements.tollFree,
  }
}

const channelView = ({ offering, name, allowed, because }: EntitlementRow) => ({ id: offering, name, allowed, because })

type EntitlementRow = { offering: string; name: string; allowed: boolean; because: string }

function must<Value>(answer: Answer<Value>): Value {
  if (!answer.ok) throw new Error(answer.problem.message)
  return answer.value
}
