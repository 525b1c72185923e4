/** What is shown of a partner (E8). Read again whenever the registry changes, as it does with each approval. */
import { queryOptions } from '@tanstack/react-query'
import type { SheetChangeWire, SheetsWire, SheetVersionsWire } from '../../../src/http/wire-sheets.ts'
import { call } from '../api.ts'
import { api } from '../paths.ts'

export type Kind = SheetsWire['kinds'][number]
export type Sheet = SheetsWire['sheets'][number]
export type SheetField = Kind['fields'][number]
export type SheetChange = SheetChangeWire
export type Value = string | readonly string[] | null
export type Values = Readonly<Record<string, Value>>

export const sheetQueries = {
  of: (partner: string) =>
    queryOptions({
      queryKey: ['registry', 'sheets', partner],
      queryFn: ({ signal }) => call<SheetsWire>(api.sheets(partner), { signal }),
    }),
  versions: (sheet: string) =>
    queryOptions({
      queryKey: ['registry', 'sheet-versions', sheet],
      queryFn: ({ signal }) => call<SheetVersionsWire>(api.sheetVersions(sheet), { signal }),
    }),
} as const

/** As they stand, by field. */
export const valuesOf = (sheet: Pick<Sheet, 'values'> | null): Values =>
  Object.fromEntries((sheet?.values ?? []).map(({ id, value }) => [id, value]))

const plain = (value: Value | undefined): string =>
  typeof value === 'string' ? value.trim() : JSON.stringify([...(value ?? [])].toSorted())

const isNothing = (value: Value | undefined): boolean =>
  value === undefined || value === null || value.length === 0 || (typeof value === 'string' && value.trim() === '')

export const isSame = (a: Value | undefined, b: Value | undefined): boolean =>
  isNothing(a) || isNothing(b) ? isNothing(a) && isNothing(b) : plain(a) === plain(b)

/** What is sent: only what differs from what stands there. */
export function differing(kind: Kind, stands: Values, wanted: Values): Values {
  const changed = kind.fields.filter(({ id }) => !isSame(stands[id], wanted[id]))
  return Object.fromEntries(changed.map(({ id }) => [id, isNothing(wanted[id]) ? null : wanted[id]!]))
}
