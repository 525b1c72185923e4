/** The fields that a step asks for, each in the control of its type. */
import { useState } from 'react'
import type { WorkflowFieldView } from '../../../src/http/wire-workflow.ts'
import { readAmount } from '../amount.ts'
import { usePolicy } from '../session.ts'
import { sayCountry } from '../time.ts'
import { ChangesField } from '../sheets/changes-field.tsx'
import type { SheetChange } from '../sheets/queries.ts'
import { FileField } from './file-field.tsx'
import { Choices } from '../ui/choice.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { Field, TextArea, TextField } from '../ui/field.tsx'
import { CustomerField, RecordField, type FieldWords } from './picked-fields.tsx'

export type Given = Readonly<Record<string, unknown>>

interface FieldsProps {
  readonly fields: readonly WorkflowFieldView[]
  readonly given: Given
  readonly onGive: (next: Given) => void
  /** What was refused, by field of the API. */
  readonly errors: Readonly<Record<string, string>>
  /** Whose customers there are to choose from; absent: one's own. */
  readonly partner?: string | undefined
  /** The change that is asked for already, where one is (E8). */
  readonly about?: SheetChange | undefined
}

export function WorkflowFields({ fields, given, onGive, errors, partner, about }: FieldsProps) {
  return fields.map((field) =>
    field.type === 'changes' ? (
      <ChangesField
        key={field.id}
        field={field}
        about={about}
        onChange={(value) => onGive({ ...given, [field.id]: value })}
        errors={errors}
        partner={partner}
      />
    ) : (
      <OneField
        key={field.id}
        field={field}
        value={given[field.id]}
        onChange={(value) => onGive({ ...given, [field.id]: value })}
        error={errors[`fields.${field.id}`]}
        partner={partner}
      />
    ),
  )
}

/** What the fields in sight say themselves, of what was refused. */
export const shownOf = (fields: readonly WorkflowFieldView[], errors: FieldsProps['errors']): readonly string[] => {
  const changes = fields.filter(({ type }) => type === 'changes').map(({ id }) => `fields.${id}.`)
  return [
    ...fields.map(({ id }) => `fields.${id}`),
    ...Object.keys(errors).filter((field) => changes.some((prefix) => field.startsWith(prefix))),
  ]
}

/** What is there to be changed before anything was given. */
export const startingWith = (fields: readonly WorkflowFieldView[]): Given =>
  Object.fromEntries(fields.flatMap(({ id, startsAs }) => (startsAs === null ? [] : [[id, startsAs]])))

/** What is missing, in a sentence; null where nothing is. */
export function missingOf(fields: readonly WorkflowFieldView[], given: Given): string | null {
  const missing = fields.find(({ id, optional }) => {
    const value = given[id]
    return !optional && (value === undefined || value === null || (typeof value === 'string' && value.trim() === ''))
  })
  return missing === undefined ? null : `Give: ${missing.name}.`
}

interface OneProps {
  readonly field: WorkflowFieldView
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly error: string | undefined
  readonly partner: string | undefined
}

function OneField({ field, value, onChange, error, partner }: OneProps) {
  const shared = {
    label: field.name,
    hint: field.help ?? undefined,
    aside:
      [field.optional ? 'optional' : '', field.internal ? 'not shown to the partner' : ''].filter(Boolean).join(', ') ||
      undefined,
    error,
  }
  const text = typeof value === 'string' ? value : ''
  const typed = (event: { target: { value: string } }): void => onChange(event.target.value)
  switch (field.type) {
    case 'text':
      return (
        <TextArea
          {...shared}
          rows={field.startsAs !== null && field.startsAs.length > 100 ? 8 : 2}
          dir="auto"
          value={text}
          onChange={typed}
        />
      )
    case 'email':
      return <TextField {...shared} type="email" autoComplete="off" value={text} onChange={typed} />
    case 'date':
      return <TextField {...shared} type="date" value={text} onChange={typed} />
    case 'file':
      return <FileField {...shared} accepts={field.accepts} onChange={onChange} />
    case 'number':
      return <NumberField {...shared} value={value} onChange={onChange} />
    case 'money':
      return <MoneyField {...shared} value={value} onChange={onChange} />
    case 'choice':
      return (
        <Choices
          label={field.name}
          aside={shared.aside}
          options={(field.choices ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={text === '' ? null : text}
          onChange={onChange}
          error={error}
        />
      )
    case 'product':
      return <ProductField {...shared} value={text} onChange={onChange} />
    case 'country':
      return (
        <Field {...shared}>
          <Combobox
            label={field.name}
            entries={countryEntries}
            value={text === '' ? null : text}
            onChange={(id) => onChange(id ?? undefined)}
          />
        </Field>
      )
    case 'record':
      return <RecordField {...shared} of={field.recordsOf} value={text} onChange={onChange} partner={partner} />
    case 'changes':
      return null
    case 'customer':
      return <CustomerField {...shared} value={text} onChange={onChange} partner={partner} />
  }
}

/** The policy is read only where it is needed: whoever comes by a letter's link may not read it. */
function ProductField({ value, onChange, ...shared }: FieldWords & { value: string; onChange: OneProps['onChange'] }) {
  const products = usePolicy()?.products ?? []
  return (
    <Field {...shared}>
      <Combobox
        label={shared.label}
        entries={products.map(({ id, name }) => ({ id, label: name }))}
        value={value === '' ? null : value}
        onChange={(id) => onChange(id ?? undefined)}
      />
    </Field>
  )
}

/** What is no number is sent as it is, so that the server says so. */
const numberOr = (typed: string): number | string | undefined =>
  typed === '' ? undefined : (readAmount(typed) ?? typed)

/** It stands as it is typed: '10.0' on the way to '10.05' is not '10'. */
function NumberField({ value, onChange, ...shared }: FieldWords & Pick<OneProps, 'value' | 'onChange'>) {
  const [typed, setTyped] = useState(value === undefined ? '' : String(value))
  return (
    <TextField
      {...shared}
      inputMode="decimal"
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value)
        onChange(numberOr(target.value))
      }}
    />
  )
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const countryCodes = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => sayCountry(code) !== code)
export const countryEntries = countryCodes.map((id) => ({ id, label: sayCountry(id), hint: id }))

function MoneyField({ value, onChange, ...shared }: FieldWords & Pick<OneProps, 'value' | 'onChange'>) {
  const { amount, currency = 'USD' } = (value ?? {}) as { amount?: number | string; currency?: string }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_5.5rem] items-start gap-3">
      <NumberField
        {...shared}
        value={amount}
        onChange={(given) => onChange(given === undefined ? undefined : { amount: given, currency })}
      />
      <TextField
        label="Currency"
        maxLength={3}
        value={currency}
        onChange={(event) => onChange({ amount, currency: event.target.value.toUpperCase() })}
      />
    </div>
  )
}
