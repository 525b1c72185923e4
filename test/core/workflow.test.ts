import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PartnerId, TicketId } from '../../src/domain/kernel.ts'
import type { DeadlineRules, WorkflowRules } from '../../src/domain/policy/workflows.ts'
import {
  runWakeAt,
  settleNotice,
  start,
  step,
  stumble,
  wake,
  retry,
  type Surroundings,
} from '../../src/domain/workflow/engine.ts'
import { readFields } from '../../src/domain/workflow/fields.ts'
import { refoldRun } from '../../src/domain/workflow/refold.ts'
import type { Run, RunEntry, RunId } from '../../src/domain/workflow/run.ts'
import { dueAt } from '../../src/domain/workflow/span.ts'
import { at } from '../support/decisions.ts'
import { zoho as policy } from '../support/policies.ts'

const india = { country: 'IN', state: null }

const deadline = (after: DeadlineRules['after'], more: Partial<DeadlineRules> = {}): DeadlineRules => ({
  id: 'd',
  name: 'D',
  after,
  calendar: 'partner',
  letters: [],
  effects: [],
  ...more,
})
const hours = (amount: number) => ({ unit: 'working-time', minutes: amount * 60 }) as DeadlineRules['after']
const business = (days: number) => ({ unit: 'business-days', days }) as const
const calendarDays = (days: number) => ({ unit: 'calendar-days', days }) as const

// Worked out by hand: India is UTC+5:30 the year round; Berlin goes to summer time on 29 March 2026 at 01:00Z.
const spans: readonly (readonly [string, typeof india, DeadlineRules, string, string, Record<string, string>?])[] = [
  ['48 h over a weekend', india, deadline(hours(48)), '2026-03-12T16:30:00Z', '2026-03-16T16:30:00Z'],
  ['48 h from a Saturday begin on Monday', india, deadline(hours(48)), '2026-03-14T06:00:00Z', '2026-03-17T18:30:00Z'],
  [
    '24 h round the clock',
    india,
    deadline(hours(24), { calendar: 'around-the-clock' }),
    '2026-03-14T06:00:00Z',
    '2026-03-15T06:00:00Z',
  ],
  [
    '10 business days, the day itself being day 0',
    india,
    deadline(business(10)),
    '2026-03-10T06:00:00Z',
    '2026-03-24T18:30:00Z',
  ],
  ['business days from a Saturday', india, deadline(business(1)), '2026-03-14T06:00:00Z', '2026-03-16T18:30:00Z'],
  [
    '15 days over the change of clocks',
    { country: 'DE', state: null },
    deadline(calendarDays(15)),
    '2026-03-20T09:00:00Z',
    '2026-04-04T08:00:00Z',
  ],
  [
    'business days from a date, in a country that a field names (E3)',
    india,
    deadline(business(15), { calendar: { country: 'entity' }, from: 'uploadedOn' }),
    '2026-03-10T06:00:00Z',
    '2026-03-23T23:00:00Z',
    { entity: 'DE', uploadedOn: '2026-03-02' },
  ],
  [
    'in a sub-region that is named',
    india,
    deadline(business(1), { calendar: { subregion: 'dach' } }),
    '2026-03-10T06:00:00Z',
    '2026-03-11T23:00:00Z',
  ],
]
for (const [title, where, rules, from, to, fields = {}] of spans)
  test(`A deadline: ${title}`, () => assert.equal(dueAt(policy, where, fields, rules, at(from)).toString(), to))

const state = (id: string, more: object = {}) => ({
  id,
  name: id,
  letters: [],
  effects: [],
  deadlines: [],
  steps: [],
  ...more,
})
const to = (name: string) => [{ state: name }]
const rules: WorkflowRules = {
  id: 'trial',
  name: 'Trial',
  description: 'Of the tests.',
  blocksSolving: true,
  neededToSolve: false,
  begins: {
    by: ['agent'],
    fields: [],
    guards: [],
    to: [{ if: 'mapped-elsewhere', state: 'other' }, { state: 'asked' }],
  },
  letters: [{ id: 'note', subject: 's', text: 't' }],
  states: [
    state('asked', {
      waitsFor: 'partner',
      notice: { letter: 'note', to: 'partner', undelivered: 'other' },
      deadlines: [
        deadline(hours(24), { id: 'reminder', letters: [{ letter: 'note', to: 'partner' }] }),
        deadline(hours(48), { id: 'silence', to: to('second') }),
      ],
      steps: [
        { id: 'agree', name: 'Agree', by: ['partner'], fields: [], guards: [], to: to('done'), internal: false },
        {
          id: 'decide',
          name: 'Decide',
          by: ['lead', 'manager'],
          fields: [],
          guards: [{ fact: 'customer-is-mapped', otherwise: 'No.' }],
          to: to('done'),
          internal: true,
        },
      ],
    }),
    state('second', { deadlines: [deadline(hours(24), { id: 'end', to: to('done') })] }),
    state('other', {
      steps: [{ id: 'on', name: 'On', by: ['agent'], fields: [], guards: [], to: to('asked'), internal: false }],
    }),
    state('done', { ends: 'done', effects: ['unmap-customer'] }),
  ],
}
const tuesday = at('2026-03-10T06:00:00Z')
const around = (facts: Surroundings['facts'] = {}): Surroundings => ({ policy, rules, where: india, facts })
const agent = { roles: ['agent'], name: 'Ann' } as const
const partner = { roles: ['partner'], name: 'Asha' } as const

