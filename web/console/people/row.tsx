/** Somebody of the staff in the list, and what can be done. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { StaffView } from '../../../src/http/wire-people.ts'
import { useNow } from '../../shared/now.ts'
import { pages } from '../../shared/pages.ts'
import { queries } from '../../shared/queries.ts'
import { sayRole } from '../../shared/people/words.ts'
import { useMe, usePolicy } from '../../shared/session.ts'
import { cityOf, readInstant, sayMoment } from '../../shared/time.ts'
import { Avatar } from '../../shared/ui/avatar.tsx'
import { Button } from '../../shared/ui/button.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { Menu } from '../../shared/ui/menu.tsx'
import { sayCount } from '../../shared/words.ts'

export type StaffAct = 'change' | 'link' | 'sessions' | 'second-factor' | 'unlink' | 'leave' | 'return'

interface StaffRowProps {
  readonly member: StaffView
  readonly onAct: (act: StaffAct) => void
}

export function StaffRow({ member, onAct }: StaffRowProps) {
  const me = useMe()
  const navigate = useNavigate()
  const desks = usePolicy()?.desks ?? []
  const at = desks.filter(({ id }) => member.desks.includes(id)).map(({ name }) => name)
  const { name, email, active } = member
  const isSelf = member.id === me.id
  const way = useQuery(queries.signInWays()).data?.singleSignOn ?? null
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 md:grid md:grid-cols-[minmax(0,4fr)_minmax(0,5fr)_minmax(0,3fr)_auto] md:px-5">
      <div className="flex min-w-0 flex-1 basis-56 items-center gap-2.5">
        <Avatar name={name} />
        <div className="min-w-0">
          <p className={cx('wrap-anywhere font-medium', !active && 'text-muted')}>
            {name}
            {isSelf ? <span className="ml-2 text-note font-normal text-muted">you</span> : null}
            {active ? null : <span className="ml-2 text-note font-normal text-muted">has left</span>}
          </p>
          <p className="text-note wrap-anywhere text-muted">{email}</p>
        </div>
      </div>
      <div className="min-w-0 text-note max-md:basis-full max-md:pl-8.5">
        <p>{sayRole(member.role)}</p>
        <p className="text-muted">{[...at, cityOf(member.zone)].join(' · ')}</p>
      </div>
      <div className="num min-w-0 text-note max-md:basis-52 max-md:flex-1 max-md:pl-8.5">
        <ComesIn member={member} hasOtherWay={way !== null} />
        <p className="text-muted">
          {member.openTickets === 0 ? 'no open tickets' : sayCount(member.openTickets, 'open ticket')}
          {sayWays(member)}
        </p>
      </div>
      <Menu
        trigger={
          <Button size="small" look="bare" data-step>
            Change<span className="sr-only"> {name}</span>
          </Button>
        }
        groups={
          active
            ? [
                [
                  { id: 'change', label: 'Name, role, desks …', onSelect: () => onAct('change') },
                  {
                    id: 'link',
                    label: member.hasPassword ? 'Link for another password' : 'Link to set a password',
                    onSelect: () => onAct('link'),
                    because: way?.only === true ? `The staff comes in by ${way.label} alone.` : null,
                  },
                  { id: 'sessions', label: 'Where they are signed in', onSelect: () => onAct('sessions') },
                  {
                    id: 'keys',
                    label: 'API keys',
                    onSelect: () => void navigate({ to: pages.keys, search: { person: member.id } }),
                  },
                ],
                [
                  {
                    id: 'second-factor',
                    label: 'Take the second factor away …',
                    onSelect: () => onAct('second-factor'),
                    because: isSelf
                      ? 'Your own is turned off under ‘My account’.'
                      : member.secondFactorSince === null
                        ? `${name} has none.`
                        : null,
                  },
                  ...(member.singleSignOn === null
                    ? []
                    : [{ id: 'unlink', label: 'Unlink single sign-on …', onSelect: () => onAct('unlink') }]),
                  {
                    id: 'leave',
                    label: 'Deactivate …',
                    onSelect: () => onAct('leave'),
                    because: isSelf ? 'Nobody deactivates themselves.' : null,
                  },
                ],
              ]
            : [[{ id: 'return', label: 'Activate again …', onSelect: () => onAct('return') }]]
        }
      />
    </li>
  )
}

/** By what they come in. */
function sayWays({ singleSignOn, secondFactorSince, hasPassword }: StaffView): string {
  const ways = [
    ...(singleSignOn === null ? [] : ['single sign-on']),
    ...(secondFactorSince === null ? [] : ['second factor']),
  ]
  return (ways.length === 0 && hasPassword ? ['password only'] : ways).map((way) => ` · ${way}`).join('')
}

/** When they last came in; of whoever never did, what is missing for it. */
function ComesIn({ member, hasOtherWay }: { member: StaffView; hasOtherWay: boolean }) {
  const now = useNow(60_000)
  if (member.lastSignInAt !== null) return <p>came in {sayMoment(readInstant(member.lastSignInAt), now)}</p>
  if (!member.active || member.hasPassword || hasOtherWay) return <p className="text-muted">never came in</p>
  if (member.linkExpiresAt !== null)
    return <p className="text-soon">link holds until {sayMoment(readInstant(member.linkExpiresAt), now)}</p>
  return <p className="text-soon">{member.keys > 0 ? 'comes in by keys alone' : 'cannot come in yet: make a link'}</p>
}

/** Up and down from row to row. */
export const stepInStaff = (list: React.RefObject<HTMLUListElement | null>, by: 1 | -1): void => {
  const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-step]') ?? [])]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus()
}
