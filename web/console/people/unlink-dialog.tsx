/** Somebody's account at the provider of single sign-on is theirs no more. */
import { useMutation } from '@tanstack/react-query'
import { ActForm } from '../../shared/act-form.tsx'
import { call } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { peopleChanged } from '../../shared/people/queries.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { toast } from '../../shared/ui/toast.tsx'

interface UnlinkDialogProps {
  readonly person: { readonly id: string; readonly name: string; readonly email: string }
  readonly onClose: () => void
}

export function UnlinkDialog({ person, onClose }: UnlinkDialogProps) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(api.singleSignOn(person.id), { method: 'DELETE' }),
    onSuccess: () => {
      peopleChanged()
      toast.done(`${person.name} is unlinked from single sign-on.`)
      onClose()
    },
  })
  return (
    <Dialog title={`Unlink ${person.name} from single sign-on?`} onClose={onClose} width="narrow">
      <ActForm label="Unlink" busy={isPending} error={error} shows={[]} onSubmit={() => mutate()} onClose={onClose}>
        <p className="wrap-anywhere">
          For when their account at the provider was replaced. The next account that comes with the confirmed address{' '}
          {person.email} is linked to them.
        </p>
        <p className="text-note text-muted">
          Where they are signed in they stay so: end that under ‘Where they are signed in’.
        </p>
      </ActForm>
    </Dialog>
  )
}
