/** A mail that came in, whole: what proves who wrote it, what was made of it and why, and all that it says. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { WholeMailView } from '../../../src/http/wire-mail.ts'
import { useActKey } from '../../shared/actions.ts'
import { call, sayProblem } from '../../shared/api.ts'
import { sayBytes } from '../../shared/attachments/words.ts'
import { pages } from '../../shared/pages.ts'
import { api } from '../../shared/paths.ts'
import { readInstant, sayBriefly } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Dialog, DialogFoot } from '../../shared/ui/dialog.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { Tabs } from '../../shared/ui/tabs.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { mailIn } from './in-queries.ts'
import { isTrouble, sayFrom, sayOutcome, sayProof, wayWords } from './in-words.ts'
import { mailChanged } from './queries.ts'
import { sayAddress } from './words.ts'

export function MailDialog({ id, now, onClose }: { id: string; now: number; onClose: () => void }) {
  const { data: mail, error } = useQuery(mailIn.one(id))
  return (
    <Dialog title={mail?.subject || 'Mail'} onClose={onClose} width="wide">
      {mail !== undefined ? (
        <Whole mail={mail} now={now} />
      ) : error !== null ? (
        <Notice tone="broken" alert>
          {sayProblem(error)}
        </Notice>
      ) : (
        <Loading what="the mail">
          <Skeleton className="h-64 w-full" />
        </Loading>
      )}
    </Dialog>
  )
}

const link = 'text-accent underline underline-offset-2'

function Whole({ mail, now }: { mail: WholeMailView; now: number }) {
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-note">
        <dt className="text-muted">From</dt>
        <dd className="wrap-anywhere">{sayFrom(mail)}</dd>
        <dt className="text-muted">Proof</dt>
        <dd className="wrap-anywhere">{sayProof(mail.identity)}</dd>
        <dt className="text-muted">To</dt>
        <dd className="wrap-anywhere">
          {mail.to.map(sayAddress).join(', ') || mail.mailboxes.map(({ address }) => address).join(', ')}
        </dd>
        {mail.cc.length === 0 ? null : (
          <>
            <dt className="text-muted">Copy to</dt>
            <dd className="wrap-anywhere">{mail.cc.map(sayAddress).join(', ')}</dd>
          </>
        )}
        <dt className="text-muted">Came</dt>
        <dd>
          {sayBriefly(readInstant(mail.receivedAt), now)}, {wayWords[mail.way]}
          {mail.envelope.ip === null ? '' : ` from ${mail.envelope.ip}`}
          {mail.from === null && mail.envelope.from ? `, sent by ${mail.envelope.from}` : ''}
        </dd>
        <dt className="text-muted">Became</dt>
        <dd>
          {sayOutcome(mail)}{' '}
          {mail.ticket === null ? null : (
            <Link to={pages.ticket} params={{ ticket: mail.ticket.id }} className={`num ${link}`}>
              {mail.ticket.number}
            </Link>
          )}
          {mail.held === null ? null : (
            <Link to={pages.heldRequest} params={{ held: mail.held }} className={link}>
              Open what is held
            </Link>
          )}
        </dd>
      </dl>
      {mail.because.length === 0 ? null : (
        <ul aria-label="Why" className="flex flex-col gap-0.5 text-note text-muted">
          {mail.because.map(({ rule, words }) => (
            <li key={words} className="wrap-anywhere">
              {words} <span className="num text-small">({rule})</span>
            </li>
          ))}
        </ul>
      )}
      {mail.error === null ? null : (
        <Notice tone={isTrouble(mail) ? 'broken' : 'accent'} title="It could not be processed">
          <span className="wrap-anywhere">{mail.error}</span>{' '}
          {mail.dueAt === null ? '' : `It is tried again ${sayBriefly(readInstant(mail.dueAt), now)}.`}
        </Notice>
      )}
      <Contents mail={mail} />
      <Foot mail={mail} />
    </>
  )
}

type Sheet = 'html' | 'text' | 'files'

function Contents({ mail }: { mail: WholeMailView }) {
  const sheets = [
    ...(mail.hasHtml ? [{ value: 'html' as const, label: 'As sent' }] : []),
    ...(mail.text === null ? [] : [{ value: 'text' as const, label: 'Text' }]),
    ...(mail.files.length === 0 ? [] : [{ value: 'files' as const, label: 'Files', count: String(mail.files.length) }]),
  ]
  const [chosen, setChosen] = useState<Sheet | null>(null)
  const sheet = chosen ?? sheets[0]?.value
  if (sheet === undefined) return null
  return (
    <Tabs label="Show" value={sheet} onChange={setChosen} tabs={sheets}>
      <div className="pt-3">
        {sheet === 'html' ? (
          <Html mail={mail} />
        ) : sheet === 'text' ? (
          <pre className="font-sans text-note whitespace-pre-wrap wrap-anywhere">{mail.text || 'It has no words.'}</pre>
        ) : (
          <Files mail={mail} />
        )}
      </div>
    </Tabs>
  )
}

/** A page of its own: it runs nothing, reaches nothing of this one, and fetches pictures only where the reader wants them. */
function Html({ mail }: { mail: WholeMailView }) {
  const [pictures, setPictures] = useState(false)
  return (
    <div className="flex flex-col gap-2">
      {mail.hasRemotePictures && !pictures ? (
        <div className="flex flex-wrap items-center justify-between gap-2 text-note">
          <span className="text-muted">
            Pictures from elsewhere are not fetched: they tell the sender who reads it.
          </span>
          <Button onClick={() => setPictures(true)}>Show pictures</Button>
        </div>
      ) : null}
      <iframe
        title="The mail as it was sent"
        src={api.mailHtml(mail.id, pictures)}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        className="h-[46vh] w-full rounded-box border border-line bg-white"
      />
    </div>
  )
}

const Files = ({ mail }: { mail: WholeMailView }) => (
  <ul aria-label="Files" className="flex flex-col gap-1 text-note">
    {mail.files.map(({ name, bytes, attachment }, place) => (
      <li key={place} className="wrap-anywhere">
        {attachment === null ? (
          name
        ) : (
          <a href={`${api.attachment(attachment)}?download=true`} className={link} download>
            {name}
          </a>
        )}{' '}
        <span className="num text-muted">{sayBytes(bytes)}</span>
        {attachment === null ? <span className="text-muted"> in the mail as it came</span> : null}
      </li>
    ))}
  </ul>
)

function Foot({ mail }: { mail: WholeMailView }) {
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      call<WholeMailView>(api.retryMail(mail.id), {
        method: 'POST',
        body: {},
        idempotencyKey: key.keyFor(mail.settledAt),
      }),
    onSuccess: () => {
      key.done()
      mailChanged()
      toast.done('It is processed once more.')
    },
  })
  return (
    <>
      {error === null ? null : (
        <Notice tone="broken" alert>
          {sayProblem(error)}
        </Notice>
      )}
      <DialogFoot>
        <a href={api.mailRaw(mail.id)} download className={`mr-auto self-center text-note ${link}`}>
          Download it as it came ({sayBytes(mail.bytes)})
        </a>
        {mail.state === 'parked' ? (
          <Button busy={isPending} onClick={() => mutate()}>
            Try again
          </Button>
        ) : null}
      </DialogFoot>
    </>
  )
}
