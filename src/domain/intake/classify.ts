/** Which desk, category and kind a request is for, from what the form says (A1, B1, B5, B8). */
import { categoryRules, type CategoryRules, type Kind, type Policy, type SubTypeRules } from '../policy.ts'
import { findNamed, type Named } from '../named.ts'
import { signsOf, type FoundSign, type Signs } from '../signs.ts'

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

/** Ids and the names on the form are both understood, in any case, spaced as they may be. */
const find = <Row extends Named>(rows: readonly Row[], given: string): Row | undefined =>
  findNamed(rows, given.trim().replace(/\s+/gu, ' '))

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
  const part = subType ?? (named === undefined ? told?.subType : partOf(named, given.text))
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
  return first<Told>(signsFrom(policy, start).foundIn(text), { category: start })
}

/** The sign that comes first in the words, and of several there the longest. */
const first = <Meaning>(found: readonly FoundSign<Meaning>[], otherwise: Meaning): Meaning =>
  found.reduce(
    (best, each) => (each.at < best.at || (each.at === best.at && each.words.length > best.words.length) ? each : best),
    { meaning: otherwise, at: Infinity, words: '' },
  ).meaning

/** Which part of a category that was chosen the words tell of: nobody is asked for it, and one may be critical (A9). */
function partOf(category: CategoryRules, text: string): SubTypeRules | undefined {
  const known = partSigns.get(category)
  const made =
    known ?? signsOf(category.subTypes.flatMap((part) => (part.signs ?? []).map((sign) => [sign, part] as const)))
  if (known === undefined) partSigns.set(category, made)
  return first<SubTypeRules | undefined>(made.foundIn(text), undefined)
}

const partSigns = new WeakMap<CategoryRules, Signs<SubTypeRules>>()

/** By the categories of a policy, and the one that a type starts in. */
const signs = new WeakMap<readonly CategoryRules[], Map<CategoryRules, Signs<Told>>>()

function signsFrom({ categories }: Policy, start: CategoryRules): Signs<Told> {
  const known = signs.get(categories) ?? new Map<CategoryRules, Signs<Told>>()
  signs.set(categories, known)
  const made = known.get(start) ?? signsOf([...tellingSigns(categories, start)])
  known.set(start, made)
  return made
}

function* tellingSigns(categories: readonly CategoryRules[], start: CategoryRules): Iterable<[string, Told]> {
  const isGeneral = start.signs.length === 0
  for (const category of categories) {
    if (category.desk !== start.desk) continue
    const own = category.id === start.id
    for (const subType of category.subTypes) {
      if (own || isGeneral || category.critical || subType.critical === true)
        for (const sign of subType.signs ?? []) yield [sign, { category, subType }]
    }
    if (!own && (isGeneral || category.critical)) for (const sign of category.signs) yield [sign, { category }]
  }
}
