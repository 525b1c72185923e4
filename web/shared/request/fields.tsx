/** The fields of B1 and B2. They follow from the type: the type picks the desk, and each desk asks for its own. */
import type { PreviewView } from '../../../src/http/wire.ts'
import { wordCount } from '../conversation/rich-text.ts'
import type { PolicyView } from '../views.ts'
import { Choices } from '../ui/choice.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { Field, TextArea, TextField } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { shownFor, type RequestForm } from './draft.ts'
import { OnBehalf } from './on-behalf.tsx'
import { Reproduction } from './reproduction.tsx'
import { SeverityChoice } from './severity-choice.tsx'
import { SuggestionsLine } from './suggestions.tsx'
import type { SetForm } from './use-request.ts'
import type { Suggestions } from './use-suggestions.ts'

interface RequestFieldsProps {
  readonly policy: PolicyView
  readonly asAgent: boolean
  readonly form: RequestForm
  readonly set: SetForm
  readonly preview: PreviewView | undefined
  readonly fields: Readonly<Record<string, string>>
  /** What may answer it already; null where nothing is offered. */
  readonly suggestions: Suggestions | null
}

export function RequestFields({ policy, asAgent, form, set, preview, fields, suggestions }: RequestFieldsProps) {
  const shown = shownFor(policy, form)
  const words = wordCount(form.description)
  return (
    <>
      {asAgent ? <OnBehalf form={form} set={set} fields={fields} /> : null}
      <div className="flex flex-col gap-1.5">
        <Choices
          label="What kind of request is it?"
          layout="grid"
          options={policy.requestTypes.map((type) => ({ value: type.id, label: type.name }))}
          value={form.type}
          onChange={(type) => set({ type, category: null, subType: null })}
          error={fields.type}
        />
        <p className="min-h-[18px] text-note text-muted" aria-live="polite">
          {shown.type?.description ?? 'It decides which team gets it and what is promised.'}
        </p>
      </div>
      <TextField
        label="Customer"
        aside={shown.technical ? 'super-admin or anyone at the company' : 'where it is about one'}
        type="email"
        inputMode="email"
        autoComplete="off"
        placeholder="name@customer.example"
        value={form.customerEmail}
        onChange={(event) => set({ customerEmail: event.target.value })}
        error={fields.customerEmail}
      />
      {shown.technical ? (
        <Field label="Product" error={fields.product}>
          <Combobox
            entries={policy.products.map((product) => ({ id: product.id, label: product.name, hint: product.family }))}
            value={form.product}
            onChange={(product) => set({ product })}
            placeholder="Type to find it"
            empty="No product by that name."
          />
        </Field>
      ) : (
        <div className="grid gap-x-4 gap-y-5 sm:grid-cols-2">
          <Field label="What is it about?" error={fields.category}>
            <Select
              value={form.category ?? shown.type?.category ?? null}
              onChange={(category) => set({ category, subType: null })}
              options={shown.categories.map((category) => ({
                value: category.id as string | null,
                label: category.name,
              }))}
            />
          </Field>
          {shown.subTypes.length === 0 ? null : (
            <Field label="More precisely" error={fields.subType}>
              <Select
                value={form.subType}
                onChange={(subType) => set({ subType })}
                options={[
                  { value: null, label: 'None of these' },
                  ...shown.subTypes.map((each) => ({ value: each.id as string | null, label: each.name })),
                ]}
              />
            </Field>
          )}
        </div>
      )}
      <TextField
        label="Subject"
        value={form.subject}
        maxLength={300}
        autoComplete="off"
        placeholder="In one line"
        onChange={(event) => set({ subject: event.target.value })}
        error={fields.subject}
      />
      <TextArea
        label={shown.technical ? 'What happens?' : 'What should be done?'}
        aside={<span className="num">{`about ${policy.intake.descriptionWords} words · ${words} so far`}</span>}
        rows={5}
        value={form.description}
        onChange={(event) => set({ description: event.target.value })}
        error={fields.description}
      />
      {suggestions === null ? null : <SuggestionsLine suggestions={suggestions} />}
      {shown.technical ? (
        <>
          <Reproduction form={form} set={set} fields={fields} needsSupportAccess={shown.needsSupportAccess} />
          <TextArea
            label={asAgent ? 'What have they tried?' : 'What have you tried?'}
            aside="first-level steps"
            rows={3}
            placeholder="Other browsers, other users, the error’s exact words, what the guide says …"
            value={form.troubleshooting}
            onChange={(event) => set({ troubleshooting: event.target.value })}
            error={fields.troubleshooting}
          />
        </>
      ) : null}
      <SeverityChoice policy={policy} form={form} set={set} preview={preview} error={fields.severity} />
    </>
  )
}
