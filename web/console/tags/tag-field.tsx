/** Any number of tags: those there are are offered while one types, and a word that is none yet can be made one. */
import { Combobox as Base } from '@base-ui/react/combobox'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { tagName, wrongTag } from '../../../src/domain/tag.ts'
import { cx } from '../../shared/ui/cx.ts'
import { Icon } from '../../shared/ui/icons.tsx'
import { itemClass, popupClass } from '../../shared/ui/select.tsx'
import { offered } from './offered.ts'
import { tagsInUse } from './queries.ts'

interface TagFieldProps {
  readonly label: string
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
  readonly autoFocus?: boolean
  /** Only these; absent: any, and new ones. */
  readonly only?: readonly string[]
}

export function TagField({ label, values, onChange, autoFocus, only }: TagFieldProps) {
  const known = useQuery(tagsInUse()).data ?? []
  const [typed, setTyped] = useState('')
  const name = tagName(typed)
  const wrong = only === undefined && name !== '' ? wrongTag(name) : null
  const items = offered(only ?? known.map((tag) => tag.name), name, { values, isOpen: only === undefined })
  const uses = new Map(known.map((tag) => [tag.name, tag.uses]))
  return (
    <Base.Root
      items={[...values, ...items]}
      filteredItems={items}
      multiple
      value={[...values]}
      onValueChange={(next) => {
        onChange(next)
        setTyped('')
      }}
      inputValue={typed}
      onInputValueChange={setTyped}
      autoHighlight
    >
      <Base.Chips className="flex min-h-9 w-full flex-wrap items-center gap-1.5 rounded-box border border-edge bg-panel px-1.5 py-1 focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent">
        {values.map((value) => (
          <Base.Chip
            key={value}
            aria-label={value}
            className="flex h-6 max-w-full items-center gap-1 rounded-tag border border-line bg-soft pr-0.5 pl-2 text-small outline-none data-highlighted:border-accent pointer-coarse:h-9"
          >
            <span dir="auto" className="truncate">
              {value}
            </span>
            <Base.ChipRemove
              aria-label={`Without ${value}`}
              className="grid size-5 shrink-0 place-items-center text-muted hover:text-ink pointer-coarse:size-9"
            >
              <Icon name="close" className="size-3" />
            </Base.ChipRemove>
          </Base.Chip>
        ))}
        <Base.Input
          dir="auto"
          aria-label={label}
          autoFocus={autoFocus}
          autoComplete="off"
          maxLength={80}
          placeholder={values.length === 0 ? 'Type a word' : ''}
          className="h-7 min-w-24 flex-1 bg-transparent px-1 outline-none"
          onKeyDown={(event) => {
            if (event.key !== ',' || name === '' || wrong !== null) return
            event.preventDefault()
            if (!values.includes(name)) onChange([...values, name])
            setTyped('')
          }}
        />
      </Base.Chips>
      {wrong === null ? null : (
        <p role="status" className="text-note text-broken">
          {wrong}
        </p>
      )}
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-50">
          <Base.Popup
            className={cx(
              popupClass,
              'w-(--anchor-width) min-w-56 max-w-(--available-width)',
              items.length === 0 && 'hidden',
            )}
          >
            <Base.List className="max-h-[min(260px,var(--available-height))] overflow-y-auto overscroll-contain py-1 data-empty:py-0">
              {(item: string) => (
                <Base.Item key={item} value={item} className={itemClass}>
                  <span dir="auto" className="min-w-0 flex-1 truncate">
                    {item}
                  </span>
                  <span className="num shrink-0 text-small text-muted">{uses.get(item) ?? 'new'}</span>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
