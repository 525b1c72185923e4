/** The diary of contacts with each partner, the next one due, and reminders of partners gone quiet (D5). */
import type { Instant, PartnerId, PersonId } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import {
  contactStateOf,
  diaryOf,
  insertDiaryEntry,
  keepNextContact,
  partnersToTalkTo,
  type ContactState,
  type DiaryEntry,
  type NextContact,
} from '../../storage/diary.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { namesOf, personById, type PersonName } from '../../storage/people.ts'
import type { Actor, App } from '../app.ts'
import { staffOnly } from '../tickets/carry-out.ts'
import { utc } from '../instants.ts'
import { once, type Once, type Outcome } from '../once.ts'
import { personRef } from './partner-view.ts'
import { postLetter } from '../outbox/post.ts'
import { no, notFound, wrongFields, type Answer } from '../refusals.ts'

const dayOf = (at: Instant): string => at.toZonedDateTimeISO('UTC').toPlainDate().toString()

/** The day before which a last contact makes a partner a quiet one, and today. */
const daysOf = (app: App) => ({
  quietBefore: dayOf(app.now().subtract({ hours: 24 * app.policies.current().partnership.quietAfterDays })),
  today: dayOf(app.now()),
})

export type DiaryEntryView = ReturnType<typeof entryView>

const entryView = ({ id, onDay, kind, words, by, at }: DiaryEntry, names: ReadonlyMap<PersonId, PersonName>) => ({
  id: id as string,
  on: onDay,
  kind,
  words,
  by: personRef(names, by),
  at: utc(at),
})

export type ContactStateView = ReturnType<typeof stateView>

const stateView = (app: App, state: ContactState, names: ReadonlyMap<PersonId, PersonName>) => ({
  partner: { id: state.partner as string, name: state.name },
  accountManager: personRef(names, state.manager),
  lastContactOn: state.lastOn,
  next: state.dueOn === null ? null : { dueOn: state.dueOn, about: state.about ?? '' },
  /** No contact for longer than the policy wants. */
  quiet: state.lastOn < daysOf(app).quietBefore,
  quietAfterDays: app.policies.current().partnership.quietAfterDays,
})

/** GET /partners/{id}/diary. */
export function partnerDiary(app: App, actor: Actor, id: PartnerId, page: PageRequest) {
  return app.db.transaction(
    actor,
    async (tx): Promise<Answer<Page<DiaryEntryView> & { readonly standing: ContactStateView }>> => {
      const state = await contactStateOf(tx, id, app.now())
      if (state === null || actor.kind === 'partner') return notFound('partner')
      const found = await diaryOf(tx, id, page)
      if (!found.ok) return no(found.problem)
      const { items, nextCursor } = found.value
      const names = await namesOf(tx, [
        ...new Set([...items.map(({ by }) => by), ...(state.manager === null ? [] : [state.manager])]),
      ])
      const views = items.map((entry) => entryView(entry, names))
      return { ok: true, value: { items: views, nextCursor, standing: stateView(app, state, names) } }
    },
  )
}

export interface NewEntry {
  readonly on: string
  readonly kind: DiaryEntry['kind']
  readonly words: string
  /** Left out: what was due stays due; null: nothing is. */
  readonly next?: NextContact | null | undefined
}

/** POST /partners/{id}/diary. */
export function writeDiary(
  app: App,
  actor: Actor,
  id: PartnerId,
  given: NewEntry,
  asked: Once | null,
): Promise<Answer<Outcome<ContactStateView>>> {
  return once(app, actor, asked, 201, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    if (given.on > dayOf(app.now().add({ hours: 14 })))
      return wrongFields([
        { field: 'on', message: 'A contact that is still to come is no entry yet: set it as the next one.' },
      ])
    const before = await standingOf(app, tx, id)
    if (!before.ok) return before
    const { on: onDay, kind, words, next } = given
    const entry = { id: app.newId<'diary-entry'>(), partner: id, onDay, kind, words, by: actor.person, at: app.now() }
    await insertDiaryEntry(tx, entry)
    if (next !== undefined) await keepNextContact(tx, id, next, actor.person, app.now())
    return standingOf(app, tx, id)
  })
}

/** PUT /partners/{id}/diary/next: when the next contact is due; null takes it away. */
export function setNextContact(
  app: App,
  actor: Actor,
  id: PartnerId,
  next: NextContact | null,
): Promise<Answer<ContactStateView>> {
  return app.db.transaction(actor, async (tx): Promise<Answer<ContactStateView>> => {
    if (actor.kind !== 'staff') return staffOnly
    const before = await standingOf(app, tx, id)
    if (!before.ok) return before
    await keepNextContact(tx, id, next, actor.person, app.now())
    return standingOf(app, tx, id)
  })
}

async function standingOf(app: App, tx: Tx, id: PartnerId): Promise<Answer<ContactStateView>> {
  const state = await contactStateOf(tx, id, app.now())
  if (state === null) return notFound('partner')
  const names = await namesOf(tx, state.manager === null ? [] : [state.manager])
  return { ok: true, value: stateView(app, state, names) }
}

/** At a time: a list that is longer says that there are more. */
const most = 200

/** GET /diary/due: partners to be talked to, what is due longest first. */
export function dueContacts(
  app: App,
  actor: Actor,
  mine: boolean,
): Promise<{ items: ContactStateView[]; nextCursor: null }> {
  return app.db.transaction(actor, async (tx) => {
    const manager = mine && actor.kind === 'staff' ? actor.person : null
    const found = await partnersToTalkTo(tx, app.now(), daysOf(app), manager, most)
    const names = await namesOf(tx, [...new Set(found.flatMap(({ manager: id }) => (id === null ? [] : [id])))])
    return { items: found.map((state) => stateView(app, state, names)), nextCursor: null }
  })
}

/** Timetable: each account manager is told once of each partner gone quiet, and once of each contact that is due. */
export async function remindOfContacts(app: App): Promise<{ readonly partners: number }> {
  return app.db.system(async (tx) => {
    const days = daysOf(app)
    const found = await partnersToTalkTo(tx, app.now(), days, null, 10_000)
    for (const state of found) await remind(app, tx, state, days)
    return { partners: found.length }
  })
}

async function remind(app: App, tx: Tx, state: ContactState, days: ReturnType<typeof daysOf>): Promise<void> {
  const manager = state.manager === null ? null : await personById(tx, state.manager)
  if (manager === null || !manager.active) return
  const { calls, partnership } = app.policies.current()
  const common = {
    to: { name: manager.name, email: manager.email, person: manager.id },
    desk: calls.desk,
    country: state.country,
    state: state.state,
    ticket: null,
    partner: state.partner,
  }
  if (state.dueOn !== null && state.dueOn <= days.today)
    await postLetter(app, tx, {
      ...common,
      template: 'contact-due',
      data: { dueOn: state.dueOn, about: state.about ?? '' },
      onceFor: `contact-due:${state.partner}:${state.dueOn}`,
    })
  if (state.lastOn < days.quietBefore)
    await postLetter(app, tx, {
      ...common,
      template: 'partner-quiet',
      data: { lastOn: state.lastOn, days: partnership.quietAfterDays },
      onceFor: `partner-quiet:${state.partner}:${state.lastOn}`,
    })
}
