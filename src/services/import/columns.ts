/** The heading of a file: which of its columns are ours, which are not, and what is missing. */
import { didYouMean } from '../../domain/did-you-mean.ts'

export interface Column {
  /** As the report names it. */
  readonly name: string
  /** What else it is called; case, spaces and hyphens do not matter. */
  readonly also?: readonly string[]
  /** Without it there is nothing to be imported; where this is a name, that column would do as well. */
  readonly required?: boolean | string
}

export interface Heading {
  /** Place of each column that the file has. */
  readonly places: ReadonlyMap<string, number>
  /** How many values a row has. */
  readonly width: number
  readonly names: readonly string[]
  readonly ignored: readonly Ignored[]
}

/** A column that is none of ours. */
export interface Ignored {
  readonly column: string
  readonly didYouMean: string | null
}

export interface ColumnMistake {
  readonly field: string
  readonly message: string
}

/** 'Sub-Scription ID' is 'sub_scription_id'; 'subscriptionId' is 'subscription_id'. */
const plain = (name: string): string =>
  name
    .trim()
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')

export function readHeading(
  columns: readonly Column[],
  heading: readonly string[],
): { readonly heading: Heading; readonly mistakes: readonly ColumnMistake[] } {
  const known = new Map(columns.flatMap(({ name, also = [] }) => [...also, name].map((each) => [plain(each), name])))
  const places = new Map<string, number>()
  const mistakes: ColumnMistake[] = []
  for (const { name } of columns) {
    const own = placesOf(heading, (given) => plain(given) === name)
    if (own.length > 1) mistakes.push({ field: name, message: `The column '${name}' is there twice.` })
    // By its own name before any other; of several others the first.
    const [place] = own.length > 0 ? own : placesOf(heading, (given) => known.get(plain(given)) === name)
    if (place !== undefined) places.set(name, place)
  }
  const taken = new Set(places.values())
  const others = placesOf(heading, (given) => given.trim() !== '').filter((place) => !taken.has(place))
  const ignored = others.map((place): Ignored => ignoredColumn(heading[place] ?? '', known))
  for (const { name, required = false } of columns) {
    const isThere = places.has(name) || (typeof required === 'string' && places.has(required))
    if (required !== false && !isThere) mistakes.push({ field: name, message: missing(name, known, ignored) })
  }
  return { heading: { places, width: heading.length, names: heading.map((each) => each.trim()), ignored }, mistakes }
}

const placesOf = (heading: readonly string[], is: (given: string) => boolean): readonly number[] =>
  heading.flatMap((given, place) => (is(given) ? [place] : []))

/** What is ours under another of its names needs no hint. */
const ignoredColumn = (given: string, known: ReadonlyMap<string, string>): Ignored => ({
  column: given.trim(),
  didYouMean: known.has(plain(given)) ? null : didYouMean(plain(given), known.keys()),
})

function missing(name: string, known: ReadonlyMap<string, string>, ignored: readonly Ignored[]): string {
  const near = ignored.find((each) => each.didYouMean !== null && known.get(each.didYouMean) === name)
  const hint = near === undefined ? '' : ` Did you mean it with '${near.column}'?`
  return `The column '${name}' is missing.${hint}`
}
