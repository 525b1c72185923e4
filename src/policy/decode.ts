/** How YAML becomes typed values: small decoders that report every mistake where it stands and go on. */
import { isMap, isScalar, isSeq, type Node } from 'yaml'
import { didYouMean } from '../domain/did-you-mean.ts'
import { quoted, type Spot } from './reader.ts'

/** Gives the value, or reports what is wrong and gives undefined. */
export type Decode<Value> = (spot: Spot) => Value | undefined

/** A field that may be left out. */
export interface Optional<Value> {
  readonly optional: Decode<Value>
}

/** A field that has a value of its own where it is left out. */
export interface Defaulted<Value> {
  readonly decode: Decode<Value>
  readonly otherwise: Value
}

export const optional = <Value>(decode: Decode<Value>): Optional<Value> => ({ optional: decode })
export const or = <Value>(decode: Decode<Value>, otherwise: Value): Defaulted<Value> => ({ decode, otherwise })

type Field<Value> = Decode<Value> | Defaulted<Value>
/** A decoder for every field of a type: what is optional in the type, and only that, is optional in the file. */
export type Fields<Value> = {
  readonly [Key in keyof Value]-?: {} extends Pick<Value, Key>
    ? Optional<Exclude<Value[Key], undefined>>
    : Field<Value[Key]>
}

/**
 * A mapping with these keys and no others. `also` sees what could be read even where another field is wrong, so that
 * one reading finds every mistake.
 */
export const object =
  <Value extends object>(fields: Fields<Value>, also?: (read: Partial<Value>, spot: Spot) => void): Decode<Value> =>
  (spot) => {
    const map = mapping(spot)
    if (map === undefined) return undefined
    const keys = Object.keys(fields)
    for (const [key, { keyNode }] of map) {
      if (keys.includes(key)) continue
      const near = didYouMean(
        key,
        keys.filter((known) => !map.has(known)),
      )
      spot
        .at(key, keyNode)
        .report(near === null ? `one of ${keys.join(', ')}` : `'${near}'`, `the unknown key ${quoted(key)}`)
    }
    const read: Record<string, unknown> = {}
    let whole = true
    for (const key of keys) {
      const field = fields[key as keyof Value] as Field<unknown> | Optional<unknown>
      const entry = map.get(key)
      if (entry === undefined && typeof field === 'object') {
        if ('otherwise' in field) read[key] = field.otherwise
        continue
      }
      const decode = typeof field === 'function' ? field : 'optional' in field ? field.optional : field.decode
      const value = decode(spot.at(key, entry?.node ?? null))
      if (value === undefined) whole = false
      else read[key] = value
    }
    also?.(read as Partial<Value>, spot)
    return whole ? (read as Value) : undefined
  }

/** A list; a single value may stand for a list of one where `single` says so. */
export const list =
  <Item>(item: Decode<Item>, single: 'single' | 'listed' = 'listed'): Decode<readonly Item[]> =>
  (spot) => {
    if (single === 'single' && isScalar(spot.node) && spot.node.value !== null) {
      const value = item(spot)
      return value === undefined ? undefined : [value]
    }
    if (!isSeq(spot.node)) return wrong(spot, 'a list')
    return every(spot.node.items.map((node, index) => item(spot.at(index, node as Node))))
  }

/** A list of one at least. */
export const some =
  <Item>(item: Decode<Item>): Decode<readonly Item[]> =>
  (spot) => {
    const items = list(item)(spot)
    return items?.length === 0 ? wrong(spot, 'one entry at least') : items
  }

/** A mapping with free keys; the decoder of a value knows its key. `also` sees every key, whether or not its value could be read. */
export const record =
  <Key extends string, Value>(
    key: Decode<Key>,
    value: (key: Key) => Decode<Value>,
    also?: (keys: readonly string[], spot: Spot) => void,
  ): Decode<Readonly<Record<Key, Value>>> =>
  (spot) => {
    const map = mapping(spot)
    if (map === undefined) return undefined
    const read: [string, Value][] = []
    let whole = true
    for (const [name, { keyNode, node }] of map) {
      const found = key(spot.at(name, keyNode))
      const decoded = found === undefined ? undefined : value(found)(spot.at(name, node))
      if (found === undefined || decoded === undefined) whole = false
      else read.push([found, decoded])
    }
    also?.([...map.keys()], spot)
    return whole ? (Object.fromEntries(read) as Record<Key, Value>) : undefined
  }

