/** What a workflow says: only words that there are, and to nobody what is not theirs to read. */
import { wordsIn } from '../../domain/letter.ts'
import type { SendRules, StateRules, WorkflowRules } from '../../domain/policy/workflows.ts'
import { askWords, fieldsOf, inFull, isHidden, letterWordsOf } from '../../domain/workflow/words.ts'
import { didYouMean } from '../../domain/did-you-mean.ts'
import type { Spot } from '../reader.ts'
import type { WorkflowNames } from './workflow-names.ts'

export class WorkflowWords {
  readonly #rules: WorkflowRules
  readonly #names: WorkflowNames

  constructor(rules: WorkflowRules, names: WorkflowNames) {
    this.#rules = rules
    this.#names = names
  }

  /** What is asked of whoever a state waits for. */
  asks(state: StateRules, spot: Spot): void {
    const { asks, steps } = state
    if (asks === undefined) return
    const forCustomer = steps.some(({ by }) => by.includes('customer')) || sentIn(state).some(isToCustomer)
    this.#wordsOf(asks, askWords(this.#sayable(forCustomer)), spot)
    this.#openly(asks, spot)
  }

  /** Of its letters, and of what a customer is shown. */
  letters(whole: Spot): void {
    const { letters, states, customerSees } = this.#rules
    const toCustomers = new Set(
      states.flatMap((state) => sentIn(state).filter(isToCustomer)).map(({ letter }) => letter),
    )
    const toPartners = new Set(
      states.flatMap((state) => sentIn(state).filter(({ to }) => to === 'partner')).map(({ letter }) => letter),
    )
    customerSees?.forEach((id, place) => {
      if (!this.#names.fields.has(id))
        this.#names.unknown('field', id, [...this.#names.fields.keys()], whole.get('customerSees', place))
    })
    letters.forEach(({ id, subject, text }, place) => {
      const spot = whole.get('letters', place)
      const forCustomer = toCustomers.has(id)
      // What a ticket is called may be in its partner's words.
      const words = letterWordsOf(this.#sayable(forCustomer)).filter(
        (word) => word !== 'subject' || !forCustomer || customerSees === undefined,
      )
      this.#wordsOf(
        subject,
        words.filter((word) => word !== 'link'),
        spot.get('subject'),
      )
      this.#wordsOf(text, words, spot.get('text'))
      if (toPartners.has(id)) {
        this.#openly(subject, spot.get('subject'))
        this.#openly(text, spot.get('text'))
      }
    })
  }

  /** What a partner reads says nothing that is the vendor's own. */
  #openly(said: string, spot: Spot): void {
    const hidden = fieldsOf(this.#rules).filter((field) => isHidden(this.#rules, field))
    for (const word of wordsIn(said))
      if (hidden.some(({ id }) => id === word))
        spot.report('no field that is internal: a partner reads it', `{${word}}`)
  }

  /** The fields by name, and records in full; for a customer those that it is shown. */
  #sayable(forCustomer: boolean): readonly string[] {
    const all = [...this.#names.fields.keys()]
    const fields = forCustomer ? (this.#rules.customerSees ?? all) : all
    return fields.flatMap((id) => (this.#names.records.has(id) ? [id, inFull(id)] : [id]))
  }

  #wordsOf(said: string, all: readonly string[], spot: Spot): void {
    for (const word of wordsIn(said)) {
      if (all.includes(word)) continue
      const near = didYouMean(word, all)
      spot.report(
        `only ${all.map((each) => `{${each}}`).join(', ')}`,
        `{${word}}${near === null ? '' : ` for {${near}}`}`,
      )
    }
  }
}

/** Everything that is sent while a run is in a state. */
const sentIn = ({ notice, letters, deadlines }: StateRules): readonly SendRules[] => [
  ...(notice === undefined ? [] : [notice]),
  ...letters,
  ...deadlines.flatMap((deadline) => deadline.letters),
]
const isToCustomer = ({ to }: SendRules): boolean => to === 'customer'
