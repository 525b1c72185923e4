/** E3: the vendor records a payment, or returns an invoice with its reason. */
import { useState } from 'react'
import type { PayoutWire } from '../../../src/http/wire-payouts.ts'
import { ActForm } from '../act-form.tsx'
import { api } from '../paths.ts'
import { useSave } from '../registry/save.ts'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea, TextField } from '../ui/field.tsx'
import { sayMoney } from './queries.ts'

interface Props {
  readonly of: PayoutWire
  readonly onClose: () => void
}

const whatOf = ({ amount, partner, entity }: PayoutWire): string =>
  `${sayMoney(amount.amount, amount.currency)} by ${entity.name} to ${partner.name}`

export function PayDialog({ of, onClose }: Props) {
  const [paidOn, setPaidOn] = useState('')
  const [reference, setReference] = useState('')
  const { save, busy, error, fields } = useSave<PayoutWire>({
    path: api.payoutPaid(of.id),
    method: 'POST',
    said: ({ invoiceNumber }) => `Invoice ${invoiceNumber} is paid. The partner is told, and the ticket solved.`,
    onDone: onClose,
  })
  const because = paidOn === '' ? 'Give the day.' : reference.trim() === '' ? 'Give the reference.' : null
  return (
    <Dialog title={`Record the payment of ${of.invoiceNumber}`} description={whatOf(of)} onClose={onClose}>
      <ActForm
        label="Record"
        {...{ busy, error, because, onClose }}
        shows={['paidOn', 'reference']}
        onSubmit={() => save({ paidOn, reference })}
      >
        <TextField
          label="Paid on"
          type="date"
          value={paidOn}
          onChange={(event) => setPaidOn(event.target.value)}
          error={fields.paidOn}
        />
        <TextField
          label="Reference"
          hint="By which the partner finds it at its bank."
          value={reference}
          onChange={(event) => setReference(event.target.value)}
          error={fields.reference}
        />
      </ActForm>
    </Dialog>
  )
}

export function ReturnDialog({ of, onClose }: Props) {
  const [reason, setReason] = useState('')
  const { save, busy, error, fields } = useSave<PayoutWire>({
    path: api.payoutReject(of.id),
    method: 'POST',
    said: ({ invoiceNumber }) => `Invoice ${invoiceNumber} is returned to its partner.`,
    onDone: onClose,
  })
  return (
    <Dialog
      title={`Return invoice ${of.invoiceNumber}`}
      description={`${whatOf(of)}. Its time stops; that of the corrected one counts from its own upload.`}
      onClose={onClose}
    >
      <ActForm
        label="Return"
        {...{ busy, error, onClose }}
        because={reason.trim() === '' ? 'Say what is wrong with it.' : null}
        shows={['reason']}
        onSubmit={() => save({ reason })}
      >
        <TextArea
          label="What is wrong with it"
          hint="The partner reads it."
          rows={3}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
      </ActForm>
    </Dialog>
  )
}
