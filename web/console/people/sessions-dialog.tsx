/** Where somebody of the staff, or a contact, is signed in. */
import { Sessions } from '../../shared/people/sessions.tsx'
import { useMe } from '../../shared/session.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'

interface SessionsDialogProps {
  readonly person: { readonly id: string; readonly name: string }
  readonly onClose: () => void
}

export const SessionsDialog = ({ person, onClose }: SessionsDialogProps) => (
  <Dialog title={`Where ${person.name} is signed in`} description="Keys are no sessions: they go on." onClose={onClose}>
    <Sessions person={person} own={useMe().id === person.id} />
  </Dialog>
)
