/** Which days: a month, a quarter, a fiscal year, the one before or after it, or any two. */
import type { StatementView } from '../../../src/http/wire-statement.ts'
import { cityOf } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Icon } from '../ui/icons.tsx'
import { Select } from '../ui/select.tsx'
import { spans, spanWords, type Span, type StatementSearch } from './query.ts'

interface SpanBarProps {
  /** As it is shown now; undefined until it is read. */
  readonly shown: StatementView | undefined
  readonly search: StatementSearch
  readonly onAsk: (search: StatementSearch) => void
  readonly wrong: Readonly<Record<string, string>>
}

export function SpanBar({ shown, search, onAsk, wrong }: SpanBarProps) {
  const { only } = search
  const span: Span = search.span ?? 'month'
  const kept = only === undefined ? {} : { only }
  const days = { from: search.from ?? shown?.from ?? '', to: search.to ?? shown?.to ?? '' }
  const choose = (next: Span): void => {
    if (next === 'days') return onAsk({ ...kept, ...days, span: next })
    // The one that the days now shown begin in.
    const from = shown?.from
    onAsk({ ...kept, span: next, ...(from === undefined ? {} : { from }) })
  }
  const go = (to: StatementView['before']): void => {
    if (to !== null) onAsk({ ...kept, ...to, ...(span === 'month' ? {} : { span }) })
  }
  return (
    <div className="pb-3 print:hidden">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label="Span"
          place="bar"
          value={span}
          onChange={choose}
          options={spans.map((value) => ({ value, label: spanWords[value] }))}
        />
        <Button
          aria-label="Earlier"
          onClick={() => go(shown?.before ?? null)}
          because={whyNot(shown, shown?.before, 'earlier')}
        >
          <Icon name="back" />
        </Button>
        <p aria-live="polite" className="num min-w-40 text-center font-semibold">
          {shown?.name ?? ''}
        </p>
        <Button
          aria-label="Later"
          onClick={() => go(shown?.after ?? null)}
          because={whyNot(shown, shown?.after, 'later')}
        >
          <Icon name="back" className="rotate-180" />
        </Button>
        {shown === undefined ? null : (
          <p className="text-note text-muted">
            Days and times are those in {cityOf(shown.zone)} <span className="whitespace-nowrap">({shown.zone})</span>.
          </p>
        )}
      </div>
      {span === 'days' ? (
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2 pt-3">
          <TextField
            label="From"
            type="date"
            value={days.from}
            error={wrong.from}
            onChange={(event) => onAsk({ ...search, ...days, from: event.target.value })}
          />
          <TextField
            label="To"
            type="date"
            value={days.to}
            error={wrong.to}
            onChange={(event) => onAsk({ ...search, ...days, to: event.target.value })}
          />
        </div>
      ) : null}
    </div>
  )
}

function whyNot(
  shown: StatementView | undefined,
  days: StatementView['before'] | undefined,
  where: string,
): string | null {
  if (shown === undefined) return 'The statement is not read yet.'
  return days === null ? `There is nothing ${where}.` : null
}
