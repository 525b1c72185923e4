/** The workflow that a ticket runs through: where it stands, what is asked, what may be done, until when, and all that happened. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import type { RunView, TicketRunView } from '../../../src/http/wire-workflow.ts'
import { useNow } from '../now.ts'
import { pages } from '../pages.ts'
import { api } from '../paths.ts'
import { meaningText } from '../promise-bar/promise-bar.tsx'
import { readInstant, sayMoment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Select } from '../ui/select.tsx'
import { ChangeDiff } from '../sheets/diff.tsx'
import { StartRunDialog, StepDialog } from './dialogs.tsx'
import { GivenValue } from './given.tsx'
import { RunLog, ToMail } from './log.tsx'
import { WorkflowPicture } from './picture.tsx'
import { useRunAct, workflowQueries } from './queries.ts'
import { nearness, outcomeWords, sayDue, waitsForWords } from './words.ts'

interface PanelProps {
  readonly ticket: TicketView
  readonly reader: 'staff' | 'partner'
}

/** Nothing where the ticket has no run and none may be begun. */
export function RunPanel({ ticket, reader }: PanelProps) {
  const found = useQuery(workflowQueries.run(ticket.id)).data
  if (found === undefined) return null
  const { run, startable } = found
  const named = startable.filter(({ suggested }) => suggested)
  // To a partner only what its request is about is offered; staff may begin any.
  const offered = reader === 'staff' ? startable : named
  if (run === null && offered.length === 0) return null
  return (
    <section aria-label="Workflow" className="flex flex-col gap-4 border-b border-line px-4 py-4 md:px-6">
      {run === null ? null : <Shown ticket={ticket} run={run} reader={reader} />}
      {offered.length === 0 ? null : (
        <Startable ticket={ticket} startable={offered} reader={reader} isFirst={run === null} />
      )}
    </section>
  )
}

interface StartableProps extends PanelProps {
  readonly startable: TicketRunView['startable']
  readonly isFirst: boolean
}

