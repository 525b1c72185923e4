/** A partner's support contracts: with a valid one it may escalate once a promised time is over (F2). */
import { useState } from 'react'
import type { ContractView, PartnerPageView } from '../../../src/http/wire-registry.ts'
import { useNow } from '../../shared/now.ts'
import { Part } from '../../shared/registry/list.tsx'
import { spanStates } from '../../shared/registry/words.ts'
import { sayDate } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { ContractDialog } from './contract-dialog.tsx'

export function Contracts({ partner }: { partner: PartnerPageView }) {
  const now = useNow(60_000)
  const [open, setOpen] = useState<{ readonly contract: ContractView | null } | null>(null)
  return (
    <Part
      title="Support contract"
      action={
        <Button size="small" onClick={() => setOpen({ contract: null })}>
          Add<span className="sr-only"> a contract</span>
        </Button>
      }
    >
      {partner.contracts.length === 0 ? (
        <p className="text-note text-muted">None: it can escalate only for reasons that stand at any time.</p>
      ) : (
        <ul className="divide-y divide-line">
          {partner.contracts.map((contract) => (
            <li key={contract.id} className="num flex flex-wrap items-center gap-x-4 py-2">
              <span className="min-w-0 flex-1 basis-40 wrap-anywhere">{contract.reference}</span>
              <span className="text-note">
                {sayDate(contract.startsOn, now)} to {sayDate(contract.endsOn, now)}
              </span>
              <span className={contract.state === 'running' ? 'text-note font-semibold' : 'text-note text-muted'}>
                {spanStates[contract.state]}
              </span>
              <Button size="small" look="bare" onClick={() => setOpen({ contract })}>
                Change<span className="sr-only"> {contract.reference}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {open === null ? null : (
        <ContractDialog partner={partner} contract={open.contract} onClose={() => setOpen(null)} />
      )}
    </Part>
  )
}
