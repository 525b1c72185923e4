/** Where the desk asks for a second factor: it is set up before anything else is shown. */
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { pages } from '../shared/pages.ts'
import { queries, queryClient } from '../shared/queries.ts'
import { SetUpDialog } from '../shared/second-factor/set-up-dialog.tsx'
import { signOut } from '../shared/session.ts'
import { useTitle } from '../shared/title.tsx'
import { Button } from '../shared/ui/button.tsx'
import { Mark } from '../shared/ui/mark.tsx'
import { toast } from '../shared/ui/toast.tsx'

export function SetUpPage() {
  useTitle('Set up your second factor')
  const { next } = useSearch({ from: '/second-factor' })
  const router = useRouter()
  const me = useQuery(queries.me()).data
  const [open, setOpen] = useState(false)
  const leave = (): void => void signOut().then(() => router.history.replace(pages.signIn), toast.failed)
  const goOn = (): void => {
    queryClient.setQueryData(queries.me().queryKey, (was) =>
      was === undefined ? was : { ...was, lacksSecondFactor: false },
    )
    router.history.replace(next ?? pages.home)
  }
  return (
    <main className="mx-auto flex min-h-dvh max-w-[400px] flex-col justify-center gap-6 px-5 py-10">
      <Mark />
      <div className="flex flex-col gap-2">
        <h1 className="text-title font-semibold">Set up your second factor</h1>
        <p className="text-muted">
          This desk asks for one before anything else. It takes a minute, and an app for one-time codes on your phone;
          then you go on where you were going.
        </p>
        {me === undefined ? null : <p className="text-note wrap-anywhere text-muted">Signed in as {me.email}.</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button look="go" size="large" autoFocus onClick={() => setOpen(true)}>
          Set it up
        </Button>
        <Button look="bare" size="large" onClick={leave}>
          Sign out
        </Button>
      </div>
      {open && me !== undefined ? <SetUpDialog email={me.email} onClose={() => setOpen(false)} onDone={goOn} /> : null}
    </main>
  )
}
