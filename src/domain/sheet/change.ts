/**
 * A change that somebody asks for of a sheet (E8): only what changes, with what stood there before. A run keeps it as one text, so
 * that the ledger has before and after, and nothing of it can be said differently later.
 */
import type { Result } from '../kernel.ts'
import type { Policy } from '../policy.ts'
import type { SheetRules } from '../policy/sheets.ts'
import {
  readSheetValues,
  sameValue,
  sheetRules,
  withSettings,
  type SheetMistake,
  type SheetSettings,
  type SheetValues,
} from './values.ts'

export interface SheetChange {
  /** The kind of sheet, of the policy. */
  readonly of: string
  /** Id of the sheet; null for one that is not there yet, and for the only one of its kind. */
  readonly item: string | null
  /** What it was called when this was asked for, one of many. */
  readonly title: string | null
  /** Not shown any more. */
  readonly takesDown: boolean
  /** How it was shown when this was asked for. */
  readonly stood: Standing
  /** What its fields had then; null where there was nothing. */
  readonly was: SheetSettings
  readonly set: SheetSettings
}

/** Shown, not shown yet, or not any more. */
export type Standing = 'new' | 'published' | 'taken-down'

/** What has become of it; 'missing' waits for the partner. */
export const changeStates = ['asked', 'missing', 'applied', 'refused', 'lapsed', 'withdrawn'] as const
export type ChangeState = (typeof changeStates)[number]

/** What is asked for, before anybody has looked at what stands there. */
export type AskedChange = Pick<SheetChange, 'of' | 'item' | 'takesDown' | 'set'>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads `{ of, item, takesDown, set }`. Mistakes are named after the fields of the sheet; '' is about all of it. */
export function readAskedChange(
  policy: Policy,
  kinds: readonly string[],
  given: unknown,
): Result<AskedChange, readonly SheetMistake[]> {
  const about = (message: string, field = '') => ({ ok: false as const, problem: [{ field, message }] })
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return about('Give what changes, such as {"of":"profile","set":{"website":"https://www.company.example"}}.')
  const { of, item = null, takesDown = false, set = {}, ...strange } = given as Record<string, unknown>
  const unknown = Object.keys(strange)[0]
  if (unknown !== undefined) return about(`'${unknown}' is none of: of, item, takesDown, set.`)
  const rules = typeof of === 'string' && kinds.includes(of) ? sheetRules(policy, of) : undefined
  if (rules === undefined) return about(`Give one of: ${kinds.join(', ')}.`, 'of')
  if (item !== null && (typeof item !== 'string' || !uuid.test(item))) return about(`Give the id of one.`, 'item')
  if (typeof takesDown !== 'boolean') return about('Give true or false.', 'takesDown')
  if (typeof set !== 'object' || set === null || Array.isArray(set)) return about('Give the fields that change.', 'set')
  if (takesDown && (!rules.many || item === null)) return about('Only what is shown already can be taken down.', 'item')
  if (takesDown && Object.keys(set).length > 0) return about('What is taken down changes in nothing else.', 'set')
  if (!rules.many && item !== null) return about(`There is one of '${rules.name}': leave it out.`, 'item')
  const read = readSheetValues(policy, rules, set as Record<string, unknown>)
  return read.ok ? { ok: true, value: { of: rules.id, item, takesDown, set: read.value } } : read
}

/** What of it differs from what stands there, with that beside it. */
export function against(
  rules: SheetRules,
  { of, item, takesDown, set }: AskedChange,
  now: { readonly stood: Standing; readonly values: SheetValues },
): SheetChange {
  const title = rules.title === undefined ? undefined : (now.values[rules.title] ?? set[rules.title])
  const changed = Object.entries(set).filter(([id, value]) => !sameValue(value, now.values[id]))
  return {
    of,
    item,
    title: typeof title === 'string' ? title : null,
    takesDown,
    stood: now.stood,
    was: Object.fromEntries(changed.map(([id]) => [id, now.values[id] ?? null])),
    set: Object.fromEntries(changed),
  }
}

/** Nothing of it would change anything; one that was taken down may come back as it was. */
export const isEmpty = ({ set, takesDown, stood }: SheetChange): boolean =>
  Object.keys(set).length === 0 && !takesDown && stood !== 'taken-down'

/** What has moved since it was asked for, of what it is about: ids of fields, and 'stood' where it was taken down, or shown again. */
export function movedSince(
  change: SheetChange,
  now: { readonly stood: Standing; readonly values: SheetValues },
): readonly string[] {
  const fields = Object.keys(change.set).filter((id) => !sameValue(change.was[id], now.values[id]))
  return (change.stood === 'taken-down') === (now.stood === 'taken-down') ? fields : ['stood', ...fields]
}

export const applied = (values: SheetValues, { set }: Pick<SheetChange, 'set'>): SheetValues =>
  withSettings(values, set)

export const changeText = (change: SheetChange | AskedChange): string => JSON.stringify(change)

/** Of a text that `changeText` made. */
export const changeOf = (text: string): SheetChange => JSON.parse(text) as SheetChange
