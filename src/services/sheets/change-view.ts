/** A change as both sides see it (E8): before and after, field by field, and what has moved since it was asked for. */
import type { Policy } from '../../domain/policy.ts'
import type { SheetRules } from '../../domain/policy/sheets.ts'
import { movedSince, type SheetChange } from '../../domain/sheet/change.ts'
import { sheetRules, type SheetSettings, type SheetValue } from '../../domain/sheet/values.ts'
import { saySheetValue, sheetTitle, type Names } from '../../domain/sheet/words.ts'
import type { Run } from '../../domain/workflow/run.ts'
import { attachmentById } from '../../storage/attachments.ts'
import type { Tx } from '../../storage/database.ts'
import { partnerById } from '../../storage/partners.ts'
import { changeById } from '../../storage/sheets.ts'
import type { App } from '../app.ts'
import { attachmentView, type AttachmentView } from '../attachments/view.ts'
import { sheetNames } from './names.ts'
import { seenOf, standsNow } from './standing.ts'

export type ChangeView = NonNullable<Awaited<ReturnType<typeof changeView>>>

type Values = Readonly<Record<string, SheetValue | null>>

/** Null where the run is about no sheet. `tx` is the program's. */
export async function changeView(app: App, tx: Tx, policy: Policy, run: Run) {
  const kept = await changeById(tx, run.id)
  const rules = kept === null ? undefined : sheetRules(policy, kept.change.of)
  const partner = kept === null ? null : await partnerById(tx, kept.partner)
  if (kept === null || rules === undefined || partner === null) return null
  const { change } = kept
  const isOpen = run.endedAt === null
  const now = isOpen ? await standsNow(tx, rules, partner, change.item) : null
  const moved = now === null ? [] : movedSince(change, now)
  const names = await sheetNames(tx, rules, [change.was, change.set, now?.values ?? {}])
  const files = await filesIn(app, tx, rules, [change.was, change.set, now?.values ?? {}])
  const said = (values: Values) => valuesView(policy, rules, values, names, files)
  const [was, becomes, stands] = [said(change.was), said(change.set), said(now?.values ?? {})]
  return {
    kind: { id: rules.id, name: rules.name, many: rules.many },
    sheet: kept.sheet as string,
    /** As it was asked for: null for one that was new then. */
    item: change.item,
    title: sheetTitle(rules, { ...now?.values, ...texts(change.was), ...texts(change.set) }),
    isNew: change.stood === 'new' && rules.many,
    comesBack: change.stood === 'taken-down',
    takesDown: change.takesDown,
    /** In the order of the policy; only what differs. */
    fields: rules.fields
      .filter(({ id }) => id in change.set)
      .map(({ id, name, type, proof }) => ({
        id,
        name,
        type,
        needsProof: proof !== undefined,
        was: was(id),
        becomes: becomes(id),
        /** What stands there now, where it has changed since this was asked for; null where it has not, or it is decided. */
        now: moved.includes(id) ? stands(id) : null,
      })),
    /** It was taken down, or shown again, by another request since. */
    standsOtherwise: moved.includes('stood'),
    /** To be given with an approval: what of it was on the screen. */
    seen: now === null ? null : seenOf(change, now),
    state: kept.state,
    version: kept.version,
  }
}

const texts = (values: Values): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

export interface SaidValue {
  /** '' where there is nothing. */
  readonly said: string
  readonly value: SheetValue | null
  readonly file: AttachmentView | null
}

export const valuesView =
  (policy: Policy, rules: SheetRules, values: Values, names: Names, files: ReadonlyMap<string, AttachmentView>) =>
  (id: string) => {
    const field = rules.fields.find((each) => each.id === id)
    const value = values[id] ?? null
    return {
      said: field === undefined ? '' : saySheetValue(policy, field, value, names),
      value: typeof value === 'string' || value === null ? value : [...value],
      file: typeof value === 'string' ? (files.get(value) ?? null) : null,
    }
  }

/** Pictures and documents that these values hold, by id. */
export async function filesIn(
  app: App,
  tx: Tx,
  { fields }: SheetRules,
  all: readonly (SheetSettings | SheetChange['was'])[],
): Promise<ReadonlyMap<string, AttachmentView>> {
  const found = new Map<string, AttachmentView>()
  for (const { id } of fields.filter(({ type }) => type === 'image' || type === 'document'))
    for (const value of new Set(all.map((values) => values[id]))) {
      const file = typeof value === 'string' ? await attachmentById(tx, value) : null
      if (file !== null) found.set(file.id, attachmentView(app, file))
    }
  return found
}
