/** Somebody who had left comes back. */
import type { StaffView } from '../../../src/http/wire-people.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { usePosting } from '../../shared/board/save.ts'
import { api } from '../../shared/paths.ts'
import { peopleChanges } from '../../shared/people/queries.ts'
import { sayRole } from '../../shared/people/words.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'

export function ReturnDialog({ member, onClose }: { member: StaffView; onClose: () => void }) {
  const { post, busy, error } = usePosting<StaffView>({
    path: api.activate(member.id),
    changes: peopleChanges,
    said: (after) => `${after.name} is active again.`,
    onDone: onClose,
  })
  return (
    <Dialog title={`Activate ${member.name} again?`} onClose={onClose} width="narrow">
      <ActForm label="Activate" {...{ busy, error, onClose }} shows={[]} onSubmit={() => post({})}>
        <p>
          They come back as {sayRole(member.role).toLowerCase()}
          {member.hasPassword ? ', with the password that they had' : '; for a password, make them a link'}. Keys and
          tickets that they had do not come back.
        </p>
      </ActForm>
    </Dialog>
  )
}
