/** D5: when the next contact with a partner is due; without a day, none is. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContactStateView } from '../../../src/http/wire-diary.ts'
import { fieldsOf } from '../../shared/actions.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { call } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { NextFields } from './entry-dialog.tsx'
import { diaryChanged } from './queries.ts'

export function NextDialog({ standing, onClose }: { standing: ContactStateView; onClose: () => void }) {
  const [dueOn, setDueOn] = useState(standing.next?.dueOn ?? '')
  const [about, setAbout] = useState(standing.next?.about ?? '')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      call<ContactStateView>(api.nextContact(standing.partner.id), {
        method: 'PUT',
        body: { next: dueOn === '' ? null : { dueOn, about } },
      }),
    onSuccess: () => {
      diaryChanged()
      toast.done(dueOn === '' ? 'No next contact is set.' : 'The next contact is set.')
      onClose()
    },
  })
  return (
    <Dialog
      title={`The next contact with ${standing.partner.name}`}
      description="The account manager is reminded on that day."
      onClose={onClose}
    >
      <ActForm
        label="Keep"
        {...{ busy: isPending, error, onClose }}
        because={dueOn !== '' && about.trim() === '' ? 'Say what it is about.' : null}
        shows={['next.dueOn', 'next.about']}
        onSubmit={() => mutate()}
      >
        <NextFields {...{ dueOn, setDueOn, about, setAbout, fields: fieldsOf(error) }} />
      </ActForm>
    </Dialog>
  )
}
