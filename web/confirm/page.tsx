/** What the link in a letter to a customer opens, without an account: exactly what will change and for whom, and the answer. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ConfirmationView } from '../../src/http/wire-confirmation.ts'
import { fieldsOf, useActKey } from '../shared/actions.ts'
import { call, sayProblem } from '../shared/api.ts'
import { useDraft } from '../shared/drafts.ts'
import { api } from '../shared/paths.ts'
import { readInstant, sayMoment } from '../shared/time.ts'
import { useNow } from '../shared/now.ts'
import { useTitle } from '../shared/title.tsx'
import { Button } from '../shared/ui/button.tsx'
import { Mark } from '../shared/ui/mark.tsx'
import { Notice } from '../shared/ui/notice.tsx'
import { Loading, Skeleton } from '../shared/ui/skeleton.tsx'
import { missingOf, startingWith, WorkflowFields, type Given } from '../shared/workflow/fields.tsx'

const titles: Readonly<Record<ConfirmationView['state'], string>> = {
  open: 'Please answer',
  answered: 'This has been answered',
  expired: 'This link has run out',
  superseded: 'This is no longer asked',
  unknown: 'This link leads nowhere',
}

export function ConfirmPage() {
  const { token } = useParams({ from: '/confirm/$token' })
  const [after, setAfter] = useState<ConfirmationView | null>(null)
  const found = useQuery({
    queryKey: ['confirmation', token],
    queryFn: ({ signal }) => call<ConfirmationView>(api.lookAtLink, { method: 'POST', body: { token }, signal }),
    retry: false,
    staleTime: Infinity,
  })
  const shown = after ?? found.data
  useTitle(shown === undefined ? 'Please answer' : titles[shown.state])
  return (
    <main className="mx-auto flex min-h-dvh max-w-[560px] flex-col gap-6 px-5 py-10">
      <Mark className="h-4 w-12" />
      {shown !== undefined ? (
        <Opened
          link={shown}
          token={token}
          gave={after !== null}
          onDone={setAfter}
          onTold={() => void found.refetch()}
        />
      ) : found.error !== null ? (
        <div className="flex flex-col items-start gap-3">
          <h1 className="text-title font-semibold">That did not work</h1>
          <p className="text-muted">{sayProblem(found.error)}</p>
          <Button onClick={() => void found.refetch()}>Try again</Button>
        </div>
      ) : (
        <Loading what="what is asked">
          <Skeleton className="h-7 w-2/3" />
          <Skeleton className="mt-4 h-40 w-full" />
        </Loading>
      )}
    </main>
  )
}

interface Writing {
  /** The answer that something is asked for. */
  readonly chosen: string | null
  readonly given: Given
}

/** As it was left in this tab, as far as it is still asked for; else as it begins. */
function readWriting(kept: string, { answers }: ConfirmationView): Writing {
  const fields = answers.flatMap((answer) => answer.fields)
  const start: Writing = { chosen: null, given: startingWith(fields) }
  try {
    const { chosen, given } = { ...start, ...(JSON.parse(kept || '{}') as Partial<Writing>) }
    const asked = Object.entries(given).filter(([id]) => fields.some((field) => field.id === id))
    return {
      chosen: answers.some(({ step }) => step === chosen) ? chosen : null,
      given: { ...start.given, ...Object.fromEntries(asked) },
    }
  } catch {
    return start
  }
}

interface OpenedProps {
  readonly link: ConfirmationView
  readonly token: string
  readonly gave: boolean
  readonly onDone: (after: ConfirmationView) => void
  readonly onTold: () => void
}

