/** Incidents of the service (D7): posted by staff, told on as they go, ended; partners see all of them and what touches them. */
import type { PersonId } from '../../domain/kernel.ts'
import type { Policy } from '../../domain/policy.ts'
import { placeOf } from '../../domain/region.ts'
import { subscribersTo } from '../../storage/announcements.ts'
import type { Tx } from '../../storage/database.ts'
import {
  endIncident as end,
  insertIncident,
  listIncidents as list,
  lockIncident,
  readIncident,
  tell,
  toldOf,
  type Incident,
  type IncidentId,
  type IncidentRow,
  type Told,
} from '../../storage/incidents.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { partnerById } from '../../storage/partners.ts'
import { isStaff, type Actor, type App } from '../app.ts'
import { staffOnly, type Acted } from '../tickets/carry-out.ts'
import { utc, utcOrNull } from '../instants.ts'
import { once, type Once } from '../once.ts'
import { postLetter } from '../outbox/post.ts'
import { no, notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import { tellWebhooks } from '../webhooks/events.ts'

export type IncidentView = Awaited<ReturnType<typeof incidentViews>>[number]

const namesIn = (rows: readonly { readonly id: string; readonly name: string }[], ids: readonly string[]) =>
  ids.map((id) => ({ id, name: rows.find((row) => row.id === id)?.name ?? id }))

/** In their order, each with all that was told of it, the latest first. */
export async function incidentViews(app: App, tx: Tx, rows: readonly IncidentRow[]) {
  const policy = app.policies.current()
  const told = Map.groupBy(
    await toldOf(
      tx,
      rows.map(({ id }) => id),
    ),
    ({ incident }) => incident,
  )
  const region = await regionOf(app, tx)
  return rows.map((row) => ({
    id: row.id as string,
    number: row.number,
    title: row.title,
    kind: row.kind,
    products: namesIn(policy.products, row.products),
    regions: namesIn(policy.regions, row.regions),
    /** Whether the reader's own region is among them; true for staff. */
    affectsYou: region === null || touches(row, region),
    startedAt: utc(row.startedAt),
    endedAt: utcOrNull(row.endedAt),
    updates: (told.get(row.id) ?? []).map(({ at, by, state, body }) => ({
      at: utc(at),
      by: isStaff(tx.actor) ? by : null,
      state,
      body,
    })),
  }))
}

const touches = ({ regions }: Pick<Incident, 'regions'>, region: string): boolean =>
  regions.length === 0 || regions.includes(region)

/** The region of the partner who asks; null for staff. */
async function regionOf(app: App, tx: Tx): Promise<string | null> {
  if (tx.actor.kind !== 'partner') return null
  const partner = await partnerById(tx, tx.actor.partner)
  return partner === null ? null : placeOf(app.policies.current(), partner.country, partner.state).region
}

/** Of all time, the latest first. */
export const listIncidents = (app: App, actor: Actor, page: PageRequest): Promise<Answer<Page<IncidentView>>> =>
  app.db.transaction(actor, async (tx) => {
    const found = await list(tx, page)
    if (!found.ok) return no(found.problem)
    return { ok: true, value: { ...found.value, items: await incidentViews(app, tx, found.value.items) } }
  })

export const getIncident = (app: App, actor: Actor, id: IncidentId): Promise<Answer<IncidentView>> =>
  app.db.transaction(actor, (tx) => shown(app, tx, id))

async function shown(app: App, tx: Tx, id: IncidentId): Promise<Answer<IncidentView>> {
  const row = await readIncident(tx, id)
  if (row === null) return notFound('incident')
  const [view] = await incidentViews(app, tx, [row])
  return { ok: true, value: view as IncidentView }
}

export interface NewIncident {
  readonly title: string
  readonly kind: Incident['kind']
  readonly body: string
  /** Ids of the policy; none means all. */
  readonly products?: readonly string[] | undefined
  readonly regions?: readonly string[] | undefined
  /** UTC; now where it is left out. */
  readonly startedAt?: string | undefined
}

/** Shown to every partner at once; who subscribed in a region that it touches is written to. */
export function openIncident(app: App, actor: Actor, given: NewIncident, asked: Once | null): Acted<IncidentView> {
  return once(app, actor, asked, 201, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const at = app.now()
    const startedAt = given.startedAt === undefined ? at : Temporal.Instant.from(given.startedAt)
    const { title, kind, products = [], regions = [] } = given
    const mistakes: { field: string; message: string }[] = [...unknownIn(app.policies.current(), { products, regions })]
    if (Temporal.Instant.compare(startedAt, at) > 0)
      mistakes.push({ field: 'startedAt', message: 'It cannot have begun in the future: announce what is planned.' })
    if (mistakes.length > 0) return wrongFields(mistakes)
    const incident: Incident = {
      id: app.newId<'incident'>(),
      title,
      kind,
      products,
      regions,
      startedAt,
      endedAt: null,
      createdBy: actor.person,
      createdAt: at,
    }
    await insertIncident(tx, incident)
    return told(app, tx, incident, { state: 'opened', body: given.body, by: actor.person })
  })
}

