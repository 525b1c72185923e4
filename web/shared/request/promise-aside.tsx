/** What is promised if it is sent now: in the reader's own time, with its reasons, before it is sent (C10). */
import { useState } from 'react'
import type { PreviewView } from '../../../src/http/wire.ts'
import { fieldsOf } from '../actions.ts'
import { sayProblem } from '../api.ts'
import { useNow } from '../now.ts'
import { readClock, type PromiseClock } from '../promise-bar/clock.ts'
import { WhyDialog } from '../promise-bar/why.tsx'
import { sayMoment } from '../time.ts'
import type { PolicyView } from '../views.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

interface PromiseAsideProps {
  readonly policy: PolicyView
  readonly reader: 'staff' | 'partner'
  readonly preview: PreviewView | undefined
  readonly error: unknown
  /** A kind of request is chosen. */
  readonly typed: boolean
  /** The button that sends, and what was refused. */
  readonly children: React.ReactNode
}

export function PromiseAside({ policy, reader, preview, error, typed, children }: PromiseAsideProps) {
  return (
    <aside aria-label="What is promised" className="lg:sticky lg:top-20 lg:self-start">
      <div className="flex flex-col gap-4 border-t-[3px] border-ink pt-4">
        {!typed ? (
          <p className="text-note text-muted">
            Choose what kind of request it is: what is promised for it then shows here, before you send it.
          </p>
        ) : preview === undefined ? (
          error === null ? (
            <PromiseSkeleton />
          ) : (
            <p className="text-note text-muted">{sayNotYet(error)}</p>
          )
        ) : (
          <div className="flex flex-col gap-4" aria-live="polite">
            {preview.exempt ? (
              <Notice title="No times are promised">{preview.exemptBecause}</Notice>
            ) : (
              <Times clocks={preview.clocks.map(readClock)} reader={reader} preview={preview} />
            )}
            <Scope policy={policy} preview={preview} />
            <Missing preview={preview} />
          </div>
        )}
        {children}
      </div>
    </aside>
  )
}

function sayNotYet(error: unknown): string {
  const wrong = Object.values(fieldsOf(error))
  return `What is promised cannot be said yet. ${wrong.length > 0 ? wrong.join(' ') : sayProblem(error)}`
}

const PromiseSkeleton = () => (
  <div className="flex flex-col gap-3">
    <Skeleton className="h-5 w-44" />
    <Skeleton className="h-7 w-56" />
    <Skeleton className="h-5 w-44" />
    <Skeleton className="h-7 w-56" />
  </div>
)

function Times({
  clocks,
  reader,
  preview,
}: {
  clocks: readonly PromiseClock[]
  reader: 'staff' | 'partner'
  preview: PreviewView
}) {
  const now = useNow(30_000)
  const [why, setWhy] = useState(false)
  const acknowledgement = clocks.find((clock) => clock.kind === 'acknowledgement')
  const determination = clocks.find((clock) => clock.kind === 'determination')
  if (acknowledgement === undefined || determination === undefined) return null
  const later = [acknowledgement, determination].filter((clock) => clock.limitAt > clock.targetAt)
  const standing = [
    `Severity ${preview.severity}`,
    ...(preview.keyAccount ? ['key account'] : []),
    ...(acknowledgement.roundTheClock ? ['round the clock'] : []),
  ]
  return (
    <>
      <Promised
        says={reader === 'partner' ? 'You will hear from a person by' : 'The partner hears from us by'}
        at={sayMoment(acknowledgement.targetAt, now)}
      />
      <Promised says="and what the cause is by" at={sayMoment(determination.targetAt, now)} />
      <p className="text-note text-muted">
        {later.length === 0
          ? ''
          : `At the latest ${later.map((clock) => sayMoment(clock.limitAt, now)).join(' and ')}. `}
        {standing.join(', ')}.{' '}
        <Button look="bare" size="small" className="-my-1 underline underline-offset-2" onClick={() => setWhy(true)}>
          Why?
        </Button>
      </p>
      {why ? (
        <WhyDialog
          clocks={clocks}
          place={{ zone: preview.zone, name: reader === 'staff' ? 'The partner' : null }}
          onClose={() => setWhy(false)}
        />
      ) : null}
    </>
  )
}

const Promised = ({ says, at }: { says: string; at: string }) => (
  <div>
    <p className="text-muted">{says}</p>
    <p className="num text-title font-semibold">{at}</p>
  </div>
)

/** B6: what is out of scope is said before it is sent, in the words the partner would get. */
function Scope({ policy, preview }: { policy: PolicyView; preview: PreviewView }) {
  const category = policy.categories.find((each) => each.id === preview.category)
  if (category === undefined || category.scope === 'in') return null
  const title =
    category.scope === 'out' ? `Outside of what is offered: ${category.name}` : `Passed on: ${category.name}`
  return (
    <Notice tone={category.scope === 'out' ? 'soon' : 'accent'} title={title}>
      {category.outOfScopeReply ?? category.description}
    </Notice>
  )
}

/** B2: what will be asked for, all of it at once. Nothing here stops the request. */
function Missing({ preview }: { preview: PreviewView }) {
  const asked = preview.findings.filter((finding) => finding.verdict !== 'note')
  if (asked.length === 0) return null
  return (
    <div className="text-note">
      <p className="font-semibold">This would save a question</p>
      <ul className="list-disc pl-4 text-muted">
        {asked.map((finding) => (
          <li key={`${finding.rule}/${finding.field ?? ''}`}>{finding.message}</li>
        ))}
      </ul>
    </div>
  )
}
