/** What a partner was granted beyond its tier, for a fiscal year each (A4). */
import { useState } from 'react'
import type { GrantView, PartnerPageView } from '../../../src/http/wire-registry.ts'
import { useNow } from '../../shared/now.ts'
import { Part } from '../../shared/registry/list.tsx'
import { grantStates } from '../../shared/registry/words.ts'
import { useMe } from '../../shared/session.ts'
import { sayDate } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { GrantDialog } from './grant-dialog.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'

/** Why this reader may not grant anything here; null where it may. */
const refusalOf = (me: { readonly id: string; readonly role: string }, partner: PartnerPageView): string | null =>
  ['admin', 'manager'].includes(me.role) || (me.role === 'pam' && partner.accountManager?.id === me.id)
    ? null
    : 'The partner’s account manager, a manager or an administrator approves this.'

export function Grants({ partner }: { partner: PartnerPageView }) {
  const me = useMe()
  const [open, setOpen] = useState<'grant' | GrantView | null>(null)
  const because = refusalOf(me, partner)
  const possible = partner.grantable.filter((row) => row.because === null)
  const nothing =
    partner.grantable.map((row) => `${row.name}: ${row.because}`).join(' ') || 'The policy lets nothing be granted.'
  return (
    <Part
      title="Grants"
      action={
        <Button
          size="small"
          because={because ?? (possible.length === 0 ? nothing : null)}
          onClick={() => setOpen('grant')}
        >
          Grant
        </Button>
      }
    >
      {partner.grants.length === 0 ? (
        <p className="text-note text-muted">None: it has what its tier gives.</p>
      ) : (
        <ul className="divide-y divide-line">
          {partner.grants.map((grant) => (
            <GrantRow key={grant.id} grant={grant} because={because} onRevoke={() => setOpen(grant)} />
          ))}
        </ul>
      )}
      {open === 'grant' ? <GrantDialog partner={partner} onClose={() => setOpen(null)} /> : null}
      {open !== null && open !== 'grant' ? <RevokeDialog grant={open} onClose={() => setOpen(null)} /> : null}
    </Part>
  )
}

function GrantRow({ grant, because, onRevoke }: { grant: GrantView; because: string | null; onRevoke: () => void }) {
  const now = useNow(60_000)
  const lives = grant.state === 'running' || grant.state === 'to-come'
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <span className="min-w-0 flex-1 basis-56 wrap-anywhere">
        {grant.name}, {grant.fiscalYear}
        <span className="block text-note text-muted">
          {grant.reason} Approved by {grant.approvedBy?.name ?? 'somebody who has left'}.
          {grant.revoked === null
            ? ''
            : ` Revoked by ${grant.revoked.by?.name ?? 'somebody'}: ${grant.revoked.because}`}
        </span>
      </span>
      <span className="num text-note">
        {sayDate(grant.startsOn, now)} to {sayDate(grant.endsOn, now)}
      </span>
      <span className={grant.state === 'running' ? 'text-note font-semibold' : 'text-note text-muted'}>
        {grantStates[grant.state]}
      </span>
      {lives ? (
        <Button size="small" look="bare" because={because} onClick={onRevoke}>
          Revoke<span className="sr-only"> {grant.name}</span>
        </Button>
      ) : null}
    </li>
  )
}
