/** E3: an invoice is uploaded, or one that was returned is uploaded anew. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PayoutsWire, PayoutWire } from '../../../src/http/wire-payouts.ts'
import { ActForm } from '../act-form.tsx'
import { fieldsOf } from '../actions.ts'
import { readAmount } from '../amount.ts'
import { call, newKey } from '../api.ts'
import { sendUpload } from '../attachments/send.ts'
import { api } from '../paths.ts'
import { registryChanged } from '../registry/queries.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Field, TextField } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { toast } from '../ui/toast.tsx'
import { sayMoney } from './queries.ts'

interface Props {
  readonly entities: PayoutsWire['entities']
  readonly takes: NonNullable<PayoutsWire['takes']>
  /** The one that was returned; null for a new one. */
  readonly of: PayoutWire | null
  readonly onClose: () => void
}

export function InvoiceDialog({ entities, takes, of, onClose }: Props) {
  const [entity, setEntity] = useState(of?.entity.id ?? entities[0]?.id ?? '')
  const [amount, setAmount] = useState(of === null ? '' : String(of.amount.amount))
  const [currency, setCurrency] = useState(of?.amount.currency ?? '')
  const [invoiceNumber, setNumber] = useState(of?.invoiceNumber ?? '')
  const [file, setFile] = useState<File | null>(null)
  // Sent again after a lost answer, it is the same upload and the same payout.
  const [keys] = useState(() => new Map<string, string>())
  const keyOf = (what: string): string => {
    const known = keys.get(what) ?? newKey()
    keys.set(what, known)
    return known
  }
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (chosen: File) => {
      const kept = await sendUpload(
        chosen,
        keyOf(`${chosen.name} ${chosen.size} ${chosen.lastModified}`),
        () => undefined,
      ).done
      const body = {
        ...(of === null ? { entity } : {}),
        amount: { amount: readAmount(amount), currency: currency.trim() },
        invoiceNumber,
        invoice: kept.id,
      }
      return call<PayoutWire>(of === null ? api.payouts : api.payoutInvoice(of.id), {
        method: 'POST',
        body,
        idempotencyKey: keyOf(JSON.stringify(body)),
      })
    },
    onSuccess: (payout) => {
      registryChanged()
      toast.done(`Invoice ${payout.invoiceNumber} is uploaded.`)
      onClose()
    },
  })
  const fields = fieldsOf(error)
  const read = readAmount(amount)
  const because =
    read === null || read === 0
      ? 'Give the amount of the invoice, in figures.'
      : currency.trim().length !== 3
        ? 'Give the currency in three letters.'
        : invoiceNumber.trim() === ''
          ? 'Give the number of the invoice.'
          : file === null
            ? 'Choose the PDF.'
            : null
  return (
    <Dialog
      title={of === null ? 'Upload an invoice' : `Upload invoice ${of.invoiceNumber} anew`}
      description={`Expected ${takes.expectedAfter} of the entity after this upload, late after ${takes.lateAfter}.`}
      onClose={onClose}
    >
      <ActForm
        label="Upload"
        busy={isPending}
        {...{ error, because, onClose }}
        shows={['entity', 'amount', 'amount.amount', 'amount.currency', 'invoiceNumber', 'invoice', 'file']}
        onSubmit={() => (file === null ? undefined : mutate(file))}
      >
        {of === null ? (
          <Field label="Entity" hint="The one that the invoice is made out to." error={fields.entity}>
            <Select
              label="Entity"
              options={entities.map(({ id, name }) => ({ value: id, label: name }))}
              value={entity}
              onChange={setEntity}
            />
          </Field>
        ) : null}
        <div className="grid grid-cols-[1fr_7rem] gap-3">
          <TextField
            label="Amount"
            hint={
              read === null
                ? 'As on the invoice, taxes included.'
                : `${sayMoney(read, currency.trim())}, taxes included.`
            }
            inputMode="decimal"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
            error={fields['amount.amount'] ?? fields.amount}
          />
          <TextField
            label="Currency"
            placeholder="EUR"
            maxLength={3}
            value={currency}
            onChange={(event) => setCurrency(event.target.value.toUpperCase())}
            error={fields['amount.currency']}
          />
        </div>
        <TextField
          label="Invoice number"
          value={invoiceNumber}
          onChange={(event) => setNumber(event.target.value)}
          error={fields.invoiceNumber}
        />
        <TextField
          label="Invoice"
          hint="A PDF."
          type="file"
          accept="application/pdf,.pdf"
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          error={fields.invoice ?? fields.file}
        />
      </ActForm>
    </Dialog>
  )
}