export const text: Decode<string> = (spot) => {
  const value = scalar(spot)
  if (typeof value !== 'string' || value.trim() === '') return wrong(spot, 'a text')
  // No database keeps a NUL or half a character.
  return value.includes('\0') || !value.isWellFormed()
    ? wrong(spot, 'a text without NUL or broken characters')
    : value.trim()
}

export const truth: Decode<boolean> = (spot) => {
  const value = scalar(spot)
  return typeof value === 'boolean' ? value : wrong(spot, 'true or false')
}

export const number =
  (from: number, to: number): Decode<number> =>
  (spot) => {
    const value = scalar(spot)
    return typeof value === 'number' && value >= from && value <= to
      ? value
      : wrong(spot, `a number from ${from} to ${to}`)
  }

export const whole =
  (from: number, to: number = Number.MAX_SAFE_INTEGER): Decode<number> =>
  (spot) => {
    const value = scalar(spot)
    if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value
    return wrong(
      spot,
      to === Number.MAX_SAFE_INTEGER ? `a whole number from ${from} on` : `a whole number from ${from} to ${to}`,
    )
  }

export const oneOf =
  <Word extends string>(...words: readonly Word[]): Decode<Word> =>
  (spot) => {
    const value = scalar(spot)
    return words.find((word) => word === value) ?? wrong(spot, `one of ${words.join(', ')}`)
  }

export const orNull =
  <Value>(decode: Decode<Value>): Decode<Value | null> =>
  (spot) =>
    isScalar(spot.node) && spot.node.value === null ? null : decode(spot)

/** A name in small letters, digits and hyphens that this place gives, once in the policy. */
export const gives = (kind: string): Decode<string> => named(kind, (name) => name)

/** A name that is given once within the list that holds it. */
export const givesWithin = (kind: string): Decode<string> =>
  named(kind, (name, spot) => [spot.file, ...spot.path.slice(0, -2), name].join('/'))

const named =
  (kind: string, full: (name: string, spot: Spot) => string): Decode<string> =>
  (spot) => {
    const value = scalar(spot)
    if (typeof value !== 'string' || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(value)) {
      return wrong(spot, `a name for a ${kind} in small letters, digits and hyphens`)
    }
    spot.reader.names.give(kind, full(value, spot), spot)
    return value
  }

/** A name that some other place gives. */
export const uses =
  (kind: string): Decode<string> =>
  (spot) => {
    const value = scalar(spot)
    if (typeof value !== 'string') return wrong(spot, `a ${kind} of this policy`)
    spot.reader.names.use(kind, value, spot)
    return value
  }

/** For `record`: every name of this kind must have its entry. */
export const complete =
  (kind: string) =>
  (keys: readonly string[], spot: Spot): void =>
    spot.reader.later(() => {
      for (const name of spot.reader.names.all(kind)) {
        if (!keys.includes(name)) spot.at(name, null).report(`an entry for ${kind} '${name}'`, 'nothing')
      }
    })

/** A text that `understand` turns into a value; null from it is a mistake, described by `expected`. */
export const understood =
  <Value>(expected: string, understand: (text: string) => Value | null): Decode<Value> =>
  (spot) => {
    const value = scalar(spot)
    const meaning = typeof value === 'string' ? understand(value.trim()) : null
    return meaning ?? wrong(spot, expected)
  }

export const wrong = (spot: Spot, expected: string): undefined => {
  spot.report(expected)
  return undefined
}

export const scalar = (spot: Spot): unknown => (isScalar(spot.node) ? spot.node.value : undefined)

const every = <Value>(values: readonly (Value | undefined)[]): readonly Value[] | undefined =>
  values.every((value) => value !== undefined) ? (values as readonly Value[]) : undefined

interface Entry {
  readonly keyNode: Node
  readonly node: Node | null
}

/** The entries of a mapping by key, in order. A doubled key has been reported when the file was opened: the first counts. */
function mapping(spot: Spot): ReadonlyMap<string, Entry> | undefined {
  if (!isMap(spot.node)) return wrong(spot, 'a mapping')
  const entries = new Map<string, Entry>()
  for (const { key, value } of spot.node.items) {
    const name = isScalar(key) ? String(key.value) : undefined
    if (name === undefined) spot.report('plain keys')
    else if (!entries.has(name)) entries.set(name, { keyNode: key as Node, node: value as Node | null })
  }
  return entries
}
