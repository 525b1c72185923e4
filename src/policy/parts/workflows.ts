/** workflows/*.yaml: what runs through states with deadlines, checked so that whatever loads can be gone through to an end. */
import { basename } from 'node:path'
import { isScalar } from 'yaml'
import {
  choiceLists,
  fileKinds,
  letterTargets,
  outcomes,
  recordLists,
  workflowRoles,
  type BeginRules,
  type BranchRules,
  type DeadlineCalendar,
  type DeadlineRules,
  type GuardRules,
  type NoticeRules,
  type ReplyRules,
  type SendRules,
  type SpanRules,
  type StateRules,
  type StepRules,
  type WorkflowFieldRules,
  type WorkflowLetterRules,
  type WorkflowRules,
} from '../../domain/policy/workflows.ts'
import { workflowFieldTypes } from '../../domain/workflow/field-types.ts'
import { effectNames } from '../../domain/workflow/effects.ts'
import { factNames } from '../../domain/workflow/fact-names.ts'
import { didYouMean } from '../../domain/did-you-mean.ts'
import {
  gives,
  list,
  object,
  oneOf,
  optional,
  or,
  scalar,
  some,
  text,
  truth,
  understood,
  uses,
  wrong,
  type Decode,
} from '../decode.ts'
import { parseDuration } from '../duration.ts'
import type { Spot } from '../reader.ts'
import { workflowHolds } from './workflow-checks.ts'

/** A word of the program's own, of which there may be many. */
const known =
  <Word extends string>(what: string, words: readonly Word[]): Decode<Word> =>
  (spot) => {
    const said = scalar(spot)
    const word = words.find((each) => each === said)
    if (word !== undefined) return word
    const near = typeof said === 'string' ? didYouMean(said, words) : null
    return wrong(spot, near === null ? `${what}: ${words.join(', ')}` : `${what} (did you mean '${near}'?)`)
  }

const role = known('a role', workflowRoles)
const fact = known('a fact', factNames)
const effect = known('an effect', effectNames)

/** A name within the file: whether it is there once, and there at all, is for `workflowHolds`. */
const local: Decode<string> = (spot) => {
  const said = scalar(spot)
  return typeof said === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(said)
    ? said
    : wrong(spot, 'a name in small letters, digits and hyphens')
}

/** Instants are never asked for, and a name that ends like theirs would be read as one. */
const fieldId = understood('a name for a field, such as customerEmail; days end in On', (said) =>
  /^[a-z][A-Za-z0-9]*$/.test(said) && !/^at$|At$|[sS]ince$/.test(said) ? said : null,
)

const field = object<WorkflowFieldRules>(
  {
    id: fieldId,
    name: text,
    type: known('a type', workflowFieldTypes),
    help: optional(text),
    optional: or(truth, false),
    choices: optional(some(object({ id: local, name: text }))),
    choicesFrom: optional(oneOf(...choiceLists)),
    accepts: optional(list(oneOf(...fileKinds), 'single')),
    recordsOf: optional(oneOf(...recordLists)),
    changesOf: optional(some(uses('kind of sheet'))),
    startsAs: optional(text),
    internal: or(truth, false),
  },
  ({ type, choices, choicesFrom, recordsOf, changesOf, accepts }, spot) => {
    if (accepts !== undefined && type !== undefined && type !== 'file')
      spot.get('accepts').report('this only where the type is file')
    if ((type === 'record') !== (recordsOf !== undefined))
      spot.get('recordsOf').report('this where the type is record, and only there')
    if ((type === 'changes') !== (changesOf !== undefined))
      spot.get('changesOf').report('this where the type is changes, and only there')
    if (type === 'choice' && choices === undefined && choicesFrom === undefined)
      spot.get('choices').report('what there is to choose from', 'nothing')
    if (type !== undefined && type !== 'choice' && choices !== undefined)
      spot.get('choices').report('this only where the type is choice')
    if (choicesFrom !== undefined && (type !== 'choice' || choices !== undefined))
      spot.get('choicesFrom').report('this only where the type is choice, and instead of choices')
  },
)

