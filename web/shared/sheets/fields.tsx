/** The fields of a sheet, each in the control of its type, filled with what stands there. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { RequestDialog } from '../partnership/request-dialog.tsx'
import { usePolicy } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { Field, TextArea, TextField } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { countryEntries } from '../workflow/fields.tsx'
import { CustomerField, type FieldWords } from '../workflow/picked-fields.tsx'
import { FileField } from '../workflow/file-field.tsx'
import { workflowQueries } from '../workflow/queries.ts'
import { isSame, type Kind, type SheetField, type Value, type Values } from './queries.ts'
import { Several } from './several.tsx'

interface SheetFieldsProps {
  readonly kind: Kind
  /** What stands there: fields that differ from it are marked. */
  readonly stands: Values
  readonly values: Values
  readonly onChange: (values: Values) => void
  /** By field of the sheet. */
  readonly errors: Readonly<Record<string, string>>
  /** Names of the files that stand there. */
  readonly files: Readonly<Record<string, string>>
  readonly partner: string
  readonly isStaff: boolean
}

export function SheetFields({ kind, stands, values, onChange, errors, files, partner, isStaff }: SheetFieldsProps) {
  return kind.fields.map((field) => (
    <OneField
      key={field.id}
      field={field}
      value={values[field.id] ?? null}
      words={{
        label: field.name,
        hint: field.help ?? undefined,
        aside: isSame(stands[field.id], values[field.id])
          ? field.required || stands[field.id] != null
            ? undefined
            : 'optional'
          : 'changed',
        error: errors[field.id],
      }}
      file={files[field.id]}
      values={values}
      onChange={(value) => onChange({ ...values, [field.id]: value })}
      partner={partner}
      isStaff={isStaff}
    />
  ))
}

interface OneProps extends Pick<SheetFieldsProps, 'values' | 'partner' | 'isStaff'> {
  readonly field: SheetField
  readonly value: Value
  readonly words: FieldWords
  readonly file: string | undefined
  readonly onChange: (value: Value) => void
}

function OneField({ field, value, words, file, onChange, values, partner, isStaff }: OneProps) {
  const policy = usePolicy()
  const text = typeof value === 'string' ? value : ''
  const list = Array.isArray(value) ? (value as readonly string[]) : []
  const typed = (event: { target: { value: string } }): void => onChange(event.target.value)
  const products = (policy?.products ?? []).map(({ id, name }) => ({ id, label: name }))
  const choices = (field.choices ?? []).map(({ id, name }) => ({ id, label: name }))
  switch (field.type) {
    case 'text':
      return (
        <TextArea
          {...words}
          rows={4}
          value={text}
          maxLength={field.most}
          hint={text.length > field.most * 0.8 ? `${text.length} of ${field.most} characters` : words.hint}
          onChange={typed}
        />
      )
    case 'line':
    case 'url':
    case 'email':
    case 'phone':
    case 'date': {
      const types = { line: 'text', url: 'url', email: 'email', phone: 'tel', date: 'date' } as const
      return (
        <TextField
          {...words}
          type={types[field.type]}
          autoComplete="off"
          maxLength={field.type === 'date' ? undefined : field.most}
          value={text}
          onChange={typed}
        />
      )
    }
    case 'choices':
      return <Several {...words} entries={choices} most={field.most} value={list} onChange={onChange} />
    case 'countries':
      return <Several {...words} entries={countryEntries} most={field.most} value={list} onChange={onChange} />
    case 'products':
      return <Several {...words} entries={products} most={field.most} value={list} onChange={onChange} />
    case 'choice':
    case 'country':
    case 'product':
      return (
        <Field {...words}>
          <Combobox
            label={field.name}
            entries={field.type === 'choice' ? choices : field.type === 'country' ? countryEntries : products}
            value={text === '' ? null : text}
            onChange={onChange}
          />
        </Field>
      )
    case 'customer':
      return (
        <CustomerField
          {...words}
          value={text}
          onChange={(id) => onChange((id as string | undefined) ?? null)}
          partner={isStaff ? partner : undefined}
        />
      )
    case 'consent':
      return <ConsentField {...{ words, value: text, onChange, values, partner, isStaff }} />
    case 'image':
    case 'document':
      return (
        <div className="flex flex-col gap-1">
          <FileField
            {...words}
            hint={[file === undefined ? '' : `There is: ${file}.`, words.hint ?? ''].join(' ').trim() || undefined}
            accepts={[field.type === 'image' ? 'image' : 'pdf']}
            onChange={(id) => onChange(id ?? null)}
          />
          {field.required || text === '' ? null : (
            <Button size="small" look="bare" className="self-start" onClick={() => onChange(null)}>
              Take it out
            </Button>
          )}
        </div>
      )
  }
}

interface ConsentProps extends Pick<OneProps, 'words' | 'onChange' | 'values' | 'partner' | 'isStaff'> {
  readonly value: string
}

const notNamed = 'not-named'

/** With which consent the customer is named, or that it is not. */
function ConsentField({ words, value, onChange, values, partner, isStaff }: ConsentProps) {
  const [asking, setAsking] = useState(false)
  const found = useQuery(workflowQueries.records('consents', isStaff ? partner : undefined))
  const options = [
    { value: notNamed, label: 'The customer is not named' },
    ...(found.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ]
  const { customer } = values
  const given = {
    ...(typeof customer === 'string' ? { customer } : {}),
    change: 'To be named, in public, as a customer of ours in a project or case study.',
  }
  return (
    <div className="flex flex-col items-start gap-1.5">
      <Field {...words} className="w-full">
        <Select
          label={words.label}
          options={options}
          value={value === '' ? notNamed : value}
          onChange={(next) => onChange(next === notNamed ? null : next)}
        />
      </Field>
      <Button size="small" look="bare" onClick={() => setAsking(true)}>
        Ask the customer for its consent
      </Button>
      {asking ? (
        <RequestDialog workflow="consent" partner={partner} given={given} onClose={() => setAsking(false)} />
      ) : null}
    </div>
  )
}
