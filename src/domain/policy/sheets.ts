/**
 * What the vendor shows of a partner (E8): kinds of sheets with their fields, as data. A kind is there once for a partner (its
 * profile), or as often as it has something to show (projects).
 */

/** `choices`, `countries` and `products` are several of a list; `customer` is one of the partner's; `consent` one that a customer gave (E5). */
export const sheetFieldTypes = [
  'line',
  'text',
  'url',
  'email',
  'phone',
  'date',
  'choice',
  'choices',
  'country',
  'countries',
  'product',
  'products',
  'customer',
  'consent',
  'image',
  'document',
] as const
export type SheetFieldType = (typeof sheetFieldTypes)[number]

export interface SheetFieldRules {
  readonly id: string
  readonly name: string
  readonly type: SheetFieldType
  /** Characters of a text, or how many of a list. */
  readonly most: number
  /** The sheet is shown with it, or not at all. */
  readonly required: boolean
  readonly help?: string
  /** A change of it needs a document: which, in words. */
  readonly proof?: string
  /** Of a choice or choices, and only of them. */
  readonly choices?: readonly { readonly id: string; readonly name: string }[]
  /** It is the registry's own, and changes there: with it every place that shows the partner. */
  readonly registry?: 'name'
}

export interface SheetRules {
  readonly id: string
  readonly name: string
  /** Where it is shown and what for, in a sentence. */
  readonly says: string
  /** As many as the partner has; else one. */
  readonly many: boolean
  /** Of many: the field that each is called by. */
  readonly title?: string
  readonly fields: readonly SheetFieldRules[]
}
