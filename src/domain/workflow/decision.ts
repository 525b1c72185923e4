/** A run's next decision being written: what is true so far, and what was put down on the way. Used inside one act, never kept. */
import type { Instant } from '../kernel.ts'
import { earlier } from '../kernel.ts'
import type { Policy } from '../policy.ts'
import type {
  BranchRules,
  DeadlineRules,
  LetterTarget,
  SendRules,
  StateRules,
  WorkflowRules,
} from '../policy/workflows.ts'
import type { EffectName } from './effects.ts'
import type { FactName } from './fact-names.ts'
import type { Run, RunEntry } from './run.ts'
import { dueAt, type Whereabouts } from './span.ts'

/** A letter to be written with the decision, in the same transaction. */
export interface RunLetter {
  readonly letter: string
  readonly to: LetterTarget
  /** Makes it once for ever. */
  readonly onceFor: string
  /** The state's notice: the deadlines wait for its delivery. */
  readonly isNotice: boolean
  /** The visit that its link is bound to. */
  readonly visit: number
  /** The line of the log that it comes of. */
  readonly entry: number
}

/** Something to be done with the decision, in the same transaction; what it says is put into the entry. */
export interface EffectCall {
  readonly effect: EffectName
  readonly entry: number
}

export interface RunDecision {
  readonly run: Run
  readonly entries: readonly RunEntry[]
  readonly letters: readonly RunLetter[]
  readonly effects: readonly EffectCall[]
  /** When time next does something to it. */
  readonly wakeAt: Instant | null
}

/** What an act needs to know beside the run. */
export interface Surroundings {
  readonly policy: Policy
  readonly rules: WorkflowRules
  readonly where: Whereabouts
  /** Of everything that the workflow may ask: what was found. */
  readonly facts: Readonly<Partial<Record<FactName, boolean>>>
  /** Of what was found, in a sentence: the word {because} of a guard's refusal. */
  readonly because?: Readonly<Partial<Record<FactName, string>>>
}

export type Told = Pick<RunEntry, 'kind' | 'id' | 'at' | 'by'> & Partial<RunEntry>

/** The first instant at which a deadline has passed: being just at it is still in time. */
const justAfter = (at: Instant): Instant => at.add({ milliseconds: 1 })

/** When a run next wants waking; nothing is due of one that is over or waits for a person's look. */
export function runWakeAt(run: Run): Instant | null {
  if (run.endedAt !== null || run.trouble !== null || run.timers.length === 0) return null
  return justAfter(run.timers.map(({ dueAt: due }) => due).reduce(earlier))
}

export function stateRules(rules: WorkflowRules, id: string): StateRules {
  const state = rules.states.find((row) => row.id === id)
  if (state === undefined) throw new Error(`Workflow '${rules.id}' has no state '${id}'.`)
  return state
}

const tooLate = 'Nothing was sent: it had gone on before this was noticed'

export class RunDraft {
  run: Run
  readonly #surroundings: Surroundings
  readonly #entries: RunEntry[] = []
  readonly #letters: RunLetter[] = []
  readonly #effects: EffectCall[] = []

  constructor(run: Run, surroundings: Surroundings) {
    this.run = run
    this.#surroundings = surroundings
  }

  get state(): StateRules {
    return stateRules(this.#surroundings.rules, this.run.state)
  }

  set(change: Partial<Run>): void {
    this.run = { ...this.run, ...change }
  }

  /** The state that a list of branches leads to, and what was asked on the way. */
  choose(branches: readonly BranchRules[]): { readonly to: string; readonly facts: RunEntry['facts'] } {
    const asked: Partial<Record<FactName, boolean>> = {}
    for (const branch of branches) {
      if (branch.if === undefined) return { to: branch.state, facts: asked }
      const found = this.found(branch.if)
      asked[branch.if] = found
      if (found) return { to: branch.state, facts: asked }
    }
    throw new Error(`Workflow '${this.run.workflow}' has branches without a last one.`)
  }

  /** What cannot be asked, since a field that it reads was not given, is not so. */
  found(fact: FactName): boolean {
    return this.#surroundings.facts[fact] ?? false
  }

  /** What was found of a fact, in a sentence; '' where nothing was said. */
  because(fact: FactName): string {
    return this.#surroundings.because?.[fact] ?? ''
  }

  /** Puts down a line; `to` is where the run stands after it. */
  record(told: Told): RunEntry {
    const entry: RunEntry = {
      from: this.run.state,
      to: this.run.state,
      fields: {},
      facts: {},
      effects: [],
      note: null,
      internal: false,
      ...told,
      seq: this.run.revision + 1,
    }
    this.#entries.push(entry)
    this.set({ revision: entry.seq, fields: { ...this.run.fields, ...entry.fields } })
    return entry
  }

  /** The state that an entry has led to begins: its letters, effects and deadlines. */
  enter({ seq, to, at }: RunEntry): void {
    this.set({ state: to, since: at, visit: seq, timers: [], notice: null, waitsOn: null, trouble: null })
    if (this.run.mailed != null) this.set({ mailed: null })
    const { state } = this
    this.does(state.effects, seq)
    this.send(state.letters, seq)
    if (state.notice !== undefined) {
      const onceFor = this.#write(state.notice, seq, true)
      this.set({ notice: { onceFor, deliveredAt: null } })
    } else this.set({ timers: this.#timersFrom(at) })
    if (state.ends !== undefined) this.set({ endedAt: at, outcome: state.ends, timers: [], notice: null })
  }

  /** The notice of this state has arrived: only now its time runs (E1). */
  arrived(at: Instant): void {
    const { notice } = this.run
    this.set({ notice: notice === null ? null : { ...notice, deliveredAt: at }, timers: this.#timersFrom(at) })
  }

  does(effects: readonly EffectName[], entry: number): void {
    for (const effect of effects) this.#effects.push({ effect, entry })
  }

  send(letters: readonly SendRules[], entry: number): void {
    for (const each of letters) this.#write(each, entry, false)
  }

  #write({ letter, to }: SendRules, entry: number, isNotice: boolean): string {
    const nth = this.#letters.filter((other) => other.onceFor.startsWith(`run:${this.run.id}:${entry}:`)).length
    const onceFor = `run:${this.run.id}:${entry}:${nth}`
    this.#letters.push({ letter, to, onceFor, isNotice, visit: this.run.visit, entry })
    return onceFor
  }

  #timersFrom(at: Instant): Run['timers'] {
    const { policy, where } = this.#surroundings
    return this.state.deadlines
      .filter((deadline) => deadline.from === undefined || this.run.fields[deadline.from] !== undefined)
      .map((deadline) => ({ id: deadline.id, dueAt: dueAt(policy, where, this.run.fields, deadline, at) }))
  }

  deadline(id: string): DeadlineRules {
    const found = this.state.deadlines.find((row) => row.id === id)
    if (found === undefined) throw new Error(`State '${this.run.state}' has no deadline '${id}'.`)
    return found
  }

  /**
   * Letters are those of the state that the run has come to: what was left before anybody noticed asks nothing any more, and
   * nobody is reminded of it.
   */
  decision(): RunDecision {
    const isOfNow = ({ visit }: RunLetter): boolean => visit === this.run.visit
    const unsent = new Set(this.#letters.filter((letter) => !isOfNow(letter)).map(({ entry }) => entry))
    return {
      run: this.run,
      entries: this.#entries.map((entry) =>
        unsent.has(entry.seq) && entry.note === null ? { ...entry, note: tooLate } : entry,
      ),
      letters: this.#letters.filter(isOfNow),
      effects: this.#effects,
      wakeAt: runWakeAt(this.run),
    }
  }
}
