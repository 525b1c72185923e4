/** D3: when somebody can be booked: hours of the week on their own clock, and days off. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AvailabilityView } from '../../../src/http/wire-calls.ts'
import { fieldsOf } from '../../shared/actions.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { call } from '../../shared/api.ts'
import { calls, callsChanged } from '../../shared/calls/queries.ts'
import { api } from '../../shared/paths.ts'
import { cityOf } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field, TextField } from '../../shared/ui/field.tsx'
import { Icon } from '../../shared/ui/icons.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { readHours, sayHours } from './hours.ts'

interface HoursDialogProps {
  readonly person: { readonly id: string; readonly name: string }
  readonly isOwn: boolean
  readonly onClose: () => void
}

export function HoursDialog({ person, isOwn, onClose }: HoursDialogProps) {
  const found = useQuery(calls.availability(person.id)).data
  return (
    <Dialog
      title={isOwn ? 'When I can be booked' : `When ${person.name} can be booked`}
      description="On the person’s own clock. Calls that are booked already stay."
      onClose={onClose}
    >
      {found === undefined ? (
        <Loading what="the hours">
          <Skeleton className="h-40 w-full" />
        </Loading>
      ) : (
        <HoursForm before={found} onClose={onClose} />
      )}
    </Dialog>
  )
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ id: zone, label: cityOf(zone), hint: zone }))

function HoursForm({ before, onClose }: { before: AvailabilityView; onClose: () => void }) {
  const [zone, setZone] = useState<string | null>(before.zone)
  const [week, setWeek] = useState(() => days.map((_, place) => sayHours(before.week[place + 1] ?? [])))
  const [daysOff, setDaysOff] = useState(before.daysOff)
  const read = week.map(readHours)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      call<AvailabilityView>(api.availability(before.person.id), {
        method: 'PUT',
        body: {
          zone,
          week: Object.fromEntries(
            read.flatMap((hours, place) => (hours === null || hours.length === 0 ? [] : [[place + 1, hours]])),
          ),
          daysOff,
        },
      }),
    onSuccess: () => {
      callsChanged()
      toast.done('The hours are kept.')
      onClose()
    },
  })
  const fields = fieldsOf(error)
  const wrong = (place: number): string | undefined =>
    read[place] === null
      ? 'Write spans such as 9:00–12:00, 14:00–17:00.'
      : Object.entries(fields).find(([field]) => field.startsWith(`week.${place + 1}`))?.[1]
  const ofDaysOff = Object.entries(fields).find(([field]) => field.startsWith('daysOff'))?.[1]
  return (
    <ActForm
      label="Keep"
      busy={isPending}
      error={error}
      onClose={onClose}
      because={
        zone === null
          ? 'Choose the time zone.'
          : read.includes(null)
            ? 'Some hours cannot be understood.'
            : daysOff.some(({ fromOn, toOn }) => fromOn === '' || toOn === '')
              ? 'Give both days of each span.'
              : null
      }
      shows={['zone', ...Object.keys(fields).filter((field) => /^(week|daysOff)/.test(field))]}
      onSubmit={() => mutate()}
    >
      <Field label="Time zone" error={fields.zone}>
        <Combobox entries={zones} value={zone} onChange={setZone} placeholder="A city" empty="No zone of that name." />
      </Field>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="pb-1 font-semibold">
          Hours <span className="text-small font-normal text-muted">empty means never on that day</span>
        </legend>
        {days.map((day, place) => (
          <label key={day} className="grid grid-cols-[92px_minmax(0,1fr)] items-center gap-x-2">
            <span className="text-note">{day}</span>
            <input
              value={week[place]}
              aria-invalid={wrong(place) !== undefined}
              placeholder="9:00–12:00, 14:00–17:00"
              onChange={(event) => setWeek(week.with(place, event.target.value))}
              className="num h-8 w-full rounded-box border border-edge bg-panel px-2.5 aria-invalid:border-broken"
            />
            {wrong(place) === undefined ? null : (
              <span role="alert" className="col-start-2 text-note text-broken">
                {wrong(place)}
              </span>
            )}
          </label>
        ))}
      </fieldset>
      <fieldset className="flex flex-col gap-2">
        <legend className="pb-1 font-semibold">Days off</legend>
        {daysOff.map((off, place) => (
          <div key={place} className="grid grid-cols-[1fr_1fr_auto] items-end gap-2">
            {(['fromOn', 'toOn'] as const).map((end) => (
              <TextField
                key={end}
                label={end === 'fromOn' ? 'First day' : 'Last day'}
                type="date"
                value={off[end]}
                onChange={(event) => setDaysOff(daysOff.with(place, { ...off, [end]: event.target.value }))}
              />
            ))}
            <button
              type="button"
              aria-label={`Remove the days off from ${off.fromOn}`}
              onClick={() => setDaysOff(daysOff.toSpliced(place, 1))}
              className="grid size-9 place-items-center rounded-box text-muted hover:bg-soft hover:text-ink"
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
        {ofDaysOff === undefined ? null : (
          <p role="alert" className="text-note text-broken">
            {ofDaysOff}
          </p>
        )}
        <span>
          <Button size="small" onClick={() => setDaysOff([...daysOff, { fromOn: '', toOn: '' }])}>
            Add days off
          </Button>
        </span>
      </fieldset>
    </ActForm>
  )
}
