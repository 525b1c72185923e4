/** What the list is narrowed to. Kept in the address. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { filterStatuses, isFiltered, withFilter, type ListFilter } from '../../shared/filter.ts'
import { FindField } from '../../shared/find-field.tsx'
import { queries } from '../../shared/queries.ts'
import { usePolicy } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { Select } from '../../shared/ui/select.tsx'
import { statusWords, tierName } from '../../shared/words.ts'

interface FiltersProps {
  readonly filter: ListFilter
  readonly onChange: (filter: ListFilter) => void
  readonly findRef: React.RefObject<HTMLInputElement | null>
  readonly filterRef: React.RefObject<HTMLDivElement | null>
  /** From the find field down into the list. */
  readonly onDown: () => void
}

export function Filters({ filter, onChange, findRef, filterRef, onDown }: FiltersProps) {
  const policy = usePolicy()
  const [open, setOpen] = useState(false)
  const partners = useQuery(queries.partners()).data ?? []
  const levels = [
    ...new Set(policy?.desks.flatMap((desk) => desk.severities.map((severity) => severity.level)) ?? []),
  ].toSorted()
  const set = (name: keyof ListFilter) => (value: string | null) => onChange(withFilter(filter, { [name]: value }))
  return (
    <div className="flex flex-wrap items-center gap-2" role="search">
      <FindField value={filter.q ?? ''} onChange={set('q')} inputRef={findRef} onDown={onDown} />
      <Button className="sm:hidden" aria-expanded={open} onClick={() => setOpen(!open)}>
        Filter
      </Button>
      <div
        ref={filterRef}
        className={cx('flex-wrap items-center gap-2 max-sm:basis-full sm:flex', open ? 'flex' : 'hidden')}
      >
        <Select
          label="Desk"
          place="bar"
          value={filter.desk ?? null}
          onChange={set('desk')}
          options={[
            { value: null, label: 'Every desk' },
            ...(policy?.desks ?? []).map((desk) => ({ value: desk.id, label: desk.name })),
          ]}
        />
        <Select
          label="Severity"
          place="bar"
          value={filter.severity ?? null}
          onChange={set('severity')}
          options={[
            { value: null, label: 'Any severity' },
            ...levels.map((level) => ({ value: String(level), label: `Severity ${level}` })),
          ]}
        />
        <Select
          label="Status"
          place="bar"
          value={filter.status ?? null}
          onChange={set('status')}
          options={[
            { value: null, label: 'Any status' },
            ...filterStatuses.map((status) => ({ value: status as string, label: statusWords[status] })),
          ]}
        />
        <Combobox
          label="Partner"
          place="bar"
          placeholder="Every partner"
          value={filter.partner ?? null}
          onChange={set('partner')}
          entries={partners.map((partner) => ({
            id: partner.id,
            label: partner.name,
            hint: tierName(policy, partner.tier),
          }))}
          empty="No partner by that name."
        />
        {isFiltered(filter) ? (
          <Button look="bare" onClick={() => onChange({})}>
            Clear
          </Button>
        ) : null}
      </div>
    </div>
  )
}
