/** E8: the part of partnership.yaml that says what is shown of a partner. */
import { sheetFieldTypes, type SheetFieldRules, type SheetRules } from '../../domain/policy/sheets.ts'
import { gives, list, object, oneOf, optional, or, some, text, truth, understood, whole } from '../decode.ts'
import type { Spot } from '../reader.ts'

const fieldId = understood('a name for a field, such as supportEmail; days end in On', (said) =>
  /^[a-z][A-Za-z0-9]*$/.test(said) && !/^at$|At$|[sS]ince$/.test(said) ? said : null,
)
const choiceId = understood('a name in small letters, digits and hyphens', (said) =>
  /^[a-z0-9]+(-[a-z0-9]+)*$/.test(said) ? said : null,
)

const field = object<SheetFieldRules>(
  {
    id: fieldId,
    name: text,
    type: oneOf(...sheetFieldTypes),
    most: or(whole(1, 20_000), 200),
    required: or(truth, false),
    help: optional(text),
    proof: optional(text),
    choices: optional(some(object({ id: choiceId, name: text }))),
    registry: optional(oneOf('name')),
  },
  ({ type, choices, registry, required }, spot) => {
    const chooses = type === 'choice' || type === 'choices'
    if (type !== undefined && chooses !== (choices !== undefined))
      spot.get('choices').report('this where the type is choice or choices, and only there')
    if (registry !== undefined && (type !== 'line' || required !== true))
      spot.get('registry').report('this only where the type is line and it is required')
    once(choices ?? [], spot.get('choices'), 'choice')
  },
)

const sheet = object<SheetRules>(
  {
    id: gives('kind of sheet'),
    name: text,
    says: text,
    many: or(truth, false),
    title: optional(fieldId),
    fields: some(field),
  },
  ({ many, title, fields }, spot) => {
    if (fields === undefined) return
    once(fields, spot.get('fields'), 'field of a sheet')
    const titled = fields.find(({ id }) => id === title)
    if ((many === true) !== (title !== undefined))
      spot.get('title').report('the field that each is called by, where there are many, and only there')
    else if (title !== undefined && (titled?.type !== 'line' || !titled.required))
      spot.get('title').report('a required field of type line')
    const customers = fields.filter(({ type }) => type === 'customer').length
    const consents = fields.filter(({ type }) => type === 'consent').length
    if (customers > 1 || consents > customers)
      spot.get('fields').report('one customer at most, and a consent only beside it')
    if (many === true && fields.some(({ registry }) => registry !== undefined))
      spot.get('fields').report('what is the registry’s only in a sheet of which there is one')
  },
)

function once(rows: readonly { readonly id: string }[], spot: Spot, what: string): void {
  rows.forEach(({ id }, place) => {
    if (rows.findIndex((row) => row.id === id) < place) spot.get(place, 'id').report(`each ${what} once`)
  })
}

/** What is the registry's changes in one place only. */
export const sheets = (spot: Spot): readonly SheetRules[] | undefined => {
  const read = list(sheet)(spot)
  const own = (read ?? []).flatMap(({ fields }, place) =>
    fields.flatMap(({ registry }, nth) => (registry === undefined ? [] : [{ place, nth }])),
  )
  for (const { place, nth } of own.slice(1))
    spot.get(place, 'fields', nth, 'registry').report('one field of all sheets that is the registry’s')
  return read
}
