/** A change is asked for: the form shows what stands there, and only what differs is sent. */
import { useState } from 'react'
import type { RequestedRunView } from '../../../src/http/wire-workflow.ts'
import { ActForm } from '../act-form.tsx'
import { useBehalf } from '../partnership/behalf.tsx'
import { api } from '../paths.ts'
import { useSave } from '../registry/save.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'
import { sayCount } from '../words.ts'
import { FileField } from '../workflow/file-field.tsx'
import { SheetFields } from './fields.tsx'
import { differing, valuesOf, type Kind, type Sheet, type Values } from './queries.ts'

interface ChangeProps {
  readonly partner: string
  readonly kind: Kind
  /** Null for one to come. */
  readonly sheet: Sheet | null
  readonly onClose: () => void
}

const prefix = 'fields.changes.'

export function ChangeDialog({ partner, kind, sheet, onClose }: ChangeProps) {
  // What was only asked for stands nowhere: all of it is asked for again.
  const neverShown = sheet !== null && kind.many && sheet.version === 0
  const stands = neverShown ? {} : valuesOf(sheet)
  const [values, setValues] = useState<Values>(valuesOf(sheet))
  const [why, setWhy] = useState('')
  const [proof, setProof] = useState<string>()
  const behalf = useBehalf(partner)
  const { save, busy, error, fields } = useSave<RequestedRunView>({
    path: api.runs,
    method: 'POST',
    said: ({ ticket }) => `Sent as ${ticket.number}. It changes when it is approved.`,
    onDone: onClose,
  })
  const set = differing(kind, stands, values)
  const changed = kind.fields.filter(({ id }) => id in set)
  const needing = changed.filter((field) => field.proof !== null)
  const comesBack = sheet?.standing === 'taken-down'
  const missing = kind.fields.find(
    ({ id, required }) => required && (set[id] === null || (stands[id] ?? set[id] ?? null) === null),
  )
  const because =
    behalf.because ??
    (changed.length === 0 && !comesBack ? 'Nothing differs yet from what stands there.' : null) ??
    (missing === undefined ? null : `Give: ${missing.name}.`) ??
    (needing.length > 0 && proof === undefined
      ? `Attach the proof for: ${needing.map(({ name }) => name).join(', ')}.`
      : null)
  const errors = Object.fromEntries(
    Object.entries(fields).flatMap(([field, said]) =>
      field.startsWith(prefix) ? [[field.slice(prefix.length), said]] : [],
    ),
  )
  const isNew = sheet === null && kind.many
  return (
    <Dialog
      title={isNew ? `New ${kind.name.toLowerCase()}` : kind.many ? (sheet?.title ?? kind.name) : kind.name}
      description={isNew ? kind.says : 'Change what is to be different. Nothing changes before it is approved.'}
      onClose={onClose}
    >
      <ActForm
        label={comesBack && changed.length === 0 ? 'Ask to show it again' : 'Send for approval'}
        {...{ busy, error, because, onClose }}
        shows={[...kind.fields.map(({ id }) => `${prefix}${id}`), 'fields.why', 'fields.proof', 'contactEmail']}
        onSubmit={() =>
          save({
            workflow: kind.workflow,
            fields: {
              changes: { of: kind.id, item: kind.many ? (sheet?.id ?? null) : null, set },
              ...(why.trim() === '' ? {} : { why }),
              ...(proof === undefined || needing.length === 0 ? {} : { proof }),
            },
            ...behalf.asked,
          })
        }
      >
        {behalf.control(fields.contactEmail)}
        <SheetFields
          kind={kind}
          stands={stands}
          values={values}
          onChange={setValues}
          errors={errors}
          files={filesOf(sheet)}
          partner={partner}
          isStaff={behalf.isStaff}
        />
        {needing.length === 0 ? null : (
          <FileField
            label="Proof"
            aside={undefined}
            hint={needing.map(({ name, proof: which }) => `For '${name}': ${which ?? 'a document'}.`).join(' ')}
            accepts={['pdf', 'image', 'document']}
            error={fields['fields.proof']}
            onChange={setProof}
          />
        )}
        <TextArea
          label="Why"
          aside="optional"
          rows={2}
          value={why}
          error={fields['fields.why']}
          onChange={(event) => setWhy(event.target.value)}
        />
        <p role="status" className="text-note text-muted">
          {changed.length === 0
            ? comesBack
              ? 'It is shown again as it was.'
              : 'Nothing differs yet.'
            : `${sayCount(changed.length, 'field')} will be asked for: ${changed.map(({ name }) => name).join(', ')}.`}
        </p>
      </ActForm>
    </Dialog>
  )
}

export const filesOf = (sheet: Pick<Sheet, 'values'> | null): Readonly<Record<string, string>> =>
  Object.fromEntries((sheet?.values ?? []).flatMap(({ id, file }) => (file === null ? [] : [[id, file.name]])))
