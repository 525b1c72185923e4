/** The ticket that stands for a cause, found by number or words, of whichever partner. */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { queries } from '../../shared/queries.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { TextField } from '../../shared/ui/field.tsx'
import { statusWords } from '../../shared/words.ts'
import { latestCause } from './queries.ts'

interface CauseFieldProps {
  /** Not to be chosen, by id. */
  readonly without: readonly string[]
  readonly hint: string
  readonly value: TicketView | null
  readonly onChange: (cause: TicketView | null) => void
  readonly error: string | undefined
}

const shownAtMost = 6
export const chooseACause = 'Choose the ticket that stands for the cause.'

export function CauseField({ without, hint, value, onChange, error }: CauseFieldProps) {
  const [q, setQ] = useState('')
  const asked = useDeferredValue(q.trim())
  const found = useQuery(queries.find(asked, 20))
  const [last] = useState(latestCause)
  const offered = asked === '' ? (last === null ? [] : [last]) : (found.data?.items ?? [])
  const candidates = offered
    .filter(({ id, status }) => !without.includes(id) && status !== 'merged' && status !== 'closed')
    .slice(0, shownAtMost)
  return (
    <>
      <TextField
        label="Find it by number or words"
        hint={hint}
        type="search"
        autoFocus
        value={q}
        onChange={(event) => {
          setQ(event.target.value)
          onChange(null)
        }}
      />
      {asked !== '' && !found.isPending && candidates.length === 0 ? (
        <p className="text-note text-muted">No other ticket matches ‘{asked}’ that is neither merged nor closed.</p>
      ) : null}
      {candidates.length === 0 ? null : (
        <Choices
          label="It stands for the cause"
          layout="list"
          options={candidates.map((each) => ({
            value: each.id,
            label: `${each.number} · ${each.subject}`,
            hint: [
              each.partner?.name ?? 'no partner yet',
              `severity ${each.severity}`,
              statusWords[each.status].toLowerCase(),
            ].join(' · '),
          }))}
          value={value?.id ?? null}
          onChange={(id) => onChange(candidates.find((each) => each.id === id) ?? null)}
          error={error}
        />
      )}
    </>
  )
}
