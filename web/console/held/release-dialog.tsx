/** A7: a held request is let in, in one step: whose it is, and whether the address is a contact's from now on. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { HeldPageView } from '../../../src/http/wire-held.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { pages } from '../../shared/pages.ts'
import { queries } from '../../shared/queries.ts'
import { registry } from '../../shared/registry/queries.ts'
import { Check } from '../../shared/ui/check.tsx'
import { Choices } from '../../shared/ui/choice.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field, TextField } from '../../shared/ui/field.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { useDecide } from './use-decide.ts'

/** From a number, and not from an address (A3). */
const isCall = ({ channel }: HeldPageView): boolean => channel === 'phone'

/** No contact who is there: a new one. */
const newOne = 'new'

export function ReleaseDialog({ held, onClose }: { held: HeldPageView; onClose: () => void }) {
  const navigate = useNavigate()
  const [asNew, setAsNew] = useState(held.replyTo === null)
  const [first] = held.suggestions
  const [partner, setPartner] = useState<string | null>(first?.partner.id ?? null)
  // An address of the partner's own is somebody there, of whom we did not know.
  const isTheirs = first?.by === 'domain' || first?.by === 'colleague'
  const [contact, setContact] = useState<string | null>(first?.contact?.id ?? (isTheirs ? newOne : null))
  const [name, setName] = useState(held.from.name)
  const [email, setEmail] = useState(isCall(held) ? '' : held.from.email)
  const [senderIsContact, setSender] = useState(false)
  const { decide, busy, error, fields } = useDecide(held.id, 'release', (after) => {
    toast.done(`It is ${after.ticket?.number ?? 'let in'}.`)
    onClose()
    if (after.ticket !== null) void navigate({ to: pages.ticket, params: { ticket: after.ticket.id } })
  })
  const contacts = useContacts(asNew ? partner : null)
  const making = asNew && partner !== null && contact === newOne
  const hasNumber = isCall(held) && held.from.email.startsWith('+')
  const isKnown = isCall(held) ? !hasNumber : contacts.some((each) => each.email === held.from.email)
  const because = !asNew
    ? null
    : partner === null
      ? 'Choose the partner.'
      : contact === null
        ? 'Choose the contact.'
        : making && (name.trim() === '' || email.trim() === '')
          ? 'Give the new contact a name and an address.'
          : null
  const body = (): unknown => {
    const also = senderIsContact && !isKnown ? { senderIsContact: true } : {}
    if (!asNew) return {}
    const whose = making
      ? { partner, newContact: { name: name.trim(), email: email.trim() }, ...(isCall(held) ? also : {}) }
      : { contact, ...also }
    return held.replyTo === null ? whose : { ...whose, asNew: true }
  }
  return (
    <Dialog
      title="Let it in"
      description="Its promises count from when it came; what has passed since is dated when it passed."
      onClose={onClose}
    >
      <ActForm
        label="Let in"
        {...{ busy, error, because, onClose }}
        shows={['newContact.email', 'newContact.name', 'contact', 'partner', 'senderIsContact']}
        onSubmit={() => decide(body())}
      >
        {held.replyTo === null ? null : (
          <Choices
            label="Where it goes"
            layout="list"
            options={[
              { value: false, label: `Onto ${held.replyTo.number}`, hint: held.replyTo.subject },
              { value: true, label: 'A ticket of its own' },
            ]}
            value={asNew}
            onChange={setAsNew}
          />
        )}
        {asNew ? (
          <>
            <PartnerField
              value={partner}
              onChange={(next) => {
                setPartner(next)
                setContact(null)
              }}
              error={fields.partner}
            />
            {partner === null ? null : (
              <Field label="Contact" error={fields.contact}>
                <Combobox
                  entries={[
                    ...contacts.map((each) => ({ id: each.id, label: each.name, hint: each.email })),
                    { id: newOne, label: 'Somebody new' },
                  ]}
                  value={contact}
                  onChange={setContact}
                  placeholder="Who there sent it"
                />
              </Field>
            )}
            {making ? (
              <div className="grid gap-4 border-l-2 border-line pl-4 sm:grid-cols-2">
                <TextField
                  label="Name"
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                  error={fields['newContact.name']}
                />
                <TextField
                  label="E-mail"
                  type="email"
                  value={email}
                  onChange={(event) => setEmail(event.target.value)}
                  error={fields['newContact.email']}
                />
              </div>
            ) : null}
            {isKnown || partner === null || (making && !isCall(held)) ? null : (
              <div>
                <Check checked={senderIsContact} onChange={setSender}>
                  {isCall(held)
                    ? `From now on, whoever calls from ${held.from.email} is this contact.`
                    : `From now on, ${held.from.email} is a contact there as well.`}
                </Check>
                {fields.senderIsContact === undefined ? null : (
                  <p className="text-note text-broken">{fields.senderIsContact}</p>
                )}
              </div>
            )}
          </>
        ) : null}
      </ActForm>
    </Dialog>
  )
}

function useContacts(partner: string | null) {
  const found = useInfiniteQuery({ ...registry.contacts(partner ?? ''), enabled: partner !== null })
  return partner === null ? [] : (found.data?.pages.flatMap((page) => page.items) ?? [])
}

interface PartnerFieldProps {
  readonly value: string | null
  readonly onChange: (partner: string | null) => void
  readonly error: string | undefined
}

function PartnerField({ value, onChange, error }: PartnerFieldProps) {
  const partners = useQuery(queries.partners()).data ?? []
  return (
    <Field label="Partner" error={error}>
      <Combobox
        entries={partners.map((each) => ({ id: each.id, label: each.name, hint: each.country }))}
        value={value}
        onChange={onChange}
        placeholder="Type to find it"
        empty="No partner by that name."
        autoFocus={value === null}
      />
    </Field>
  )
}
