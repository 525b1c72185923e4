/** A5, G4: the desk's mail. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { pages } from '../../shared/pages.ts'
import { useTitle } from '../../shared/title.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { HeldBack } from '../mail/held-back.tsx'
import { sheets, type SheetProps } from '../mail/sheets.ts'
import type { MailFilter } from '../mail/queries.ts'

export function MailPage() {
  useTitle('Mail')
  const navigate = useNavigate()
  const filter: MailFilter = useSearch({ from: '/app/mail' })
  const sheet = sheets.find(({ value }) => value === filter.tab) ?? sheets[0]
  const set: SheetProps['set'] = (change) => {
    const search = Object.fromEntries(
      Object.entries({ ...filter, ...change }).filter(([, value]) => value !== null && value !== ''),
    )
    void navigate({ to: pages.mail, search, replace: true })
  }
  return (
    <>
      <header className="px-4 pt-3.5 pb-1 md:px-5">
        <PageHeading focus={false}>Mail</PageHeading>
      </header>
      <HeldBack />
      <Tabs
        label="Show"
        value={sheet.value}
        onChange={(tab) => void navigate({ to: pages.mail, search: { tab }, replace: true })}
        tabs={sheets}
      >
        <sheet.show filter={filter} set={set} />
      </Tabs>
    </>
  )
}
