/** A7: one held request: what came and why it waits, whose it may be, what is promised since, and the two ways out. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { HeldPageView } from '../../../src/http/wire-held.ts'
import { Found } from '../../shared/found.tsx'
import { holdKeysFor } from '../../shared/held-keys.ts'
import { useKeys } from '../../shared/keys.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { readClock } from '../../shared/promise-bar/clock.ts'
import { PromiseStrip } from '../../shared/promise-bar/promise-strip.tsx'
import { WhyLine } from '../../shared/promise-bar/why.tsx'
import { usePolicy } from '../../shared/session.ts'
import { Fact, Facts, SideSection } from '../../shared/ticket/side-section.tsx'
import { TicketSkeleton } from '../../shared/ticket/ticket-skeleton.tsx'
import { readInstant, sayMoment } from '../../shared/time.ts'
import { useTitle } from '../../shared/title.tsx'
import { Button, buttonClass } from '../../shared/ui/button.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Icon } from '../../shared/ui/icons.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { channelWords, deskName, tierName } from '../../shared/words.ts'
import { heldQueries } from '../held/queries.ts'
import { ReasonDialog } from '../held/reason-dialog.tsx'
import { ReleaseDialog } from '../held/release-dialog.tsx'
import { actWords, suggestedWords } from '../held/words.ts'

export function HeldRequestPage() {
  const { held: id } = useParams({ from: '/app/held/$held' })
  const found = useQuery(heldQueries.one(id))
  return (
    <Found query={found} what="held request" meanwhile={<TicketSkeleton />}>
      {(held) => <Shown key={id} held={held} />}
    </Found>
  )
}

function Shown({ held }: { held: HeldPageView }) {
  const title = held.subject || 'Without a subject'
  useTitle(`Held: ${title}`)
  const [dialog, setDialog] = useState<'release' | 'refuse' | 'reopen' | null>(null)
  const waits = held.state === 'held'
  const release = (): void => {
    holdKeysFor('dialog')
    setDialog('release')
  }
  useKeys(waits ? { l: release } : {})
  const clocks = (held.promise?.clocks ?? []).map(readClock)
  return (
    <div className="mx-auto max-w-[1680px] xl:grid xl:min-h-dvh xl:grid-cols-[minmax(0,1fr)_340px]">
      <div className="min-w-0">
        <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-panel px-4 py-2.5 md:px-6">
          <Link
            to={pages.held}
            className={buttonClass({ look: 'bare' }, '-ml-2 px-1.5')}
            aria-label="Back to held requests"
          >
            <Icon name="back" />
          </Link>
          <div className="min-w-0 flex-1 basis-40">
            <PageHeading className="wrap-anywhere">{title}</PageHeading>
          </div>
          {waits ? (
            <div className="flex gap-2">
              <Button onClick={() => setDialog('refuse')}>Refuse</Button>
              <Button look="go" shortcut="l" onClick={() => setDialog('release')}>
                Let in
              </Button>
            </div>
          ) : held.state === 'refused' ? (
            <Button onClick={() => setDialog('reopen')}>Take up again</Button>
          ) : null}
        </header>
        <div className="flex max-w-[900px] flex-col gap-6 px-4 py-5 md:px-6">
          <Outcome held={held} />
          {waits ? (
            <section>
              {clocks.length > 0 && held.promise !== null ? (
                <>
                  <p className="mb-2 text-note text-muted">
                    Promised since it came, if it is of {held.promise.partner}, at severity {held.promise.severity}:
                  </p>
                  <PromiseStrip
                    clocks={clocks}
                    why={<WhyLine clocks={clocks} place={{ zone: held.promise.zone, name: held.promise.partner }} />}
                  />
                </>
              ) : (
                <Notice>
                  {held.promise === null
                    ? 'What is promised depends on whose it is. It counts from when it came in any case.'
                    : 'Nothing is promised for this kind of request.'}
                </Notice>
              )}
            </section>
          ) : null}
          <section aria-labelledby="why" className="flex flex-col gap-1">
            <h2 id="why" className="font-semibold">
              Why it is held
            </h2>
            <ul className="flex flex-col gap-1 text-note">
              {held.reasons.map((reason) => (
                <li key={`${reason.rule}/${reason.message}`}>{reason.message}</li>
              ))}
            </ul>
          </section>
          <section aria-labelledby="what" className="flex flex-col gap-2">
            <h2 id="what" className="font-semibold">
              What it says
            </h2>
            <p dir="auto" className="border-l-2 border-line pl-4 whitespace-pre-wrap wrap-anywhere">
              {held.text || 'Nothing.'}
            </p>
          </section>
        </div>
      </div>
      <About held={held} />
      {dialog === 'release' ? <ReleaseDialog held={held} onClose={() => setDialog(null)} /> : null}
      {dialog === 'refuse' || dialog === 'reopen' ? (
        <ReasonDialog held={held} act={dialog} onClose={() => setDialog(null)} />
      ) : null}
    </div>
  )
}

function Outcome({ held }: { held: HeldPageView }) {
  const now = useNow(60_000)
  if (held.decided === null) return null
  const when = `${held.decided.by ?? 'Somebody'}, ${sayMoment(readInstant(held.decided.at), now)}`
  if (held.ticket === null) return <Notice title={`Refused by ${when}`}>{held.decided.because}</Notice>
  return (
    <Notice title={`Let in by ${when}`}>
      It is{' '}
      <Link to={pages.ticket} params={{ ticket: held.ticket.id }} className="text-accent underline underline-offset-2">
        {held.ticket.number} {held.ticket.subject}
      </Link>
    </Notice>
  )
}

function About({ held }: { held: HeldPageView }) {
  const policy = usePolicy()
  const now = useNow(30_000)
  return (
    <aside
      aria-label="About this request"
      className="flex flex-col gap-5 border-t border-line bg-bg px-4 py-4 md:px-5 xl:sticky xl:top-0 xl:h-dvh xl:overflow-y-auto xl:border-t-0 xl:border-l"
    >
      <SideSection title="From">
        <p className="wrap-anywhere">
          {held.from.name || held.from.email}
          {held.from.name === '' || held.from.name === held.from.email ? null : (
            <span className="block text-note text-muted">{held.from.email}</span>
          )}
        </p>
      </SideSection>
      {held.state === 'held' ? (
        <SideSection title="Whose it may be">
          {held.suggestions.length === 0 ? (
            <p className="text-muted">Nothing tells. Choose when you let it in.</p>
          ) : (
            <ul className="flex flex-col gap-1.5">
              {held.suggestions.map(({ partner, contact, by }) => (
                <li key={partner.id}>
                  {partner.name}{' '}
                  <span className="text-note text-muted">
                    {tierName(policy, partner.tier)}
                    {contact === null ? '' : `, ${contact.name}`}: {suggestedWords[by]}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </SideSection>
      ) : null}
      <SideSection title="How it came">
        <Facts>
          <Fact name="Received">
            {sayMoment(readInstant(held.receivedAt), now)}, {channelWords[held.channel]}
          </Fact>
          <Fact name="Desk">{deskName(policy, held.desk)}</Fact>
          {held.replyTo === null ? null : (
            <Fact name="Answers">
              <Link to={pages.ticket} params={{ ticket: held.replyTo.id }} className="underline underline-offset-2">
                {held.replyTo.number}
              </Link>
            </Fact>
          )}
        </Facts>
      </SideSection>
      <SideSection title="What was done">
        <ol className="flex flex-col gap-1 text-note">
          {held.acts.map((each) => (
            <li key={`${each.at}/${each.what}`}>
              {actWords[each.what]}
              {each.by === null ? '' : ` by ${each.by}`}
              <span className="text-muted">, {sayMoment(readInstant(each.at), now)}</span>
              {each.because === null ? null : <span className="block text-muted">{each.because}</span>}
            </li>
          ))}
        </ol>
      </SideSection>
    </aside>
  )
}
