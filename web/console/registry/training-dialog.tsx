/** D4: a training that a contact has completed. */
import { useState } from 'react'
import type { ContactView } from '../../../src/http/wire-registry.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { api } from '../../shared/paths.ts'
import { useSave } from '../../shared/registry/save.ts'
import { usePolicy } from '../../shared/session.ts'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field, TextField } from '../../shared/ui/field.tsx'

export function TrainingDialog({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const products = usePolicy()?.products ?? []
  const [product, setProduct] = useState<string | null>(null)
  const [completedOn, setCompletedOn] = useState('')
  const [certificate, setCertificate] = useState('')
  const { save, busy, error, fields } = useSave<ContactView>({
    path: api.training(contact.id),
    method: 'POST',
    said: (after) => `Recorded for ${after.name}.`,
    onDone: onClose,
  })
  const known = contact.training.find((record) => record.product.id === product)
  const because = product === null ? 'Choose a product.' : completedOn === '' ? 'Give the day.' : null
  return (
    <Dialog
      title={`Training of ${contact.name}`}
      description="One record for each product: a later one takes the place of the one before."
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label="Record"
        {...{ busy, error, because, onClose }}
        shows={['product', 'completedOn', 'certificate']}
        onSubmit={() => save({ product, completedOn, certificate: certificate.trim() || null })}
      >
        <Field
          label="Product"
          error={fields.product}
          {...(known === undefined ? {} : { hint: `On record: completed on ${known.completedOn}.` })}
        >
          <Combobox
            entries={products.map(({ id, name, family }) => ({ id, label: name, hint: family }))}
            value={product}
            onChange={setProduct}
            placeholder="A product"
            autoFocus
            empty="No product by that name."
          />
        </Field>
        <TextField
          label="Completed on"
          type="date"
          value={completedOn}
          onChange={(event) => setCompletedOn(event.target.value)}
          error={fields.completedOn}
        />
        <TextField
          label="Certificate"
          aside="if there is one"
          value={certificate}
          onChange={(event) => setCertificate(event.target.value)}
          error={fields.certificate}
        />
      </ActForm>
    </Dialog>
  )
}
