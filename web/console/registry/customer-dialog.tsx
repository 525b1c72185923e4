/** A customer is added or changed. Its licences are nobody's to say: they are counted (D2). */
import { useState } from 'react'
import type { CustomerPageView } from '../../../src/http/wire-registry.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { api } from '../../shared/paths.ts'
import { useSave } from '../../shared/registry/save.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextField } from '../../shared/ui/field.tsx'

interface CustomerDialogProps {
  readonly partner: { readonly id: string; readonly name: string }
  /** Null for a new one. */
  readonly customer: CustomerPageView | null
  readonly onClose: () => void
}

export function CustomerDialog({ partner, customer, onClose }: CustomerDialogProps) {
  const [name, setName] = useState(customer?.name ?? '')
  const [domain, setDomain] = useState(customer?.domain ?? '')
  const [superAdminEmail, setSuperAdminEmail] = useState(customer?.superAdminEmail ?? '')
  const { save, busy, error, fields } = useSave<CustomerPageView>({
    path: customer === null ? api.customers : api.customer(customer.id),
    method: customer === null ? 'POST' : 'PATCH',
    said: (after) => (customer === null ? `${after.name} is added.` : `${after.name} is changed.`),
    onDone: onClose,
  })
  const facts = { name, domain: domain.trim() || null, superAdminEmail: superAdminEmail.trim() || null }
  return (
    <Dialog
      title={customer === null ? `New customer of ${partner.name}` : customer.name}
      description="Its licences are summed over its subscriptions."
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label={customer === null ? 'Add' : 'Save'}
        {...{ busy, error, onClose }}
        because={name.trim() === '' ? 'Give its name.' : null}
        shows={['name', 'domain', 'superAdminEmail']}
        onSubmit={() => save(customer === null ? { ...facts, partner: partner.id } : facts)}
      >
        <TextField
          label="Name"
          value={name}
          autoFocus
          onChange={(event) => setName(event.target.value)}
          error={fields.name}
        />
        <TextField
          label="Domain"
          hint="A request with an address at it is this customer’s."
          placeholder="kestrel.example"
          value={domain}
          onChange={(event) => setDomain(event.target.value)}
          error={fields.domain}
        />
        <TextField
          label="Super-admin"
          type="email"
          hint="Goes before the domain."
          value={superAdminEmail}
          onChange={(event) => setSuperAdminEmail(event.target.value)}
          error={fields.superAdminEmail}
        />
      </ActForm>
    </Dialog>
  )
}
