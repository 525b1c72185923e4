/** B2: what the link of a receipt opens, without signing in: number, subject, and exactly what is missing. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState, type RefObject } from 'react'
import type { AskLinkView } from '../../src/http/wire-asking.ts'
import { useActKey } from '../shared/actions.ts'
import { call, Problem } from '../shared/api.ts'
import { MissingForm, type Details } from '../shared/asking/form.tsx'
import { useDraft } from '../shared/drafts.ts'
import { api, withQuery } from '../shared/paths.ts'
import { sayProblem } from '../shared/api.ts'
import { useTitle } from '../shared/title.tsx'
import { Button } from '../shared/ui/button.tsx'
import { Mark } from '../shared/ui/mark.tsx'
import { Loading, Skeleton } from '../shared/ui/skeleton.tsx'
import { sayCount } from '../shared/words.ts'

export function SupplyPage() {
  const { token } = useParams({ from: '/supply/$token' })
  const [done, setDone] = useState<AskLinkView | null>(null)
  const found = useQuery({
    queryKey: ['ask-link', token],
    queryFn: ({ signal }) => call<AskLinkView>(withQuery(api.supply, { token }), { signal }),
    retry: false,
    staleTime: Infinity,
  })
  const link = done ?? found.data
  useTitle(link === undefined ? 'What is missing' : `${link.number}: what is missing`)
  return (
    <main className="mx-auto flex min-h-dvh max-w-[560px] flex-col gap-6 px-5 py-10">
      <Mark className="h-4 w-12" />
      {link !== undefined ? (
        <Opened link={link} token={token} gave={done !== null} onDone={setDone} />
      ) : found.error !== null ? (
        <Closed
          title={
            found.error instanceof Problem && found.error.status === 404
              ? 'This link leads nowhere'
              : 'That did not work'
          }
        >
          <p className="text-muted">{sayProblem(found.error)}</p>
          {found.error instanceof Problem && found.error.status === 404 ? null : (
            <Button onClick={() => void found.refetch()}>Try again</Button>
          )}
        </Closed>
      ) : (
        <Loading what="the form">
          <Skeleton className="h-7 w-2/3" />
          <Skeleton className="mt-4 h-40 w-full" />
        </Loading>
      )}
    </main>
  )
}

interface ClosedProps {
  readonly title: string
  readonly heading?: RefObject<HTMLHeadingElement | null>
  readonly children: React.ReactNode
}

const Closed = ({ title, heading, children }: ClosedProps) => (
  <div className="flex flex-col items-start gap-3">
    <h1 ref={heading} tabIndex={-1} className="text-title font-semibold">
      {title}
    </h1>
    {children}
  </div>
)

interface OpenedProps {
  readonly link: AskLinkView
  readonly token: string
  readonly gave: boolean
  readonly onDone: (after: AskLinkView) => void
}

function Opened({ link, token, gave, onDone }: OpenedProps) {
  const key = useActKey()
  const draft = `supply:${token}`
  const [, keep] = useDraft(draft)
  const heading = useRef<HTMLHeadingElement>(null)
  // What was just used is gone: one goes on at what stands in its place.
  useEffect(() => {
    if (gave) heading.current?.focus()
  }, [gave, link.state, link.fields.length])
  const giving = useMutation({
    mutationFn: (details: Details) =>
      call<AskLinkView>(api.supply, { method: 'POST', body: { token, details }, idempotencyKey: key.keyFor(details) }),
    onSuccess: (after) => {
      key.done()
      keep('')
      onDone(after)
    },
  })
  const about = (
    <p className="text-muted">
      <span className="num">{link.number}</span> · <bdi>{link.subject}</bdi>
    </p>
  )
  if (link.state !== 'open')
    return (
      <Closed heading={heading} title={gave && link.state === 'supplied' ? 'Thank you' : closedTitles[link.state]}>
        {about}
        <p>
          {gave && link.state === 'supplied' ? 'It stands on your request. We go on with it.' : closedWords[link.state]}
        </p>
      </Closed>
    )
  const needed = link.fields.filter(({ whenReproducible }) => !whenReproducible)
  return (
    <>
      <header className="flex flex-col gap-1">
        <h1 ref={heading} tabIndex={-1} className="text-title font-semibold">
          {gave ? 'Thank you. One thing more, if you have it' : 'What would help us'}
        </h1>
        {about}
        <p className="text-muted">
          {gave
            ? 'What you gave stands on your request. The rest can be left out.'
            : `${sayCount(needed.length, 'thing')} not given yet. We are looking into your request in the meantime; what you do not have can be left out.`}
        </p>
      </header>
      <MissingForm
        key={link.fields.length}
        name={draft}
        fields={link.fields}
        busy={giving.isPending}
        error={giving.error}
        onSubmit={(details) => giving.mutate(details)}
      />
    </>
  )
}

const closedTitles = {
  supplied: 'Nothing is missing any more',
  expired: 'This link has run out',
  over: 'This request is over',
} as const

const closedWords = {
  supplied: 'Everything that was asked for has been given. There is nothing more to do here.',
  expired: 'It worked for a limited time. Answer the mail that it came in, or write on the request in the portal.',
  over: 'Nothing more is needed for it. If it is not solved after all, answer the mail: that opens it again.',
} as const
