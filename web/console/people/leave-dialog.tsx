/** Somebody leaves: what that means is said before, and what becomes of their tickets and partners is chosen. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { LeftView, StaffPageView } from '../../../src/http/wire-people.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { usePosting } from '../../shared/board/save.ts'
import { NotRead } from '../../shared/failure.tsx'
import { pages } from '../../shared/pages.ts'
import { api } from '../../shared/paths.ts'
import { people, peopleChanges } from '../../shared/people/queries.ts'
import { queries } from '../../shared/queries.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field } from '../../shared/ui/field.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { sayCount } from '../../shared/words.ts'

interface LeaveDialogProps {
  readonly id: string
  readonly name: string
  readonly onClose: () => void
}

export function LeaveDialog({ id, name, onClose }: LeaveDialogProps) {
  const found = useQuery(people.member(id))
  return (
    <Dialog
      title={`Deactivate ${name}?`}
      description="For whoever leaves. What they wrote stays, in their name, and they can come back."
      onClose={onClose}
    >
      {found.data !== undefined ? (
        <Leaving member={found.data} onClose={onClose} />
      ) : found.error !== null ? (
        <NotRead error={found.error} retry={found.refetch} />
      ) : (
        <Loading what="what hangs on them">
          <Skeleton className="h-20 w-full" />
        </Loading>
      )}
    </Dialog>
  )
}

function Leaving({ member, onClose }: { member: StaffPageView; onClose: () => void }) {
  const { id, name, openTickets, duties } = member
  const staff = useQuery(queries.staff()).data ?? []
  const [tickets, setTickets] = useState<'hand-over' | 'unassign'>('hand-over')
  const [to, setTo] = useState<string | null>(null)
  const [partners, setPartners] = useState<'hand-over' | 'keep'>('hand-over')
  const [partnersTo, setPartnersTo] = useState<string | null>(null)
  const { post, busy, error, fields } = usePosting<LeftView>({
    path: api.deactivate(id),
    changes: [...peopleChanges, 'tickets', 'counts'],
    said: ({ movedTickets, movedPartners }) => {
      const moved = [
        ...(movedTickets === 0 ? [] : [sayCount(movedTickets, 'ticket')]),
        ...(movedPartners === 0 ? [] : [sayCount(movedPartners, 'partner')]),
      ]
      return moved.length === 0
        ? `${name} is deactivated.`
        : `${name} is deactivated, and ${moved.join(' and ')} moved.`
    },
    onDone: onClose,
  })
  const hasTickets = openTickets > 0
  const hasPartners = duties.partners.length > 0
  const because = duties.isLastAdministrator
    ? 'The last active administrator stays: make somebody else one first.'
    : hasTickets && tickets === 'hand-over' && to === null
      ? 'Choose who gets the tickets.'
      : hasPartners && partners === 'hand-over' && partnersTo === null
        ? 'Choose who takes over the partners.'
        : null
  const body = {
    ...(!hasTickets ? {} : tickets === 'unassign' ? { tickets } : { tickets, to }),
    ...(hasPartners && partners === 'hand-over' ? { partnersTo } : {}),
  }
  const colleagues = staff
    .filter((each) => each.id !== id)
    .map((each) => ({ id: each.id, label: each.name, hint: each.email ?? '' }))
  return (
    <ActForm
      label="Deactivate"
      {...{ busy, error, because, onClose }}
      shows={['tickets', 'to', 'partnersTo']}
      onSubmit={() => post(body)}
    >
      <Meaning member={member} />
      {hasTickets ? (
        <Choices
          label={openTickets === 1 ? 'The open ticket' : `The ${openTickets} open tickets`}
          layout="list"
          options={[
            { value: 'hand-over', label: 'Hand over', hint: 'All of them to one colleague.' },
            { value: 'unassign', label: 'Unassign', hint: 'They stand in the queue as nobody’s, in the same order.' },
          ]}
          value={tickets}
          onChange={setTickets}
          error={fields.tickets}
        />
      ) : null}
      {hasTickets && tickets === 'hand-over' ? (
        <Field label="To whom" error={fields.to}>
          <Combobox
            entries={colleagues}
            value={to}
            onChange={setTo}
            placeholder="A colleague"
            empty="Nobody by that name."
          />
        </Field>
      ) : null}
      {hasPartners ? (
        <Choices
          label={duties.partners.length === 1 ? 'The partner' : `The ${duties.partners.length} partners`}
          layout="list"
          options={[
            { value: 'hand-over', label: 'Hand over', hint: 'One colleague is named wherever they were.' },
            {
              value: 'keep',
              label: 'Leave them named',
              hint: 'Nobody writes to them; somebody else is named partner by partner.',
            },
          ]}
          value={partners}
          onChange={setPartners}
        />
      ) : null}
      {hasPartners && partners === 'hand-over' ? (
        <Field label="Who takes over" error={fields.partnersTo}>
          <Combobox
            entries={colleagues}
            value={partnersTo}
            onChange={setPartnersTo}
            placeholder="A colleague"
            empty="Nobody by that name."
          />
        </Field>
      ) : null}
    </ActForm>
  )
}

function Meaning({ member: { sessions, keys, openTickets, duties } }: { member: StaffPageView }) {
  const ends = [
    ...(sessions === 0 ? [] : [sayCount(sessions, 'session')]),
    ...(keys === 0 ? [] : [`${sayCount(keys, 'key')}, for good`]),
  ]
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5">
      <li>
        They are out at once, on every screen.
        {ends.length === 0 ? '' : ` With them end ${ends.join(' and ')}.`}
        {keys === 0 ? '' : ' Programs that work with these keys stop.'}
      </li>
      {openTickets === 0 ? <li>No open ticket is theirs.</li> : null}
      {duties.chats === 0 ? null : (
        <li>{sayCount(duties.chats, 'live chat')} of theirs: given back, to wait for another agent.</li>
      )}
      {duties.calls === 0 ? null : (
        <li>
          {sayCount(duties.calls, 'call')} ahead with them: move or cancel {duties.calls === 1 ? 'it' : 'them'} under{' '}
          <Link to={pages.calls} className={linkClass}>
            Calls
          </Link>
          .
        </li>
      )}
      {duties.partners.length === 0 ? null : (
        <li>
          Named for {sayCount(duties.partners.length, 'partner')}:{' '}
          {duties.partners.slice(0, mostNamed).map((partner, place) => (
            <span key={partner.id}>
              {place === 0 ? '' : ', '}
              <Link to={pages.partner} params={{ partner: partner.id }} className={linkClass}>
                {partner.name}
              </Link>{' '}
              ({partner.as})
            </span>
          ))}
          {duties.partners.length > mostNamed ? ` and ${duties.partners.length - mostNamed} more` : ''}.
        </li>
      )}
    </ul>
  )
}

const linkClass = 'underline decoration-edge underline-offset-2 hover:decoration-current'
const mostNamed = 6
