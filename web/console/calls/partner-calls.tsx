/** A partner's calls on its page: those to come, and what came of the last ones (D3). */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallView } from '../../../src/http/wire-calls.ts'
import type { PartnerPageView } from '../../../src/http/wire-registry.ts'
import { BookDialog } from '../../shared/calls/book-dialog.tsx'
import { CallRow } from '../../shared/calls/call-row.tsx'
import { calls } from '../../shared/calls/queries.ts'
import { List, Part } from '../../shared/registry/list.tsx'
import { registry } from '../../shared/registry/queries.ts'
import { Button } from '../../shared/ui/button.tsx'
import { NotesDialog } from './notes-dialog.tsx'

export function PartnerCalls({ partner }: { partner: PartnerPageView }) {
  const slots = useQuery(calls.slots({ partner: partner.id })).data
  const upcoming = useInfiniteQuery(calls.list({ when: 'upcoming', partner: partner.id }))
  const past = useInfiniteQuery(calls.list({ when: 'past', partner: partner.id }, 5))
  const contacts = useInfiniteQuery(registry.contacts(partner.id)).data?.pages.flatMap((page) => page.items) ?? []
  const [booking, setBooking] = useState(false)
  const [noting, setNoting] = useState<CallView | null>(null)
  const none = upcoming.data?.pages[0]?.items.length === 0
  return (
    <Part
      title="Calls"
      action={
        <Button
          size="small"
          because={
            slots === undefined
              ? 'Free times are being looked up.'
              : (slots.because ?? (contacts.length === 0 ? 'There is no contact to call.' : null))
          }
          onClick={() => setBooking(true)}
        >
          Book<span className="sr-only"> a call</span>
        </Button>
      }
    >
      <List
        found={upcoming}
        what="calls"
        row={(call) => <CallRow key={call.id} call={call} reader="staff" ofPartner />}
        empty={
          <p className="text-note text-muted">
            {slots?.allowed === false
              ? slots.because
              : 'None to come. The partner books them on its own page, or you do here.'}
          </p>
        }
      />
      {past.data === undefined || past.data.pages[0]?.items.length === 0 ? null : (
        <div className={none ? '' : 'border-t border-line'}>
          <List
            found={past}
            what="past calls"
            row={(call) => <CallRow key={call.id} call={call} reader="staff" ofPartner onNotes={setNoting} />}
            empty={null}
          />
        </div>
      )}
      {booking ? (
        <BookDialog partner={{ id: partner.id, name: partner.name, contacts }} onClose={() => setBooking(false)} />
      ) : null}
      {noting === null ? null : <NotesDialog call={noting} onClose={() => setNoting(null)} />}
    </Part>
  )
}
