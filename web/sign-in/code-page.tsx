/** The second half of signing in: the code of an app, or a recovery code. */
import { useMutation } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { fieldsOf } from '../shared/actions.ts'
import { Problem, sayProblem } from '../shared/api.ts'
import { pages } from '../shared/pages.ts'
import { CodeField } from '../shared/second-factor/code-field.tsx'
import { finishSignIn } from '../shared/session.ts'
import { useTitle } from '../shared/title.tsx'
import { Button, buttonClass } from '../shared/ui/button.tsx'
import { focusFirstError } from '../shared/ui/field.tsx'
import { Mark } from '../shared/ui/mark.tsx'
import { Notice } from '../shared/ui/notice.tsx'

export function CodePage() {
  useTitle('Your code')
  const { next } = useSearch({ from: '/sign-in/code' })
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [code, setCode] = useState('')
  const [kind, setKind] = useState<'app' | 'recovery'>('app')
  const giving = useMutation({
    mutationFn: () => finishSignIn(code),
    onSuccess: () => router.history.replace(next ?? pages.home),
    onError: () => focusFirstError(form.current),
  })
  const isOver = giving.error instanceof Problem && giving.error.status === 401
  const error = fieldsOf(giving.error).code
  return (
    <main className="mx-auto flex min-h-dvh max-w-[400px] flex-col justify-center gap-6 px-5 py-10">
      <header className="flex flex-col gap-3">
        <Mark />
        <div>
          <h1 className="text-title font-semibold">Your code</h1>
          <p className="text-muted">
            {kind === 'app'
              ? 'After the password: the six digits that your app shows.'
              : 'One of the codes that you were given when you turned the second factor on. It works once.'}
          </p>
        </div>
      </header>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!giving.isPending && !isOver && code.trim() !== '') giving.mutate()
        }}
      >
        <CodeField key={kind} kind={kind} value={code} onChange={setCode} error={error} />
        {giving.error === null || error !== undefined ? null : (
          <Notice tone="broken" alert>
            {sayProblem(giving.error)}
          </Notice>
        )}
        {isOver ? (
          <Link
            to={pages.signIn}
            search={next === undefined ? {} : { next }}
            className={buttonClass({ look: 'go', size: 'large' })}
          >
            Begin again
          </Link>
        ) : (
          <>
            <Button
              type="submit"
              look="go"
              size="large"
              busy={giving.isPending}
              because={code.trim() === '' ? 'Give a code.' : null}
            >
              {giving.isPending ? 'Signing in …' : 'Sign in'}
            </Button>
            <div className="flex flex-wrap justify-between gap-2">
              <Button
                look="bare"
                className="-ml-3"
                onClick={() => {
                  giving.reset()
                  setCode('')
                  setKind(kind === 'app' ? 'recovery' : 'app')
                }}
              >
                {kind === 'app' ? 'Use a recovery code' : 'Use a code of the app'}
              </Button>
              <Link
                to={pages.signIn}
                search={next === undefined ? {} : { next }}
                className={buttonClass({ look: 'bare' }, '-mr-3')}
              >
                Somebody else
              </Link>
            </div>
          </>
        )}
      </form>
    </main>
  )
}
