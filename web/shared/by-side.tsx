/** One address, two readers: the same ticket looks different to an agent and to the partner. */
import { Suspense } from 'react'
import { useMe } from './session.ts'

interface BySideProps {
  readonly staff: React.ComponentType
  readonly partner: React.ComponentType
  /** In its place until it has been loaded. */
  readonly meanwhile: React.ReactNode
}

export function BySide({ staff: Staff, partner: Partner, meanwhile }: BySideProps) {
  const Page = useMe().side === 'staff' ? Staff : Partner
  return (
    <Suspense fallback={meanwhile}>
      <Page />
    </Suspense>
  )
}
