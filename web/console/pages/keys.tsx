/** Keys of the API, everybody's, for administrators: what for, whose, when used last; made and revoked here. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { pages } from '../../shared/pages.ts'
import { KeyDialog } from '../../shared/people/key-dialog.tsx'
import { KeyRow } from '../../shared/people/keys.tsx'
import { people, type KeySearch } from '../../shared/people/queries.ts'
import { queries } from '../../shared/queries.ts'
import { List } from '../../shared/registry/list.tsx'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'

export function KeysPage() {
  useTitle('API keys')
  const isAdmin = useMe().role === 'admin'
  const navigate = useNavigate()
  const search: KeySearch = useSearch({ from: '/app/keys' })
  const found = useInfiniteQuery({ ...people.keys(search), enabled: isAdmin })
  const everybody = useQuery({ ...queries.everybody(), enabled: isAdmin }).data ?? []
  const [making, setMaking] = useState(false)
  if (!isAdmin)
    return (
      <Empty
        title="API keys"
        action={<Button onClick={() => void navigate({ to: pages.account })}>To my own keys</Button>}
      >
        An administrator sees everybody’s. Your own are in your account.
      </Empty>
    )
  const holders = everybody.map(({ id, name, email }) => ({ id, label: name, hint: email ?? '' }))
  const set = (change: { readonly person?: string | null; readonly show?: string | null }): void => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value))
    void navigate({ to: pages.keys, search: next, replace: true })
  }
  const all = search.show === 'all'
  return (
    <>
      <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-5">
        <div className="min-w-0 flex-1 basis-40">
          <PageHeading focus={false}>API keys</PageHeading>
          <p className="text-note text-muted max-md:hidden">With one a program asks the API in its person’s name.</p>
        </div>
        <div className="flex flex-wrap items-center gap-2 max-md:basis-full" role="search">
          <Combobox
            label="Whose"
            place="bar"
            placeholder="Everybody’s"
            value={search.person ?? null}
            onChange={(person) => set({ person })}
            entries={holders}
            empty="Nobody by that name."
          />
          <Button aria-pressed={all} onClick={() => set({ show: all ? null : 'all' })}>
            {all ? 'Only those that work' : 'Revoked ones too'}
          </Button>
          <Button look="go" onClick={() => setMaking(true)}>
            New key
          </Button>
        </div>
      </header>
      <div className="pb-6">
        <List
          found={found}
          what="keys"
          row={(row) => <KeyRow key={row.id} row={row} own={false} className="px-4 md:px-5" />}
          empty={
            search.person === undefined ? (
              <Empty title="No keys yet">
                Make one for each program that is to work with the desk: a store, a telephone system, an import.
              </Empty>
            ) : (
              <Empty
                title="They have no keys"
                action={<Button onClick={() => set({ person: null })}>Show everybody’s</Button>}
              >
                What is made for them stands here.
              </Empty>
            )
          }
        />
      </div>
      {making ? <KeyDialog holders={holders} holder={search.person ?? null} onClose={() => setMaking(false)} /> : null}
    </>
  )
}
