/** Somebody's account at the provider of single sign-on is theirs no more. */
import { useMutation } from '@tanstack/react-query'
import type { StaffView } from '../../../src/http/wire-people.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { call } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { peopleChanged } from '../../shared/people/queries.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { toast } from '../../shared/ui/toast.tsx'

export function UnlinkDialog({ member, onClose }: { member: StaffView; onClose: () => void }) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(api.singleSignOn(member.id), { method: 'DELETE' }),
    onSuccess: () => {
      peopleChanged()
      toast.done(`${member.name} is unlinked from single sign-on.`)
      onClose()
    },
  })
  return (
    <Dialog title={`Unlink ${member.name} from single sign-on?`} onClose={onClose} width="narrow">
      <ActForm label="Unlink" busy={isPending} error={error} shows={[]} onSubmit={() => mutate()} onClose={onClose}>
        <p className="wrap-anywhere">
          For when their account at the provider was replaced. The next account that comes with the confirmed address{' '}
          {member.email} is linked to them.
        </p>
        <p className="text-note text-muted">
          Where they are signed in they stay so: end that under ‘Where they are signed in’.
        </p>
      </ActForm>
    </Dialog>
  )
}
