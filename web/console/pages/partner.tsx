/** A partner: its standing, its people, its customers, what it was granted, and how all of that came about. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { PartnerPageView } from '../../../src/http/wire-registry.ts'
import { Found } from '../../shared/found.tsx'
import { pages } from '../../shared/pages.ts'
import { HowTos } from '../../shared/overuse/how-tos.tsx'
import { registry } from '../../shared/registry/queries.ts'
import { usePolicy } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Icon } from '../../shared/ui/icons.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { tierName } from '../../shared/words.ts'
import { PartnerCalls } from '../calls/partner-calls.tsx'
import { Diary } from '../diary/diary.tsx'
import { Accounts } from '../../shared/partnership/accounts.tsx'
import { Sheets } from '../../shared/sheets/sheets.tsx'
import { Results } from '../../shared/partnership/results.tsx'
import { Reviews } from '../../shared/reviews/section.tsx'
import { Contacts } from '../registry/contacts.tsx'
import { Contracts } from '../registry/contracts.tsx'
import { Customers } from '../registry/customers.tsx'
import { Grants } from '../registry/grants.tsx'
import { History } from '../registry/history.tsx'
import { OpenTickets } from '../registry/open-tickets.tsx'
import { PartnerDialog } from '../registry/partner-dialog.tsx'
import { PartnerFacts } from '../registry/partner-facts.tsx'
import { TierDialog } from '../registry/tier-dialog.tsx'

export function PartnerPage() {
  const { partner: id } = useParams({ from: '/app/partners/$partner' })
  const found = useQuery(registry.partner(id))
  return (
    <Found
      query={found}
      what="partner"
      meanwhile={
        <Loading what="the partner">
          <div className="flex flex-col gap-3 px-4 py-5 md:px-6">
            <Skeleton className="h-6 w-60" />
            <Skeleton className="h-40 w-full max-w-3xl" />
          </div>
        </Loading>
      }
    >
      {(partner) => <Shown key={id} partner={partner} />}
    </Found>
  )
}

function Shown({ partner }: { partner: PartnerPageView }) {
  useTitle(partner.name)
  const policy = usePolicy()
  const [dialog, setDialog] = useState<'tier' | 'change' | null>(null)
  return (
    <div className="mx-auto max-w-[1680px] xl:grid xl:min-h-dvh xl:grid-cols-[minmax(0,1fr)_340px]">
      <div className="min-w-0">
        <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-6">
          <Link
            to={pages.partners}
            className={buttonClass({ look: 'bare' }, '-ml-2 px-1.5')}
            aria-label="Back to partners"
          >
            <Icon name="back" />
          </Link>
          <div className="flex min-w-0 flex-1 basis-64 flex-wrap items-baseline gap-x-3">
            <PageHeading>{partner.name}</PageHeading>
            <p className="text-note text-muted">{tierName(policy, partner.tier)}</p>
          </div>
          <Link to={pages.partnerPromises} params={{ partner: partner.id }} className={buttonClass({})}>
            Statement of promises
          </Link>
          <Button onClick={() => setDialog('tier')}>Change tier</Button>
          <Button onClick={() => setDialog('change')}>Edit</Button>
        </header>
        <div className="flex max-w-[900px] flex-col gap-8 px-4 py-5 md:px-6">
          <OpenTickets partner={partner} />
          <Contacts partner={partner} />
          <PartnerCalls partner={partner} />
          <Diary partner={partner.id} />
          <Customers partner={partner} />
          <Contracts partner={partner} />
          <Grants partner={partner} />
          <Accounts partner={partner.id} />
          <Results partner={partner.id} />
          <Reviews partner={partner.id} side="staff" />
          <Sheets partner={partner.id} reader="staff" />
          <HowTos partner={partner.id} reader="staff" />
        </div>
      </div>
      <aside
        aria-label="About this partner"
        className="flex flex-col gap-6 border-t border-line bg-bg px-4 py-4 md:px-5 xl:sticky xl:top-0 xl:h-dvh xl:overflow-y-auto xl:border-t-0 xl:border-l"
      >
        <PartnerFacts partner={partner} />
        <History partner={partner.id} />
      </aside>
      {dialog === 'tier' ? <TierDialog partner={partner} onClose={() => setDialog(null)} /> : null}
      {dialog === 'change' ? (
        <PartnerDialog partner={partner} onClose={() => setDialog(null)} onDone={() => setDialog(null)} />
      ) : null}
    </div>
  )
}