function Opened({ link, token, gave, onDone, onTold }: OpenedProps) {
  const now = useNow(60_000)
  const key = useActKey()
  const [kept, keep] = useDraft(`confirm:${token}`)
  const { chosen, given } = readWriting(kept, link)
  const setGiven = (next: Given): void => keep(JSON.stringify({ chosen, given: next }))
  const setChosen = (step: string | null): void => keep(JSON.stringify({ chosen: step, given }))
  const answering = useMutation({
    mutationFn: (step: string) => {
      const own = link.answers.find((each) => each.step === step)?.fields ?? []
      const fields = Object.fromEntries(Object.entries(given).filter(([id]) => own.some((field) => field.id === id)))
      const body = { token, step, fields }
      return call<ConfirmationView>(api.confirmations, { method: 'POST', body, idempotencyKey: key.keyFor(body) })
    },
    onSuccess: (after) => {
      key.done()
      keep('')
      onDone(after)
    },
  })
  const heading = useRef<HTMLHeadingElement>(null)
  const asked = useRef<HTMLDivElement>(null)
  // The buttons are gone: whoever used one goes on at what stands in their place.
  useEffect(() => {
    if (gave) heading.current?.focus()
  }, [gave, link.state])
  const hasChosen = useRef(false)
  useEffect(() => {
    if (chosen === null && hasChosen.current) heading.current?.focus()
    hasChosen.current = chosen !== null
    if (chosen !== null)
      asked.current?.querySelector<HTMLElement>('input:not([aria-hidden]), textarea, [role=radio], button')?.focus()
  }, [chosen])
  if (link.state !== 'open')
    return (
      <div className="flex flex-col gap-3">
        <h1 ref={heading} tabIndex={-1} className="text-title font-semibold">
          {gave && link.state === 'answered' ? 'Thank you' : titles[link.state]}
        </h1>
        {link.workflow === null ? null : <p className="text-muted">{link.workflow}</p>}
        <p>{link.says}</p>
      </div>
    )
  const asks = link.answers.find(({ step, fields }) => step === chosen && fields.length > 0) ?? null
  return (
    <>
      <header className="flex flex-col gap-1">
        <p className="text-note text-muted">
          {link.vendor} · {link.workflow}
        </p>
        <h1 ref={heading} tabIndex={-1} className="text-title font-semibold">
          {titles.open}
        </h1>
      </header>
      <p dir="auto" className="border-l-[3px] border-ink pl-3 text-lead whitespace-pre-line wrap-anywhere">
        {link.asks}
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-note">
        {link.facts.map(({ name, said }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd dir="auto" className="whitespace-pre-wrap wrap-anywhere">
              {said}
            </dd>
          </div>
        ))}
        {link.until === null ? null : (
          <>
            <dt className="text-muted">Answer by</dt>
            <dd className="num">{sayMoment(readInstant(link.until), now)}</dd>
          </>
        )}
      </dl>
      {asks === null ? null : (
        <div ref={asked} className="flex flex-col gap-4">
          <WorkflowFields fields={asks.fields} given={given} onGive={setGiven} errors={fieldsOf(answering.error)} />
        </div>
      )}
      {answering.error === null ? null : (
        <Notice tone="broken" alert>
          <p>{sayProblem(answering.error)}</p>
          <Button size="small" className="mt-2" onClick={onTold}>
            See how it stands
          </Button>
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        {/* While something is given for one answer, no other is a press away. */}
        {(asks === null ? link.answers : [asks]).map(({ step, name, fields }, at) => (
          <Button
            key={step}
            size="large"
            {...(at === 0 ? { look: 'go' as const } : {})}
            busy={answering.isPending}
            because={chosen === step ? missingOf(fields, given) : null}
            onClick={() => (fields.length > 0 && chosen !== step ? setChosen(step) : answering.mutate(step))}
          >
            {name}
          </Button>
        ))}
        {asks === null ? null : (
          <Button
            size="large"
            because={answering.isPending ? 'It is on its way.' : null}
            onClick={() => setChosen(null)}
          >
            Another answer
          </Button>
        )}
      </div>
      <p className="text-note text-muted">{link.says}</p>
    </>
  )
}
