/** A labelled field: hint and error belong to it, in that order, and an error is a sentence that says what to do. */
import { Field as Base } from '@base-ui/react/field'
import { cx } from './cx.ts'

export const controlClass =
  'w-full rounded-box border border-edge bg-panel px-2.5 py-1.5 text-ink data-invalid:border-broken focus:outline-2 focus:-outline-offset-1 focus:outline-accent'

interface FieldProps {
  readonly label: string
  /** Beside the label, in quiet letters. */
  readonly aside?: React.ReactNode
  readonly hint?: React.ReactNode
  readonly error?: string | undefined
  readonly className?: string | undefined
  readonly children: React.ReactNode
}

/** For a control of Base UI; `TextField` and `TextArea` are this with the usual controls. */
export function Field({ label, aside, hint, error, className, children }: FieldProps) {
  return (
    <Base.Root invalid={error !== undefined} className={cx('flex min-w-0 flex-col gap-1', className)}>
      <div className="flex items-baseline gap-2">
        <Base.Label className="font-semibold">{label}</Base.Label>
        {aside === undefined ? null : <span className="text-small text-muted">{aside}</span>}
      </div>
      {children}
      {hint === undefined ? null : <Base.Description className="text-note text-muted">{hint}</Base.Description>}
      <FieldError error={error} />
    </Base.Root>
  )
}

export const FieldError = ({ error }: { error: string | undefined }) => (
  <Base.Error match={error !== undefined} className="text-note text-broken">
    {error}
  </Base.Error>
)

type Shared = Omit<FieldProps, 'children'>

export function TextField({
  label,
  aside,
  hint,
  error,
  className,
  ...input
}: Shared & Omit<React.ComponentProps<'input'>, keyof Shared>) {
  return (
    <Field {...{ label, aside, hint, error, className }}>
      <Base.Control dir="auto" {...input} className={cx(controlClass, 'h-9')} />
    </Field>
  )
}

export function TextArea({
  label,
  aside,
  hint,
  error,
  className,
  rows = 4,
  ...area
}: Shared & Omit<React.ComponentProps<'textarea'>, keyof Shared>) {
  return (
    <Field {...{ label, aside, hint, error, className }}>
      <Base.Control
        render={<textarea dir="auto" {...area} rows={rows} />}
        className={cx(controlClass, 'min-h-16 resize-y')}
      />
    </Field>
  )
}

/** Puts the reader at the first field that was refused, once the errors are drawn. */
export function focusFirstError(form: HTMLElement | null): void {
  requestAnimationFrame(() =>
    form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] [role="combobox"]')?.focus(),
  )
}
