/** A workflow of the policy as readers get it: enough to follow it, and to draw it. */
import { stateRules } from '../../domain/workflow/engine.ts'
import { sayRole } from '../../domain/workflow/role-words.ts'
import { sayCalendar, saySpan } from '../../domain/workflow/span.ts'
import { workflowsOf } from '../../domain/workflow/rules.ts'
import { effectDeclaration } from '../../domain/workflow/effects.ts'
import { factDeclaration } from '../../domain/workflow/fact-names.ts'
import type { BranchRules, SendRules, WorkflowFieldRules, WorkflowRules } from '../../domain/policy/workflows.ts'
import type { App } from '../app.ts'

export type WorkflowView = ReturnType<typeof workflowView>

/** GET /workflows. */
export const listWorkflows = (app: App) => ({ items: workflowsOf(app.policies.current()).map(workflowView) })

/** `beginnings` are what the records of the run say now, where it is a step of one. */
export const fieldView = (
  { id, name, type, help, optional, choices, accepts, recordsOf, changesOf, startsAs, internal }: WorkflowFieldRules,
  beginnings: ReadonlyMap<string, string> = new Map(),
) => ({
  id,
  name,
  type,
  help: help ?? null,
  optional,
  internal,
  choices: choices === undefined ? null : choices.map((choice) => ({ ...choice })),
  accepts: accepts === undefined ? null : [...accepts],
  recordsOf: recordsOf ?? null,
  changesOf: changesOf === undefined ? null : [...changesOf],
  startsAs: (startsAs === undefined ? undefined : beginnings.get(startsAs)) ?? null,
})

const branchesView = (branches: readonly BranchRules[]) =>
  branches.map((branch) => ({
    state: branch.state,
    if: branch.if === undefined ? null : factDeclaration(branch.if).says,
  }))

/** The subject as the vendor wrote it, with its words in braces. */
const lettersView = (texts: WorkflowRules['letters'], sent: readonly SendRules[]) =>
  sent.map(({ letter, to }) => ({ letter, to, subject: texts.find(({ id }) => id === letter)?.subject ?? '' }))

export const workflowView = ({
  id,
  name,
  description,
  blocksSolving,
  neededToSolve,
  begins,
  states,
  letters,
}: WorkflowRules) => ({
  id,
  name,
  description,
  blocksSolving,
  neededToSolve,
  begins: {
    by: begins.by.map((role) => ({ role, said: sayRole(role) })),
    fields: begins.fields.map((field) => fieldView(field)),
    guards: begins.guards.map(({ fact, otherwise }) => ({ fact, says: factDeclaration(fact).says, otherwise })),
    to: branchesView(begins.to),
  },
  states: states.map((state) => ({
    id: state.id,
    name: state.name,
    description: state.description ?? null,
    waitsFor: state.waitsFor ?? null,
    ends: state.ends ?? null,
    letters: lettersView(letters, [...(state.notice === undefined ? [] : [state.notice]), ...state.letters]),
    /** Where it goes on if its notice does not arrive; null where none is sent. */
    undelivered: state.notice?.undelivered ?? null,
    effects: state.effects.map((effect) => ({ effect, does: effectDeclaration(effect).does })),
    deadlines: state.deadlines.map((deadline) => ({
      id: deadline.id,
      name: deadline.name,
      after: saySpan(deadline.after),
      calendar: sayCalendar(deadline.calendar),
      to: branchesView(deadline.to ?? []),
      letters: lettersView(letters, deadline.letters),
    })),
    steps: state.steps.map((step) => ({
      id: step.id,
      name: step.name,
      by: step.by.map((role) => ({ role, said: sayRole(role) })),
      guards: step.guards.map(({ fact, otherwise }) => ({ fact, says: factDeclaration(fact).says, otherwise })),
      to: branchesView(step.to),
      /** Names of what it asks for, and which answer by mail takes it. */
      asksFor: step.fields.map((field) => field.name),
      reply: step.reply ?? null,
      internal: step.internal,
    })),
    whenOtherEnds: state.whenOtherEnds === undefined ? null : { ...state.whenOtherEnds },
  })),
})

/** Where a deadline leads: first where it does unless something holds, then the others. Null of a reminder. */
export const leadsTo = (rules: WorkflowRules, to: readonly BranchRules[] | undefined): string | null =>
  to === undefined
    ? null
    : to
        .toReversed()
        .map(({ state }) => stateRules(rules, state).name)
        .join(', or: ')
