/** Where somebody is signed in, and the end of it. */
import { useMutation, useQuery } from '@tanstack/react-query'
import type { SessionView } from '../../../src/http/wire-people.ts'
import { call } from '../api.ts'
import { usePosting } from '../board/save.ts'
import { NotRead } from '../failure.tsx'
import { useNow } from '../now.ts'
import { api } from '../paths.ts'
import { readInstant, sayMoment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { toast } from '../ui/toast.tsx'
import { sayCount } from '../words.ts'
import { people, peopleChanged, peopleChanges } from './queries.ts'
import { sayProgram } from './words.ts'

/** `own`: they are the reader's. */
export function Sessions({ person, own }: { person: { readonly id: string; readonly name: string }; own: boolean }) {
  const found = useQuery(people.sessions(person.id))
  const all = usePosting<{ readonly ended: number }>({
    path: api.endSessions,
    changes: peopleChanges,
    said: ({ ended }) => (ended === 0 ? 'There was none to end.' : `${sayCount(ended, 'session')} ended.`),
    onDone: () => undefined,
  })
  if (found.isPending)
    return (
      <Loading what="sessions">
        <Skeleton className="h-5 w-2/3" />
      </Loading>
    )
  if (found.data === undefined) return <NotRead error={found.error} retry={found.refetch} />
  const others = found.data.filter(({ isOwn }) => !isOwn).length
  if (found.data.length === 0)
    return (
      <p className="text-note text-muted">{own ? 'You came in with a key.' : `${person.name} is not signed in.`}</p>
    )
  return (
    <div className="flex flex-col gap-3">
      <ul className="divide-y divide-line border-y border-line">
        {found.data.map((session) => (
          <Session key={session.id} session={session} />
        ))}
      </ul>
      {all.error === null ? null : <p className="text-note text-broken">{all.error.message}</p>}
      <Button
        className="self-start"
        busy={all.busy}
        because={others === 0 ? 'There is no other session.' : null}
        onClick={() => all.post(own ? {} : { person: person.id })}
      >
        {own ? 'Sign out everywhere else' : 'Sign out everywhere'}
      </Button>
    </div>
  )
}

function Session({ session }: { session: SessionView }) {
  const now = useNow(60_000)
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(api.aSession(session.id), { method: 'DELETE' }),
    onSuccess: () => {
      peopleChanged()
      toast.done('The session has ended.')
    },
    onError: toast.failed,
  })
  const what = sayProgram(session.program)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-52">
        <p className="wrap-anywhere">
          {what}
          {session.isOwn ? <span className="ml-2 text-note text-fine">this one</span> : null}
        </p>
        <p className="num text-note wrap-anywhere text-muted">
          since {sayMoment(readInstant(session.beganAt), now)}
          {session.address === null ? '' : ` · from ${session.address}`} · until{' '}
          {sayMoment(readInstant(session.endsAt), now)}
        </p>
      </div>
      {session.isOwn ? null : (
        <Button size="small" look="bare" busy={isPending} onClick={() => mutate()}>
          End it<span className="sr-only">: {what}</span>
        </Button>
      )}
    </li>
  )
}
