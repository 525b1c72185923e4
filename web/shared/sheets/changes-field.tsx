/** A change as a field of a workflow's step: of which sheet, and what is to be different there. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { WorkflowFieldView } from '../../../src/http/wire-workflow.ts'
import { useMe } from '../session.ts'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { filesOf } from './change-dialog.tsx'
import { SheetFields } from './fields.tsx'
import { differing, sheetQueries, valuesOf, type SheetChange, type Values } from './queries.ts'

interface ChangesProps {
  readonly field: WorkflowFieldView
  /** Of a request that is asked for already: it stays about that. */
  readonly about: SheetChange | undefined
  readonly onChange: (value: unknown) => void
  readonly errors: Readonly<Record<string, string>>
  readonly partner: string | undefined
}

/** A sheet that is there, or a new one of a kind. */
const newOf = 'new:'

export function ChangesField({ field, about, onChange, errors, partner }: ChangesProps) {
  const me = useMe()
  const id = partner ?? me.partner?.id ?? ''
  const found = useQuery({ ...sheetQueries.of(id), enabled: id !== '' })
  const [chosen, setChosen] = useState<string | null>(null)
  const [values, setValues] = useState<Values | null>(null)
  if (found.data === undefined)
    return (
      <Loading what="what stands there">
        <Skeleton className="h-24 w-full" />
      </Loading>
    )
  const { kinds, sheets } = found.data
  const offered = kinds.filter((kind) => field.changesOf?.includes(kind.id))
  const options = offered.flatMap((kind) => [
    ...(kind.many ? [{ value: `${newOf}${kind.id}`, label: `New ${kind.name.toLowerCase()}` }] : []),
    ...sheets
      .filter((sheet) => sheet.kind === kind.id)
      .map((sheet) => ({
        value: sheet.id ?? sheet.kind,
        label: kind.many ? `${kind.name}: ${sheet.title}` : kind.name,
      })),
  ])
  const now =
    about === undefined
      ? (chosen ?? options[0]?.value ?? null)
      : about.item === null && about.kind.many
        ? `${newOf}${about.kind.id}`
        : null
  const sheet =
    about === undefined
      ? (sheets.find((each) => (each.id ?? each.kind) === now) ?? null)
      : (sheets.find((each) => each.id === about.sheet) ?? null)
  const kind = offered.find((each) => each.id === (about?.kind.id ?? sheet?.kind ?? now?.slice(newOf.length)))
  if (kind === undefined) return <p className="text-note text-muted">The policy has nothing that this could change.</p>
  const isNew = kind.many && (sheet === null || sheet.version === 0)
  const stands = isNew ? {} : valuesOf(sheet)
  const asked = Object.fromEntries((about?.fields ?? []).map(({ id: each, becomes }) => [each, becomes.value]))
  const wanted = values ?? { ...valuesOf(sheet), ...asked }
  const change = (next: Values): void => {
    setValues(next)
    const set = differing(kind, stands, next)
    const item = about === undefined ? (kind.many ? (sheet?.id ?? null) : null) : about.item
    onChange(Object.keys(set).length === 0 ? undefined : { of: kind.id, item, set })
  }
  const prefix = `fields.${field.id}.`
  const own = Object.fromEntries(
    Object.entries(errors).flatMap(([name, said]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), said]] : [],
    ),
  )
  return (
    <fieldset className="flex flex-col gap-4 border-l-[3px] border-line pl-3">
      <legend className="sr-only">{field.name}</legend>
      {about !== undefined || options.length < 2 ? null : (
        <Field label={field.name} error={errors[`fields.${field.id}`] ?? own.item ?? own.of}>
          <Select
            label={field.name}
            options={options}
            value={now}
            onChange={(next) => {
              setChosen(next)
              setValues(null)
              onChange(undefined)
            }}
          />
        </Field>
      )}
      {about === undefined && options.length > 1 ? null : errors[`fields.${field.id}`] === undefined ? null : (
        <p className="text-note text-broken">{errors[`fields.${field.id}`]}</p>
      )}
      <SheetFields
        key={now}
        kind={kind}
        stands={stands}
        values={wanted}
        onChange={change}
        errors={own}
        files={filesOf(sheet)}
        partner={id}
        isStaff={me.side === 'staff'}
      />
    </fieldset>
  )
}
