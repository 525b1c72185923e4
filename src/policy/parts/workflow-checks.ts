/**
 * What a workflow must be beyond its shape: every name in it is there, every state is reached, and every run comes to an end.
 *
 * Long because: the checks share one look at the same workflow, and a reader of a mistake looks for all of them in one place.
 */
import { wordsIn } from '../../domain/letter.ts'
import {
  addressedRecords,
  recordParts,
  type BranchRules,
  type DeadlineRules,
  type RecordList,
  type SendRules,
  type StateRules,
  type StepRules,
  type WorkflowFieldRules,
  type WorkflowFieldType,
  type WorkflowRules,
} from '../../domain/policy/workflows.ts'
import { effectDeclaration, type EffectName } from '../../domain/workflow/effects.ts'
import { factDeclaration, type FactName } from '../../domain/workflow/fact-names.ts'
import { askWords, fieldsOf, inFull, isHidden, letterWordsOf } from '../../domain/workflow/words.ts'
import { didYouMean } from '../../domain/did-you-mean.ts'
import type { Spot } from '../reader.ts'

export function workflowHolds(rules: WorkflowRules, spot: Spot): void {
  new Check(rules, spot).run()
}

type Needs = {
  readonly needs: Readonly<Record<string, WorkflowFieldType>>
  readonly may?: Readonly<Record<string, WorkflowFieldType>>
}

class Check {
  readonly #rules: WorkflowRules
  readonly #spot: Spot
  readonly #fields = new Map<string, WorkflowFieldType>()
  readonly #used = new Set<string>()
  readonly #entities = new Set<string>()
  readonly #records = new Map<string, RecordList>()
  readonly #addressed = new Set<string>()

  constructor(rules: WorkflowRules, spot: Spot) {
    this.#rules = rules
    this.#spot = spot
  }

