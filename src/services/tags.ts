/** The tags in use: offered while one types, and kept in order by leads, managers and administrators (decision 35). */
import { tagName, wrongTag, type TagId } from '../domain/tag.ts'
import { mergeTag, renameTag as rename, tagById, tagUses, takeTagsTurn, tagsNamed } from '../storage/tags.ts'
import type { Actor, App } from './app.ts'
import { once, type Once } from './once.ts'
import { no, notFound, wrongFields, type Answer } from './refusals.ts'
import { staffOnly, type Acted } from './tickets/carry-out.ts'

export interface TagView {
  readonly id: string
  readonly name: string
  /** Tickets that have it, counted up to 1,000. */
  readonly uses: number
}

const mostCounted = 1_000
const none = notFound('tag')

/** For paths. */
export const isTag = async (app: App, actor: Actor, id: string): Promise<boolean> =>
  (await app.db.transaction(actor, (tx) => tagById(tx, id as TagId))) !== null

/** GET /tags: all of them, by name. */
export const listTags = (app: App, actor: Actor): Promise<Answer<{ readonly items: readonly TagView[] }>> =>
  app.db.transaction(actor, async (tx) =>
    actor.kind === 'staff' ? { ok: true, value: { items: await tagUses(tx, mostCounted) } } : staffOnly,
  )

/** PATCH /tags/{id}: every ticket that has it has it under the new name; what histories said stays. */
export const renameTag = (
  app: App,
  actor: Actor,
  id: TagId,
  given: { readonly name: string },
): Promise<Answer<{ readonly id: string; readonly name: string }>> =>
  app.db.transaction(actor, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    await takeTagsTurn(tx)
    const tag = await tagById(tx, id)
    if (tag === null) return none
    const name = tagName(given.name)
    const wrong = wrongTag(name)
    if (wrong !== null) return wrongFields([{ field: 'name', message: wrong }])
    const [other] = await tagsNamed(tx, [name])
    if (other !== undefined && other.id !== id)
      return wrongFields([{ field: 'name', message: `There is a tag ‘${name}’ already: merge this one into it.` }])
    await rename(tx, { id, name })
    return { ok: true, value: { id, name } }
  })

/** POST /tags/{id}/merge: from now on it is the other one, on every ticket that has it. Answers with the one that stays. */
export const mergeTags = (
  app: App,
  actor: Actor,
  id: TagId,
  given: { readonly into: string },
  asked: Once | null,
): Acted<{ readonly id: string; readonly name: string }> =>
  once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    await takeTagsTurn(tx)
    const tag = await tagById(tx, id)
    if (tag === null) return none
    if (given.into === id)
      return no({ code: 'conflict', message: 'A tag cannot be merged into itself.', field: 'into' })
    const into = await tagById(tx, given.into as TagId)
    if (into === null) return wrongFields([{ field: 'into', message: 'There is no such tag.' }])
    await mergeTag(tx, id, into.id)
    return { ok: true, value: into }
  })
