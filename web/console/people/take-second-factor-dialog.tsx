/** The second factor of somebody who lost their app and their recovery codes is taken away. */
import { useMutation } from '@tanstack/react-query'
import { ActForm } from '../../shared/act-form.tsx'
import { call } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { peopleChanged } from '../../shared/people/queries.ts'
import { secondFactorChanged } from '../../shared/second-factor/queries.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { toast } from '../../shared/ui/toast.tsx'

interface TakeSecondFactorProps {
  readonly person: { readonly id: string; readonly name: string }
  readonly onClose: () => void
}

export function TakeSecondFactorDialog({ person, onClose }: TakeSecondFactorProps) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(api.takeSecondFactor(person.id), { method: 'DELETE' }),
    onSuccess: () => {
      peopleChanged()
      secondFactorChanged()
      toast.done(`${person.name} comes in by the password alone now.`)
      onClose()
    },
  })
  return (
    <Dialog title={`Take ${person.name}’s second factor away?`} onClose={onClose} width="narrow">
      <ActForm
        label="Take it away"
        busy={isPending}
        error={error}
        shows={[]}
        onSubmit={() => mutate()}
        onClose={onClose}
      >
        <p>
          For when app and recovery codes are lost. Be sure that it is them who ask: call them back on a number that you
          know. They are signed out everywhere and told by mail; from then on the password alone lets them in.
        </p>
      </ActForm>
    </Dialog>
  )
}
