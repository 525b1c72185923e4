/** One of a partner's own customers. */
import { useParams } from '@tanstack/react-router'
import { CustomerPage as Shown } from '../../shared/registry/customer-page.tsx'

export function CustomerPage() {
  const { customer } = useParams({ from: '/app/customers/$customer' })
  return (
    <div className="mx-auto max-w-[1100px] pb-12">
      <Shown key={customer} id={customer} />
    </div>
  )
}
