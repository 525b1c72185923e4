/** What the link to set a password opens: for whom it is, and the field; then they are in. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { OpenedPasswordLink } from '../../src/http/wire-people.ts'
import { fieldsOf } from '../shared/actions.ts'
import { call, Problem, sayProblem } from '../shared/api.ts'
import { useNow } from '../shared/now.ts'
import { pages } from '../shared/pages.ts'
import { api } from '../shared/paths.ts'
import { signIn } from '../shared/session.ts'
import { readInstant, sayMoment } from '../shared/time.ts'
import { useTitle } from '../shared/title.tsx'
import { Button } from '../shared/ui/button.tsx'
import { focusFirstError, TextField } from '../shared/ui/field.tsx'
import { Mark } from '../shared/ui/mark.tsx'
import { Notice } from '../shared/ui/notice.tsx'
import { Loading, Skeleton } from '../shared/ui/skeleton.tsx'

export function PasswordPage() {
  useTitle('Set your password')
  const { token } = useParams({ from: '/password/$token' })
  const found = useQuery({
    queryKey: ['password-link', token],
    queryFn: ({ signal }) =>
      call<OpenedPasswordLink>(api.lookAtPasswordLink, { method: 'POST', body: { token }, signal }),
    retry: false,
    staleTime: Infinity,
  })
  const gone = found.error instanceof Problem && found.error.status === 404
  return (
    <main className="mx-auto flex min-h-dvh max-w-[400px] flex-col justify-center gap-6 px-5 py-10">
      <Mark />
      {found.data !== undefined ? (
        <Form link={found.data} token={token} />
      ) : found.error !== null ? (
        <div className="flex flex-col items-start gap-3">
          <h1 className="text-title font-semibold">{gone ? 'This link opens nothing' : 'That did not work'}</h1>
          <p className="text-muted">{sayProblem(found.error)}</p>
          {gone ? (
            <a href={pages.signIn} className="underline underline-offset-2">
              To the sign-in
            </a>
          ) : (
            <Button onClick={() => void found.refetch()}>Try again</Button>
          )}
        </div>
      ) : (
        <Loading what="the form">
          <Skeleton className="h-7 w-2/3" />
          <Skeleton className="mt-4 h-24 w-full" />
        </Loading>
      )}
    </main>
  )
}

function Form({ link, token }: { link: OpenedPasswordLink; token: string }) {
  const router = useRouter()
  const now = useNow(60_000)
  const form = useRef<HTMLFormElement>(null)
  const [password, setPassword] = useState('')
  const setting = useMutation({
    mutationFn: async () => {
      const { email } = await call<{ email: string }>(api.setPassword, { method: 'POST', body: { token, password } })
      // The password is set: where signing in does not work this moment, the door does.
      return signIn(email, password).then(
        (me) => (me === null ? pages.code : pages.home),
        () => pages.signIn,
      )
    },
    onSuccess: (to) => router.history.replace(to),
    onError: () => focusFirstError(form.current),
  })
  const fields = fieldsOf(setting.error)
  return (
    <>
      <header>
        <h1 className="text-title font-semibold">Set your password</h1>
        <p className="wrap-anywhere text-muted">
          {link.name}, {link.email}. The link holds until {sayMoment(readInstant(link.expiresAt), now)}.
        </p>
      </header>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!setting.isPending && password !== '') setting.mutate()
        }}
      >
        <input type="email" autoComplete="username" value={link.email} readOnly hidden />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          autoFocus
          hint="At least 10 characters: a few words that do not belong together are good."
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={fields.password}
        />
        {setting.error === null || fields.password !== undefined ? null : (
          <Notice tone="broken" alert>
            {sayProblem(setting.error)}
          </Notice>
        )}
        <Button
          type="submit"
          look="go"
          size="large"
          busy={setting.isPending}
          because={password === '' ? 'Give a password.' : null}
        >
          Set it and come in
        </Button>
      </form>
    </>
  )
}
