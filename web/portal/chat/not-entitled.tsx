/** No chat for this partner: why, what would give it, and which ways are open (A4, A8). */
import { Link } from '@tanstack/react-router'
import type { ChatOfferView } from '../../../src/http/wire-chats.ts'
import { pages } from '../../shared/pages.ts'
import { buttonClass } from '../../shared/ui/button.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'

export const NotEntitled = ({ offer }: { offer: ChatOfferView }) => (
  <div className="mx-auto flex max-w-[640px] flex-col gap-4 px-4 pt-6 pb-12 md:px-6">
    <PageHeading className="text-title">Live chat</PageHeading>
    <p>{offer.because}</p>
    {offer.channels.length === 0 ? null : (
      <section aria-labelledby="yours" className="border-t border-line pt-3">
        <h2 id="yours" className="font-semibold">
          Open to you now
        </h2>
        <ul className="mt-1 list-disc pl-5">
          {offer.channels.map(({ offering, name }) => (
            <li key={offering}>{name}</li>
          ))}
        </ul>
      </section>
    )}
    <p className="flex flex-wrap gap-2">
      <Link to={pages.newTicket} className={buttonClass({ look: 'go' })}>
        New ticket
      </Link>
      <Link to={pages.entitlements} className={buttonClass({})}>
        What my tier gives me
      </Link>
    </p>
  </div>
)