function begun(facts: Surroundings['facts'] = {}) {
  const decided = start(
    around(facts),
    {
      run: 'run' as RunId,
      ticket: 'ticket' as TicketId,
      partner: 'aurora' as PartnerId,
      fields: {},
      by: agent,
      startedBy: null,
      note: null,
    },
    tuesday,
  )
  assert.ok(decided.ok)
  return decided.value
}
const delivered = (run: Run, when = tuesday) => settleNotice(run, around(), { delivered: true, note: null }, when)
const brief = (entries: readonly RunEntry[]) =>
  entries.map(({ kind, id, at: when, to: next }) => `${kind} ${id ?? '-'} ${when.toString().slice(5, 16)} ${next}`)

test('A run begins in the first state whose condition holds, and the log says what was asked', () => {
  const { run, entries } = begun({ 'mapped-elsewhere': true })
  assert.deepEqual([run.state, entries[0]?.facts], ['other', { 'mapped-elsewhere': true }])
  assert.deepEqual(begun().run.state, 'asked')
})

test('Who may not begin it is refused and told who may', () => {
  const refused = start(
    around(),
    { run: 'r' as RunId, ticket: 't' as TicketId, partner: null, fields: {}, by: partner, startedBy: null, note: null },
    tuesday,
  )
  assert.ok(!refused.ok)
  assert.deepEqual([refused.problem.code, refused.problem.message], ['not-allowed', "'Trial' is begun by: the desk."])
})

test('A state with a notice has no deadline before the notice was delivered (E1)', () => {
  const { run, letters, wakeAt } = begun()
  assert.deepEqual(
    [run.timers, wakeAt, letters.map(({ isNotice, onceFor }) => [isNotice, onceFor])],
    [[], null, [[true, 'run:run:1:0']]],
  )
  const { run: told } = delivered(run, at('2026-03-11T06:00:00Z'))
  assert.deepEqual(
    told.timers.map(({ id, dueAt: due }) => [id, due.toString()]),
    [
      ['reminder', '2026-03-12T06:00:00Z'],
      ['silence', '2026-03-13T06:00:00Z'],
    ],
  )
  assert.equal(runWakeAt(told)?.toString(), '2026-03-12T06:00:00.001Z')
  const lost = settleNotice(run, around(), { delivered: false, note: '550' }, tuesday)
  assert.equal(lost.run.state, 'other')
})

test('An answer at the very instant of a limit is in time; a moment later it is not', () => {
  const { run } = delivered(begun().run)
  assert.equal(wake(run, around(), at('2026-03-11T06:00:00Z')), null)
  const inTime = step(run, around(), { step: 'agree', fields: {}, by: partner, note: null }, at('2026-03-12T06:00:00Z'))
  assert.ok(inTime.ok)
  assert.equal(inTime.value.run.outcome, 'done')
  const late = step(
    run,
    around(),
    { step: 'agree', fields: {}, by: partner, note: null },
    at('2026-03-12T06:00:00.001Z'),
  )
  assert.ok(!late.ok)
  assert.equal(late.problem.code, 'invalid-state')
})

test('Everything that passed is dated with its own instant, through several states, however late it is noticed (C14)', () => {
  const { run } = delivered(begun().run)
  const woken = wake(run, around(), at('2026-06-01T06:00:00Z'))
  assert.deepEqual(brief(woken?.entries ?? []), [
    'deadline reminder 03-11T06:00 asked',
    'deadline silence 03-12T06:00 second',
    'deadline end 03-13T06:00 done',
  ])
  assert.deepEqual(
    [woken?.run.endedAt?.toString(), woken?.wakeAt, woken?.effects],
    ['2026-03-13T06:00:00Z', null, [{ effect: 'unmap-customer', entry: 5 }]],
  )
  // Nobody is reminded of what is over by now, and the log says so.
  assert.deepEqual(woken?.letters, [])
  assert.match(woken?.entries[0]?.note ?? '', /^Nothing was sent/)
  const inTime = wake(run, around(), at('2026-03-11T06:00:01Z'))
  assert.deepEqual(
    inTime?.letters.map(({ letter }) => letter),
    ['note'],
  )
  assert.equal(inTime?.entries[0]?.note, null)
  assert.equal(wake(woken?.run as Run, around(), at('2026-07-01T06:00:00Z')), null)
})

