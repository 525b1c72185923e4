/** The first hour of a desk: what is still to be set up, and what is there by now. Nobody ticks anything: the facts do. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../shared/api.ts'
import { Failure } from '../../shared/failure.tsx'
import { api } from '../../shared/paths.ts'
import { useMe, usePolicy } from '../../shared/session.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { Empty } from '../../shared/ui/empty.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Icon } from '../../shared/ui/icons.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { RowsSkeleton } from '../queue/rows.tsx'
import { isWhole, sayDone, setupQuery, type SetupView } from '../setup/query.ts'
import { stepWords, type StepWords } from '../setup/steps.tsx'

export function SetupPage() {
  useTitle('Set the desk up')
  const isAdmin = useMe().role === 'admin'
  const found = useQuery({ ...setupQuery, enabled: isAdmin })
  if (!isAdmin)
    return (
      <Empty title="Setting the desk up" page="framed">
        An administrator does this.
      </Empty>
    )
  if (found.data === undefined)
    return found.error === null ? (
      <RowsSkeleton rows={7} />
    ) : (
      <Failure error={found.error} retry={() => void found.refetch()} />
    )
  return <Steps setup={found.data} />
}

function Steps({ setup }: { setup: SetupView }) {
  const policy = usePolicy()
  const words = stepWords(setup, (id) => policy?.desks.find((desk) => desk.id === id)?.name ?? id)
  const next = setup.steps.find(({ isDone }) => !isDone)?.id
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5 md:px-5">
        <div className="min-w-0 flex-1 basis-60">
          <PageHeading>Set the desk up</PageHeading>
          <p className="text-note text-muted">
            {isWhole(setup)
              ? 'All of it is done.'
              : `${sayDone(setup)} done. Nothing is ticked by hand: a step is done once the desk has it.`}
          </p>
        </div>
        <PutAway setup={setup} />
      </header>
      <ol className="max-w-[760px] divide-y divide-line px-4 md:px-5">
        {setup.steps.map(({ id, isDone }) => (
          <Step key={id} words={words[id]} isDone={isDone} isNext={id === next} />
        ))}
      </ol>
    </>
  )
}

const Step = ({ words, isDone, isNext }: { words: StepWords; isDone: boolean; isNext: boolean }) => (
  <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-4">
    <span
      className={cx(
        'mt-0.5 grid size-5 place-items-center rounded-full border',
        isDone ? 'border-fine text-fine' : isNext ? 'border-ink' : 'border-edge',
      )}
    >
      {isDone ? <Icon name="check" className="size-3" /> : null}
    </span>
    <div className="min-w-0 flex-1 basis-52">
      <h2 className={cx('font-semibold', isDone && 'text-muted')}>
        {words.title}
        <span className="sr-only">{isDone ? ', done' : ', still to do'}</span>
      </h2>
      <p className="max-w-[62ch] text-note text-muted">{isDone ? words.done : words.open}</p>
    </div>
    {words.place === null ? null : (
      <Link to={words.place.to} className={buttonClass({ look: isNext ? 'go' : isDone ? 'bare' : 'plain' })}>
        {words.place.label}
      </Link>
    )}
  </li>
)

/** It may be that not all of it is wanted: a desk without mail, say. */
function PutAway({ setup }: { setup: SetupView }) {
  const client = useQueryClient()
  const putting = useMutation({
    mutationFn: (isPutAway: boolean) => call<SetupView>(api.setup, { method: 'PUT', body: { isPutAway } }),
    onSuccess: (now) => client.setQueryData(setupQuery.queryKey, now),
    onError: (reason) => toast.failed(reason),
  })
  if (isWhole(setup) && !setup.isPutAway) return null
  return (
    <Button busy={putting.isPending} onClick={() => putting.mutate(!setup.isPutAway)}>
      {setup.isPutAway ? 'Show this list again' : 'Hide this list'}
    </Button>
  )
}
