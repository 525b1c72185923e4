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
  some,
  text,
  truth,
  understood,
  uses,
  whole,
  type Decode,
} from '../decode.ts'
import type { Spot } from '../reader.ts'

const kind = oneOf(...kinds)

const subType = object<SubTypeRules>({
  id: givesWithin('sub-type'),
  name: text,
  critical: optional(truth),
  defaultSeverity: optional(whole(1)),
  defaultKind: optional(kind),
  workflow: optional(uses('workflow')),
  signs: optional(list(text)),
})

export const categories = object<{ categories: readonly CategoryRules[] }>({
  categories: some(
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
        workflow: optional(uses('workflow')),
        signs: list(text),
      },
      categoryHolds,
    ),
  ),
})

function categoryHolds({ id, desk, subTypes = [], defaultSeverity, scope }: Partial<CategoryRules>, spot: Spot): void {
  const { names } = spot.reader
  if (desk !== undefined) {
    if (id !== undefined) names.give('desk of a category', id, spot.get('id'), desk)
    if (defaultSeverity !== undefined) names.use('severity', String(defaultSeverity), spot.get('defaultSeverity'), desk)
    for (const [index, row] of subTypes.entries()) {
      if (row.defaultSeverity === undefined) continue
      names.use('severity', String(row.defaultSeverity), spot.get('subTypes', index, 'defaultSeverity'), desk)
    }
  }
  const reply = spot.get('outOfScopeReply')
  if (scope === 'out' && reply.node === null) reply.report('the polite sentence that the partner gets (B6)')
  if (scope !== undefined && scope !== 'out' && reply.node !== null) reply.report('this only where scope is out')
}

const requestType = object<RequestTypeRules>(
  { id: gives('request type'), name: text, desk: uses('desk'), kind, category: uses('category'), description: text },
  ({ desk, category }, spot) => {
    if (desk !== undefined && category !== undefined)
      spot.reader.later(() => inItsDesk(desk, category, spot.get('category')))
  },
)

/** A request starts in a category of its own desk (B1). */
function inItsDesk(desk: string, category: string, spot: Spot): void {
  const { names } = spot.reader
  const other = names.all('desk').find((id) => id !== desk && names.all('desk of a category', id).includes(category))
  if (other !== undefined && names.isKnown('desk', desk))
    spot.report(`a category of desk '${desk}' (it belongs to '${other}')`)
}

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
      labels: some(label),
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
  requestTypes: some(requestType),
  descriptionWords: whole(1, 5_000),
  attachmentMegabytes: whole(1, 1_000),
  freeMailAllowed: list(domain),
  askLinkDays: whole(1, 365),
  fields,
})

export const products = object<{ products: readonly ProductRules[] }>({
  products: list(
    object<ProductRules>({ id: gives('product'), name: text, family: text, needsSupportAccess: or(truth, false) }),
  ),
})
