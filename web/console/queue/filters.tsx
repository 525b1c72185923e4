/** What the list is narrowed to. Kept in the address. What is rarely used stands behind 'More', what is set in chips below. */
import { Popover } from '@base-ui/react/popover'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import {
  isFiltered,
  valuesOf,
  withFilter,
  withoutValue,
  type FilterName,
  type ListFilter,
} from '../../shared/filter.ts'
import { FindField } from '../../shared/find-field.tsx'
import { queries } from '../../shared/queries.ts'
import { useMe, usePolicy } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { Icon } from '../../shared/ui/icons.tsx'
import { popupClass } from '../../shared/ui/select.tsx'
import { SelectSeveral } from '../../shared/ui/select-several.tsx'
import { tierName } from '../../shared/words.ts'
import { tagsInUse } from '../tags/queries.ts'
import { chipsOf, filterFields, type FilterField } from './filter-fields.ts'

interface FiltersProps {
  readonly filter: ListFilter
  readonly onChange: (filter: ListFilter) => void
  /** What the list itself has set already. */
  readonly set: readonly FilterName[]
  readonly findRef: React.RefObject<HTMLInputElement | null>
  readonly filterRef: React.RefObject<HTMLDivElement | null>
  readonly moreRef: React.RefObject<HTMLButtonElement | null>
  /** From the find field down into the list. */
  readonly onDown: () => void
}

/** The fields of this list, with all that there is to choose. */
export function useFilterFields(set: readonly FilterName[]): readonly FilterField[] {
  const policy = usePolicy()
  const staff = useQuery(queries.staff()).data ?? []
  const tags = (useQuery(tagsInUse()).data ?? []).flatMap(({ name, uses }) => (uses === 0 ? [] : [name]))
  return filterFields({ policy, staff, me: useMe().id, tags }, set)
}

export function Filters({ filter, onChange, set, findRef, filterRef, moreRef, onDown }: FiltersProps) {
  const policy = usePolicy()
  const [open, setOpen] = useState(false)
  const partners = useQuery(queries.partners()).data ?? []
  const fields = useFilterFields(set)
  const more = fields.filter(({ place }) => place === 'more')
  const setMore = more.reduce((sum, { name }) => sum + valuesOf(filter, name).length, 0)
  const field = ({ name, label, options, isSingle }: FilterField): React.ReactNode => (
    <SelectSeveral
      key={name}
      label={label}
      options={options}
      values={valuesOf(filter, name)}
      isSingle={isSingle ?? false}
      onChange={(values) => onChange(withFilter(filter, { [name]: values.join(',') }))}
    />
  )
  return (
    <div className="flex flex-wrap items-center gap-2" role="search">
      <FindField
        value={filter.q ?? ''}
        onChange={(q) => onChange(withFilter(filter, { q }))}
        inputRef={findRef}
        onDown={onDown}
      />
      <Button className="sm:hidden" aria-expanded={open} onClick={() => setOpen(!open)}>
        Filter
      </Button>
      <div
        ref={filterRef}
        className={cx('flex-wrap items-center gap-2 max-sm:basis-full sm:flex', open ? 'flex' : 'hidden')}
      >
        {fields.filter(({ place }) => place === 'bar').map(field)}
        <Combobox
          label="Partner"
          place="bar"
          placeholder="Every partner"
          value={filter.partner ?? null}
          onChange={(partner) => onChange(withFilter(filter, { partner }))}
          entries={partners.map((partner) => ({
            id: partner.id,
            label: partner.name,
            hint: tierName(policy, partner.tier),
          }))}
          empty="No partner by that name."
        />
        <Popover.Root>
          <Popover.Trigger ref={moreRef} render={<Button />}>
            More<span className="sr-only"> filters</span>
            {setMore === 0 ? null : <span className="num font-semibold">{setMore}</span>}
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Positioner sideOffset={4} align="end" collisionPadding={8} className="z-50">
              <Popover.Popup
                aria-label="More filters"
                className={cx(
                  popupClass,
                  'grid max-h-(--available-height) w-[min(440px,calc(100vw-16px))] grid-cols-2 gap-2 overflow-y-auto p-3',
                )}
              >
                {more.map(field)}
              </Popover.Popup>
            </Popover.Positioner>
          </Popover.Portal>
        </Popover.Root>
      </div>
    </div>
  )
}

interface ChipsProps {
  readonly filter: ListFilter
  readonly fields: readonly FilterField[]
  readonly onChange: (filter: ListFilter) => void
  /** What else can be done with what is set. */
  readonly children?: React.ReactNode
}

/** What is set, each to be taken out by itself; the one after it has the focus then. */
export function FilterChips({ filter, fields, onChange, children }: ChipsProps) {
  const list = useRef<HTMLUListElement>(null)
  const chips = chipsOf(filter, fields)
  if (!isFiltered(filter)) return null
  const remove = (name: FilterName, value: string, at: number): void => {
    onChange(withoutValue(filter, name, value))
    requestAnimationFrame(() => {
      const left = list.current?.querySelectorAll('button')
      left?.[Math.min(at, left.length - 1)]?.focus()
    })
  }
  return (
    <div className="flex basis-full flex-wrap items-center gap-1.5">
      <ul ref={list} aria-label="Filters that are set" className="contents">
        {chips.map(({ name, value, label }, at) => (
          <li key={`${name}:${value}`} className="max-w-full">
            <button
              type="button"
              aria-label={`Without ${label}`}
              onClick={() => remove(name, value, at)}
              className="flex h-6 max-w-full items-center gap-1 rounded-tag border border-line bg-soft pr-1 pl-2 text-small hover:border-edge pointer-coarse:min-h-10"
            >
              <span className="truncate">{label}</span>
              <Icon name="close" className="size-3 shrink-0 text-muted" />
            </button>
          </li>
        ))}
      </ul>
      <Button size="small" look="bare" onClick={() => onChange({})}>
        Clear
      </Button>
      {children}
    </div>
  )
}
