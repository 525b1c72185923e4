/** Being reminded of a ticket: when, and in what words of one's own. No clock of the ticket waits for it. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ReminderView } from '../../../src/http/wire-reminders.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { fieldsOf, useActKey } from '../../shared/actions.ts'
import { localMinute } from '../../shared/call-length.ts'
import { now as present } from '../../shared/now.ts'
import { cityOf, ownZone, readInstant } from '../../shared/time.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextField } from '../../shared/ui/field.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { moveReminder, remind, reminders, type Wish } from './queries.ts'
import { sayTime } from './words.ts'

interface RemindDialogProps {
  readonly ticket: Pick<ReminderView['ticket'], 'id' | 'number'>
  /** What is moved; a new one where there is none. */
  readonly reminder?: ReminderView
  readonly onClose: () => void
}

const chosen = 'chosen'
const noteAtMost = 300

export function RemindDialog({ ticket, reminder, onClose }: RemindDialogProps) {
  const found = useQuery(reminders.times())
  const offered = found.data?.items ?? []
  const [picked, setPicked] = useState<string | null>(reminder === undefined ? null : chosen)
  const [own, setOwn] = useState(() => (reminder === undefined ? '' : localMinute(readInstant(reminder.at))))
  const [note, setNote] = useState(reminder?.note ?? '')
  const when = picked ?? offered[0]?.name ?? chosen
  const at = offered.find(({ name }) => name === when)?.at ?? (own === '' ? null : new Date(own).toISOString())
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (wish: Wish) =>
      reminder === undefined
        ? remind(ticket, wish, key.keyFor({ ticket: ticket.id, ...wish }))
        : moveReminder(reminder, wish),
    onSuccess: () => {
      key.done()
      onClose()
    },
  })
  const fields = fieldsOf(error)
  const body = useRef<HTMLDivElement>(null)
  // What was chosen stands under the hand once it is there.
  useEffect(() => {
    if (found.isPending) return
    // The group must know its choices first, or its arrows begin at none.
    const soon = requestAnimationFrame(() =>
      body.current?.querySelector<HTMLElement>('[role=radio][aria-checked=true]')?.focus(),
    )
    return () => cancelAnimationFrame(soon)
  }, [found.isPending])
  const now = present()
  return (
    <Dialog
      title={reminder === undefined ? `Remind me of ${ticket.number}` : `Reminder of ${ticket.number}`}
      description="It stands under ‘For you’ then. Nobody else sees it, and no promise waits for it."
      onClose={onClose}
      width="narrow"
    >
      {found.isPending ? (
        <Loading what="times that suit">
          <Skeleton className="h-40 w-full" />
        </Loading>
      ) : (
        <ActForm
          label={reminder === undefined ? 'Remind me' : 'Change'}
          {...{ busy: isPending, error, onClose }}
          shows={['at', 'note']}
          because={at === null ? 'Choose a time.' : null}
          onSubmit={() => (at === null ? undefined : mutate({ at, note: note.trim() }))}
        >
          <div ref={body}>
            <Choices
              label="When"
              layout="list"
              options={[
                ...offered.map((time) => ({ value: time.name as string, ...sayTime(time, now) })),
                { value: chosen, label: 'At a time of my own' },
              ]}
              value={when}
              onChange={setPicked}
              error={when === chosen ? undefined : fields.at}
            />
          </div>
          {when === chosen ? (
            <TextField
              label="Day and time"
              aside={`in ${cityOf(ownZone())}`}
              type="datetime-local"
              min={localMinute(now)}
              value={own}
              onChange={(event) => setOwn(event.target.value)}
              error={fields.at}
            />
          ) : null}
          <TextField
            label="A note for yourself"
            aside="optional"
            maxLength={noteAtMost}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            error={fields.note}
          />
        </ActForm>
      )}
    </Dialog>
  )
}
