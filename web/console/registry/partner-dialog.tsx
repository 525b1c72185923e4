/** A partner is added, or its facts are changed; its tier has a dialog of its own, since it wants a reason. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { countries } from '../../../src/domain/countries.ts'
import type { PartnerPageView } from '../../../src/http/wire-registry.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { api } from '../../shared/paths.ts'
import { queries } from '../../shared/queries.ts'
import { useSave } from '../../shared/registry/save.ts'
import { usePolicy } from '../../shared/session.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Combobox } from '../../shared/ui/combobox.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field, TextArea, TextField } from '../../shared/ui/field.tsx'

interface PartnerDialogProps {
  /** Null for a new one. */
  readonly partner: PartnerPageView | null
  readonly onClose: () => void
  readonly onDone: (partner: PartnerPageView) => void
}

export function PartnerDialog({ partner, onClose, onDone }: PartnerDialogProps) {
  const policy = usePolicy()
  const staff = useQuery(queries.staff()).data ?? []
  const [name, setName] = useState(partner?.name ?? '')
  const [tier, setTier] = useState<string | null>(partner?.tier ?? null)
  const [country, setCountry] = useState<string | null>(partner?.country ?? null)
  const [state, setState] = useState(partner?.state ?? '')
  const [externalRef, setExternalRef] = useState(partner?.externalRef ?? '')
  const [accountManager, setAccountManager] = useState(partner?.accountManager?.id ?? null)
  const [pointOfContact, setPointOfContact] = useState(partner?.pointOfContact?.id ?? null)
  const [domains, setDomains] = useState((partner?.domains ?? []).join('\n'))
  const { save, busy, error, fields } = useSave<PartnerPageView>({
    path: partner === null ? api.partners : api.partner(partner.id),
    method: partner === null ? 'POST' : 'PATCH',
    said: (after) => (partner === null ? `${after.name} is added.` : `${after.name} is changed.`),
    onDone,
  })
  const left = [partner?.accountManager, partner?.pointOfContact].filter((person) => person?.active === false)
  const people = [...new Map(left.flatMap((person) => (person == null ? [] : [[person.id, person] as const]))).values()]
    .map(({ id, name: who }) => ({ id, label: who, hint: 'has left' }))
    .concat(staff.map((person) => ({ id: person.id, label: person.name, hint: person.email ?? person.role })))
  const facts = {
    name,
    country,
    state: state.trim().toUpperCase() || null,
    externalRef: externalRef.trim() || null,
    accountManager,
    pointOfContact,
    domains: domains.split(/[\s,;]+/).filter((domain) => domain !== ''),
  }
  const because =
    name.trim() === ''
      ? 'Give its name.'
      : tier === null
        ? 'Choose its tier.'
        : country === null
          ? 'Choose its country.'
          : null
  return (
    <Dialog title={partner === null ? 'New partner' : partner.name} onClose={onClose}>
      <ActForm
        label={partner === null ? 'Add' : 'Save'}
        {...{ busy, error, because, onClose }}
        shows={['name', 'tier', 'country', 'state', 'externalRef', 'accountManager', 'pointOfContact', 'domains']}
        onSubmit={() => save(partner === null ? { ...facts, tier } : facts)}
      >
        <TextField
          label="Name"
          value={name}
          autoFocus
          onChange={(event) => setName(event.target.value)}
          error={fields.name}
        />
        {partner === null ? (
          <Choices
            label="Tier"
            options={(policy?.tiers ?? []).map((each) => ({ value: each.id, label: each.name }))}
            value={tier}
            onChange={setTier}
            error={fields.tier}
          />
        ) : null}
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_120px]">
          <Field label="Country" error={fields.country}>
            <Combobox
              entries={[...countries].map(([id, label]) => ({ id, label, hint: id }))}
              value={country}
              onChange={setCountry}
              placeholder="A country"
              empty="No country by that name."
            />
          </Field>
          <TextField
            label="State"
            aside="if split"
            value={state}
            maxLength={3}
            onChange={(event) => setState(event.target.value)}
            error={fields.state}
          />
        </div>
        <TextField
          label="Reference"
          hint="How your other systems name it. Files find it by this."
          value={externalRef}
          onChange={(event) => setExternalRef(event.target.value)}
          error={fields.externalRef}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Account manager" error={fields.accountManager}>
            <Combobox
              entries={people}
              value={accountManager}
              onChange={setAccountManager}
              placeholder="A name"
              empty="Nobody by that name."
            />
          </Field>
          <Field label="Point of contact" error={fields.pointOfContact}>
            <Combobox
              entries={people}
              value={pointOfContact}
              onChange={setPointOfContact}
              placeholder="A name"
              empty="Nobody by that name."
            />
          </Field>
        </div>
        <TextArea
          label="Mail domains"
          hint="One a line. Mail from these is the partner’s; nobody’s domain, such as gmail.com, cannot be one."
          rows={2}
          value={domains}
          onChange={(event) => setDomains(event.target.value)}
          error={fields.domains}
        />
      </ActForm>
    </Dialog>
  )
}
