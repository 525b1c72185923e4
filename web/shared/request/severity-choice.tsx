/** C7: a severity is proposed from the words, with its reason; whoever writes may say another. */
import type { PreviewView } from '../../../src/http/wire.ts'
import type { PolicyView } from '../views.ts'
import { Choices } from '../ui/choice.tsx'
import type { RequestForm } from './draft.ts'
import type { SetForm } from './use-request.ts'

interface SeverityChoiceProps {
  readonly policy: PolicyView
  readonly form: RequestForm
  readonly set: SetForm
  readonly preview: PreviewView | undefined
  readonly error: string | undefined
}

const asProposed = 0

export function SeverityChoice({ policy, form, set, preview, error }: SeverityChoiceProps) {
  const desk = preview?.desk ?? policy.requestTypes.find((type) => type.id === form.type)?.desk
  const levels = (policy.desks.find((each) => each.id === desk) ?? policy.desks[0])?.severities ?? []
  const said = levels.find((level) => level.level === (form.severity ?? preview?.severity))
  const proposed = form.severity === null && preview !== undefined ? ` (${preview.severity})` : ''
  return (
    <div className="flex flex-col gap-1.5">
      <Choices
        label="How severe is it?"
        options={[
          { value: asProposed, label: `As proposed${proposed}` },
          ...levels.map((level) => ({ value: level.level, label: `${level.level} · ${level.name}` })),
        ]}
        value={form.severity ?? asProposed}
        onChange={(level) => set({ severity: level === asProposed ? null : level })}
        error={error}
      />
      <p className="text-note text-muted">
        {form.severity === null && preview !== undefined ? `${preview.severityBecause} ` : ''}
        {said?.definition}
      </p>
    </div>
  )
}
