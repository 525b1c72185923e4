/** Which desk, category and kind a request is for, from what the form says (A1, B1, B5, B8). */
import { categoryRules, type CategoryRules, type Kind, type Policy, type SubTypeRules } from '../policy.ts'
import { findSign } from '../signs.ts'

export interface Given {
  readonly desk: string | null
  readonly type: string | null
  readonly category: string | null
  readonly subType: string | null
  readonly kind: Kind | null
  /** Subject and description: they may say more than the type does. */
  readonly text: string
}

export interface Classified {
  readonly desk: string
  readonly type: string | null
  readonly category: CategoryRules
  readonly subType: string | null
  readonly kind: Kind
}

export interface WrongField {
  readonly field: string
  readonly message: string
}

const names = (rows: readonly { id: string; name?: string }[]): string => rows.map((row) => row.id).join(', ')

/** Ids and the names on the form are both understood, in any case. */
function find<Row extends { readonly id: string; readonly name: string }>(
  rows: readonly Row[],
  given: string,
): Row | undefined {
  const wanted = given.trim().toLowerCase()
  return rows.find((row) => row.id.toLowerCase() === wanted || row.name.toLowerCase() === wanted)
}

/** Everything wrong at once. A category decides; without one the type does. */
export function classify(
  policy: Policy,
  given: Given,
): { readonly classified: Classified | null; readonly wrong: readonly WrongField[] } {
  const wrong: WrongField[] = []
  const type = given.type === null ? undefined : find(policy.requestTypes, given.type)
  if (given.type !== null && type === undefined)
    wrong.push({
      field: 'type',
      message: `Give one of the types of request: ${policy.requestTypes.map((row) => row.name).join(', ')}.`,
    })
  const desk = given.desk === null ? undefined : find(policy.desks, given.desk)
  if (given.desk !== null && desk === undefined)
    wrong.push({ field: 'desk', message: `Give one of the desks: ${names(policy.desks)}.` })

  const named = given.category === null ? undefined : find(policy.categories, given.category)
  if (given.category !== null && named === undefined) {
    const inDesk = policy.categories.filter((row) => desk === undefined || row.desk === desk.id)
    wrong.push({ field: 'category', message: `Give one of the categories: ${names(inDesk)}.` })
  }
  if (type === undefined && named === undefined && given.type === null && given.category === null)
    wrong.push({
      field: 'type',
      message: `Say what kind of request it is: a type (${policy.requestTypes.map((row) => row.name).join(', ')}) or a category.`,
    })

  const told = type === undefined ? undefined : toldBy(policy, type.category, given.text)
  const category = named ?? told?.category
  if (desk !== undefined && category !== undefined && category.desk !== desk.id)
    wrong.push({
      field: 'category',
      message: `The category '${category.name}' belongs to the desk '${category.desk}'.`,
    })
  const subType = given.subType === null || category === undefined ? undefined : find(category.subTypes, given.subType)
  if (given.subType !== null && category !== undefined && subType === undefined) {
    const message =
      category.subTypes.length === 0
        ? `The category '${category.name}' has no sub-types: leave it out.`
        : `Give one of the sub-types of '${category.name}': ${names(category.subTypes)}.`
    wrong.push({ field: 'subType', message })
  }
  if (wrong.length > 0 || category === undefined) return { classified: null, wrong }
  const part = subType ?? (named === undefined ? told?.subType : undefined)
  return {
    classified: {
      desk: category.desk,
      type: type?.id ?? null,
      category,
      subType: part?.id ?? null,
      kind: given.kind ?? part?.defaultKind ?? (category.id === type?.category ? type.kind : category.defaultKind),
    },
    wrong,
  }
}

interface Told {
  readonly category: CategoryRules
  readonly subType?: SubTypeRules
}

/**
 * The category that a type starts in, or the one of its desk that the words tell of: the sign that comes first in them,
 * and of several there the longest. A general category (one without signs) gives way to any; another only to what is critical, since nobody chooses 'no
 * access' from a list of types (A9).
 */
function toldBy(policy: Policy, startsIn: string, text: string): Told | undefined {
  const start = categoryRules(policy, startsIn)
  if (start === undefined) return undefined
  const isGeneral = start.signs.length === 0
  let best: { readonly told: Told; readonly at: number; readonly length: number } = {
    told: { category: start },
    at: Infinity,
    length: 0,
  }
  const offer = (told: Told, signs: readonly string[] | undefined): void => {
    for (const sign of signs ?? []) {
      const found = findSign(sign, text)
      if (found === null) continue
      const { at, words } = found
      if (at < best.at || (at === best.at && words.length > best.length)) best = { told, at, length: words.length }
    }
  }
  for (const category of policy.categories) {
    if (category.desk !== start.desk) continue
    const own = category.id === start.id
    for (const subType of category.subTypes) {
      if (own || isGeneral || category.critical || subType.critical === true)
        offer({ category, subType }, subType.signs)
    }
    if (!own && (isGeneral || category.critical)) offer({ category }, category.signs)
  }
  return best.told
}
