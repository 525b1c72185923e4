/** The proof of a ticket, as a file to keep (G2). */
import { api, withQuery } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'

/** The vendor has it whole, or as its partner gets it: that one is for handing over. */
export function ProofLinks({ ticket, side }: { readonly ticket: string; readonly side: 'staff' | 'partner' }) {
  const look = buttonClass({ size: 'small' })
  return (
    <div className="pt-2">
      <div className="flex flex-wrap gap-2">
        <a href={api.proof(ticket)} download className={look}>
          Proof
        </a>
        {side === 'staff' ? (
          <a href={withQuery(api.proof(ticket), { eyes: 'partner' })} download className={look}>
            Proof for the partner
          </a>
        ) : null}
      </div>
      <p className="pt-1 text-small text-muted">
        {side === 'staff'
          ? 'A file that shows what was promised and done, and can be checked without this desk. The partner’s leaves out what is internal.'
          : 'A file that shows what was promised and done, and can be checked without this desk. Keep it: a later one must go on from it.'}
      </p>
    </div>
  )
}
