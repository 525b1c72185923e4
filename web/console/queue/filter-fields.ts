/** What a list can be narrowed by on the screen, as data: the bar, what stands behind 'More', and the chips all read it. */
import { valuesOf, filterStatuses, type FilterName, type ListFilter } from '../../shared/filter.ts'
import type { PersonView, PolicyView } from '../../shared/views.ts'
import { channelWords, kindWords, statusWords, turnWords } from '../../shared/words.ts'

export interface FilterOption {
  readonly value: string
  readonly label: string
}

export interface FilterField {
  readonly name: FilterName
  readonly label: string
  readonly place: 'bar' | 'more'
  /** One value at most. */
  readonly isSingle?: true
  /** Its options say by themselves what they are of. */
  readonly isPlain?: true
  readonly options: readonly FilterOption[]
}

export interface Known {
  readonly policy: PolicyView | undefined
  readonly staff: readonly Pick<PersonView, 'id' | 'name'>[]
  readonly me: string
  /** By name. */
  readonly tags: readonly string[]
}

const hour = 1
const waits = [
  [4 * hour, '4 hours'],
  [24 * hour, '1 day'],
  [72 * hour, '3 days'],
  [168 * hour, '1 week'],
  [336 * hour, '2 weeks'],
] as const

/** Every field, but those that the list itself has set already. */
export function filterFields({ policy, staff, me, tags }: Known, set: readonly FilterName[]): readonly FilterField[] {
  const named = (rows: readonly { readonly id: string; readonly name: string }[] = []) =>
    rows.map(({ id, name }) => ({ value: id, label: name }))
  const said = <Word extends string>(words: Readonly<Record<Word, string>>) =>
    Object.entries<string>(words).map(([value, label]) => ({ value, label: label.replace(/^./, upper) }))
  const levels = new Set(policy?.desks.flatMap(({ severities }) => severities.map(({ level }) => level)))
  const colleagues = staff.filter(({ id }) => id !== me).toSorted((a, b) => a.name.localeCompare(b.name))
  const categories = (policy?.categories ?? []).map(({ id, name, desk }) => ({
    value: id,
    label: name,
    desk: policy?.desks.find((each) => each.id === desk)?.name ?? desk,
  }))
  const sameName = Map.groupBy(categories, ({ label }) => label)
  const fields: readonly FilterField[] = [
    { name: 'desk', label: 'Desk', place: 'bar', isPlain: true, options: named(policy?.desks) },
    {
      name: 'severity',
      label: 'Severity',
      place: 'bar',
      isPlain: true,
      options: [...levels]
        .toSorted((a, b) => a - b)
        .map((level) => ({ value: String(level), label: `Severity ${level}` })),
    },
    {
      name: 'status',
      label: 'Status',
      place: 'bar',
      options: filterStatuses.map((status) => ({ value: status, label: statusWords[status] })),
    },
    {
      name: 'assignee',
      label: 'Assignee',
      place: 'bar',
      options: [{ value: 'me', label: 'Me' }, { value: 'nobody', label: 'Nobody' }, ...named(colleagues)],
    },
    { name: 'tag', label: 'Tag', place: 'more', options: tags.map((name) => ({ value: name, label: name })) },
    { name: 'turn', label: 'Turn', place: 'more', options: said(turnWords) },
    {
      name: 'unansweredHours',
      label: 'Unanswered for',
      place: 'more',
      isSingle: true,
      options: waits.map(([hours, label]) => ({ value: String(hours), label: `${label} or longer` })),
    },
    { name: 'escalated', label: 'Escalation', place: 'more', isSingle: true, isPlain: true, options: escalated },
    { name: 'keyAccount', label: 'Key account', place: 'more', isSingle: true, isPlain: true, options: keyAccounts },
    { name: 'kind', label: 'Kind', place: 'more', options: said(kindWords) },
    {
      name: 'category',
      label: 'Category',
      place: 'more',
      options: categories.map(({ value, label, desk }) => ({
        value,
        label: (sameName.get(label)?.length ?? 0) > 1 ? `${label} (${desk})` : label,
      })),
    },
    { name: 'product', label: 'Product', place: 'more', options: named(policy?.products) },
    { name: 'tier', label: 'Tier', place: 'more', options: named(policy?.tiers) },
    { name: 'region', label: 'Region', place: 'more', options: named(policy?.regions) },
    { name: 'channel', label: 'Came in', place: 'more', options: said(channelWords) },
  ]
  return fields.filter(({ name }) => !set.includes(name))
}

const upper = (letter: string): string => letter.toUpperCase()

const escalated = [
  { value: 'true', label: 'Escalated' },
  { value: 'false', label: 'Not escalated' },
]
const keyAccounts = [
  { value: 'true', label: 'Key accounts only' },
  { value: 'false', label: 'No key accounts' },
]

export interface Chip extends FilterOption {
  readonly name: FilterName
}

/** What is set, one for each value, in the order of the fields. A value that no field offers is shown as it is. */
export function chipsOf(filter: ListFilter, fields: readonly FilterField[]): readonly Chip[] {
  return fields.flatMap(({ name, label, isPlain = false, options }) =>
    valuesOf(filter, name).map((value) => {
      const option = options.find((each) => each.value === value)
      return {
        name,
        value,
        label: isPlain && option !== undefined ? option.label : `${label}: ${option?.label ?? value}`,
      }
    }),
  )
}
