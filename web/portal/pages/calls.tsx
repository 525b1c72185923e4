/** Calls with one's point of contact: those to come, a new one, and past ones (D3). */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { BookDialog } from '../../shared/calls/book-dialog.tsx'
import { CallRow } from '../../shared/calls/call-row.tsx'
import { calls } from '../../shared/calls/queries.ts'
import { List, Part } from '../../shared/registry/list.tsx'
import { useTitle } from '../../shared/title.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { PageHeading } from '../../shared/ui/heading.tsx'
import { Notice } from '../../shared/ui/notice.tsx'

export function CallsPage() {
  useTitle('Calls')
  const slots = useQuery(calls.slots()).data
  const upcoming = useInfiniteQuery(calls.list({ when: 'upcoming' }))
  const past = useInfiniteQuery(calls.list({ when: 'past' }))
  const [booking, setBooking] = useState(false)
  return (
    <div className="mx-auto flex max-w-[900px] flex-col gap-6 px-4 pt-6 pb-12 md:px-6">
      <header className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <PageHeading className="text-title">Calls</PageHeading>
          <p className="mt-1 text-muted">
            {slots?.host == null
              ? 'Talk about plans, training and what you need from us.'
              : `Talk with ${slots.host.name}, your point of contact, about plans, training and what you need from us.`}
          </p>
        </div>
        <Button
          look="go"
          because={slots === undefined ? 'Free times are being looked up.' : slots.because}
          onClick={() => setBooking(true)}
        >
          Book a call
        </Button>
      </header>
      {slots === undefined || slots.because === null ? null : (
        <Notice title={slots.allowed ? 'Nothing can be booked now' : 'Calls are not part of your tier'}>
          {slots.because}
        </Notice>
      )}
      <Part title="To come">
        <List
          found={upcoming}
          what="calls"
          row={(call) => <CallRow key={call.id} call={call} reader="partner" />}
          empty={
            <p className="text-note text-muted">
              {slots?.allowed === false
                ? 'For technical questions and requests, open a ticket: that is open to everybody.'
                : 'None yet. Book one at a time that is free; the invitation comes by mail.'}
            </p>
          }
        />
      </Part>
      <Part title="Past">
        <List
          found={past}
          what="past calls"
          row={(call) => <CallRow key={call.id} call={call} reader="partner" />}
          empty={<p className="text-note text-muted">Calls that were held or cancelled are kept here.</p>}
        />
      </Part>
      {booking ? <BookDialog onClose={() => setBooking(false)} /> : null}
    </div>
  )
}
