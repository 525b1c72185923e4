/** What a workflow must be beyond its shape: every name in it is there, every state is reached, and every run comes to an end. */
import { wordsIn } from '../../domain/letter.ts'
import type {
  BranchRules,
  DeadlineRules,
  SendRules,
  StateRules,
  StepRules,
  WorkflowRules,
} from '../../domain/policy/workflows.ts'
import { effectDeclaration, type EffectName } from '../../domain/workflow/effects.ts'
import { factDeclaration, type FactName } from '../../domain/workflow/fact-names.ts'
import type { Spot } from '../reader.ts'
import { once, WorkflowNames } from './workflow-names.ts'
import { waysHold } from './workflow-ways.ts'
import { WorkflowWords } from './workflow-words.ts'

export function workflowHolds(rules: WorkflowRules, spot: Spot): void {
  new Check(rules, spot).run()
}

class Check {
  readonly #rules: WorkflowRules
  readonly #spot: Spot
  readonly #names: WorkflowNames
  readonly #words: WorkflowWords
  readonly #used = new Set<string>()

  constructor(rules: WorkflowRules, spot: Spot) {
    this.#rules = rules
    this.#spot = spot
    this.#names = new WorkflowNames(rules, spot)
    this.#words = new WorkflowWords(rules, this.#names)
  }

