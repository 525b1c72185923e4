/** The body of a dialog that does one thing: its fields, what was refused, and the button that does it. */
import { useEffect, useRef } from 'react'
import { Problem, sayProblem } from './api.ts'
import { Button } from './ui/button.tsx'
import { DialogFoot, LeaveButton } from './ui/dialog.tsx'
import { focusFirstError } from './ui/field.tsx'
import { Kbd, modifier } from './ui/kbd.tsx'
import { Notice } from './ui/notice.tsx'

interface ActFormProps {
  readonly label: string
  readonly busy: boolean
  readonly error: unknown
  /** The fields that show their own error; what is wrong with any other is shown here. */
  readonly shows: readonly string[]
  readonly because?: string | null
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: React.ReactNode
}

export function ActForm({ label, busy, error, shows, because, onSubmit, onClose, children }: ActFormProps) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (error !== null) focusFirstError(form.current)
  }, [error])
  const submit = (event: React.FormEvent | React.KeyboardEvent): void => {
    event.preventDefault()
    if (!busy && (because ?? null) === null) onSubmit()
  }
  const elsewhere = error === null ? null : sayElsewhere(error, shows)
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit(event)
      }}
    >
      {children}
      {elsewhere === null ? null : (
        <Notice tone="broken" alert>
          {elsewhere}
        </Notice>
      )}
      <DialogFoot>
        <LeaveButton onClose={onClose}>Cancel</LeaveButton>
        <Button type="submit" look="go" busy={busy} because={because}>
          {label}
          <Kbd>{`${modifier}↵`}</Kbd>
        </Button>
      </DialogFoot>
    </form>
  )
}

/** What the fields in sight do not say themselves. */
function sayElsewhere(error: unknown, shows: readonly string[]): string | null {
  if (!(error instanceof Problem)) return sayProblem(error)
  const others = Object.entries(error.fields).filter(([field]) => !shows.includes(field))
  if (others.length > 0) return others.map(([, message]) => message).join(' ')
  return Object.keys(error.fields).length > 0 ? null : error.message
}