/** Ids that the policy does not know, by field. */
export function unknownIn(
  policy: Policy,
  {
    products,
    regions,
    tiers = [],
  }: { products: readonly string[]; regions: readonly string[]; tiers?: readonly string[] },
): Refusals['errors'] {
  const known = { products: policy.products, regions: policy.regions, tiers: policy.tiers }
  return Object.entries({ products, regions, tiers }).flatMap(([field, ids]) => {
    const rows = known[field as keyof typeof known]
    return ids.every((id) => rows.some((row) => row.id === id))
      ? []
      : [{ field, message: `Give of these: ${rows.map(({ id }) => id).join(', ')}; or none, which means all.` }]
  })
}

export const updateIncident = (
  app: App,
  actor: Actor,
  id: IncidentId,
  { body }: { readonly body: string },
  asked: Once | null,
) => goOn(app, actor, id, 'update', body, asked)

/** It is over; what was told of it stays to be read. */
export const endIncident = (
  app: App,
  actor: Actor,
  id: IncidentId,
  { body }: { readonly body: string },
  asked: Once | null,
) => goOn(app, actor, id, 'ended', body, asked)

function goOn(
  app: App,
  actor: Actor,
  id: IncidentId,
  state: 'update' | 'ended',
  body: string,
  asked: Once | null,
): Acted<IncidentView> {
  return once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const incident = await lockIncident(tx, id)
    if (incident === null) return notFound('incident')
    if (incident.endedAt !== null)
      return no({ code: 'invalid-state', message: 'It has ended: open another where it has come back.' })
    if (state === 'ended') await end(tx, id, app.now())
    return told(app, tx, incident, { state, body, by: actor.person })
  })
}

/** The kind of event that a webhook is told of. */
const kinds = { opened: 'incident.opened', update: 'incident.updated', ended: 'incident.ended' } as const
const stateWords = { opened: 'has begun', update: 'goes on', ended: 'has ended' } as const

async function told(
  app: App,
  tx: Tx,
  incident: Incident,
  { state, body, by }: Pick<Told, 'state' | 'body'> & { readonly by: PersonId },
): Promise<Answer<IncidentView>> {
  const at = app.now()
  await tell(tx, { incident: incident.id, at, by, state, body })
  const policy = app.policies.current()
  const [desk] = policy.desks
  for (const { id, name, email, partner, country, state: part } of await subscribersTo(tx, 'incidents'))
    if (desk !== undefined && touches(incident, placeOf(policy, country, part).region))
      await postLetter(app, tx, {
        template: 'incident',
        to: { name, email, person: id },
        desk: desk.id,
        country,
        state: part,
        ticket: null,
        partner,
        data: { headline: incident.title, state: stateWords[state], body },
      })
  const after = await shown(app, tx, incident.id)
  if (after.ok) await tellPrograms(app, tx, incident, kinds[state], after.value)
  return after
}

/** As partners see it: who of the vendor wrote it, and whose region it touches, is no part of it. */
async function tellPrograms(
  app: App,
  tx: Tx,
  incident: Incident,
  kind: (typeof kinds)[keyof typeof kinds],
  { affectsYou: _affectsYou, updates, ...view }: IncidentView,
): Promise<void> {
  const policy = app.policies.current()
  const data = { incident: { ...view, updates: updates.map(({ by: _by, ...update }) => update) } }
  await tellWebhooks(app, tx, 'incidents', { kind, data }, async (places) => {
    const touched = places.filter(({ country, state }) => touches(incident, placeOf(policy, country, state).region))
    return new Set(touched.map(({ partner }) => partner))
  })
}