test('A step is taken by the roles that it is for, with its guards; a fact that nobody could ask is not so', () => {
  const { run } = delivered(begun().run)
  const decide = (roles: readonly ('agent' | 'lead')[], facts: Surroundings['facts']) =>
    step(run, around(facts), { step: 'decide', fields: {}, by: { roles, name: 'Ann' }, note: null }, tuesday)
  const wrong = decide(['agent'], { 'customer-is-mapped': true })
  assert.deepEqual(wrong.ok ? null : wrong.problem.message, "'Decide' is for: a lead, a manager.")
  const guarded = decide(['agent', 'lead'], {})
  assert.deepEqual(guarded.ok ? null : guarded.problem.code, 'conflict')
  const done = decide(['agent', 'lead'], { 'customer-is-mapped': true })
  assert.ok(done.ok)
  assert.deepEqual([done.value.entries[0]?.by.as, done.value.entries[0]?.internal], ['lead', true])
})

test('A run in trouble comes due no more until somebody tries again', () => {
  const { run } = delivered(begun().run)
  const { run: stuck, wakeAt } = stumble(run, around(), 'It cannot be.', at('2026-03-12T07:00:00Z'))
  assert.equal(wakeAt, null)
  assert.equal(wake(stuck, around(), at('2026-04-01T06:00:00Z')), null)
  const tried = retry(stuck, around(), agent, at('2026-04-01T06:00:00Z'))
  assert.ok(tried.ok)
  assert.equal(tried.value.run.outcome, 'done')
  const none = retry(run, around(), agent, tuesday)
  assert.ok(!none.ok)
})

test('A run is worked out again from its log, and a log that was changed is found', () => {
  const trial = { ...policy, workflows: [rules] }
  const ticket = { id: 'ticket' as TicketId, partner: 'aurora' as PartnerId, ...india }
  const first = begun()
  const second = delivered(first.run)
  const third = wake(second.run, around(), at('2026-06-01T06:00:00Z'))
  assert.ok(third)
  const log = [
    ...first.entries.map((entry) => ({ entry, notedAt: tuesday })),
    ...second.entries.map((entry) => ({ entry, notedAt: tuesday })),
    ...third.entries.map((entry) => ({ entry, notedAt: at('2026-06-01T06:00:00Z') })),
  ].map(({ entry, notedAt }) => ({
    kind: 'workflow' as const,
    run: 'run' as RunId,
    workflow: 'trial',
    policyVersion: 1,
    startedBy: null,
    entry,
    notedAt,
  }))
  assert.deepEqual(refoldRun(trial, ticket, log), third.run)
  const [start1, ...rest] = log
  const moved = rest.map((line) =>
    line.entry.kind === 'deadline' ? { ...line, entry: { ...line.entry, at: line.entry.at.add({ hours: 1 }) } } : line,
  )
  assert.throws(() => refoldRun(trial, ticket, [start1!, ...moved]), /not what the rules make it/)
  assert.throws(() => refoldRun(trial, ticket, rest), /does not begin with its start/)
})

test('Fields: everything wrong at once, each in its own words; what is right comes out in its stored shape', () => {
  const asked = [
    { id: 'mail', name: 'Mail', type: 'email', optional: false, internal: false },
    { id: 'on', name: 'Day', type: 'date', optional: false, internal: false },
    { id: 'sum', name: 'Sum', type: 'money', optional: false, internal: false },
    { id: 'way', name: 'Way', type: 'choice', optional: false, internal: false, choices: [{ id: 'a', name: 'Alpha' }] },
    { id: 'land', name: 'Country', type: 'country', optional: true, internal: false },
    { id: 'product', name: 'Product', type: 'product', optional: true, internal: false },
    { id: 'count', name: 'Count', type: 'number', optional: true, internal: false },
  ] as const
  const wrong = readFields(policy, asked, {
    mail: 'no',
    on: '2026-02-30',
    sum: { amount: 0, currency: 'USD' },
    way: 'b',
    land: 'ZZ',
    product: 'x',
    count: 'one',
    more: 1,
  })
  assert.ok(!wrong.ok)
  assert.deepEqual(
    wrong.problem.map(({ field }) => field),
    ['more', 'mail', 'on', 'sum', 'way', 'land', 'product', 'count'],
  )
  const missing = readFields(policy, asked, {})
  assert.deepEqual(missing.ok ? [] : missing.problem.map(({ field }) => field), ['mail', 'on', 'sum', 'way'])
  const right = readFields(policy, asked, {
    mail: 'Ada@Kestrel.Example',
    on: '2026-02-28',
    sum: { amount: 10.005, currency: 'usd' },
    way: 'Alpha',
    land: 'de',
    count: 3,
  })
  assert.deepEqual(right.ok ? right.value : null, {
    mail: 'ada@kestrel.example',
    on: '2026-02-28',
    sum: { amount: 10.01, currency: 'USD' },
    way: 'a',
    land: 'DE',
    count: 3,
  })
})
