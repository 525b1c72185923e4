/** A run is begun, or a step of it is taken: what it asks for, and what will happen. */
import { useState } from 'react'
import { seenField } from '../../../src/domain/sheet/seen.ts'
import type { RunView, TicketRunView } from '../../../src/http/wire-workflow.ts'
import { ActForm } from '../act-form.tsx'
import { api } from '../paths.ts'
import { Dialog } from '../ui/dialog.tsx'
import { toast } from '../ui/toast.tsx'
import { missingOf, shownOf, startingWith, WorkflowFields, type Given } from './fields.tsx'
import { useRunAct } from './queries.ts'

interface TicketOf {
  readonly ticket: string
  /** Whose customers there are to choose from; absent for the partner itself. */
  readonly partner?: string | undefined
}

interface StartProps extends TicketOf {
  readonly workflow: TicketRunView['startable'][number]
  readonly onClose: () => void
}

export function StartRunDialog({ ticket, partner, workflow, onClose }: StartProps) {
  const [given, setGiven] = useState<Given>({})
  const { send, busy, error, fields } = useRunAct(ticket, api.run(ticket), () => {
    toast.done(`${workflow.name} has begun.`)
    onClose()
  })
  return (
    <Dialog title={workflow.name} description={workflow.description} onClose={onClose}>
      <ActForm
        label="Begin"
        {...{ busy, error, onClose }}
        because={missingOf(workflow.fields, given)}
        shows={shownOf(workflow.fields, fields)}
        onSubmit={() => send({ workflow: workflow.id, fields: given })}
      >
        <WorkflowFields fields={workflow.fields} given={given} onGive={setGiven} errors={fields} partner={partner} />
      </ActForm>
    </Dialog>
  )
}

interface StepProps extends TicketOf {
  readonly run: RunView
  readonly step: RunView['steps'][number]
  readonly onClose: () => void
}

export function StepDialog({ ticket, partner, run, step, onClose }: StepProps) {
  const [given, setGiven] = useState<Given>(() => startingWith(step.fields))
  // What is decided on is what stands on the screen: it goes along by itself.
  const asked = step.fields.filter(({ id }) => id !== seenField)
  const seen = asked.length < step.fields.length && run.change?.seen != null ? { [seenField]: run.change.seen } : {}
  const { send, busy, error, fields } = useRunAct(ticket, api.runSteps(ticket), (after) => {
    toast.done(after.run === null ? 'Done.' : `${run.workflow.name}: ${after.run.state.name}`)
    onClose()
  })
  return (
    <Dialog title={step.name} description={sayNext(run, step.id)} onClose={onClose} width="narrow">
      <ActForm
        label={step.name.length > 24 ? 'Do it' : step.name}
        {...{ busy, error, onClose }}
        because={missingOf(asked, given)}
        shows={shownOf(asked, fields)}
        onSubmit={() => send({ step: step.id, fields: { ...given, ...seen } })}
      >
        <WorkflowFields
          fields={asked}
          given={given}
          onGive={setGiven}
          errors={fields}
          partner={partner}
          about={run.change ?? undefined}
        />
      </ActForm>
    </Dialog>
  )
}

/** Where a step leads, and what is done there. */
function sayNext({ workflow, state }: RunView, step: string): string {
  const { states } = workflow
  const to = states.find(({ id }) => id === state.id)?.steps.find(({ id }) => id === step)?.to ?? []
  const ways = to.map((branch) => {
    const next = states.find(({ id }) => id === branch.state)
    const does = next?.effects.map(({ does: what }) => `. ${what}`).join('') ?? ''
    return `${next?.name ?? branch.state}${branch.if === null ? '' : ` (if: ${lower(branch.if)})`}${does}`
  })
  return `Leads to: ${ways.join('; or ')}.`
}

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)
