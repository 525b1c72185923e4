/** Which desk, category and kind a request is for, from what the form says (A1, B1, B5, B8). */
import { categoryRules, requestTypeRules, type CategoryRules, type Kind, type Policy } from '../policy.ts'

export interface Given {
  readonly desk: string | null
  readonly type: string | null
  readonly category: string | null
  readonly subType: string | null
  readonly kind: Kind | null
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

  const category = named ?? (type === undefined ? undefined : categoryRules(policy, type.category))
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
  return {
    classified: {
      desk: category.desk,
      type: type?.id ?? null,
      category,
      subType: subType?.id ?? null,
      kind:
        given.kind ?? subType?.defaultKind ?? (named === undefined ? type?.kind : undefined) ?? category.defaultKind,
    },
    wrong,
  }
}
