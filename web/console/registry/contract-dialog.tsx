/** F2: a support contract is added, or its days are changed. */
import { useState } from 'react'
import type { ContractView, PartnerPageView } from '../../../src/http/wire-registry.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { api } from '../../shared/paths.ts'
import { useSave } from '../../shared/registry/save.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextField } from '../../shared/ui/field.tsx'

interface ContractDialogProps {
  readonly partner: PartnerPageView
  /** Null for a new one. */
  readonly contract: ContractView | null
  readonly onClose: () => void
}

export function ContractDialog({ partner, contract, onClose }: ContractDialogProps) {
  const [reference, setReference] = useState(contract?.reference ?? '')
  const [startsOn, setStartsOn] = useState(contract?.startsOn ?? '')
  const [endsOn, setEndsOn] = useState(contract?.endsOn ?? '')
  const { save, busy, error, fields } = useSave<ContractView>({
    path: contract === null ? api.partnerContracts(partner.id) : api.contract(contract.id),
    method: contract === null ? 'POST' : 'PATCH',
    said: (after) => `${after.reference} is kept.`,
    onDone: onClose,
  })
  const because =
    reference.trim() === '' ? 'Give its reference.' : startsOn === '' || endsOn === '' ? 'Give both days.' : null
  return (
    <Dialog
      title={contract === null ? `Support contract of ${partner.name}` : contract.reference}
      description="Both days are in it."
      onClose={onClose}
      width="narrow"
    >
      <ActForm
        label={contract === null ? 'Add' : 'Save'}
        {...{ busy, error, because, onClose }}
        shows={['reference', 'startsOn', 'endsOn']}
        onSubmit={() => save({ reference, startsOn, endsOn })}
      >
        <TextField
          label="Reference"
          value={reference}
          autoFocus
          onChange={(event) => setReference(event.target.value)}
          error={fields.reference}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="First day"
            type="date"
            value={startsOn}
            onChange={(event) => setStartsOn(event.target.value)}
            error={fields.startsOn}
          />
          <TextField
            label="Last day"
            type="date"
            value={endsOn}
            min={startsOn}
            onChange={(event) => setEndsOn(event.target.value)}
            error={fields.endsOn}
          />
        </div>
      </ActForm>
    </Dialog>
  )
}
