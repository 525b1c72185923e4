/** The names that a workflow gives: its fields, states and letters, and whether what names them is right. */
import {
  addressedRecords,
  recordParts,
  type RecordList,
  type WorkflowFieldRules,
  type WorkflowRules,
} from '../../domain/policy/workflows.ts'
import type { WorkflowFieldType } from '../../domain/workflow/field-types.ts'
import { didYouMean } from '../../domain/did-you-mean.ts'
import type { Spot } from '../reader.ts'

type Needs = {
  readonly needs: Readonly<Record<string, WorkflowFieldType>>
  readonly may?: Readonly<Record<string, WorkflowFieldType>>
}

export class WorkflowNames {
  readonly #rules: WorkflowRules
  readonly fields = new Map<string, WorkflowFieldType>()
  /** Fields of billing entities. */
  readonly entities = new Set<string>()
  readonly records = new Map<string, RecordList>()
  /** Fields of records that have a customer's address. */
  readonly addressed = new Set<string>()

  /** Reports what is named twice, or as another type than before. */
  constructor(rules: WorkflowRules, spot: Spot) {
    this.#rules = rules
    const { begins, states, letters } = rules
    this.#collect(begins.fields, spot.get('begins', 'fields'))
    states.forEach(({ steps }, place) =>
      steps.forEach(({ fields }, nth) => this.#collect(fields, spot.get('states', place, 'steps', nth, 'fields'))),
    )
    once('state', states, spot.get('states'))
    once('letter', letters, spot.get('letters'))
  }

  /** The same field may be asked for again, as the same type. */
  #collect(fields: readonly WorkflowFieldRules[], spot: Spot): void {
    once('field of a step', fields, spot)
    fields.forEach(({ id, type, choicesFrom, recordsOf, startsAs }, place) => {
      const before = this.fields.get(id)
      if (before !== undefined && before !== type)
        spot.get(place, 'type').report(`${before}, as where it is asked for before`)
      this.fields.set(id, before ?? type)
      if (choicesFrom === 'billing-entities') this.entities.add(id)
      if (type === 'record' && recordsOf !== undefined) this.records.set(id, recordsOf)
      if (startsAs !== undefined && (type !== 'text' || !this.#beginnings().includes(startsAs)))
        spot
          .get(place, 'startsAs')
          .report(`in a text, one of: ${this.#beginnings().join(', ') || 'none'}`, `'${startsAs}'`)
      if (addressedRecords.some((known) => known === recordsOf)) this.addressed.add(id)
    })
  }

  /** Words of the records that were asked for before. */
  #beginnings = (): readonly string[] =>
    [...this.records].flatMap(([id, list]) => (recordParts[list] ?? []).map((part) => `${id}.${part}`))

  needs({ needs, may = {} }: Needs, spot: Spot): void {
    for (const [id, type] of Object.entries(needs)) this.isField(id, type, spot)
    for (const [id, type] of Object.entries(may)) if (this.fields.has(id)) this.isField(id, type, spot)
  }

  isField(id: string, type: WorkflowFieldType, spot: Spot): void {
    const has = this.fields.get(id)
    if (has === undefined) spot.report(`a field '${id}' of type ${type} in this workflow`, 'none')
    else if (has !== type) spot.report(`the field '${id}' of type ${type}`, `one of type ${has}`)
  }

  isState(id: string, spot: Spot): void {
    const ids = this.#rules.states.map((state) => state.id)
    if (!ids.includes(id)) this.unknown('state', id, ids, spot)
  }

  unknown(kind: string, name: string, all: readonly string[], spot: Spot): void {
    const near = didYouMean(name, all)
    const list = all.length === 0 ? 'there are none' : all.join(', ')
    spot.report(`a ${kind} of this workflow${near === null ? ` (${list})` : ` (did you mean '${near}'?)`}`, `'${name}'`)
  }
}

export function once(kind: string, rows: readonly { readonly id: string }[], spot: Spot): void {
  rows.forEach(({ id }, place) => {
    if (rows.findIndex((row) => row.id === id) < place) spot.get(place, 'id').report(`each ${kind} once`)
  })
}
