/** G2: who did what to what, for administrators. */
import { fieldInWords, thingInWords, valueInWords } from '../../domain/audit.ts'
import { listAudit, namesOfThings, type AuditFilter } from '../../storage/audit.ts'
import type { AuditRow } from '../../storage/evidence.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import type { Actor, App } from '../app.ts'
import { utc } from '../instants.ts'
import { no, notAllowed, type Answer } from '../refusals.ts'

/** The latest first. */
export const auditOf = (app: App, actor: Actor, filter: AuditFilter, page: PageRequest) =>
  app.db.transaction(actor, async (tx): Promise<Answer<Page<ReturnType<typeof rowView>>>> => {
    if (actor.kind !== 'staff' || actor.role !== 'admin') return notAllowed('Only an administrator sees the audit.')
    const found = await listAudit(tx, filter, page)
    if (!found.ok) return no(found.problem)
    const { items, nextCursor } = found.value
    const names = await namesOfThings(tx, [...new Set(items.flatMap(idsIn))], [...new Set(items.flatMap(usersIn))])
    return { ok: true, value: { items: items.map((row) => rowView(row, names)), nextCursor } }
  })

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function idsIn({ person, partner, key, was, became }: AuditRow): readonly string[] {
  const values = [
    person,
    partner,
    ...key.split('/'),
    ...Object.values(was ?? {}),
    ...Object.values(became ?? {}),
  ].flat()
  return values.filter((value): value is string => typeof value === 'string' && uuid.test(value))
}

/** Whose way to sign in it is: the sign-in has identifiers of its own. */
const usersIn = ({ thing, was, became }: AuditRow): readonly string[] =>
  thing === 'auth_account' || thing === 'auth_session'
    ? [was?.['userId'], became?.['userId']].filter((id) => typeof id === 'string')
    : []

/** What is said of a row that was added or removed beside the acts themselves: whose it is, and which, stands there already. */
const said = new Set(['id', 'partner_id', 'created_at'])

function rowView(row: AuditRow, names: ReadonlyMap<string, string>) {
  const { id, at, actor, person, act, thing, key, partner, was, became } = row
  const fields = Object.keys({ ...was, ...became }).filter((field) => act === 'changed' || !said.has(field))
  const changes = fields
    .map((field) => ({
      field: fieldInWords(field),
      was: valueInWords(was?.[field], names),
      became: valueInWords(became?.[field], names),
    }))
    .filter((change) => act === 'changed' || change.was !== null || change.became !== null)
  return {
    id,
    at: utc(at),
    by: { kind: actor, person: person === null ? null : { id: person as string, name: names.get(person) ?? null } },
    act,
    thing: { kind: thing, words: thingInWords(thing), key, name: nameOf(row, names) },
    partner: partner === null ? null : { id: partner as string, name: names.get(partner) ?? null },
    changes,
  }
}

/** As it was called then, where that is told; else as it is called now, or by its key where that says something. */
function nameOf({ key, was, became }: AuditRow, names: ReadonlyMap<string, string>): string | null {
  for (const fields of [became, was])
    for (const field of ['name', 'title', 'label'])
      if (typeof fields?.[field] === 'string') return valueInWords(fields[field], names)
  const user = became?.['userId'] ?? was?.['userId']
  if (typeof user === 'string') return names.get(user) ?? null
  const parts = key.split('/').map((part) => names.get(part) ?? (uuid.test(part) || /^\d+$/.test(part) ? '' : part))
  const words = parts.filter((part) => part !== '').join(', ')
  if (words !== '') return words
  // What is somebody's and has no name of its own goes by them.
  const whose = became?.['person_id'] ?? was?.['person_id']
  return typeof whose === 'string' ? (names.get(whose) ?? null) : null
}
