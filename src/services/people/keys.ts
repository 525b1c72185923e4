/** Keys of the API, as people keep their own and administrators everybody's. A key's token is said once. */
import type { PersonId } from '../../domain/kernel.ts'
import { countWorkingKeys, insertKey, keyById, pageOfKeys, revokeKey, type HeldKey } from '../../storage/keys.ts'
import type { Tx } from '../../storage/database.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { lockPerson, type Person } from '../../storage/people.ts'
import type { KeyScope } from '../access.ts'
import type { Actor, App } from '../app.ts'
import { utc, utcOrNull } from '../instants.ts'
import { once, type Once } from '../once.ts'
import { no, notAllowed, notFound, wrongFields, type Answer, type Refusals } from '../refusals.ts'
import type { Acted } from '../tickets/carry-out.ts'
import { administers } from './administrators.ts'
import { hashOfSecret, mintFor } from './secret.ts'

export const keyView = ({ id, label, scope, holder, createdAt, lastUsedOn, revokedAt }: HeldKey) => ({
  id,
  label,
  scope,
  person: { id: holder.id as string, name: holder.name, email: holder.email, side: holder.side },
  createdAt: utc(createdAt),
  lastUsedOn,
  revokedAt: utcOrNull(revokedAt),
})

export type KeyView = ReturnType<typeof keyView>
export type KeyWithToken = KeyView & { readonly token: string }

/** So many of one person may work at once; the command line may make more. */
export const mostKeys = 25

export const keyPrefix = 'desk_'

export interface KeyQuery {
  /** Everybody's where it is not given, which only administrators may ask. */
  readonly person?: string | undefined
  readonly show: 'working' | 'all'
}

export const listKeys = (app: App, actor: Actor, query: KeyQuery & PageRequest): Promise<Answer<Page<KeyView>>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<Page<KeyView>>> => {
    const person = query.person as PersonId | undefined
    if (actor.kind !== 'system' && person !== actor.person) {
      const may = await administers(tx, actor)
      if (!may.ok) return notAllowed('Only an administrator sees the keys of others: ask for your own.')
    }
    const found = await pageOfKeys(tx, { ...query, person })
    if (!found.ok) return no(found.problem)
    return { ok: true, value: { ...found.value, items: found.value.items.map(keyView) } }
  })

export const isKey = async (app: App, actor: Actor, id: string): Promise<boolean> =>
  (await app.db.transaction(actor, (tx) => keyById(tx, id))) !== null

export interface NewKey {
  /** Whoever asks, where it is not given. */
  readonly person?: string | undefined
  readonly label: string
  readonly scope: KeyScope
}

export async function createKey(app: App, actor: Actor, given: NewKey, asked: Once | null): Acted<KeyWithToken> {
  const mint = await mintFor(app, asked)
  const tokenOf = (id: string): string => `${keyPrefix}${mint.secretOf(id)}`
  const done = await once(app, actor, asked, 201, async (tx): Promise<Answer<KeyView>> => {
    const holder = await holderOf(tx, actor, given)
    if (!holder.ok) return holder
    const mistakes = await keyMistakes(tx, actor, holder.value, given)
    if (mistakes.length > 0) return wrongFields(mistakes)
    const id: string = app.newId<'key'>()
    const { label, scope } = given
    await insertKey(tx, { id, hash: hashOfSecret(tokenOf(id)), person: holder.value.id, scope, label, at: app.now() })
    const key = await keyById(tx, id)
    if (key === null) throw new Error('A key was made and is not there.')
    return { ok: true, value: keyView(key) }
  })
  if (!done.ok) return done
  // The kept answer has no token in it: it is worked out again.
  const outcome = done.value
  const view = (outcome.fresh ? outcome.value : outcome.body) as KeyView
  const value = { ...view, token: tokenOf(view.id) }
  return { ok: true, value: outcome.fresh ? { fresh: true, value } : { ...outcome, body: value } }
}

/** Whose key it becomes. They do not leave meanwhile: what ends with them would miss it. */
async function holderOf(tx: Tx, actor: Actor, { person }: NewKey): Promise<Answer<Person>> {
  const own = actor.kind === 'system' ? null : actor.person
  const id = (person ?? own) as PersonId | null
  if (id === null) throw new Error('A key is somebody’s.')
  if (id !== own) {
    const may = await administers(tx, actor)
    if (!may.ok)
      return notAllowed('Only an administrator makes keys for others: leave ‘person’ out for one of your own.')
  }
  const holder = await lockPerson(tx, id, 'share')
  if (holder === null) return wrongFields([{ field: 'person', message: 'Nobody has this id: see GET /api/v1/people.' }])
  return holder.active
    ? { ok: true, value: holder }
    : wrongFields([{ field: 'person', message: `${holder.name} has left: no key can be made.` }])
}

async function keyMistakes(tx: Tx, actor: Actor, holder: Person, { scope }: NewKey): Promise<Refusals['errors']> {
  const mistakes: { field: string; message: string }[] = []
  if (scope === 'widget') {
    if (holder.side !== 'staff')
      mistakes.push({ field: 'scope', message: 'A widget key is the vendor’s own program’s: give ‘full’ or ‘read’.' })
    else if (!(await administers(tx, actor)).ok)
      mistakes.push({ field: 'scope', message: 'An administrator makes keys for the widget: give ‘full’ or ‘read’.' })
  }
  if (actor.kind !== 'system' && (await countWorkingKeys(tx, holder.id)) >= mostKeys)
    mistakes.push({
      field: 'person',
      message: `${holder.name} has ${mostKeys} keys, the most there may be: revoke one.`,
    })
  return mistakes
}

/** One's own, and of administrators anybody's; others are not there for them. One that was revoked already is as well. */
export const endKey = (app: App, actor: Actor, id: string): Promise<Answer<null>> =>
  app.db.transaction(actor, async (tx): Promise<Answer<null>> => {
    if ((await keyById(tx, id)) === null) return notFound('key')
    await revokeKey(tx, id, app.now())
    return { ok: true, value: null }
  })
