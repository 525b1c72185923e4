/** A1: to the right desk. Its clocks are counted again from the original receipt under that desk's table. */
import { useState } from 'react'
import { useAct } from '../../shared/actions.ts'
import { usePolicy } from '../../shared/session.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field, TextArea } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { deskName } from '../../shared/words.ts'
import { ActForm } from '../../shared/act-form.tsx'
import type { TicketDialogProps } from './ticket-dialog.tsx'

export function TransferDialog({ ticket, onClose }: TicketDialogProps) {
  const policy = usePolicy()
  const desks = policy?.desks.filter((desk) => desk.id !== ticket.desk) ?? []
  const [chosen, setDesk] = useState<string | null>(null)
  const desk = chosen ?? (desks.length === 1 ? desks[0]!.id : null)
  const [category, setCategory] = useState<string | null>(null)
  const [subType, setSubType] = useState<string | null>(null)
  const [severity, setSeverity] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const { run, busy, error, fields } = useAct(ticket.id, 'transfer', (after) => {
    toast.done(`${after.number} is with ${deskName(policy, after.desk)} now.`)
    onClose()
  })
  const categories = policy?.categories.filter((each) => each.desk === desk) ?? []
  const subTypes = categories.find((each) => each.id === category)?.subTypes ?? []
  const severities = policy?.desks.find((each) => each.id === desk)?.severities ?? []

  return (
    <Dialog
      title={`Transfer ${ticket.number}`}
      description={`It is with ${deskName(policy, ticket.desk)}.`}
      onClose={onClose}
    >
      <ActForm
        label="Transfer"
        {...{ busy, error, onClose }}
        because={desk === null ? 'Choose the desk.' : null}
        shows={['desk', 'category', 'subType', 'severity', 'reason']}
        onSubmit={() =>
          run({
            desk,
            reason,
            ...(category === null ? {} : { category }),
            ...(subType === null ? {} : { subType }),
            ...(severity === null ? {} : { severity }),
          })
        }
      >
        <Choices
          label="Desk"
          options={desks.map((each) => ({ value: each.id, label: each.name }))}
          value={desk}
          onChange={(next) => {
            setDesk(next)
            setCategory(null)
            setSubType(null)
            setSeverity(null)
          }}
          error={fields.desk}
        />
        {desk === null ? null : (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="What it is about" error={fields.category}>
              <Select
                options={[
                  { value: null, label: 'Found from the text' },
                  ...categories.map((each) => ({ value: each.id, label: each.name })),
                ]}
                value={category}
                onChange={(next) => {
                  setCategory(next)
                  setSubType(null)
                }}
              />
            </Field>
            <Field label="Severity there" error={fields.severity}>
              <Select
                options={[
                  { value: null, label: `As it is (${ticket.severity})` },
                  ...severities.map((each) => ({ value: each.level, label: `${each.level} · ${each.name}` })),
                ]}
                value={severity}
                onChange={setSeverity}
              />
            </Field>
            {subTypes.length === 0 ? null : (
              <Field label="More precisely" error={fields.subType} className="sm:col-span-2">
                <Select
                  options={[
                    { value: null, label: 'Not said' },
                    ...subTypes.map((each) => ({ value: each.id, label: each.name })),
                  ]}
                  value={subType}
                  onChange={setSubType}
                />
              </Field>
            )}
          </div>
        )}
        <TextArea
          label="Reason"
          hint="The partner reads it."
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
        <Notice>
          Its clocks are counted again from the original receipt under that desk’s table; nothing has to be typed again.
          It goes to the desk, not to a person.
        </Notice>
      </ActForm>
    </Dialog>
  )
}
