/** A partner of the tests' company with something of everything that the registry keeps. */
import type { CustomerId } from '../../src/domain/kernel.ts'
import { insertContract, type ContractId } from '../../src/storage/contracts.ts'
import { customersOf } from '../../src/storage/customers.ts'
import { insertGrant, type GrantId } from '../../src/storage/grants.ts'
import { insertAnnouncement, type AnnouncementId } from '../../src/storage/announcements.ts'
import { insertIncident, type IncidentId } from '../../src/storage/incidents.ts'
import { insertIdea, type IdeaId } from '../../src/storage/ideas.ts'
import { insertWebhook, type WebhookId } from '../../src/storage/webhooks.ts'
import { keepSubscriptions } from '../../src/storage/import/subscriptions.ts'
import { renewing } from './renewals.ts'
import { uuid } from './decisions.ts'
import { approvedEvaluation } from './partnership.ts'
import { reviewOf } from './reviews.ts'
import { makeKey } from '../../src/services/access.ts'
import type { Person } from '../../src/storage/people.ts'
import { sessionsOf } from '../../src/storage/sessions.ts'
import { ask, type cast, type TestDesk } from './http.ts'
import { sheetOf } from './sheets.ts'
import { visitable } from './visitable.ts'

/** Ids of a contact, its partner, a customer, a contract, a grant, an idea, an incident and an announcement, by what they are. */
export async function registeredOf(desk: TestDesk, who: keyof typeof cast): Promise<Record<string, string>> {
  const { app, people } = desk
  const { id: contact, partner } = people[who]
  if (partner === null) throw new Error(`${who} is of no partner.`)
  const [contract, grant, idea] = [uuid<ContractId>(), uuid<GrantId>(), uuid<IdeaId>()]
  const [incident, announcement] = [uuid<IncidentId>(), uuid<AnnouncementId>()]
  const webhook = uuid<WebhookId>()
  const subscription = 'SUB-1-of-the-tests'
  const year = { startsOn: '2026-01-01', endsOn: '2026-12-31' }
  const customer = await app.db.system(async (tx): Promise<CustomerId | undefined> => {
    await insertContract(tx, { id: contract, partner, reference: 'Of the tests', ...year, createdAt: app.now() })
    await insertGrant(tx, {
      id: grant,
      partner,
      offering: 'chat',
      fiscalYear: '2026',
      ...year,
      approvedBy: people.admin.id,
      reason: 'For the tests.',
      grantedAt: app.now(),
      revoked: null,
    })
    const of = { products: [], regions: [], createdBy: people.admin.id, createdAt: app.now() }
    const began = { kind: 'outage', startedAt: app.now(), endedAt: null } as const
    await insertIncident(tx, { ...of, ...began, id: incident, title: 'Of the tests' })
    await insertAnnouncement(tx, {
      id: announcement,
      title: 'Of the tests',
      body: 'Nothing new.',
      tiers: [],
      regions: [],
      products: [],
      publishedBy: people.admin.id,
      publishedAt: app.now(),
      withdrawnAt: null,
    })
    const hook = { url: 'https://hooks.aurora.example/', topics: ['incidents' as const], createdAt: app.now() }
    await insertWebhook(tx, { ...hook, id: webhook, partner, owner: contact })
    await insertIdea(tx, {
      id: idea,
      title: 'Of the tests',
      description: 'Something that is missed.',
      product: null,
      status: 'noted',
      reason: 'Noted.',
      statusAt: app.now(),
      mergedInto: null,
      createdBy: people.admin.id,
      createdAt: app.now(),
    })
    const [own] = await customersOf(tx, partner)
    if (own !== undefined)
      await keepSubscriptions(tx, [renewing({ id: subscription, customer: own.id, partner })], app.now())
    return own?.id
  })
  const { id: key } = await makeKey(app, contact, { scope: 'read', label: 'Of the tests' })
  const session = await sessionFor(desk, people[who])
  const { attachment, call, chat, payout } = await visitable(app, people[who], people.agent.id)
  const evaluation = await approvedEvaluation(app, partner)
  const sheet = await sheetOf(app, partner)
  const review = await reviewOf(app, partner)
  return {
    contact,
    person: contact,
    partner,
    customer: customer ?? '',
    contract,
    grant,
    idea,
    incident,
    announcement,
    attachment,
    call,
    chat,
    payout,
    evaluation,
    sheet,
    review,
    subscription,
    webhook,
    key,
    session,
  }
}

/** The id of a session that the person begins. */
export async function sessionFor(
  { app, site, url }: Pick<TestDesk, 'app' | 'site' | 'url'>,
  person: Person,
  password = 'correct horse battery',
): Promise<string> {
  await site.signIn.setPassword(person, password)
  await ask(url, 'POST', '/api/v1/session', { body: { email: person.email, password } })
  const [session] = await app.db.system((tx) => sessionsOf(tx, person.id, Temporal.Now.instant(), null))
  if (session === undefined) throw new Error(`${person.name} could not sign in.`)
  return session.id
}
