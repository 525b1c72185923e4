/** A2: another tier, with its reason; what becomes of open tickets is said before it is done. */
import { useState } from 'react'
import type { PartnerPageView } from '../../../src/http/wire-registry.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { api } from '../../shared/paths.ts'
import { useSave } from '../../shared/registry/save.ts'
import { usePolicy } from '../../shared/session.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { sayCount, tierName } from '../../shared/words.ts'

export function TierDialog({ partner, onClose }: { partner: PartnerPageView; onClose: () => void }) {
  const policy = usePolicy()
  const [tier, setTier] = useState(partner.tier)
  const [reason, setReason] = useState('')
  const { save, busy, error, fields } = useSave<PartnerPageView>({
    path: api.partner(partner.id),
    method: 'PATCH',
    said: (after) => `${after.name} is ${tierName(policy, after.tier)} now.`,
    onDone: onClose,
  })
  const position = (id: string): number => policy?.tiers.find((each) => each.id === id)?.targetPosition ?? 0
  const open = sayCount(partner.openTickets, 'open ticket')
  const rises = position(tier) < position(partner.tier)
  const because =
    tier === partner.tier
      ? `It is ${tierName(policy, tier)}: choose another.`
      : reason.trim() === ''
        ? 'Say why.'
        : null
  return (
    <Dialog
      title={`Tier of ${partner.name}`}
      description={`Now ${tierName(policy, partner.tier)}. A change applies to new tickets.`}
      onClose={onClose}
    >
      <ActForm
        label="Change tier"
        {...{ busy, error, because, onClose }}
        shows={['tier', 'reason']}
        onSubmit={() => save({ tier, reason })}
      >
        <Choices
          label="Tier"
          options={(policy?.tiers ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={tier}
          onChange={setTier}
          error={fields.tier}
        />
        <TextArea
          label="Reason"
          hint="The partner reads it."
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
        {tier === partner.tier || partner.openTickets === 0 ? null : (
          <Notice>
            {rises
              ? `The targets of ${open} come nearer, counted from where each began; no limit moves.`
              : `${open} ${partner.openTickets === 1 ? 'keeps its promise' : 'keep their promises'} as they are.`}
          </Notice>
        )}
      </ActForm>
    </Dialog>
  )
}
