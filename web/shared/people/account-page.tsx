/** One's own account: where one is signed in, one's keys, the password; of staff, whose calls go by it, the zone. */
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { MeView } from '../../../src/http/wire.ts'
import { fieldsOf } from '../actions.ts'
import { BrowserPart } from '../alerts/browser-part.tsx'
import { call } from '../api.ts'
import { api } from '../paths.ts'
import { queries, queryClient } from '../queries.ts'
import { List, Part } from '../registry/list.tsx'
import { SecondFactorPart } from '../second-factor/own-part.tsx'
import { useMe, usePolicy } from '../session.ts'
import { useTitle } from '../title.tsx'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { PageHeading } from '../ui/heading.tsx'
import { toast } from '../ui/toast.tsx'
import { KeyDialog } from './key-dialog.tsx'
import { KeyRow } from './keys.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { people } from './queries.ts'
import { Sessions } from './sessions.tsx'
import { sayRole } from './words.ts'
import { ZoneField } from './zone-field.tsx'

export function AccountPage() {
  useTitle('My account')
  const me = useMe()
  const [open, setOpen] = useState<'key' | 'password' | null>(null)
  const keys = useInfiniteQuery(people.keys({ person: me.id }))
  const close = (): void => setOpen(null)
  const partner = me.side === 'partner'
  return (
    <div className={cx('pb-12', partner && 'mx-auto max-w-[1100px] pt-6 md:px-2')}>
      <header className={cx('px-4 py-2.5 md:px-5', !partner && 'border-b border-line')}>
        <PageHeading className={partner ? 'text-title' : ''}>My account</PageHeading>
        <p className="text-note wrap-anywhere text-muted">
          <Standing me={me} />
        </p>
      </header>
      <div className="flex max-w-[760px] flex-col gap-8 px-4 py-5 md:px-5">
        {partner ? null : (
          <Part title="Time zone">
            <Zone me={me} />
          </Part>
        )}
        <Part
          title="Password"
          action={
            <Button size="small" onClick={() => setOpen('password')}>
              Change<span className="sr-only"> your password</span>
            </Button>
          }
        >
          <p className="text-note text-muted">With it and your e-mail address you sign in.</p>
        </Part>
        <SecondFactorPart me={me} />
        {partner ? null : <BrowserPart me={me} />}
        <Part title="Where you are signed in">
          <Sessions person={me} own />
        </Part>
        <Part
          title="My API keys"
          action={
            <Button size="small" onClick={() => setOpen('key')}>
              New key
            </Button>
          }
        >
          <List
            found={keys}
            what="your keys"
            row={(row) => <KeyRow key={row.id} row={row} own />}
            empty={
              <p className="text-note text-muted">
                None. With a key a program asks the API (
                <a href="/docs" className="underline underline-offset-2">
                  its pages
                </a>
                ) in your name.
              </p>
            }
          />
        </Part>
      </div>
      {open === 'key' ? <KeyDialog holders={null} onClose={close} /> : null}
      {open === 'password' ? <PasswordDialog email={me.email} onClose={close} /> : null}
    </div>
  )
}

function Standing({ me }: { me: MeView }) {
  const desks =
    usePolicy()
      ?.desks.filter(({ id }) => me.desks.includes(id))
      .map(({ name }) => name) ?? []
  const standing = me.partner === null ? [sayRole(me.role), ...desks].join(', ') : me.partner.name
  return (
    <>
      {me.name} · {me.email} · {standing}. {me.partner === null ? 'An administrator' : 'The vendor'} changes these.
    </>
  )
}

function Zone({ me }: { me: MeView }) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: (zone: string) => call<MeView>(api.me, { method: 'PATCH', body: { zone } }),
    onSuccess: (after) => {
      queryClient.setQueryData(queries.me().queryKey, after)
      toast.done(`Your time zone is ${after.zone.replaceAll('_', ' ')}.`)
    },
    onError: toast.failed,
  })
  return (
    <div className="max-w-sm" aria-busy={isPending}>
      <ZoneField
        label="Yours"
        hint="Mails about your calls say times in it. Screens go by the clock of the machine before you."
        value={me.zone}
        onChange={(zone) => mutate(zone)}
        error={fieldsOf(error).zone}
      />
    </div>
  )
}
