/** The second factor of one's own account: whether it is on, and what can be done about it. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { MeView } from '../../../src/http/wire.ts'
import type { OwnSecondFactor, RecoveryCodes } from '../../../src/http/wire-second-factor.ts'
import { NotRead } from '../failure.tsx'
import { useNow } from '../now.ts'
import { api } from '../paths.ts'
import { queries, queryClient } from '../queries.ts'
import { Part } from '../registry/list.tsx'
import { readInstant, sayMoment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { toast } from '../ui/toast.tsx'
import { sayCount } from '../words.ts'
import { CodesDialog } from './codes-dialog.tsx'
import { ProofDialog } from './proof-dialog.tsx'
import { secondFactor } from './queries.ts'
import { SetUpDialog } from './set-up-dialog.tsx'

export function SecondFactorPart({ me: { email } }: { me: MeView }) {
  const found = useQuery(secondFactor.own())
  const [open, setOpen] = useState<'on' | 'codes' | 'off' | readonly string[] | null>(null)
  const close = (): void => setOpen(null)
  const isOn = found.data !== undefined && found.data.since !== null
  return (
    <Part
      title="Second factor"
      action={
        found.data === undefined ? undefined : isOn ? (
          <div className="flex gap-2">
            <Button size="small" onClick={() => setOpen('codes')}>
              New recovery codes
            </Button>
            <Button size="small" onClick={() => setOpen('off')}>
              Turn off<span className="sr-only"> the second factor</span>
            </Button>
          </div>
        ) : (
          <Button size="small" onClick={() => setOpen('on')}>
            Turn on<span className="sr-only"> a second factor</span>
          </Button>
        )
      }
    >
      {found.isPending ? (
        <Loading what="your second factor">
          <Skeleton className="h-5 w-2/3" />
        </Loading>
      ) : found.data === undefined ? (
        <NotRead error={found.error} retry={found.refetch} />
      ) : (
        <State own={found.data} />
      )}
      {open === 'on' ? <SetUpDialog email={email} onClose={close} onDone={close} /> : null}
      {open === 'codes' ? (
        <ProofDialog<RecoveryCodes>
          title="Make new recovery codes"
          description="In the place of all that you have: none of those works any more."
          label="Make them"
          path={api.recoveryCodes}
          email={email}
          onDone={({ codes }) => setOpen(codes)}
          onClose={close}
        />
      ) : null}
      {open === 'off' ? (
        <ProofDialog<OwnSecondFactor>
          title="Turn off the second factor"
          description={
            found.data?.isRequired === true
              ? 'This desk asks you for one: you are led to set up another at once, or when you sign in next.'
              : 'From then on the password alone lets you in.'
          }
          label="Turn it off"
          path={api.secondFactorOff}
          email={email}
          onDone={() => {
            close()
            toast.done('Your second factor is off.')
            void queryClient.invalidateQueries({ queryKey: queries.me().queryKey })
          }}
          onClose={close}
        />
      ) : null}
      {Array.isArray(open) ? <CodesDialog codes={open} email={email} isNew={false} onClose={close} /> : null}
    </Part>
  )
}

/** So few recovery codes are soon none. */
const few = 3

function State({ own: { since, recoveryCodesLeft, isRequired } }: { own: OwnSecondFactor }) {
  const now = useNow(60_000)
  if (since === null)
    return (
      <p className="text-note text-muted">
        {isRequired ? 'None, and this desk asks you for one.' : 'None.'} With one, signing in asks for a code of an app
        on your phone as well: who only knows your password stays outside.
      </p>
    )
  return (
    <p className="text-note text-muted">
      On since {sayMoment(readInstant(since), now)}.{' '}
      <span className={recoveryCodesLeft <= few ? 'text-soon' : ''}>
        {recoveryCodesLeft === 0 ? 'No recovery code is left' : `${sayCount(recoveryCodesLeft, 'recovery code')} left`}
        {recoveryCodesLeft <= few ? ': make new ones.' : '.'}
      </span>
    </p>
  )
}
