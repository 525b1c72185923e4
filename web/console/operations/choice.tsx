/** What the operations desk shows of: a workflow and its state, in a column where there is room for one; and whose turn it is. */
import type { RunCountsView } from '../../../src/http/wire-workflow.ts'
import { Select } from '../../shared/ui/select.tsx'
import { roleWords } from '../../shared/workflow/words.ts'
import { sayNumber } from '../../shared/words.ts'
import type { OperationsFilter } from './filter.ts'

type Count = RunCountsView['items'][number]

interface ChoiceProps {
  readonly counts: readonly Count[]
  readonly filter: OperationsFilter
  readonly onChange: (next: OperationsFilter) => void
}

const openOf = ({ states }: Count): number => states.reduce((all, { open }) => all + open, 0)
const counted = (name: string, count: number): string => `${name} (${sayNumber(count)})`

/** The filter with another workflow, and so with no state. */
const withWorkflow = (
  { workflow: _was, state: _none, ...rest }: OperationsFilter,
  workflow: string | undefined,
): OperationsFilter => (workflow === undefined ? rest : { ...rest, workflow })

export function WorkflowChoice({ counts, filter, onChange }: ChoiceProps) {
  const { workflow, state } = filter
  const all = counts.reduce((sum, each) => sum + openOf(each), 0)
  const chosen = counts.find((each) => each.workflow === workflow)
  return (
    <>
      <div className="flex flex-wrap gap-2 border-b border-line px-4 py-2.5 md:px-5 xl:hidden">
        <Select
          label="Workflow"
          place="bar"
          value={workflow ?? ''}
          options={[
            { value: '', label: counted('Every workflow', all) },
            ...counts.map((each) => ({ value: each.workflow, label: counted(each.name, openOf(each)) })),
          ]}
          onChange={(next) => onChange(withWorkflow(filter, next === '' ? undefined : next))}
        />
        {chosen === undefined ? null : (
          <Select
            label="State"
            place="bar"
            value={state ?? ''}
            options={[
              { value: '', label: 'Every state' },
              ...chosen.states.map(({ id, name, open }) => ({ value: id, label: counted(name, open) })),
            ]}
            onChange={(next) => {
              const without = withWorkflow(filter, workflow)
              onChange(next === '' ? without : { ...without, state: next })
            }}
          />
        )}
      </div>
      <nav aria-label="Workflows and states" className="border-r border-line px-2 py-3 max-xl:hidden">
        <Entry isOn={workflow === undefined} count={all} onClick={() => onChange(withWorkflow(filter, undefined))}>
          Every workflow
        </Entry>
        {counts.map((each) => (
          <div key={each.workflow}>
            <Entry
              isOn={each === chosen && state === undefined}
              count={openOf(each)}
              onClick={() => onChange(withWorkflow(filter, each.workflow))}
            >
              {each.name}
            </Entry>
            {each === chosen
              ? each.states.map((one) => (
                  <Entry
                    key={one.id}
                    isOn={state === one.id}
                    count={one.open}
                    deep
                    onClick={() => onChange({ ...filter, state: one.id })}
                  >
                    {one.name}
                    {one.waitsFor === null ? null : (
                      <span className="block text-small text-muted">{roleWords[one.waitsFor]}</span>
                    )}
                  </Entry>
                ))
              : null}
          </div>
        ))}
      </nav>
    </>
  )
}

/** Whose turn it is: what waits for a person without an end of its own stands last in the list, and is found by this. */
export function TurnChoice({ counts, filter, onChange }: ChoiceProps) {
  const { waitsFor: turn, ...others } = filter
  const states = counts
    .filter(({ workflow }) => filter.workflow === undefined || workflow === filter.workflow)
    .flatMap((each) => each.states)
  const of = filter.show === 'trouble' ? 'trouble' : 'open'
  const sum = (role: string): number =>
    states.filter(({ waitsFor }) => waitsFor === role).reduce((all, each) => all + each[of], 0)
  return (
    <div className="px-4 pt-2.5 md:px-5">
      <Select
        label="Waits for"
        place="bar"
        value={turn ?? ''}
        options={[
          { value: '', label: 'Waits for anybody' },
          ...Object.entries(roleWords).map(([role, name]) => ({
            value: role,
            label: counted(`Waits for ${name}`, sum(role)),
          })),
        ]}
        onChange={(next) => onChange(next === '' ? others : { ...others, waitsFor: next })}
      />
    </div>
  )
}

interface EntryProps {
  readonly isOn: boolean
  readonly count: number
  readonly deep?: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}

const Entry = ({ isOn, count, deep = false, onClick, children }: EntryProps) => (
  <button
    type="button"
    aria-pressed={isOn}
    onClick={onClick}
    className={`flex w-full items-baseline gap-2 rounded-box px-2.5 py-1.5 text-left text-note hover:bg-soft aria-pressed:bg-soft aria-pressed:font-semibold pointer-coarse:min-h-10 ${deep ? 'pl-6' : ''}`}
  >
    <span className="min-w-0 flex-1">{children}</span>
    <span className={`num text-small font-normal ${count === 0 ? 'text-muted/60' : 'text-muted'}`}>
      {sayNumber(count)}
    </span>
  </button>
)
