/** A1: to the right desk. Its clocks are counted again from the original receipt under that desk's table. */
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
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

export interface Transfer {
  readonly desk: string
  readonly category?: string
  readonly subType?: string
  readonly severity?: number
  readonly reason: string
}

export const transferFields = ['desk', 'category', 'subType', 'severity', 'reason'] as const

/** What is asked, of one ticket or of several; `given` is null while no desk is chosen, and `because` says so. */
export function useTransferFields(tickets: readonly TicketView[], errors: Readonly<Record<string, string>>) {
  const policy = usePolicy()
  const desks = policy?.desks.filter(({ id }) => tickets.some((ticket) => ticket.desk !== id)) ?? []
  const [chosen, setDesk] = useState<string | null>(null)
  const desk = chosen ?? (desks.length === 1 ? desks[0]!.id : null)
  const [category, setCategory] = useState<string | null>(null)
  const [subType, setSubType] = useState<string | null>(null)
  const [severity, setSeverity] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const categories = policy?.categories.filter((each) => each.desk === desk) ?? []
  const subTypes = categories.find((each) => each.id === category)?.subTypes ?? []
  const severities = policy?.desks.find((each) => each.id === desk)?.severities ?? []
  const given: Transfer | null =
    desk === null
      ? null
      : {
          desk,
          reason,
          ...(category === null ? {} : { category }),
          ...(subType === null ? {} : { subType }),
          ...(severity === null ? {} : { severity }),
        }
  const fields = (
    <>
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
        error={errors.desk}
      />
      {desk === null ? null : (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="What it is about" error={errors.category}>
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
          <Field label="Severity there" error={errors.severity}>
            <Select
              options={[
                { value: null, label: tickets.length === 1 ? `As it is (${tickets[0]!.severity})` : 'As each is' },
                ...severities.map((each) => ({ value: each.level, label: `${each.level} · ${each.name}` })),
              ]}
              value={severity}
              onChange={setSeverity}
            />
          </Field>
          {subTypes.length === 0 ? null : (
            <Field label="More precisely" error={errors.subType} className="sm:col-span-2">
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
        error={errors.reason}
      />
      <Notice>
        {tickets.length === 1 ? 'Its clocks are' : 'Each one’s clocks are'} counted again from the original receipt
        under that desk’s table; nothing has to be typed again. {tickets.length === 1 ? 'It goes' : 'They go'} to the
        desk, not to a person.
      </Notice>
    </>
  )
  return { given, because: desk === null ? 'Choose the desk.' : null, fields }
}

export function TransferDialog({ ticket, onClose }: TicketDialogProps) {
  const policy = usePolicy()
  const {
    run,
    busy,
    error,
    fields: errors,
  } = useAct(ticket.id, 'transfer', (after) => {
    toast.done(`${after.number} is with ${deskName(policy, after.desk)} now.`)
    onClose()
  })
  const { given, because, fields } = useTransferFields([ticket], errors)
  return (
    <Dialog
      title={`Transfer ${ticket.number}`}
      description={`It is with ${deskName(policy, ticket.desk)}.`}
      onClose={onClose}
    >
      <ActForm
        label="Transfer"
        {...{ busy, error, because, onClose }}
        shows={transferFields}
        onSubmit={() => run(given)}
      >
        {fields}
      </ActForm>
    </Dialog>
  )
}