  run(): void {
    const { begins, states, letters, customerAddress } = this.#rules
    this.#collect(begins.fields, this.#spot.get('begins', 'fields'))
    states.forEach(({ steps }, place) =>
      steps.forEach(({ fields }, nth) =>
        this.#collect(fields, this.#spot.get('states', place, 'steps', nth, 'fields')),
      ),
    )
    this.#once('state', states, this.#spot.get('states'))
    this.#once('letter', letters, this.#spot.get('letters'))
    if (customerAddress !== undefined && !this.#addressed.has(customerAddress))
      this.#isField(customerAddress, 'email', this.#spot.get('customerAddress'))
    // E4: nobody writes to a customer about dues; what pays a partner has no business with one.
    if (customerAddress !== undefined && this.#keepsPayouts())
      this.#spot.get('customerAddress').report('none in a workflow of payouts: no customer is written to about them')
    this.#replies(this.#spot.get('replies'))
    this.#guards(begins.guards, this.#spot.get('begins', 'guards'))
    this.#branches(begins.to, this.#spot.get('begins', 'to'))
    this.#words()
    states.forEach((state, place) => this.#state(state, this.#spot.get('states', place)))
    letters.forEach(({ id }, place) => {
      if (!this.#used.has(id))
        this.#spot
          .get('letters', place)
          .report('a letter that some state or deadline sends', `'${id}', which nobody sends`)
    })
    this.#ways()
  }

  /** The same field may be asked for again, as the same type. */
  #collect(fields: readonly WorkflowFieldRules[], spot: Spot): void {
    this.#once('field of a step', fields, spot)
    fields.forEach(({ id, type, choicesFrom, recordsOf, startsAs }, place) => {
      const before = this.#fields.get(id)
      if (before !== undefined && before !== type)
        spot.get(place, 'type').report(`${before}, as where it is asked for before`)
      this.#fields.set(id, before ?? type)
      if (choicesFrom === 'billing-entities') this.#entities.add(id)
      if (type === 'record' && recordsOf !== undefined) this.#records.set(id, recordsOf)
      if (startsAs !== undefined && (type !== 'text' || !this.#beginnings().includes(startsAs)))
        spot
          .get(place, 'startsAs')
          .report(`in a text, one of: ${this.#beginnings().join(', ') || 'none'}`, `'${startsAs}'`)
      if (addressedRecords.some((known) => known === recordsOf)) this.#addressed.add(id)
    })
  }

  /** Words of the records that were asked for before. */
  #beginnings = (): readonly string[] =>
    [...this.#records].flatMap(([id, list]) => (recordParts[list] ?? []).map((part) => `${id}.${part}`))

  #once(kind: string, rows: readonly { readonly id: string }[], spot: Spot): void {
    rows.forEach(({ id }, place) => {
      if (rows.findIndex((row) => row.id === id) < place) spot.get(place, 'id').report(`each ${kind} once`)
    })
  }

  #state(state: StateRules, spot: Spot): void {
    const { ends, steps, deadlines, notice, whenOtherEnds, effects, letters, asks } = state
    this.#once('step of a state', steps, spot.get('steps'))
    this.#once('deadline of a state', deadlines, spot.get('deadlines'))
    this.#effects(effects, spot.get('effects'))
    this.#sends(letters, state, spot.get('letters'))
    if (notice !== undefined) {
      this.#send(notice, state, spot.get('notice'))
      this.#isState(notice.undelivered, spot.get('notice', 'undelivered'))
    }
    if (whenOtherEnds !== undefined) {
      this.#isState(whenOtherEnds.done, spot.get('whenOtherEnds', 'done'))
      this.#isState(whenOtherEnds.otherwise, spot.get('whenOtherEnds', 'otherwise'))
    }
    const forCustomer = steps.some(({ by }) => by.includes('customer')) || sentIn(state).some(isToCustomer)
    if (asks !== undefined) {
      this.#wordsOf(asks, askWords(this.#sayable(forCustomer)), spot.get('asks'))
      this.#openly(asks, spot.get('asks'))
    }
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
    if (this.#addressed.has(customerAddress ?? ''))
      this.#spot.get('customerAddress').report('a field of type email, since a mail may answer', 'a record')
    if (replies.wordsIn !== undefined) this.#isField(replies.wordsIn, 'text', spot.get('wordsIn'))
    if (replies.from === 'customer' && customerAddress !== 'consentFrom')
      spot
        .get('from')
        .report("'asked', unless customerAddress is consentFrom, of which it can be found out who confirms")
    if (replies.from === 'customer') this.#needs(factDeclaration('confirms-for-customer'), spot.get('from'))
  }

  #keepsPayouts = (): boolean => this.#rules.states.some(({ effects }) => effects.includes('keep-payout'))

  #tellsPartner = (id: string): boolean =>
    this.#rules.states.some((state) => state.id === id && state.letters.some(({ to }) => to === 'partner'))

  #deadline({ calendar, from, to, letters, effects, after }: DeadlineRules, state: StateRules, spot: Spot): void {
    if (to === undefined && letters.length === 0 && effects.length === 0)
      spot.report('an outcome: where it goes on (to), or what is sent (letters)', 'a deadline without one')
    if (to !== undefined) this.#branches(to, spot.get('to'))
    if (from !== undefined) this.#isField(from, 'date', spot.get('from'))
    if (typeof calendar === 'object' && 'country' in calendar)
      this.#isField(calendar.country, 'country', spot.get('calendar', 'country'))
    if (typeof calendar === 'object' && 'billingEntity' in calendar) {
      const here = spot.get('calendar', 'billingEntity')
      this.#isField(calendar.billingEntity, 'choice', here)
      if (!this.#entities.has(calendar.billingEntity)) here.report('a field with choicesFrom: billing-entities')
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
      return this.#unknown(
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
      this.#needs(factDeclaration(fact), spot.get(place, 'fact'))
      if (field !== undefined && !this.#fields.has(field))
        this.#unknown('field', field, [...this.#fields.keys()], spot.get(place, 'field'))
    })
  }

  #branches(branches: readonly BranchRules[], spot: Spot): void {
    branches.forEach((branch, place) => {
      const own = branches.length === 1 && spot.get(0).node === null ? spot : spot.get(place, 'state')
      this.#isState(branch.state, own)
      if (branch.if !== undefined) this.#needs(factDeclaration(branch.if as FactName), spot.get(place, 'if'))
    })
  }

  #effects(effects: readonly EffectName[], spot: Spot): void {
    effects.forEach((effect, place) => this.#needs(effectDeclaration(effect), spot.get(place)))
  }

  #needs({ needs, may = {} }: Needs, spot: Spot): void {
    for (const [id, type] of Object.entries(needs)) this.#isField(id, type, spot)
    for (const [id, type] of Object.entries(may)) if (this.#fields.has(id)) this.#isField(id, type, spot)
  }

  #isField(id: string, type: WorkflowFieldType, spot: Spot): void {
    const has = this.#fields.get(id)
    if (has === undefined) spot.report(`a field '${id}' of type ${type} in this workflow`, 'none')
    else if (has !== type) spot.report(`the field '${id}' of type ${type}`, `one of type ${has}`)
  }

  #isState(id: string, spot: Spot): void {
    const ids = this.#rules.states.map((state) => state.id)
    if (!ids.includes(id)) this.#unknown('state', id, ids, spot)
  }

  #unknown(kind: string, name: string, all: readonly string[], spot: Spot): void {
    const near = didYouMean(name, all)
    const list = all.length === 0 ? 'there are none' : all.join(', ')
    spot.report(`a ${kind} of this workflow${near === null ? ` (${list})` : ` (did you mean '${near}'?)`}`, `'${name}'`)
  }

  #words(): void {
    const { letters, states, customerSees } = this.#rules
    const toCustomers = new Set(
      states.flatMap((state) => sentIn(state).filter(isToCustomer)).map(({ letter }) => letter),
    )
    const toPartners = new Set(
      states.flatMap((state) => sentIn(state).filter(({ to }) => to === 'partner')).map(({ letter }) => letter),
    )
    customerSees?.forEach((id, place) => {
      if (!this.#fields.has(id))
        this.#unknown('field', id, [...this.#fields.keys()], this.#spot.get('customerSees', place))
    })
    letters.forEach(({ id, subject, text }, place) => {
      const spot = this.#spot.get('letters', place)
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
    const all = [...this.#fields.keys()]
    const fields = forCustomer ? (this.#rules.customerSees ?? all) : all
    return fields.flatMap((id) => (this.#records.has(id) ? [id, inFull(id)] : [id]))
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

  /** Every state is reached from the beginning, and from every state an end is. */
  #ways(): void {
    const { states, begins } = this.#rules
    const next = new Map(states.map((state) => [state.id, waysOut(state)]))
    const reached = reachedFrom(
      begins.to.map((branch) => branch.state),
      (id) => next.get(id) ?? [],
    )
    const before = (id: string): string[] =>
      states.filter((state) => next.get(state.id)?.includes(id)).map((state) => state.id)
    const ends = states.filter((state) => state.ends !== undefined).map((state) => state.id)
    const ending = reachedFrom(ends, before)
    if (ends.length === 0) this.#spot.get('states').report('a state that ends the workflow (ends)', 'none')
    states.forEach((state, place) => {
      const spot = this.#spot.get('states', place)
      if (!reached.has(state.id))
        spot.report('a state that some other leads to', `'${state.id}', which is never reached`)
      if (state.ends !== undefined) return
      if ((next.get(state.id) ?? []).every((id) => id === state.id))
        spot.report('a step, a deadline or another run that leads on', `'${state.id}', a state without a way out`)
      else if (ends.length > 0 && !ending.has(state.id))
        spot.report('a way to an end', `'${state.id}', from which no end is reached`)
    })
  }
}

/** The states that one leads to. */
export const waysOut = (state: StateRules): string[] => [
  ...state.steps.flatMap(({ to }) => to.map((branch) => branch.state)),
  ...state.deadlines.flatMap(({ to }) => to?.map((branch) => branch.state) ?? []),
  ...(state.notice === undefined ? [] : [state.notice.undelivered]),
  ...(state.whenOtherEnds === undefined ? [] : [state.whenOtherEnds.done, state.whenOtherEnds.otherwise]),
]

/** Everything that is sent while a run is in a state. */
const sentIn = ({ notice, letters, deadlines }: StateRules): readonly SendRules[] => [
  ...(notice === undefined ? [] : [notice]),
  ...letters,
  ...deadlines.flatMap((deadline) => deadline.letters),
]
const isToCustomer = ({ to }: SendRules): boolean => to === 'customer'

function reachedFrom(first: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [...first]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    waiting.push(...next(id))
  }
  return reached
}

const lengthOf = (span: DeadlineRules['after']): number => (span.unit === 'working-time' ? span.minutes : span.days)
