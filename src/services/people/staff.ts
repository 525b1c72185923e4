/** The staff: who is on it, as what, at which desks. Kept by administrators, and by the command line. */
import { didYouMean } from '../../domain/did-you-mean.ts'
import type { PersonId } from '../../domain/kernel.ts'
import { worksAtDesk, type StaffRoleId } from '../../domain/staff-roles.ts'
import type { Tx } from '../../storage/database.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { insertPeople, lockPerson, personById, updatePerson, type Person } from '../../storage/people.ts'
import { lockRegistry } from '../../storage/registry-lock.ts'
import { dutiesOf, pageOfKept, type KeptFilter } from '../../storage/staff.ts'
import type { Actor, App } from '../app.ts'
import { once, type Once } from '../once.ts'
import { emailMistakes, zoneMistakes } from '../registry/contacts.ts'
import type { Acted } from '../tickets/carry-out.ts'
import { no, notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import { administers, isLastAdministrator, isSelf } from './administrators.ts'
import { shownStaff, staffViews, type StaffView } from './view.ts'

export const noStaff = notFound('member of the staff')

export async function staffById(tx: Tx, id: PersonId): Promise<(Person & { readonly role: StaffRoleId }) | null> {
  const person = await personById(tx, id)
  return person === null || person.role === 'contact' ? null : { ...person, role: person.role }
}

export const isStaffMember = async (app: App, actor: Actor, id: string): Promise<boolean> =>
  (await app.db.transaction(actor, (tx) => staffById(tx, id as PersonId))) !== null

export const listStaff = (
  app: App,
  actor: Actor,
  query: Omit<KeptFilter, 'side'> & PageRequest,
): Promise<Answer<Page<StaffView>>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<Page<StaffView>>> => {
    const may = await administers(tx, actor)
    if (!may.ok) return may
    const found = await pageOfKept(tx, { ...query, side: 'staff' })
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    return { ok: true, value: { items: await staffViews(app, tx, items), nextCursor } }
  })

/** With what hangs on them: what an administrator wants to know before they leave. */
export const getStaff = (app: App, actor: Actor, id: PersonId) =>
  app.db.transaction(actor, async (tx) => {
    const may = await administers(tx, actor)
    if (!may.ok) return may
    const person = await staffById(tx, id)
    if (person === null) return noStaff
    const { partners, calls, chats } = await dutiesOf(tx, id, app.now())
    const duties = {
      partners: partners.map(({ isManaged, ...partner }) => ({
        id: partner.id as string,
        name: partner.name,
        as: isManaged ? ('account manager' as const) : ('point of contact' as const),
      })),
      calls,
      chats,
      isLastAdministrator: await isLastAdministrator(tx, person),
      isSelf: isSelf(actor, id),
    }
    return { ok: true, value: { ...(await shownStaff(app, tx, person)), duties } } as const
  })

export interface NewStaff {
  readonly name: string
  readonly email: string
  readonly role: StaffRoleId
  readonly desks?: readonly string[] | undefined
  /** IANA; that of whoever adds them where it is not given. */
  readonly zone?: string | undefined
}

export const addStaff = (app: App, actor: Actor, given: NewStaff, asked: Once | null): Acted<StaffView> =>
  once(app, actor, asked, 201, async (tx): Promise<Answer<StaffView>> => {
    await lockRegistry(tx)
    const may = await administers(tx, actor)
    if (!may.ok) return may
    const { name, email, role, desks = [] } = given
    const mistakes = [
      ...zoneMistakes(given.zone),
      ...(await emailMistakes(tx, email, null)),
      ...deskMistakes(app, role, desks),
    ]
    if (mistakes.length > 0) return wrongFields(mistakes)
    const person: Person = {
      id: app.newId<'person'>(),
      side: 'staff',
      partner: null,
      name,
      email: email.toLowerCase(),
      role,
      desks: inOrder(app, desks),
      zone: given.zone ?? (await zoneOf(tx, actor)),
      active: true,
      createdAt: app.now(),
    }
    await insertPeople(tx, [person])
    return { ok: true, value: await shownStaff(app, tx, person) }
  })

const zoneOf = async (tx: Tx, actor: Actor): Promise<string> =>
  (actor.kind === 'system' ? null : await personById(tx, actor.person))?.zone ?? 'Etc/UTC'

export type StaffChange = { readonly [Field in keyof NewStaff]?: NewStaff[Field] | undefined }

export const changeStaff = (app: App, actor: Actor, id: PersonId, change: StaffChange): Promise<Answer<StaffView>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<StaffView>> => {
    // One after the other: two that lower each other would both find the other one still there.
    await lockRegistry(tx)
    const may = await administers(tx, actor)
    if (!may.ok) return may
    await lockPerson(tx, id, 'change')
    const person = await staffById(tx, id)
    if (person === null) return noStaff
    const role = change.role ?? person.role
    const desks = change.desks ?? person.desks
    const email = change.email?.toLowerCase() ?? person.email
    const isLowered = role !== 'admin' && (await isLastAdministrator(tx, person))
    const mistakes = [
      ...zoneMistakes(change.zone),
      ...(await emailMistakes(tx, email, id)),
      ...(change.role === undefined && change.desks === undefined ? [] : deskMistakes(app, role, desks)),
      ...(isLowered ? [{ field: 'role', message: lastAdministrator(person) }] : []),
    ]
    if (mistakes.length > 0) return wrongFields(mistakes)
    const young: Person = {
      ...person,
      name: change.name ?? person.name,
      email,
      role,
      desks: inOrder(app, desks),
      zone: change.zone ?? person.zone,
    }
    await updatePerson(tx, young)
    return { ok: true, value: await shownStaff(app, tx, young) }
  })

export const lastAdministrator = ({ name }: Pick<Person, 'name'>): string =>
  `${name} is the last active administrator: make somebody else one first, or nobody could keep the staff.`

function deskMistakes(app: App, role: StaffRoleId, desks: readonly string[]): Refusals['errors'] {
  const known = app.policies.current().desks.map(({ id }) => id as string)
  const unknown = desks.flatMap((desk, place) => {
    if (known.includes(desk)) return []
    const meant = didYouMean(desk, new Set(known))
    const remedy = meant === null ? `use ${known.join(' or ')}.` : `did you mean '${meant}'?`
    return [{ field: `desks.${place}`, message: `There is no desk '${desk}': ${remedy}` }]
  })
  if (unknown.length > 0 || desks.length > 0 || !worksAtDesk(role)) return unknown
  const who = role === 'agent' ? 'An agent' : 'A lead'
  return [{ field: 'desks', message: `${who} works at a desk: give at least one of ${known.join(', ')}.` }]
}

/** As the policy lists them, each once. */
const inOrder = (app: App, desks: readonly string[]): Person['desks'] =>
  app.policies
    .current()
    .desks.map(({ id }) => id)
    .filter((id) => desks.includes(id))