function Startable({ ticket, startable, reader, isFirst }: StartableProps) {
  const named = startable.find(({ suggested }) => suggested)
  const [chosen, setChosen] = useState<string | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  const opened = startable.find(({ id }) => id === open)
  const others = startable.filter((each) => each !== named)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {named === undefined || !isFirst ? null : (
        <>
          <p className="min-w-0 flex-1 basis-60 text-note">
            <span className="font-semibold">{named.name}.</span> <span className="text-muted">{named.description}</span>
          </p>
          <Button look="go" onClick={() => setOpen(named.id)}>
            Begin
          </Button>
        </>
      )}
      {reader === 'partner' || (named !== undefined && isFirst) || others.length === 0 ? null : (
        <span className="flex items-center gap-2 print:hidden">
          <span className="text-note text-muted">Begin a workflow</span>
          <Select
            label="Workflow to begin"
            place="bar"
            placeholder="Choose"
            options={startable.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={(id) => {
              setChosen(null)
              setOpen(id)
            }}
          />
        </span>
      )}
      {opened === undefined ? null : (
        <StartRunDialog
          ticket={ticket.id}
          partner={reader === 'staff' ? ticket.partner?.id : undefined}
          workflow={opened}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}

function Shown({ ticket, run, reader }: PanelProps & { readonly run: RunView }) {
  const now = useNow()
  const [step, setStep] = useState<string | null>(null)
  const [drawn, setDrawn] = useState(false)
  const chosen = run.steps.find(({ id }) => id === step)
  // The change itself stands below, before and after.
  const given = run.fields.filter(({ type }) => run.change === null || type !== 'changes')
  return (
    <>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="font-semibold">
            {run.workflow.name}: {run.state.name}
          </h2>
          <p className="text-note text-muted">
            {run.endedAt === null
              ? `Waits for ${waitsForWords(run.waitsFor, reader)} since ${sayMoment(readInstant(run.since), now)}`
              : `${outcomeWords[run.outcome ?? 'done']} ${sayMoment(readInstant(run.endedAt), now)}`}
            {run.waitsOn === null ? null : (
              <>
                {' · waits for '}
                <Link
                  to={pages.ticket}
                  params={{ ticket: run.waitsOn.ticket }}
                  className="text-accent underline underline-offset-2"
                >
                  {run.waitsOn.number}
                </Link>
              </>
            )}
          </p>
        </div>
        <Button size="small" aria-expanded={drawn} onClick={() => setDrawn(!drawn)}>
          {drawn ? 'Hide the picture' : 'Show the picture'}
        </Button>
      </div>
      {run.trouble === null ? null : <Trouble ticket={ticket} message={run.trouble.message} />}
      {run.mailed === null ? null : <Mailed mailed={run.mailed} />}
      {/* What a change asks stands below it, before and after; what the partner is asked for is said. */}
      {run.asks === null || (run.change !== null && run.waitsFor !== 'partner') ? null : (
        <p className="max-w-[68ch] border-l-[3px] border-edge pl-3 wrap-anywhere">{run.asks}</p>
      )}
      {run.change === null ? null : <ChangeDiff change={run.change} />}
      {given.length === 0 ? null : (
        <dl className="grid max-w-[68ch] grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-note">
          {given.map(({ id, name, said, file, internal }) => (
            <div key={id} className="contents">
              <dt className="text-muted">
                {name}
                {internal ? ' (internal)' : ''}
              </dt>
              <dd dir="auto" className="whitespace-pre-wrap wrap-anywhere">
                <GivenValue said={said} file={file} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {run.notice !== null && run.notice.deliveredAt === null ? (
        <p className="text-note text-muted">The notice is on its way. Its time runs from its delivery.</p>
      ) : null}
      {run.deadlines.length === 0 ? null : (
        <ul aria-label="Deadlines" className="flex flex-col gap-1">
          {run.deadlines.map(({ id, name, dueAt, leadsTo }) => (
            <li key={id} className="num flex flex-wrap gap-x-2 text-note">
              <span
                className={`font-semibold ${meaningText[leadsTo === null ? 'fine' : (nearness(dueAt, now) ?? 'fine')]}`}
              >
                {sayMoment(readInstant(dueAt), now)}, {sayDue(dueAt, now)}
              </span>
              <span className="text-muted">
                {name}
                {leadsTo === null ? '' : `: ${leadsTo}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {run.steps.length === 0 ? null : (
        <div className="flex flex-wrap gap-2">
          {run.steps.map(({ id, name, because }, at) => (
            <Button
              key={id}
              {...(at === 0 && because === null ? { look: 'go' as const } : {})}
              because={because}
              onClick={() => setStep(id)}
            >
              {name}
            </Button>
          ))}
        </div>
      )}
      {drawn ? <WorkflowPicture workflow={run.workflow} run={run} /> : null}
      <RunLog run={run} />
      {chosen === undefined ? null : (
        <StepDialog
          ticket={ticket.id}
          partner={reader === 'staff' ? ticket.partner?.id : undefined}
          run={run}
          step={chosen}
          onClose={() => setStep(null)}
        />
      )}
    </>
  )
}

/** What the customer wrote that says neither yes nor no: whoever reads it takes the step. */
function Mailed({ mailed }: { readonly mailed: NonNullable<RunView['mailed']> }) {
  const now = useNow(60_000)
  const { email, words, at, mail, because } = mailed
  return (
    <Notice tone="soon" title={`${email} answered by mail, and nothing was decided by it`}>
      <p>{because}</p>
      <blockquote
        dir="auto"
        className="my-1.5 max-w-[68ch] border-l border-line pl-3 whitespace-pre-wrap wrap-anywhere"
      >
        {words}
      </blockquote>
      <p className="num text-small text-muted">
        {sayMoment(readInstant(at), now)} · <ToMail mail={mail} />
      </p>
    </Notice>
  )
}

function Trouble({ ticket, message }: { readonly ticket: TicketView; readonly message: string }) {
  const { send, busy, error } = useRunAct(ticket.id, api.runRetries(ticket.id), () => undefined)
  return (
    <Notice tone="broken" title="What was due could not be done">
      <p>{message} Nothing more comes due until somebody has looked.</p>
      {error === null ? null : <p>{error.message}</p>}
      <Button size="small" className="mt-2" busy={busy} onClick={() => send(undefined)}>
        Try again
      </Button>
    </Notice>
  )
}
