/** A contact who had left comes back. */
import type { ContactView } from '../../../src/http/wire-registry.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { api } from '../../shared/paths.ts'
import { useSave } from '../../shared/registry/save.ts'
import { Dialog } from '../../shared/ui/dialog.tsx'

export function ContactReturnDialog({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const { save, busy, error } = useSave<ContactView>({
    path: api.contact(contact.id),
    method: 'PATCH',
    said: (after) => `${after.name} is a contact again.`,
    onDone: onClose,
  })
  return (
    <Dialog title={`Is ${contact.name} back?`} onClose={onClose} width="narrow">
      <ActForm label="Yes, they are" {...{ busy, error, onClose }} shows={[]} onSubmit={() => save({ active: true })}>
        <p>
          They open tickets again, and sign in with the password that they had. Sessions and keys that they had do not
          come back.
        </p>
      </ActForm>
    </Dialog>
  )
}