const guard = object<GuardRules>({ fact, otherwise: text, field: optional(fieldId) })

const oneBranch = object<BranchRules>({ if: optional(fact), state: local })

/** A state, or a list of which each but the last says when. */
const branches: Decode<readonly BranchRules[]> = (spot) => {
  if (isScalar(spot.node)) {
    const state = local(spot)
    return state === undefined ? undefined : [{ state }]
  }
  const read = some(oneBranch)(spot)
  read?.forEach((branch, index) => {
    const isLast = index === read.length - 1
    if (isLast && branch.if !== undefined) spot.get(index, 'if').report('a last branch without a condition')
    if (!isLast && branch.if === undefined) spot.get(index).report('a condition in each branch but the last')
  })
  return read
}

const send = object<SendRules>({ letter: local, to: oneOf(...letterTargets) })

export const span: Decode<SpanRules> = understood(
  "a length of time above zero: '48 h' of working time, '10 business days' or '15 calendar days'",
  (said) => {
    const [, amount, unit] = /^(\d+) (business|calendar) days?$/.exec(said) ?? []
    const days = Number(amount)
    if (unit !== undefined)
      return days > 0 && days <= 1_000 ? { unit: unit === 'business' ? 'business-days' : 'calendar-days', days } : null
    const minutes = parseDuration(said)
    return minutes === null || minutes <= 0 ? null : { unit: 'working-time', minutes }
  },
)

const place = object<{ readonly subregion: string }>({ subregion: uses('sub-region') })
const ofField = object<{ readonly country: string }>({ country: fieldId })
const ofEntity = object<{ readonly billingEntity: string }>({ billingEntity: fieldId })

const calendar: Decode<DeadlineCalendar> = (spot) => {
  if (isScalar(spot.node)) return oneOf('partner', 'around-the-clock')(spot)
  if (spot.keys.includes('billingEntity')) return ofEntity(spot)
  return spot.keys.includes('subregion') ? place(spot) : ofField(spot)
}

const deadline = object<DeadlineRules>({
  id: local,
  name: text,
  after: span,
  calendar: or(calendar, 'partner'),
  from: optional(fieldId),
  to: optional(branches),
  letters: or(list(send), []),
  effects: or(list(effect), []),
})

const step = object<StepRules>({
  id: local,
  name: text,
  by: list(role, 'single'),
  fields: or(list(field), []),
  guards: or(list(guard), []),
  to: branches,
  internal: or(truth, false),
  answers: optional(truth),
  reply: optional(oneOf('yes', 'no')),
})

const state = object<StateRules>({
  id: local,
  name: text,
  description: optional(text),
  waitsFor: optional(role),
  ends: optional(oneOf(...outcomes)),
  asks: optional(text),
  notice: optional(object<NoticeRules>({ letter: local, to: oneOf(...letterTargets), undelivered: local })),
  letters: or(list(send), []),
  effects: or(list(effect), []),
  deadlines: or(list(deadline), []),
  steps: or(list(step), []),
  whenOtherEnds: optional(object({ done: local, otherwise: local })),
})

const begins = object<BeginRules>({
  by: list(role, 'single'),
  fields: or(list(field), []),
  guards: or(list(guard), []),
  to: branches,
})

const letter = object<WorkflowLetterRules>({ id: local, subject: text, text })

const id: Decode<string> = (spot) => {
  const read = gives('workflow')(spot)
  const file = basename(spot.file, '.yaml')
  if (read !== undefined && read !== file) spot.report(`'${file}', as the file is named`)
  return read
}

export const workflow: Decode<WorkflowRules> = (spot: Spot) => {
  const read = object<WorkflowRules>({
    id,
    name: text,
    description: text,
    blocksSolving: or(truth, true),
    neededToSolve: or(truth, false),
    customerAddress: optional(fieldId),
    customerSees: optional(list(fieldId)),
    replies: optional(object<ReplyRules>({ from: oneOf('asked', 'customer'), wordsIn: optional(fieldId) })),
    begins,
    letters: or(list(letter), []),
    states: some(state),
  })(spot)
  if (read !== undefined) workflowHolds(read, spot)
  return read
}
