/** What stands on a sheet now (E8): what was approved last, with what is the registry's own. */
import { createHash } from 'node:crypto'
import type { SheetRules } from '../../domain/policy/sheets.ts'
import type { SheetChange, Standing } from '../../domain/sheet/change.ts'
import type { SheetSettings, SheetValues } from '../../domain/sheet/values.ts'
import type { Tx } from '../../storage/database.ts'
import type { Partner } from '../../storage/partners.ts'
import { sheetById, singleSheet, standingOf, type Sheet } from '../../storage/sheets.ts'

export interface Stands {
  /** Null where nobody has asked for one yet. */
  readonly sheet: Sheet | null
  readonly stood: Standing
  readonly values: SheetValues
}

type Named = Pick<Partner, 'id' | 'name'>

/** Null where the partner has no sheet of that id and kind. `item` is null for the only one of its kind, and for one to come. */
export async function standsNow(
  tx: Tx,
  rules: SheetRules,
  partner: Named,
  item: string | null,
): Promise<Stands | null> {
  if (item !== null) {
    const sheet = await sheetById(tx, item)
    return sheet === null || sheet.partner !== partner.id || sheet.kind !== rules.id
      ? null
      : standing(rules, partner, sheet)
  }
  return standing(rules, partner, rules.many ? null : await singleSheet(tx, partner.id, rules.id))
}

export const standing = (rules: SheetRules, partner: Named, sheet: Sheet | null): Stands => ({
  sheet,
  stood: standingOf(sheet),
  values: { ...sheet?.contents, ...registryValues(rules, partner) },
})

/** What stands in the registry and nowhere else. */
const registryValues = ({ fields }: SheetRules, { name }: Named): SheetValues =>
  Object.fromEntries(fields.flatMap((field) => (field.registry === 'name' ? [[field.id, name] as const] : [])))

/** What of it changes the registry, and what the sheet itself. */
export function parted(
  { fields }: SheetRules,
  set: SheetSettings,
): { readonly name: string | null; readonly own: SheetSettings } {
  const isRegistry = (id: string): boolean => fields.some((field) => field.id === id && field.registry !== undefined)
  const entries = Object.entries(set)
  const name = entries.find(([id]) => isRegistry(id))?.[1]
  return {
    name: typeof name === 'string' ? name : null,
    own: Object.fromEntries(entries.filter(([id]) => !isRegistry(id))),
  }
}

/**
 * Stands for what is there now of what a change is about: whoever decides gives it back, so that nobody approves over something
 * that was not on the screen.
 */
export function seenOf({ set }: Pick<SheetChange, 'set'>, { stood, values }: Pick<Stands, 'stood' | 'values'>): string {
  const about = Object.keys(set)
    .toSorted()
    .map((id) => [id, values[id] ?? null])
  return createHash('sha256')
    .update(JSON.stringify([stood, about]))
    .digest('hex')
    .slice(0, 16)
}
