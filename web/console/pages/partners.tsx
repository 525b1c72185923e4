/** Partners: found by name, reference or domain; with what each has open. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { PartnerListView } from '../../../src/http/wire-registry.ts'
import { countries } from '../../../src/domain/countries.ts'
import { FindField } from '../../shared/find-field.tsx'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import type { PartnersSearch } from '../../shared/registry/filter.ts'
import { List, stepIn } from '../../shared/registry/list.tsx'
import { registry, type PartnerFilter } from '../../shared/registry/queries.ts'
import { useMe, usePolicy } from '../../shared/session.ts'
import { sayCountry } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { sayCount, tierName } from '../../shared/words.ts'
import { ImportDialog } from '../registry/import-dialog.tsx'
import { PartnerDialog } from '../registry/partner-dialog.tsx'

export function PartnersPage() {
  useTitle('Partners')
  const me = useMe()
  const policy = usePolicy()
  const navigate = useNavigate()
  const search: PartnersSearch = useSearch({ from: '/app/partners' })
  const [dialog, setDialog] = useState<'add' | 'import' | null>(null)
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const { mine, ...rest } = search
  const filter: PartnerFilter = { ...rest, ...(mine === 'true' ? { accountManager: me.id } : {}) }
  const found = useInfiniteQuery(registry.partners(filter))
  const set = (change: Partial<Record<keyof PartnersSearch, string | null>>): void => {
    const next = Object.fromEntries(
      Object.entries({ ...search, ...change }).filter(([, value]) => value !== null && value !== ''),
    )
    void navigate({ to: pages.partners, search: next, replace: true })
  }
  useKeys({ '/': () => find.current?.focus(), j: () => stepIn(list, 1), k: () => stepIn(list, -1) })
  const isFiltered = Object.keys(search).length > 0
  return (
    <>
      <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-5">
        <PageHeading focus={false}>Partners</PageHeading>
        <span className="flex-1" />
        <div className="flex items-center gap-2 md:order-last">
          <Link to={pages.overuse} className={buttonClass({})}>
            Basic requests
          </Link>
          <Button onClick={() => setDialog('add')}>Add</Button>
          <Button
            because={['admin', 'manager'].includes(me.role) ? null : 'An administrator or a manager reads files in.'}
            onClick={() => setDialog('import')}
          >
            Import
          </Button>
        </div>
        <div className="flex flex-wrap items-center gap-2 max-md:basis-full" role="search">
          <FindField
            label="Find a partner by name, reference or domain"
            value={search.q ?? ''}
            onChange={(q) => set({ q })}
            inputRef={find}
            onDown={() => stepIn(list, 1)}
          />
          <Select
            label="Tier"
            place="bar"
            value={search.tier ?? null}
            onChange={(tier) => set({ tier })}
            options={[
              { value: null, label: 'Every tier' },
              ...(policy?.tiers ?? []).map((tier) => ({ value: tier.id as string | null, label: tier.name })),
            ]}
          />
          <Combobox
            label="Country"
            place="bar"
            placeholder="Every country"
            value={search.country ?? null}
            onChange={(country) => set({ country })}
            entries={[...countries].map(([id, label]) => ({ id, label, hint: id }))}
            empty="No country by that name."
          />
          {me.role === 'pam' || mine === 'true' ? (
            <Button aria-pressed={mine === 'true'} onClick={() => set({ mine: mine === 'true' ? null : 'true' })}>
              {mine === 'true' ? 'Everybody’s' : 'Only mine'}
            </Button>
          ) : null}
        </div>
      </header>
      <div className="pb-6">
        <List
          found={found}
          what="partners"
          listRef={list}
          row={(partner) => <PartnerRow key={partner.id} partner={partner} />}
          empty={
            isFiltered ? (
              <Empty
                title="Nothing matches"
                action={
                  <Button onClick={() => void navigate({ to: pages.partners, search: {}, replace: true })}>
                    Show all
                  </Button>
                }
              >
                No partner fits what you are looking for.
              </Empty>
            ) : (
              <Empty
                title="No partners yet"
                action={
                  <Button look="go" onClick={() => setDialog('add')}>
                    Add a partner
                  </Button>
                }
              >
                Partners are added one by one, or read in from a file.
              </Empty>
            )
          }
        />
      </div>
      {dialog === 'add' ? (
        <PartnerDialog
          partner={null}
          onClose={() => setDialog(null)}
          onDone={({ id }) => void navigate({ to: pages.partner, params: { partner: id } })}
        />
      ) : null}
      {dialog === 'import' ? <ImportDialog onClose={() => setDialog(null)} /> : null}
    </>
  )
}

function PartnerRow({ partner }: { partner: PartnerListView }) {
  const policy = usePolicy()
  return (
    <li className="row-in-view">
      <Link
        to={pages.partner}
        params={{ partner: partner.id }}
        className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 px-4 py-2.5 hover:bg-soft focus-visible:-outline-offset-2 sm:gap-x-4 sm:grid-cols-[minmax(0,1fr)_100px_160px] lg:grid-cols-[minmax(0,1fr)_100px_160px_150px_260px] sm:items-center md:px-5"
      >
        <span className="min-w-0 truncate max-sm:col-span-full">
          <bdi>{partner.name}</bdi>
          {partner.externalRef === null ? null : (
            <span className="ml-2 text-note text-muted">{partner.externalRef}</span>
          )}
        </span>
        <span className="text-note">{tierName(policy, partner.tier)}</span>
        <span className="truncate text-note text-muted">
          {sayCountry(partner.country)}
          {partner.state === null ? '' : `, ${partner.state}`}
        </span>
        <span className="truncate text-note text-muted max-lg:hidden">
          {partner.accountManager?.active === false
            ? `${partner.accountManager.name} has left`
            : (partner.accountManager?.name ?? 'no account manager')}
        </span>
        <span className="num text-note text-muted max-lg:col-span-full">
          <span className={partner.openTickets > 0 ? 'text-ink' : ''}>
            {sayCount(partner.openTickets, 'open ticket')}
          </span>
          {' · '}
          {partner.trained} of {sayCount(partner.contacts, 'contact')} trained
        </span>
      </Link>
    </li>
  )
}
