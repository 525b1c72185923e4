/** A4: something beyond the tier, for one fiscal year, approved by whoever presses the button. */
import { useState } from 'react'
import type { GrantView, PartnerPageView } from '../../../src/http/wire-registry.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { api } from '../../shared/paths.ts'
import { useSave } from '../../shared/registry/save.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextArea } from '../../shared/ui/field.tsx'

export function GrantDialog({ partner, onClose }: { partner: PartnerPageView; onClose: () => void }) {
  const possible = partner.grantable.filter((row) => row.because === null)
  const [offering, setOffering] = useState<string | null>(possible[0]?.offering ?? null)
  const years = possible.find((row) => row.offering === offering)?.fiscalYears ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const fiscalYear = years.find((year) => year === chosen) ?? years[0] ?? null
  const [reason, setReason] = useState('')
  const { save, busy, error, fields } = useSave<GrantView>({
    path: api.partnerGrants(partner.id),
    method: 'POST',
    said: (after) => `${after.name} is granted for ${after.fiscalYear}.`,
    onDone: onClose,
  })
  const because = offering === null || fiscalYear === null ? 'Choose what.' : reason.trim() === '' ? 'Say why.' : null
  return (
    <Dialog
      title={`Grant to ${partner.name}`}
      description="You approve it. It ends by itself with the fiscal year."
      onClose={onClose}
    >
      <ActForm
        label="Grant"
        {...{ busy, error, because, onClose }}
        shows={['offering', 'fiscalYear', 'reason']}
        onSubmit={() => save({ offering, fiscalYear, reason })}
      >
        <Choices
          label="What"
          options={possible.map((row) => ({ value: row.offering, label: row.name }))}
          value={offering}
          onChange={setOffering}
          error={fields.offering}
        />
        <Choices
          label="Fiscal year"
          options={years.map((year) => ({ value: year, label: year }))}
          value={fiscalYear}
          onChange={setChosen}
          error={fields.fiscalYear}
        />
        <TextArea
          label="Reason"
          hint="By which of the year’s criteria. The partner reads it."
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={fields.reason}
        />
      </ActForm>
    </Dialog>
  )
}
