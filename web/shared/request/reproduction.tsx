/** B2: can it be made to happen again, and then with what. */
import { Choices } from '../ui/choice.tsx'
import { TextField } from '../ui/field.tsx'
import type { RequestForm } from './draft.ts'
import type { SetForm } from './use-request.ts'

interface ReproductionProps {
  readonly form: RequestForm
  readonly set: SetForm
  readonly fields: Readonly<Record<string, string>>
  readonly needsSupportAccess: boolean
}

const yesNo = [
  { value: true, label: 'Yes' },
  { value: false, label: 'No' },
] as const

export function Reproduction({ form, set, fields, needsSupportAccess }: ReproductionProps) {
  return (
    <>
      <Choices
        label="Can you make it happen again?"
        options={yesNo}
        value={form.reproducible}
        onChange={(reproducible) => set({ reproducible })}
        error={fields.reproducible}
      />
      {form.reproducible === true ? (
        <fieldset className="grid gap-x-4 gap-y-4 border-l-2 border-line pl-4 sm:grid-cols-2">
          <legend className="sr-only">How it happens</legend>
          <TextField
            label="User ID"
            value={form.userId}
            autoComplete="off"
            onChange={(event) => set({ userId: event.target.value })}
            error={fields['reproduction.userId']}
          />
          <TextField
            label="Super-admin’s e-mail"
            type="email"
            autoComplete="off"
            value={form.superAdminEmail}
            onChange={(event) => set({ superAdminEmail: event.target.value })}
            error={fields['reproduction.superAdminEmail']}
          />
          <TextField
            label="Customization"
            aside="workflow, function …"
            autoComplete="off"
            value={form.customizationName}
            onChange={(event) => set({ customizationName: event.target.value })}
            error={fields['reproduction.customizationName']}
          />
          <TextField
            label="When it happened"
            type="datetime-local"
            value={form.occurredAt}
            onChange={(event) => set({ occurredAt: event.target.value })}
            error={fields['reproduction.occurredAt']}
          />
          {needsSupportAccess ? (
            <div className="sm:col-span-2">
              <Choices
                label="Is support access enabled?"
                aside="this product demands it"
                options={yesNo}
                value={form.supportAccessEnabled}
                onChange={(supportAccessEnabled) => set({ supportAccessEnabled })}
                error={fields['reproduction.supportAccessEnabled']}
              />
            </div>
          ) : null}
        </fieldset>
      ) : null}
    </>
  )
}
