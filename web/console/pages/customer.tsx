/** A customer to staff: the page that both sides have, and what staff can change on it. */
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { CustomerPageView } from '../../../src/http/wire-registry.ts'
import { CustomerPage as Shown } from '../../shared/registry/customer-page.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { CustomerDialog } from '../registry/customer-dialog.tsx'

export function CustomerPage() {
  const { customer } = useParams({ from: '/app/customers/$customer' })
  return <Shown key={customer} id={customer} actions={(each) => <Edit customer={each} />} />
}

function Edit({ customer }: { customer: CustomerPageView }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Edit</Button>
      {open ? (
        <CustomerDialog
          partner={{ id: customer.partner, name: customer.partnerName }}
          customer={customer}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}
