/** What changed from one version of a policy to another, as rows that a person can read. */
import { sayMinutes } from '../domain/explain/words.ts'
import type { Policy } from '../domain/policy.ts'

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

/** `before` is null where something is new, `after` where it is gone. */
export interface Difference {
  /** 'desks[support].severities[1].commitment.acknowledgement.to': rows are named by their id, level or name. */
  readonly path: string
  readonly before: Plain
  readonly after: Plain
}

/** Every difference but the version's number, in the order of the policy. None means that both promise the same. */
export function diffPolicies(before: Policy, after: Policy): readonly Difference[] {
  const content = (policy: Policy): Plain => ({ ...policy, version: 0, calendars: {} }) as unknown as Plain
  return [...differences([], content(before), content(after)), ...calendarDifferences(before, after)]
}

/** A change that many calendars share, such as a holiday of the whole week's team, is one row with their names. */
function calendarDifferences(before: Policy, after: Policy): readonly Difference[] {
  const shared = new Map<string, { readonly places: string[]; readonly row: Difference }>()
  for (const place of new Set([...Object.keys(before.calendars), ...Object.keys(after.calendars)])) {
    const plain = (policy: Policy) => policy.calendars[place] as unknown as Plain | undefined
    for (const row of differences([], plain(before), plain(after))) {
      const known = shared.get(JSON.stringify(row))
      if (known === undefined) shared.set(JSON.stringify(row), { places: [place], row })
      else known.places.push(place)
    }
  }
  return [...shared.values()].map(({ places, row }) => {
    const named = `calendars[${places.join(', ')}]`
    return { ...row, path: row.path === '' ? named : `${named}.${row.path}` }
  })
}

type Path = readonly string[]
type Mapping = { readonly [key: string]: Plain }

const isList = (value: Plain | undefined): value is readonly Plain[] => Array.isArray(value)
const isMapping = (value: Plain | undefined): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function differences(path: Path, before: Plain | undefined, after: Plain | undefined): readonly Difference[] {
  if (canonical(before) === canonical(after)) return []
  if (isMapping(before) && isMapping(after)) return inRows(rowsOf(before), rowsOf(after), (key) => [...path, key])
  const [old, young] = [isList(before) ? keyed(before) : null, isList(after) ? keyed(after) : null]
  if (old !== null && young !== null) {
    const rows = inRows(old, young, (key) => [...path.slice(0, -1), `${path.at(-1) ?? ''}[${key}]`])
    if (rows.length > 0) return rows
    return [{ path: `${path.join('.')} (order)`, before: [...old.keys()], after: [...young.keys()] }]
  }
  return [{ path: path.join('.'), before: said(path, before), after: said(path, after) }]
}

type Rows = ReadonlyMap<string, Plain>

const inRows = (before: Rows, after: Rows, within: (key: string) => Path): readonly Difference[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
    differences(within(key), before.get(key), after.get(key)),
  )

const rowsOf = (mapping: Mapping): Rows => new Map(Object.entries(mapping))

/** The same text for the same value, however its keys are ordered: a database keeps them in an order of its own. */
const canonical = (value: Plain | undefined): string =>
  JSON.stringify(value, (_, inner: Plain) =>
    isMapping(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
  ) ?? ''

/** The rows of a list by what names them; null where two rows have the same name, or one has none. */
function keyed(rows: readonly Plain[]): Rows | null {
  const named = new Map<string, Plain>()
  for (const row of rows) {
    const name = nameOf(row)
    if (name === null || named.has(name)) return null
    named.set(name, row)
  }
  return named
}

/** A code names itself, a row is named by its id and the like, who is named somewhere by the first place. */
function nameOf(row: Plain): string | null {
  if (typeof row === 'string' || typeof row === 'number') return String(row)
  if (!isMapping(row)) return null
  const own = row['id'] ?? row['level'] ?? row['tier'] ?? row['email'] ?? row['words']
  const places = row['countries'] ?? row['subregions'] ?? row['regions']
  const name = own ?? (isList(places) ? places[0] : 'people' in row ? 'everywhere' : null)
  return typeof name === 'string' || typeof name === 'number' ? String(name) : null
}

/** Where the policy counts in minutes of working time; these are said as lengths of time. */
const inMinutes = new Set(['from', 'to', 'respondsWithin', 'updateEvery', 'howToYields', 'minutes'])

const said = (path: Path, value: Plain | undefined): Plain => {
  const last = path.at(-1) ?? ''
  return typeof value === 'number' && inMinutes.has(last) ? sayMinutes(value) : (value ?? null)
}
