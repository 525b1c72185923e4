/** A letter as its receiver sees it, with what became of it; a lead has it sent again. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { WholeLetterView } from '../../../src/http/wire-letters.ts'
import { useActKey } from '../../shared/actions.ts'
import { call, sayProblem } from '../../shared/api.ts'
import { pages } from '../../shared/pages.ts'
import { api } from '../../shared/paths.ts'
import { useMe } from '../../shared/session.ts'
import { readInstant, sayBriefly } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Dialog, DialogFoot } from '../../shared/ui/dialog.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { mail, mailChanged } from './queries.ts'
import { isTrouble, sayAddress, sayFate, sayReceivers } from './words.ts'

const sheets = [
  { value: 'letter', label: 'Letter' },
  { value: 'text', label: 'Text' },
  { value: 'headers', label: 'Headers' },
  { value: 'attempts', label: 'Attempts' },
] as const
type Sheet = (typeof sheets)[number]['value']

export function LetterDialog({ id, now, onClose }: { id: string; now: number; onClose: () => void }) {
  const { data: letter, error } = useQuery(mail.letter(id))
  return (
    <Dialog title={letter?.subject ?? 'Letter'} onClose={onClose} width="wide">
      {letter !== undefined ? (
        <Whole letter={letter} now={now} />
      ) : error !== null ? (
        <Notice tone="broken" alert>
          {sayProblem(error)}
        </Notice>
      ) : (
        <Loading what="the letter">
          <Skeleton className="h-64 w-full" />
        </Loading>
      )}
    </Dialog>
  )
}

function Whole({ letter, now }: { letter: WholeLetterView; now: number }) {
  const [sheet, setSheet] = useState<Sheet>('letter')
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-note">
        <dt className="text-muted">From</dt>
        <dd className="wrap-anywhere">{sayAddress(letter.from)}</dd>
        <dt className="text-muted">To</dt>
        <dd className="wrap-anywhere">{letter.to.map(sayAddress).join(', ') || sayReceivers(letter)}</dd>
        {letter.ticket === null ? null : (
          <>
            <dt className="text-muted">About</dt>
            <dd>
              <Link
                to={pages.ticket}
                params={{ ticket: letter.ticket.id }}
                className="num text-accent underline underline-offset-2"
              >
                {letter.ticket.number}
              </Link>
            </dd>
          </>
        )}
        {letter.files.length === 0 ? null : (
          <>
            <dt className="text-muted">Files</dt>
            <dd className="wrap-anywhere">{letter.files.join(', ')}</dd>
          </>
        )}
        <dt className="text-muted">Written</dt>
        <dd>{sayBriefly(readInstant(letter.at), now)}</dd>
        <dt className="text-muted">State</dt>
        <dd>{sayFate(letter, now)}</dd>
      </dl>
      {letter.answer === null ? null : (
        <Notice tone={isTrouble(letter) ? 'broken' : 'accent'} title="What was said last">
          <span className="wrap-anywhere">{letter.answer}</span>
        </Notice>
      )}
      <Tabs label="Show" value={sheet} onChange={setSheet} tabs={sheets}>
        <div className="pt-3">
          <SheetOf letter={letter} sheet={sheet} now={now} />
        </div>
      </Tabs>
      <Again letter={letter} />
    </>
  )
}

function SheetOf({ letter, sheet, now }: { letter: WholeLetterView; sheet: Sheet; now: number }) {
  switch (sheet) {
    case 'letter':
      // A page of its own: it runs nothing, fetches nothing, and reaches nothing of this one.
      return (
        <iframe
          title="The letter as its receiver sees it"
          src={api.letterPage(letter.id)}
          sandbox=""
          className="h-[46vh] w-full rounded-box border border-line bg-panel"
        />
      )
    case 'text':
      return (
        <pre dir="auto" className="font-sans text-note whitespace-pre-wrap wrap-anywhere">
          {letter.text}
        </pre>
      )
    case 'headers':
      return (
        <dl className="grid grid-cols-1 gap-x-3 gap-y-1 text-note sm:grid-cols-[auto_minmax(0,1fr)]">
          {letter.headers.map(({ name, value }) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="font-mono text-small wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      )
    case 'attempts':
      return letter.attempts.length === 0 ? (
        <p className="text-note text-muted">
          {letter.state === 'captured'
            ? 'It was written while no mail server was set: nobody gets it.'
            : 'None yet. Each one will stand here with its time and what the other side said.'}
        </p>
      ) : (
        <ol className="flex flex-col gap-2 text-note">
          {letter.attempts.map(({ at, outcome, answer }, place) => (
            <li key={place}>
              <span className="font-medium">{outcomeWords[outcome] ?? outcome}</span>{' '}
              <span className="text-muted">{sayBriefly(readInstant(at), now)}</span>
              <p className="wrap-anywhere text-muted">{answer}</p>
            </li>
          ))}
        </ol>
      )
  }
}

const outcomeWords: Readonly<Record<string, string>> = {
  sent: 'Taken',
  later: 'Refused for now',
  failed: 'Refused for good',
  again: 'Sent again',
}

const leading = ['lead', 'manager', 'admin']

function Again({ letter }: { letter: WholeLetterView }) {
  const me = useMe()
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      call<WholeLetterView>(api.retryLetter(letter.id), { method: 'POST', idempotencyKey: key.keyFor(letter.tries) }),
    onSuccess: () => {
      key.done()
      mailChanged()
      toast.done('It is sent again now.')
    },
  })
  if (!letter.again.allowed && !isTrouble(letter)) return null
  const because = !letter.again.allowed
    ? letter.again.because
    : leading.includes(me.role)
      ? undefined
      : 'A lead or a manager has a letter sent again.'
  return (
    <>
      {error === null ? null : (
        <Notice tone="broken" alert>
          {sayProblem(error)}
        </Notice>
      )}
      <DialogFoot>
        <Button busy={isPending} onClick={() => mutate()} because={because}>
          Send again
        </Button>
      </DialogFoot>
    </>
  )
}
