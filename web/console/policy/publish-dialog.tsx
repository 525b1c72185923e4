/** Says once more what will change and what will not, and publishes what was checked. */
import { useMutation } from '@tanstack/react-query'
import type { PolicyFolderView, PolicyVersionView } from '../../../src/http/wire-policy.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { useActKey } from '../../shared/actions.ts'
import { call, Problem } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { policyHeld } from '../../shared/queries.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { sayCount } from '../../shared/words.ts'
import { sayWhatHolds } from './words.ts'

interface PublishDialogProps {
  readonly publishable: NonNullable<PolicyFolderView['publishable']>
  readonly openTickets: number
  readonly onClose: () => void
  readonly onPublished: () => void
  /** What was checked is not what can be published any more. */
  readonly onRefused: (problem: Problem) => void
}

const fewPaths = 6

export function PublishDialog({ publishable, openTickets, onClose, onPublished, onRefused }: PublishDialogProps) {
  const { digest, follows, differences } = publishable
  const key = useActKey()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const body = { digest, follows }
      return call<PolicyVersionView>(api.policyVersions, { method: 'POST', body, idempotencyKey: key.keyFor(body) })
    },
    onSuccess: ({ version }) => {
      key.done()
      policyHeld()
      toast.done(`Version ${version} holds from now on.`)
      onPublished()
    },
    onError: (reason) => {
      if (reason instanceof Problem && (reason.status === 409 || reason.status === 422)) onRefused(reason)
    },
  })
  const more = differences.length - fewPaths
  return (
    <Dialog title={`Publish as version ${follows + 1}?`} onClose={onClose}>
      <ActForm
        label={`Publish version ${follows + 1}`}
        busy={isPending}
        error={error}
        shows={[]}
        onClose={onClose}
        onSubmit={() => mutate()}
      >
        <p>{sayWhatHolds(openTickets)}</p>
        <div>
          <p className="font-semibold">
            {sayCount(differences.length, 'change')} to version {follows}
          </p>
          <ul className="mt-1 text-note text-muted">
            {differences.slice(0, fewPaths).map(({ path }) => (
              <li key={path} className="truncate" title={path}>
                {path}
              </li>
            ))}
            {more > 0 ? <li>and {more} more</li> : null}
          </ul>
        </div>
        <p className="text-note text-muted">
          A version that is published stays for ever. To take it back, put the folder back and publish that.
        </p>
      </ActForm>
    </Dialog>
  )
}
