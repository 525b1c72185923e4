/** categories.yaml, intake.yaml and products.yaml: what partners ask for, and how they are asked about it. */
import { kinds } from '../../domain/policy.ts'
import type {
  CategoryRules,
  IntakeFieldRules,
  IntakeRules,
  ProductRules,
  RequestTypeRules,
  SubTypeRules,
} from '../../domain/policy.ts'
import {
  gives,
  givesWithin,
  list,
  object,
  oneOf,
  optional,
  or,
  text,
  truth,
  understood,
  uses,
  whole,
  type Decode,
} from '../decode.ts'
import type { Spot } from '../reader.ts'
import { severityName } from './desks.ts'

const kind = oneOf(...kinds)

const subType = object<SubTypeRules>({
  id: givesWithin('sub-type'),
  name: text,
  critical: optional(truth),
  defaultSeverity: optional(whole(1)),
  defaultKind: optional(kind),
  signs: optional(list(text)),
})

/** Categories have their names within their desk as 'desk/category', beside their own. */
const categoryName = (desk: string, id: string): string => `${desk}/${id}`

export const categories = object<{ categories: readonly CategoryRules[] }>({
  categories: list(
    object<CategoryRules>(
      {
        id: gives('category'),
        desk: uses('desk'),
        name: text,
        description: text,
        subTypes: or(list(subType), []),
        defaultSeverity: whole(1),
        defaultKind: kind,
        critical: or(truth, false),
        scope: oneOf('in', 'out', 'feedback'),
        outOfScopeReply: optional(text),
        signs: list(text),
      },
      categoryHolds,
    ),
  ),
})

function categoryHolds(read: Partial<CategoryRules>, spot: Spot): void {
  const { names } = spot.reader
  if (read.desk !== undefined) {
    if (read.id !== undefined) names.give('category of a desk', categoryName(read.desk, read.id), spot.get('id'))
    if (read.defaultSeverity !== undefined) {
      names.use('severity', severityName(read.desk, read.defaultSeverity), spot.get('defaultSeverity'))
    }
    for (const [index, row] of (read.subTypes ?? []).entries()) {
      if (row.defaultSeverity === undefined) continue
      const here = spot.get('subTypes', index, 'defaultSeverity')
      names.use('severity', severityName(read.desk, row.defaultSeverity), here)
    }
  }
  const reply = spot.get('outOfScopeReply')
  if (read.scope === 'out' && reply.node === null) reply.report('the polite sentence that the partner gets (B6)')
  if (read.scope !== undefined && read.scope !== 'out' && reply.node !== null)
    reply.report('this only where scope is out')
}

const requestType = object<RequestTypeRules>(
  { id: gives('request type'), name: text, desk: uses('desk'), kind, category: text, description: text },
  ({ desk, category }, spot) => {
    if (desk === undefined || category === undefined) return
    spot.reader.names.use('category of a desk', categoryName(desk, category), spot.get('category'))
  },
)

const label: Decode<string> = (spot) => {
  const said = text(spot)
  if (said !== undefined) spot.reader.names.give('label', said.toLowerCase(), spot)
  return said
}

const fieldId: Decode<string> = (spot) => {
  const id = understood('a name for a field, such as customerEmail', (said) =>
    /^[a-z][A-Za-z0-9]*$/.test(said) ? said : null,
  )(spot)
  if (id !== undefined) spot.reader.names.give('field', id, spot)
  return id
}

const fields: Decode<readonly IntakeFieldRules[]> = (spot) => {
  const read = list(
    object<IntakeFieldRules>({
      id: fieldId,
      name: text,
      labels: list(label),
      help: text,
      askedFor: oneOf('always', 'technical', 'when-reproducible', 'when-product-needs-it', 'never'),
      depth: whole(0, 100),
    }),
  )(spot)
  const sum = read?.reduce((depth, field) => depth + field.depth, 0) ?? 100
  if (sum !== 100) spot.report('depths that add up to 100 (B3)', `depths that add up to ${sum}`)
  return read
}

const domain = understood("a domain, such as 'example.com'", (said) =>
  /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(said) ? said : null,
)

interface IntakeFile extends IntakeRules {
  readonly requestTypes: readonly RequestTypeRules[]
}

export const intake = object<IntakeFile>({
  requestTypes: list(requestType),
  descriptionWords: whole(1),
  attachmentMegabytes: whole(1),
  freeMailAllowed: list(domain),
  fields,
})

export const products = object<{ products: readonly ProductRules[] }>({
  products: list(
    object<ProductRules>({ id: gives('product'), name: text, family: text, needsSupportAccess: or(truth, false) }),
  ),
})
