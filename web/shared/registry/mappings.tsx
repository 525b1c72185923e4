/** Whose a customer is and was, for which service (E1, E2). */
import type { CustomerPageView } from '../../../src/http/wire-registry.ts'
import { useNow } from '../now.ts'
import { readInstant, sayMoment } from '../time.ts'
import { Part } from './list.tsx'

export function Mappings({ customer: { mappings } }: { customer: CustomerPageView }) {
  const now = useNow(60_000)
  return (
    <Part title="Mapped to">
      <ul className="flex flex-col gap-1.5 text-note">
        {mappings.map(({ partnerName, service, without, mappedAt, endedAt, endedBecause, proof }) => (
          <li key={`${partnerName} ${mappedAt} ${service ?? ''}`}>
            <span className={endedAt === null ? 'font-semibold' : ''}>{partnerName}</span> for{' '}
            {service ?? 'every service'}
            {without.length === 0 ? '' : ` but ${without.join(', ')}`}
            <span className="num block text-muted">
              since {sayMoment(readInstant(mappedAt), now)}
              {proof === null ? '' : `, proof: ${proof}`}
              {endedAt === null ? '' : `; ended ${sayMoment(readInstant(endedAt), now)}. ${endedBecause ?? ''}`}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}
