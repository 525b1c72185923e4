/** My profile (E8): what the vendor shows of my company, as others see it, and the ways to change it. */
import { Reviews } from '../../shared/reviews/section.tsx'
import { useMe } from '../../shared/session.ts'
import { Sheets } from '../../shared/sheets/sheets.tsx'
import { useTitle } from '../../shared/title.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'

export function ProfilePage() {
  useTitle('Profile')
  const { partner } = useMe()
  if (partner === null) throw new Error('This page is for partners.')
  return (
    <div className="mx-auto flex max-w-[900px] flex-col gap-8 px-4 pt-6 pb-12 md:px-6">
      <header>
        <PageHeading className="text-title">Profile</PageHeading>
        <p className="mt-1 text-muted">
          What is shown of {partner.name}, as others see it. A change is a ticket: it is made when it is approved, and
          what stood there before is kept.
        </p>
      </header>
      <Sheets partner={partner.id} reader="partner" />
      <Reviews partner={partner.id} side="partner" />
    </div>
  )
}
