/** Every workflow of the policy, drawn and told: who may do what, until when, and what follows. */
import { useQuery } from '@tanstack/react-query'
import type { WorkflowView } from '../../../src/http/wire-workflow.ts'
import { Failure } from '../failure.tsx'
import { useTitle } from '../title.tsx'
import { Empty } from '../ui/empty.tsx'
import { PageHeading } from '../ui/heading.tsx'
import { Loading, Skeleton } from '../ui/skeleton.tsx'
import { WorkflowPicture } from './picture.tsx'
import { workflowQueries } from './queries.ts'
import { targetWords } from './words.ts'

export function WorkflowsPage() {
  useTitle('Workflows')
  const found = useQuery(workflowQueries.workflows())
  if (found.error !== null && found.data === undefined)
    return <Failure error={found.error} retry={() => void found.refetch()} />
  const workflows = found.data?.items ?? []
  return (
    <div className="mx-auto flex max-w-[1100px] flex-col gap-4 px-4 pt-5 pb-12 md:px-6">
      <header>
        <PageHeading className="text-title">Workflows</PageHeading>
        <p className="text-note text-muted">
          As the policy has them now. What has begun already keeps the rules it began under.
        </p>
      </header>
      {found.isPending ? (
        <Loading what="the workflows">
          <Skeleton className="h-64 w-full" />
        </Loading>
      ) : workflows.length === 0 ? (
        <Empty title="This policy has no workflows">Each is a file in its folder ‘workflows’.</Empty>
      ) : (
        workflows.map((workflow) => <Told key={workflow.id} workflow={workflow} />)
      )}
    </div>
  )
}

function Told({ workflow }: { readonly workflow: WorkflowView }) {
  const named = new Map(workflow.states.map(({ id, name }) => [id, name]))
  const say = (to: WorkflowView['begins']['to']): string =>
    to
      .map(({ state, if: when }) => `${named.get(state) ?? state}${when === null ? '' : ` (if: ${when})`}`)
      .join('; else ')
  return (
    <section aria-label={workflow.name} className="border-t border-line pt-4">
      <h2 className="text-lead font-semibold">{workflow.name}</h2>
      <p className="max-w-[72ch] text-note text-muted">{workflow.description}</p>
      <div className="mt-4 grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,380px)_minmax(0,1fr)]">
        <WorkflowPicture workflow={workflow} />
        <dl className="flex min-w-0 flex-col gap-3 text-note">
          <div>
            <dt className="font-semibold">Begun by {workflow.begins.by.map(({ said }) => said).join(', ')}</dt>
            <dd className="text-muted">
              Asks for: {workflow.begins.fields.map(({ name }) => name).join(', ') || 'nothing'}.
            </dd>
            {workflow.begins.guards.map(({ fact, says }) => (
              <dd key={fact} className="text-muted">
                Only if: {says}.
              </dd>
            ))}
          </div>
          {workflow.states.map((state) => (
            <div key={state.id}>
              <dt className="font-semibold">{state.name}</dt>
              {state.description === null ? null : <dd className="text-muted">{state.description}</dd>}
              {state.effects.map(({ effect, does }) => (
                <dd key={effect}>{does}.</dd>
              ))}
              {state.letters.length === 0 ? null : (
                <dd>
                  <Letters letters={state.letters} />
                </dd>
              )}
              {state.steps.map((step) => (
                <dd key={step.id}>
                  {step.name} <span className="text-muted">({step.by.map(({ said }) => said).join(', ')})</span> →{' '}
                  {say(step.to)}
                  <span className="text-muted">{sayOfStep(step)}</span>
                </dd>
              ))}
              {state.deadlines.map((deadline) => (
                <dd key={deadline.id}>
                  After {deadline.after} <span className="text-muted">({deadline.calendar})</span>:{' '}
                  {deadline.to.length === 0 ? deadline.name : say(deadline.to)}
                  <Letters letters={deadline.letters} />
                </dd>
              ))}
              {state.whenOtherEnds === null ? null : (
                <dd>
                  When the other workflow is done → {named.get(state.whenOtherEnds.done)}; ends it otherwise →{' '}
                  {named.get(state.whenOtherEnds.otherwise)}
                </dd>
              )}
              {state.undelivered === null ? null : (
                <dd>The time runs from the delivery of the notice; not delivered → {named.get(state.undelivered)}</dd>
              )}
            </div>
          ))}
        </dl>
      </div>
    </section>
  )
}

type StateView = WorkflowView['states'][number]

/** What it is asked for with a step, by which mail it is taken, and on what condition; '' where there is nothing to say. */
function sayOfStep({ asksFor, reply, guards }: StateView['steps'][number]): string {
  const parts = [
    ...(asksFor.length === 0 ? [] : [`asks for: ${asksFor.join(', ')}`]),
    ...(reply === null ? [] : [`also by a mail that says ${reply}`]),
    ...guards.map(({ says }) => `only if: ${says.charAt(0).toLowerCase()}${says.slice(1)}`),
  ]
  return parts.length === 0 ? '' : ` · ${parts.join(' · ')}`
}

/** Each by its subject; what differs from one to the next is left open. */
const Letters = ({ letters }: { readonly letters: StateView['letters'] }) =>
  letters.map(({ letter, to, subject }) => (
    <span key={`${letter} ${to}`} className="block text-muted">
      Letter to {targetWords[to]}: ‘{subject.replaceAll(/\{[^{}]*\}/g, '…')}’
    </span>
  ))