  run(): void {
    const { begins, states, letters, customerAddress } = this.#rules
    if (customerAddress !== undefined && !this.#names.addressed.has(customerAddress))
      this.#names.isField(customerAddress, 'email', this.#spot.get('customerAddress'))
    // E4: nobody writes to a customer about dues; what pays a partner has no business with one.
    if (customerAddress !== undefined && this.#keepsPayouts())
      this.#spot.get('customerAddress').report('none in a workflow of payouts: no customer is written to about them')
    this.#replies(this.#spot.get('replies'))
    this.#guards(begins.guards, this.#spot.get('begins', 'guards'))
    this.#branches(begins.to, this.#spot.get('begins', 'to'))
    this.#words.letters(this.#spot)
    states.forEach((state, place) => this.#state(state, this.#spot.get('states', place)))
    letters.forEach(({ id }, place) => {
      if (!this.#used.has(id))
        this.#spot
          .get('letters', place)
          .report('a letter that some state or deadline sends', `'${id}', which nobody sends`)
    })
    waysHold(this.#rules, this.#spot)
  }

  #state(state: StateRules, spot: Spot): void {
    const { ends, steps, deadlines, notice, whenOtherEnds, effects, letters } = state
    once('step of a state', steps, spot.get('steps'))
    once('deadline of a state', deadlines, spot.get('deadlines'))
    this.#effects(effects, spot.get('effects'))
    this.#sends(letters, state, spot.get('letters'))
    if (notice !== undefined) {
      this.#send(notice, state, spot.get('notice'))
      this.#names.isState(notice.undelivered, spot.get('notice', 'undelivered'))
    }
    if (whenOtherEnds !== undefined) {
      this.#names.isState(whenOtherEnds.done, spot.get('whenOtherEnds', 'done'))
      this.#names.isState(whenOtherEnds.otherwise, spot.get('whenOtherEnds', 'otherwise'))
    }
    this.#words.asks(state, spot.get('asks'))
    steps.forEach((step, place) => this.#step(step, state, spot.get('steps', place)))
    deadlines.forEach((deadline, place) => this.#deadline(deadline, state, spot.get('deadlines', place)))
    if (ends !== undefined && steps.length + deadlines.length > 0)
      spot.get(steps.length > 0 ? 'steps' : 'deadlines').report('nothing further in a state that ends the workflow')
    if (ends === undefined && state.waitsFor !== undefined && !steps.some(({ by }) => by.includes(state.waitsFor!)))
      spot.get('waitsFor').report(`somebody who has a step here`)
  }

  #step({ id, by, guards, to, answers, reply }: StepRules, state: StateRules, spot: Spot): void {
    this.#guards(guards, spot.get('guards'))
    this.#branches(to, spot.get('to'))
    const silent = to.find((branch) => !this.#tellsPartner(branch.state))
    if (answers === true && silent !== undefined)
      spot.get('answers').report(`a letter to the partner in '${silent.state}': its words are the answer`)
    if (reply !== undefined && !by.includes('customer'))
      spot.get('reply').report('this only in a step for the customer')
    if (reply !== undefined && state.steps.find((each) => each.reply === reply)?.id !== id)
      spot.get('reply').report(`'${reply}' once in a state`)
    if (!by.includes('customer')) return
    if (this.#rules.customerAddress === undefined)
      this.#spot
        .get('customerAddress')
        .report('the field with the address of the customer, since a step is for it', 'nothing')
    const sent = [state.notice ?? [], ...state.letters].flat()
    const linked = sent.some(
      ({ letter, to: whom }) =>
        whom === 'customer' &&
        this.#rules.letters.some(({ id, text }) => id === letter && wordsIn(text).includes('link')),
    )
    if (!linked)
      spot.get('by').report('a letter of this state to the customer with {link}: the customer has no other way in')
    if (state.asks === undefined) spot.report("'asks' in the state: what the customer is asked", 'nothing')
  }

  /** A mail can answer only where it is known what yes and no mean, and whose word counts. */
  #replies(spot: Spot): void {
    const { replies, states, customerAddress } = this.#rules
    const marked = states.some(({ steps }) => steps.some(({ reply }) => reply !== undefined))
    if (replies === undefined) {
      if (marked) spot.report('whose mail answers (from), since a step is taken by a reply', 'nothing')
      return
    }
    if (!marked) spot.report('steps that say which answer takes them (reply)', 'none')
    if (this.#names.addressed.has(customerAddress ?? ''))
      this.#spot.get('customerAddress').report('a field of type email, since a mail may answer', 'a record')
    if (replies.wordsIn !== undefined) this.#names.isField(replies.wordsIn, 'text', spot.get('wordsIn'))
    if (replies.from === 'customer' && customerAddress !== 'consentFrom')
      spot
        .get('from')
        .report("'asked', unless customerAddress is consentFrom, of which it can be found out who confirms")
    if (replies.from === 'customer') this.#names.needs(factDeclaration('confirms-for-customer'), spot.get('from'))
  }

  #keepsPayouts = (): boolean => this.#rules.states.some(({ effects }) => effects.includes('keep-payout'))

  #tellsPartner = (id: string): boolean =>
    this.#rules.states.some((state) => state.id === id && state.letters.some(({ to }) => to === 'partner'))

  #deadline({ calendar, from, to, letters, effects, after }: DeadlineRules, state: StateRules, spot: Spot): void {
    if (to === undefined && letters.length === 0 && effects.length === 0)
      spot.report('an outcome: where it goes on (to), or what is sent (letters)', 'a deadline without one')
    if (to !== undefined) this.#branches(to, spot.get('to'))
    if (from !== undefined) this.#names.isField(from, 'date', spot.get('from'))
    if (typeof calendar === 'object' && 'country' in calendar)
      this.#names.isField(calendar.country, 'country', spot.get('calendar', 'country'))
    if (typeof calendar === 'object' && 'billingEntity' in calendar) {
      const here = spot.get('calendar', 'billingEntity')
      this.#names.isField(calendar.billingEntity, 'choice', here)
      if (!this.#names.entities.has(calendar.billingEntity)) here.report('a field with choicesFrom: billing-entities')
    }
    this.#sends(letters, to === undefined ? state : null, spot.get('letters'))
    this.#effects(effects, spot.get('effects'))
    const sooner = state.deadlines.find(
      (other) =>
        other.to !== undefined &&
        other.after !== after &&
        other.from === from &&
        JSON.stringify(other.calendar) === JSON.stringify(calendar) &&
        other.after.unit === after.unit &&
        lengthOf(other.after) <= lengthOf(after),
    )
    if (sooner !== undefined) spot.get('after').report(`less than '${sooner.id}', after which the state is left`)
  }

  /** `state` is whose question the letter may say and ask for an answer to; null where it is sent on leaving one. */
  #sends(letters: readonly SendRules[], state: StateRules | null, spot: Spot): void {
    letters.forEach((each, place) => this.#send(each, state, spot.get(place)))
  }

  #send({ letter, to }: SendRules, state: StateRules | null, spot: Spot): void {
    const found = this.#rules.letters.find(({ id }) => id === letter)
    this.#used.add(letter)
    if (found === undefined)
      return this.#names.unknown(
        'letter',
        letter,
        this.#rules.letters.map(({ id }) => id),
        spot.get('letter'),
      )
    if (to === 'customer' && this.#rules.customerAddress === undefined)
      this.#spot
        .get('customerAddress')
        .report('the field with the address of the customer, since a letter goes to it', 'nothing')
    const linked = wordsIn(found.text).includes('link')
    if (state?.asks === undefined && [found.subject, found.text].some((said) => wordsIn(said).includes('asks')))
      spot.get('letter').report("a letter without {asks}: this state has no 'asks'")
    if (linked && state?.steps.some(({ by }) => by.includes('customer')) !== true)
      spot.get('letter').report('a letter without {link}: no step of this state is for the customer')
    if (linked && to !== 'customer') spot.get('to').report('customer, since the link in this letter is for nobody else')
  }

  #guards(guards: StepRules['guards'], spot: Spot): void {
    guards.forEach(({ fact, field }, place) => {
      this.#names.needs(factDeclaration(fact), spot.get(place, 'fact'))
      if (field !== undefined && !this.#names.fields.has(field))
        this.#names.unknown('field', field, [...this.#names.fields.keys()], spot.get(place, 'field'))
    })
  }

  #branches(branches: readonly BranchRules[], spot: Spot): void {
    branches.forEach((branch, place) => {
      const own = branches.length === 1 && spot.get(0).node === null ? spot : spot.get(place, 'state')
      this.#names.isState(branch.state, own)
      if (branch.if !== undefined) this.#names.needs(factDeclaration(branch.if as FactName), spot.get(place, 'if'))
    })
  }

  #effects(effects: readonly EffectName[], spot: Spot): void {
    effects.forEach((effect, place) => this.#names.needs(effectDeclaration(effect), spot.get(place)))
  }
}

const lengthOf = (span: DeadlineRules['after']): number => (span.unit === 'working-time' ? span.minutes : span.days)
