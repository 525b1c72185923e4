/** Somebody is added to the staff, or changed. */
import { useState } from 'react'
import type { StaffView } from '../../../src/http/wire-people.ts'
import { staffRoles, worksAtDesk, type StaffRoleId } from '../../../src/domain/staff-roles.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { usePosting } from '../../shared/board/save.ts'
import { api } from '../../shared/paths.ts'
import { peopleChanges } from '../../shared/people/queries.ts'
import { ZoneField } from '../../shared/people/zone-field.tsx'
import { useMe, usePolicy } from '../../shared/session.ts'
import { Check } from '../../shared/ui/check.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field, TextField } from '../../shared/ui/field.tsx'
import { Select } from '../../shared/ui/select.tsx'

interface StaffDialogProps {
  /** Null for somebody new. */
  readonly member: StaffView | null
  readonly onClose: () => void
  readonly onSaved: (after: StaffView) => void
}

export function StaffDialog({ member, onClose, onSaved }: StaffDialogProps) {
  const me = useMe()
  const [name, setName] = useState(member?.name ?? '')
  const [email, setEmail] = useState(member?.email ?? '')
  const [role, setRole] = useState<StaffRoleId>(member?.role ?? 'agent')
  const [desks, setDesks] = useState<readonly string[]>(member?.desks ?? [])
  const [zone, setZone] = useState(member?.zone ?? me.zone)
  const { post, busy, error, fields } = usePosting<StaffView>({
    path: member === null ? api.staff : api.staffMember(member.id),
    method: member === null ? 'POST' : 'PATCH',
    changes: [...peopleChanges, 'me'],
    said: (after) => (member === null ? `${after.name} is added.` : `${after.name} is changed.`),
    onDone: onSaved,
  })
  const because =
    name.trim() === ''
      ? 'Give a name.'
      : email.trim() === ''
        ? 'Give an address.'
        : worksAtDesk(role) && desks.length === 0
          ? 'Choose a desk.'
          : null
  return (
    <Dialog
      title={member === null ? 'Add somebody to the staff' : member.name}
      {...(member === null ? { description: 'They come in by a link that you make next.' } : {})}
      onClose={onClose}
    >
      <ActForm
        label={member === null ? 'Add' : 'Save'}
        {...{ busy, error, because, onClose }}
        shows={['name', 'email', 'role', 'zone', ...Object.keys(fields).filter((field) => field.startsWith('desks'))]}
        onSubmit={() => post({ name, email, role, desks, zone })}
      >
        <TextField
          label="Name"
          aside="partners read it"
          value={name}
          autoFocus
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
          error={fields.name}
        />
        <TextField
          label="E-mail"
          type="email"
          autoComplete="off"
          hint="With it they sign in, and mail from it is theirs."
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={fields.email}
        />
        <Field label="Role" hint={staffRoles.find(({ id }) => id === role)?.may} error={fields.role}>
          <Select
            options={staffRoles.map((each) => ({ value: each.id, label: each.name }))}
            value={role}
            onChange={setRole}
          />
        </Field>
        <Desks chosen={desks} onChange={setDesks} isWanted={worksAtDesk(role)} error={deskError(fields)} />
        <ZoneField value={zone} onChange={setZone} error={fields.zone} />
      </ActForm>
    </Dialog>
  )
}

const deskError = (fields: Readonly<Record<string, string>>): string | undefined =>
  Object.entries(fields).find(([field]) => field.startsWith('desks'))?.[1]

interface DesksProps {
  readonly chosen: readonly string[]
  readonly onChange: (desks: readonly string[]) => void
  readonly isWanted: boolean
  readonly error: string | undefined
}

function Desks({ chosen, onChange, isWanted, error }: DesksProps) {
  const desks = usePolicy()?.desks ?? []
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 flex items-baseline gap-2">
        <span className="font-semibold">Desks</span>
        {isWanted ? null : <span className="text-small text-muted">optional for this role</span>}
      </legend>
      {desks.map(({ id, name }) => (
        <Check
          key={id}
          checked={chosen.includes(id)}
          onChange={(wanted) => onChange(wanted ? [...chosen, id] : chosen.filter((each) => each !== id))}
        >
          {name}
        </Check>
      ))}
      {error === undefined ? null : <p className="text-note text-broken">{error}</p>}
    </fieldset>
  )
}
