/** From which day to which: two fields, and what they mean in words. */
import { useNow } from '../../shared/now.ts'
import { sayDate } from '../../shared/time.ts'
import { TextField } from '../../shared/ui/field.tsx'
import type { AuditFilter } from './queries.ts'

interface DaysProps {
  readonly filter: AuditFilter
  readonly onChange: (change: { readonly from?: string; readonly to?: string }) => void
}

export function Days({ filter: { from = '', to = '' }, onChange }: DaysProps) {
  const now = useNow(60_000)
  const isBackwards = from !== '' && to !== '' && to < from
  const said = [
    ...(from === '' ? [] : [`from ${sayDate(from, now)}`]),
    ...(to === '' ? [] : [`to ${sayDate(to, now)}`]),
  ].join(' ')
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2 border-b border-line px-4 py-2.5 md:px-5">
      <TextField label="From" type="date" value={from} onChange={(event) => onChange({ from: event.target.value })} />
      <TextField label="To" type="date" value={to} onChange={(event) => onChange({ to: event.target.value })} />
      <p role="status" className={`pb-1.5 text-note ${isBackwards ? 'text-soon' : 'text-muted'}`}>
        {isBackwards
          ? 'The last day is before the first: nothing was done then.'
          : `What was done ${said}, whole days where you are.`}
      </p>
    </div>
  )
}
