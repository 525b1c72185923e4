/** A contact is added or changed. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContactView, PartnerPageView } from '../../../src/http/wire-registry.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { api } from '../../shared/paths.ts'
import { registry } from '../../shared/registry/queries.ts'
import { useSave } from '../../shared/registry/save.ts'
import { Check } from '../../shared/ui/check.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { TextField } from '../../shared/ui/field.tsx'

interface ContactDialogProps {
  readonly partner: PartnerPageView
  /** Null for a new one. */
  readonly contact: ContactView | null
  readonly onClose: () => void
}

export function ContactDialog({ partner, contact, onClose }: ContactDialogProps) {
  const [name, setName] = useState(contact?.name ?? '')
  const [email, setEmail] = useState(contact?.email ?? '')
  const [phones, setPhones] = useState(contact?.phones.join(', ') ?? '')
  const [hasLeft, setHasLeft] = useState(false)
  const { save, busy, error, fields } = useSave<ContactView>({
    path: contact === null ? api.partnerContacts(partner.id) : api.contact(contact.id),
    method: contact === null ? 'POST' : 'PATCH',
    said: (after) =>
      contact === null
        ? `${after.name} is added.`
        : after.active
          ? `${after.name} is changed.`
          : `${after.name} has left.`,
    onDone: onClose,
  })
  const numbers = phones.split(/[,;\n]/).flatMap((part) => part.trim() || [])
  const wrongPhones = Object.entries(fields).flatMap(([field, said]) => (field.startsWith('phones') ? said : []))
  const because = name.trim() === '' ? 'Give a name.' : email.trim() === '' ? 'Give an address.' : null
  return (
    <Dialog title={contact === null ? `New contact of ${partner.name}` : contact.name} onClose={onClose} width="narrow">
      <ActForm
        label={contact === null ? 'Add' : 'Save'}
        {...{ busy, error, because, onClose }}
        shows={['name', 'email', ...Object.keys(fields).filter((field) => field.startsWith('phones'))]}
        onSubmit={() =>
          save(contact === null ? { name, email, phones: numbers } : { name, email, phones: numbers, active: !hasLeft })
        }
      >
        <TextField
          label="Name"
          value={name}
          autoFocus
          onChange={(event) => setName(event.target.value)}
          error={fields.name}
        />
        <TextField
          label="E-mail"
          type="email"
          hint="An address belongs to one person. It is how mail is recognised, and the name to sign in with."
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={fields.email}
        />
        <TextField
          label="Telephone"
          aside="optional, several by commas"
          hint="With its country, such as +49 30 12345678. It is how calls are recognised."
          value={phones}
          onChange={(event) => setPhones(event.target.value)}
          error={wrongPhones.length === 0 ? undefined : wrongPhones.join(' ')}
        />
        {contact === null ? null : (
          <Check checked={hasLeft} onChange={setHasLeft}>
            {contact.name} has left: no sender any more, and signs in no more.
          </Check>
        )}
        {contact !== null && hasLeft ? <Follower partner={partner} contact={contact} /> : null}
      </ActForm>
    </Dialog>
  )
}

/** Who is written to in the place of somebody who leaves: the first of the others, as letters are addressed (outbox/contexts.ts). */
function Follower({ partner, contact }: { partner: PartnerPageView; contact: ContactView }) {
  const found = useInfiniteQuery(registry.contacts(partner.id)).data?.pages
  if (found === undefined) return null
  const next = found.flatMap(({ items }) => items).find(({ id }) => id !== contact.id)
  return (
    <p className={`text-note ${next === undefined ? 'text-soon' : 'text-muted'}`}>
      {next === undefined
        ? `${partner.name} has no other contact: letters about its tickets reach nobody until there is one.`
        : `Letters about their tickets go to ${next.name} from now on.`}
    </p>
  )
}
