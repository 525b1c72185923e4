/** My partnership: the result of the evaluation (E7), accounts (E6), and what may be resold (E10). */
import { Accounts } from '../../shared/partnership/accounts.tsx'
import { Results } from '../../shared/partnership/results.tsx'
import { useMe, usePolicy } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { tierName } from '../../shared/words.ts'

export function PartnershipPage() {
  useTitle('Partnership')
  const { partner } = useMe()
  const policy = usePolicy()
  if (partner === null) throw new Error('This page is for partners.')
  return (
    <div className="mx-auto flex max-w-[900px] flex-col gap-8 px-4 pt-6 pb-12 md:px-6">
      <header>
        <PageHeading className="text-title">Partnership</PageHeading>
        <p className="mt-1 text-muted">
          {partner.name} is {tierName(policy, partner.tier)}. What you ask for here goes to Operations as a ticket.
        </p>
      </header>
      <Results partner={partner.id} />
      <Accounts partner={partner.id} />
    </div>
  )
}
