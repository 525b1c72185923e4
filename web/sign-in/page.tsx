/** The door: e-mail and password, and in a demo the people who may be tried with one click. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { fieldsOf } from '../shared/actions.ts'
import { sayProblem } from '../shared/api.ts'
import { pages } from '../shared/pages.ts'
import { queries } from '../shared/queries.ts'
import { signIn } from '../shared/session.ts'
import { useTitle } from '../shared/title.tsx'
import { Button } from '../shared/ui/button.tsx'
import { cx } from '../shared/ui/cx.ts'
import { focusFirstError, TextField } from '../shared/ui/field.tsx'
import { Avatar } from '../shared/ui/avatar.tsx'
import { Notice } from '../shared/ui/notice.tsx'
import { Mark } from '../shared/ui/mark.tsx'
import { OtherWay, SingleSignOnLink } from './single-sign-on.tsx'

export function SignInPage() {
  useTitle('Sign in')
  const { next } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const demo = useQuery(queries.demo()).data ?? null
  const way = useQuery(queries.signInWays()).data?.singleSignOn ?? null
  const [asksPassword, setAsksPassword] = useState(false)
  const entering = useMutation({
    mutationFn: (who: { email: string; password: string }) => signIn(who.email, who.password),
    onSuccess: (me) =>
      me === null
        ? void router.navigate({ to: pages.code, search: next === undefined ? {} : { next } })
        : router.history.replace(next ?? pages.home),
    onError: () => focusFirstError(form.current),
  })
  const fields = fieldsOf(entering.error)
  const openForm = (): void => {
    flushSync(() => setAsksPassword(true))
    form.current?.querySelector('input')?.focus()
  }
  const showsForm = way?.only !== true || asksPassword || entering.error !== null

  return (
    <main className="mx-auto flex min-h-dvh max-w-[400px] flex-col justify-center gap-x-16 gap-y-8 px-5 py-10 lg:max-w-none lg:flex-row lg:items-center">
      <div className="flex flex-col gap-8 lg:w-[340px]">
        <header className="flex flex-col gap-3">
          <Mark />
          <div>
            <h1 className="text-title font-semibold">Partner Desk</h1>
            <p className="text-muted">
              {next === undefined
                ? 'What was promised, until when, and why.'
                : 'Sign in, and you go on where you were going.'}
            </p>
          </div>
        </header>
        {way === null ? null : (
          <div className={cx('flex flex-col gap-4', showsForm && '-mb-4')}>
            <SingleSignOnLink way={way} next={next} />
            <OtherWay way={way} isOpen={showsForm} onOpen={openForm} />
          </div>
        )}
        <form
          ref={form}
          noValidate
          hidden={!showsForm}
          className="flex flex-col gap-4 [&[hidden]]:hidden"
          onSubmit={(event) => {
            event.preventDefault()
            entering.mutate({ email, password })
          }}
        >
          <TextField
            label="E-mail address"
            type="email"
            name="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            error={fields.email}
          />
          <TextField
            label="Password"
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            error={fields.password}
          />
          {entering.error === null ? null : (
            <Notice tone="broken" alert>
              {sayProblem(entering.error)}
            </Notice>
          )}
          <Button type="submit" look={way === null ? 'go' : 'plain'} size="large" busy={entering.isPending}>
            {entering.isPending ? 'Signing in …' : 'Sign in'}
          </Button>
          <p className="text-note text-muted">
            Password forgotten? An administrator of this desk gives you a link to set a new one. Partners ask their
            account manager.
          </p>
        </form>
      </div>
      {demo === null ? null : (
        <section aria-labelledby="demo" className="flex flex-col gap-2 lg:w-[380px]">
          <h2 id="demo" className="text-note text-muted">
            This is the demo company. Come in as
          </h2>
          <ul className="divide-y divide-line rounded-box border border-line bg-panel">
            {demo.people.map((person) => (
              <li key={person.email}>
                <button
                  type="button"
                  aria-disabled={entering.isPending}
                  onClick={() =>
                    entering.isPending ? undefined : entering.mutate({ email: person.email, password: demo.password })
                  }
                  className="flex w-full items-center gap-3 px-3 py-1.5 text-left hover:bg-soft focus-visible:-outline-offset-2"
                >
                  <Avatar name={person.name} />
                  <span className="min-w-0 flex-1">
                    <span className="block font-medium">{person.name}</span>
                    <span className="block truncate text-note text-muted">{person.what}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  )
}
