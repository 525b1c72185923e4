/** B2: one form for exactly what is missing; what is left empty can be given later. */
import { useEffect, useRef } from 'react'
import type { MissingFieldView } from '../../../src/http/wire-asking.ts'
import { Problem, sayProblem } from '../api.ts'
import { useDraft } from '../drafts.ts'
import { Button } from '../ui/button.tsx'
import { Check } from '../ui/check.tsx'
import { Choices } from '../ui/choice.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { Field, focusFirstError, TextArea, TextField } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'

export type Details = Readonly<Record<string, string | boolean>>

interface MissingFormProps {
  /** What is typed is kept under it, in this tab, until it is sent. */
  readonly name: string
  readonly fields: readonly MissingFieldView[]
  readonly busy: boolean
  readonly error: unknown
  readonly onSubmit: (details: Details) => void
}

export function MissingForm({ name, fields, busy, error, onSubmit }: MissingFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const [kept, keep] = useDraft(name)
  const given = readGiven(kept)
  const setGiven = (next: Details): void => keep(JSON.stringify(next))
  useEffect(() => {
    if (error !== null) focusFirstError(form.current)
  }, [error])
  const wrong = error instanceof Problem ? error.fields : {}
  const shown = fields.filter(({ whenReproducible }) => !whenReproducible || given.reproducible === true)
  const elsewhere = Object.keys(wrong).every((field) => !shown.some((row) => row.field === field))
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) onSubmit(asGiven(shown, given))
      }}
    >
      {shown.map((field) => (
        <MissingField
          key={field.field}
          field={field}
          value={given[field.field]}
          onChange={(value) => setGiven({ ...given, [field.field]: value })}
          error={wrong[field.field]}
        />
      ))}
      {error !== null && elsewhere ? (
        <Notice tone="broken" alert>
          {sayProblem(error)}
        </Notice>
      ) : null}
      <div>
        <Button type="submit" look="go" busy={busy}>
          Send
        </Button>
      </div>
    </form>
  )
}

function readGiven(kept: string): Details {
  try {
    return JSON.parse(kept || '{}') as Details
  } catch {
    return {}
  }
}

/** As the server takes it: the reader's own time becomes an instant, and what is empty is left out. */
function asGiven(fields: readonly MissingFieldView[], given: Details): Details {
  const details: Record<string, string | boolean> = {}
  for (const { field, kind } of fields) {
    const value = given[field]
    if (value === undefined || value === '' || (kind === 'given' && value === false)) continue
    details[field] = kind === 'instant' && typeof value === 'string' ? new Date(value).toISOString() : value
  }
  return details
}

interface MissingFieldProps {
  readonly field: MissingFieldView
  readonly value: string | boolean | undefined
  readonly onChange: (value: string | boolean) => void
  readonly error: string | undefined
}

const yesNo = [
  { value: true, label: 'Yes' },
  { value: false, label: 'No' },
] as const

function MissingField({ field: { name, help, kind, options }, value, onChange, error }: MissingFieldProps) {
  const text = typeof value === 'string' ? value : ''
  const shared = { label: name, hint: kind === 'instant' ? 'By your own clock.' : help, error }
  switch (kind) {
    case 'lines':
      return <TextArea {...shared} rows={4} value={text} onChange={(event) => onChange(event.target.value)} />
    case 'yes-or-no':
      return (
        <Choices
          label={name}
          options={yesNo}
          value={typeof value === 'boolean' ? value : null}
          onChange={onChange}
          error={error}
        />
      )
    case 'given':
      return (
        <Field {...shared}>
          <Check checked={value === true} onChange={onChange}>
            It is enabled.
          </Check>
        </Field>
      )
    case 'choice':
      return (
        <Field {...shared}>
          <Combobox
            entries={options.map((option) => ({ id: option, label: option }))}
            value={text === '' ? null : text}
            onChange={(option) => onChange(option ?? '')}
            placeholder="Type to find it"
          />
        </Field>
      )
    case 'line':
    case 'email':
    case 'instant':
      return (
        <TextField
          {...shared}
          type={kind === 'email' ? 'email' : kind === 'instant' ? 'datetime-local' : 'text'}
          autoComplete="off"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}
