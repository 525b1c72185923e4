/** The staff, as administrators keep it: who is on it, as what, at which desks, and when they last came in. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { StaffView } from '../../../src/http/wire-people.ts'
import { FindField } from '../../shared/find-field.tsx'
import { useKeys } from '../../shared/keys.ts'
import { pages } from '../../shared/pages.ts'
import { LinkDialog } from '../../shared/people/link-dialog.tsx'
import { people, type StaffSearch } from '../../shared/people/queries.ts'
import { queries } from '../../shared/queries.ts'
import { List } from '../../shared/registry/list.tsx'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { LeaveDialog } from '../people/leave-dialog.tsx'
import { ReturnDialog } from '../people/return-dialog.tsx'
import { StaffRow, stepInStaff, type StaffAct } from '../people/row.tsx'
import { SecondFactorRuleDialog } from '../people/second-factor-rule-dialog.tsx'
import { SessionsDialog } from '../people/sessions-dialog.tsx'
import { StaffDialog } from '../people/staff-dialog.tsx'
import { TakeSecondFactorDialog } from '../people/take-second-factor-dialog.tsx'
import { UnlinkDialog } from '../people/unlink-dialog.tsx'

type Open =
  | { readonly act: StaffAct; readonly member: StaffView }
  | { readonly act: 'add' | 'rule' }
  | { readonly act: 'added'; readonly member: StaffView }

export function StaffPage() {
  useTitle('Staff')
  const isAdmin = useMe().role === 'admin'
  const navigate = useNavigate()
  const search: StaffSearch = useSearch({ from: '/app/staff' })
  const found = useInfiniteQuery({ ...people.staff(search), enabled: isAdmin })
  const only = useQuery(queries.signInWays()).data?.singleSignOn?.only === true
  const [open, setOpen] = useState<Open | null>(null)
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  useKeys({
    '/': () => find.current?.focus(),
    j: () => stepInStaff(list, 1),
    k: () => stepInStaff(list, -1),
  })
  if (!isAdmin) return <Empty title="The staff">An administrator keeps who is on it, and as what.</Empty>
  const set = (change: { readonly show?: string | null; readonly q?: string }): void => {
    const next = Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value))
    void navigate({ to: pages.staff, search: next, replace: true })
  }
  const close = (): void => setOpen(null)
  return (
    <>
      <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-5">
        <div className="min-w-0 flex-1 basis-40">
          <PageHeading focus={false}>Staff</PageHeading>
          <p className="text-note text-muted max-md:hidden">Who works at the desk, and as what.</p>
        </div>
        <div className="flex flex-wrap items-center gap-2 max-md:basis-full" role="search">
          <FindField
            label="Find somebody by name or address"
            value={search.q ?? ''}
            onChange={(q) => set({ q })}
            inputRef={find}
            onDown={() => stepInStaff(list, 1)}
          />
          <Select
            label="Who"
            place="bar"
            value={search.show ?? null}
            onChange={(show) => set({ show })}
            options={[
              { value: null, label: 'Those who are here' },
              { value: 'left', label: 'Those who left' },
              { value: 'all', label: 'Everybody' },
            ]}
          />
          <Button onClick={() => setOpen({ act: 'rule' })}>Second factor …</Button>
          <Button look="go" onClick={() => setOpen({ act: 'add' })}>
            Add somebody
          </Button>
        </div>
      </header>
      <div className="pb-6">
        <List
          found={found}
          what="the staff"
          listRef={list}
          row={(member) => <StaffRow key={member.id} member={member} onAct={(act) => setOpen({ act, member })} />}
          empty={
            search.q !== undefined ? (
              <Empty
                title="Nobody matches"
                action={<Button onClick={() => set({ q: '', show: null })}>Show all</Button>}
              >
                No name and no address of the staff has these letters.
              </Empty>
            ) : (
              <Empty title="Nobody has left">Whoever is deactivated stands here, and can come back.</Empty>
            )
          }
        />
      </div>
      {open?.act === 'add' ? (
        <StaffDialog
          member={null}
          onClose={close}
          onSaved={(member) => setOpen(only ? null : { act: 'added', member })}
        />
      ) : null}
      {open?.act === 'change' ? <StaffDialog member={open.member} onClose={close} onSaved={close} /> : null}
      {open?.act === 'added' ? <LinkDialog person={open.member} isNew onClose={close} /> : null}
      {open?.act === 'link' ? (
        <LinkDialog person={open.member} hasPassword={open.member.hasPassword} onClose={close} />
      ) : null}
      {open?.act === 'rule' ? <SecondFactorRuleDialog onClose={close} /> : null}
      {open?.act === 'second-factor' ? <TakeSecondFactorDialog person={open.member} onClose={close} /> : null}
      {open?.act === 'sessions' ? <SessionsDialog person={open.member} onClose={close} /> : null}
      {open?.act === 'unlink' ? <UnlinkDialog person={open.member} onClose={close} /> : null}
      {open?.act === 'leave' ? <LeaveDialog id={open.member.id} name={open.member.name} onClose={close} /> : null}
      {open?.act === 'return' ? <ReturnDialog member={open.member} onClose={close} /> : null}
    </>
  )
}
