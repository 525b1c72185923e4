/** Putting tags on tickets and taking them off: of the staff alone, by a fact of the ticket's ledger (decision 35). */
import type { Instant, TicketId } from '../../domain/kernel.ts'
import { mostTags, mostTagsOfTicket, tagName, wrongTag, type TagRef } from '../../domain/tag.ts'
import type { Tx } from '../../storage/database.ts'
import { countTags, insertTags, keepTags, tagsNamed, tagsOfTicket, takeTagsTurn } from '../../storage/tags.ts'
import { lockTicket } from '../../storage/tickets.ts'
import type { Actor, App } from '../app.ts'
import { once, type Once } from '../once.ts'
import { no, notFound, wrongFields, type Answer } from '../refusals.ts'
import { carryOut, staffOnly, type Acted } from './carry-out.ts'
import { readView } from './reading.ts'

export interface Tagging {
  readonly add?: readonly string[] | undefined
  readonly remove?: readonly string[] | undefined
}

type Staff = Extract<Actor, { kind: 'staff' }>

const spelt = (names: readonly string[] = []): readonly string[] => [...new Set(names.map(tagName))]

/** Every name that can be none, and every one that is to be put on and taken off at once; or nothing at all. */
export function tagMistakes({ add, remove }: Tagging) {
  const on = spelt(add)
  const off = spelt(remove)
  const both = on.filter((name) => off.includes(name))
  const wrong = (field: string, names: readonly string[]) =>
    names.flatMap((name) => {
      const message = wrongTag(name)
      return message === null ? [] : [{ field, message: `‘${name.slice(0, 50)}’: ${message}` }]
    })
  if (on.length + off.length === 0) return [{ field: 'add', message: 'Give what to put on, or what to take off.' }]
  return [
    ...wrong('add', on),
    ...wrong('remove', off),
    ...both.map((name) => ({ field: 'remove', message: `‘${name}’ is to be put on as well: leave it out of one.` })),
  ]
}

/** POST /tickets/{id}/tags. What is on already, or off, stays as it is: said twice it is done once. */
export const tagTicket = (app: App, actor: Actor, id: TicketId, given: Tagging, asked: Once | null): Acted =>
  once(app, actor, asked, 200, async (tx) => {
    if (actor.kind !== 'staff') return staffOnly
    const wrong = tagMistakes(given)
    if (wrong.length > 0) return wrongFields(wrong)
    const at = app.now()
    const ticket = await lockTicket(tx, id)
    if (ticket === null) return notFound('ticket')
    const has = await tagsOfTicket(tx, id)
    const off = spelt(given.remove)
    const removed = has.filter(({ name }) => off.includes(name))
    const missing = spelt(given.add).filter((name) => has.every((tag) => tag.name !== name))
    const left = new Set(has.filter((tag) => !removed.includes(tag)).map(({ standsFor }) => standsFor))
    if (missing.length > 0 && left.size + missing.length > mostTagsOfTicket)
      return wrongFields([{ field: 'add', message: `A ticket has ${mostTagsOfTicket} tags at most.` }])
    const added = await tagsFor(app, tx, actor, missing, at)
    if (!added.ok) return added
    if (added.value.length === 0 && removed.length === 0) return readView(app, tx, id)
    return tag(app, tx, actor, id, at, { added: added.value, removed })
  })

/** C13: what a ticket was tagged with, the one that goes on is tagged with too. */
export async function carryTags(
  app: App,
  tx: Tx,
  actor: Actor,
  { from, into, at }: { readonly from: TicketId; readonly into: TicketId; readonly at: Instant },
): Promise<Answer<null>> {
  const there = new Set((await tagsOfTicket(tx, into)).map(({ standsFor }) => standsFor))
  const brought = (await tagsOfTicket(tx, from)).filter(({ standsFor }) => !there.has(standsFor))
  const added = [...new Map(brought.map(({ standsFor, name }) => [standsFor, { id: standsFor, name }])).values()]
  if (added.length === 0) return { ok: true, value: null }
  const done = await tag(app, tx, actor, into, at, { added, removed: [] })
  return done.ok ? { ok: true, value: null } : done
}

async function tag(
  app: App,
  tx: Tx,
  actor: Actor,
  id: TicketId,
  at: Instant,
  change: { readonly added: readonly TagRef[]; readonly removed: readonly TagRef[] },
) {
  const refs = (tags: readonly TagRef[]): readonly TagRef[] => tags.map((each) => ({ id: each.id, name: each.name }))
  const command = { kind: 'tag' as const, added: refs(change.added), removed: refs(change.removed) }
  // Before the view of the ticket is read.
  await keepTags(tx, id, change)
  const done = await carryOut(app, tx, actor, id, at, () => ({ ok: true, value: { command } }))
  return done.ok ? { ok: true as const, value: done.value.ticket } : done
}

/** The tags of these names; those that there are not yet are made. */
async function tagsFor(
  app: App,
  tx: Tx,
  { person }: Staff,
  names: readonly string[],
  at: Instant,
): Promise<Answer<readonly TagRef[]>> {
  if (names.length === 0) return { ok: true, value: [] }
  const known = await tagsNamed(tx, names)
  if (known.length === names.length) return { ok: true, value: known }
  await takeTagsTurn(tx)
  const now = await tagsNamed(tx, names)
  const fresh = names
    .filter((name) => now.every((each) => each.name !== name))
    .map((name): TagRef => ({ id: app.newId<'tag'>(), name }))
  if ((await countTags(tx)) + fresh.length > mostTags)
    return no({
      code: 'conflict',
      message: `There are ${mostTags} tags: take one of them, or have a lead merge some.`,
      field: 'add',
    })
  if (fresh.length > 0) await insertTags(tx, fresh, { by: person, at })
  return { ok: true, value: [...now, ...fresh] }
}
