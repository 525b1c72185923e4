import assert from 'node:assert/strict'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { editedFolder, lineOf, zoho, zohoFolder } from '../../test/support/policies.ts'
import { loadPolicy } from './load.ts'

const claim = fileURLToPath(new URL('../../test/fixtures/workflows/marketing-claim.yaml', import.meta.url))
const file = 'workflows/marketing-claim.yaml'

interface Row {
  readonly title: string
  readonly from: string
  readonly to: string
  /** What is said, and on the line of which text. */
  readonly says: readonly (readonly [path: string, expected: RegExp, on: string])[]
}

const rows: readonly Row[] = [
  {
    title: 'a state that is never reached',
    from: 'name: Nobody decided, after: 10 business days, to: overdue',
    to: 'name: Nobody decided, after: 10 business days, to: refused',
    says: [['states[1]', /that some other leads to/, '- id: overdue']],
  },
  {
    title: 'a state without a way out',
    from: '  - { id: refused, name: Refused, ends: refused, letters: [{ letter: decided, to: partner }] }',
    to: '  - { id: refused, name: Refused, letters: [{ letter: decided, to: partner }] }',
    says: [['states[3]', /leads on/, '{ id: refused, name: Refused, letters']],
  },
  {
    title: 'states from which no end is reached',
    from: '      - { id: approve, name: Approve, by: manager, to: approved }\n      - { id: refuse, name: Refuse, by: manager, fields: [{ id: why, name: Why, type: text }], to: refused }',
    to: '      - { id: back, name: Back, by: manager, to: waiting }\n  - { id: waiting, name: Waiting, steps: [{ id: on, name: On, by: agent, to: overdue }] }',
    says: [
      ['states[1]', /a way to an end/, '- id: overdue'],
      ['states[2]', /a way to an end/, '{ id: waiting'],
    ],
  },
  {
    title: 'a deadline without an outcome',
    from: 'after: 10 business days, to: overdue }',
    to: 'after: 10 business days }',
    says: [
      ['states[0].deadlines[1]', /an outcome/, 'id: limit'],
      ['states[1]', /that some other leads to/, '- id: overdue'],
    ],
  },
  {
    title: 'a deadline after the one that leaves the state',
    from: 'after: 5 business days',
    to: 'after: 12 business days',
    says: [['states[0].deadlines[0].after', /less than 'limit'/, 'after: 12 business days']],
  },
  {
    title: 'a letter with {asks} in a state that asks nothing',
    from: '    asks: *asks\n',
    to: '',
    says: [['states[1].letters[0].letter', /a letter without \{asks\}/, 'letters: [{ letter: claimed, to: desk }]']],
  },
  {
    title: 'an internal field in a letter to the partner, or in a question',
    from: 'fields: [{ id: why, name: Why, type: text }], to: refused }\n  - id: overdue',
    to: 'fields: [{ id: why, name: Why, type: text, internal: true }], to: refused }\n  - id: overdue',
    says: [['letters[1].text', /no field that is internal/, '- { id: decided']],
  },
  {
    title: 'an unknown effect',
    from: '{ id: approved, name: Approved, ends: done,',
    to: '{ id: approved, name: Approved, ends: done, effects: [unmap-costumer],',
    says: [['states[2].effects[0]', /did you mean 'unmap-customer'/, 'id: approved, name']],
  },
  {
    title: 'an effect without the fields that it reads',
    from: '{ id: approved, name: Approved, ends: done,',
    to: '{ id: approved, name: Approved, ends: done, effects: [unmap-customer],',
    says: [['states[2].effects[0]', /a field 'customer' of type customer/, 'id: approved, name']],
  },
  {
    title: 'an unknown letter, and one that nobody sends',
    from: '    letters: [{ letter: claimed, to: desk }]',
    to: '    letters: [{ letter: decidde, to: desk }]',
    says: [['states[1].letters[0].letter', /did you mean 'decided'/, 'decidde']],
  },
  {
    title: 'an unknown role',
    from: '{ id: approve, name: Approve, by: pam, to: approved }',
    to: '{ id: approve, name: Approve, by: pem, to: approved }',
    says: [['states[0].steps[0].by', /a role/, 'by: pem']],
  },
  {
    title: 'an unknown state',
    from: '  to: approval',
    to: '  to: aproval',
    says: [
      ['begins.to', /did you mean 'approval'/, 'to: aproval'],
      ['states[0]', /that some other leads to/, '- id: approval'],
      ['states[1]', /that some other leads to/, '- id: overdue'],
      ['states[2]', /that some other leads to/, 'id: approved, name'],
      ['states[3]', /that some other leads to/, 'id: refused, name'],
    ],
  },
  {
    title: 'a letter that names what nobody knows',
    from: 'Your claim was decided. {why}',
    to: 'Your claim was decided. {wy}',
    says: [['letters[1].text', /only /, '{wy}']],
  },
  {
    title: 'a step for a customer that is given no way in',
    from: '{ id: approve, name: Approve, by: pam, to: approved }',
    to: '{ id: approve, name: Approve, by: [pam, customer], to: approved }',
    says: [
      ['customerAddress', /the address of the customer/, 'id: marketing-claim'],
      ['states[0].steps[0].by', /\{link\}/, '[pam, customer]'],
    ],
  },
  {
    title: 'a mailed answer that takes a step of nobody who is asked by letter',
    from: '{ id: approve, name: Approve, by: pam, to: approved }',
    to: '{ id: approve, name: Approve, by: pam, reply: "yes", to: approved }',
    says: [
      ['replies', /whose mail answers/, 'id: marketing-claim'],
      ['states[0].steps[0].reply', /only in a step for the customer/, 'reply: "yes"'],
    ],
  },
  {
    title: 'mailed answers that take no step, in a field that is not there, of whom nobody knows',
    from: 'id: marketing-claim\n',
    to: 'id: marketing-claim\nreplies: { from: customer, wordsIn: answer }\n',
    says: [
      ['replies', /steps that say which answer/, 'replies: {'],
      ['replies.from', /consentFrom/, 'replies: {'],
      ['replies.from', /'customer' of type customer/, 'replies: {'],
      ['replies.from', /'consentFrom' of type email/, 'replies: {'],
      ['replies.wordsIn', /a field 'answer' of type text/, 'replies: {'],
    ],
  },
  {
    title: 'somebody waited for who can do nothing',
    from: '    waitsFor: manager',
    to: '    waitsFor: partner',
    says: [['states[1].waitsFor', /who has a step here/, 'waitsFor: partner']],
  },
  {
    title: 'a file that is named otherwise',
    from: 'id: marketing-claim\n',
    to: 'id: marketing\n',
    says: [['id', /as the file is named/, 'id: marketing']],
  },
  {
    title: 'a field whose name would be read as an instant',
    from: '{ id: spentOn, name: Spent on, type: date }',
    to: '{ id: spentAt, name: Spent on, type: date }',
    says: [['begins.fields[1].id', /days end in On/, 'spentAt']],
  },
  {
    title: 'a length of time that is none',
    from: 'after: 5 business days',
    to: 'after: 5 days of business',
    says: [['states[0].deadlines[0].after', /10 business days/, 'days of business']],
  },
]

test('the workflow of the tests is one as it stands', async (context) => {
  const folder = await editedFolder(context, zohoFolder, [])
  await copyFile(claim, join(folder, file))
  assert.ok((await loadPolicy(folder)).ok)
})

for (const { title, from, to, says } of rows)
  test(`in a workflow, ${title} is a mistake, with its line and path`, async (context) => {
    const folder = await editedFolder(context, zohoFolder, [])
    await copyFile(claim, join(folder, file))
    const edited = await editedFolder(context, folder, [{ file, from, to }])
    const loaded = await loadPolicy(edited)
    assert.ok(!loaded.ok, 'it was taken')
    assert.deepEqual(
      loaded.mistakes.map(({ path, line, file: where }) => [where.slice(edited.length + 1), path, line]),
      await Promise.all(says.map(async ([path, , on]) => [file, path, await lineOf(edited, file, on)])),
    )
    loaded.mistakes.forEach(({ expected }, place) => assert.match(expected, says[place]?.[1] ?? /^$/))
  })

test('a category that names a workflow which is not there is a mistake', async (context) => {
  const edited = await editedFolder(context, zohoFolder, [
    { file: 'categories.yaml', from: 'workflow: untagging', to: 'workflow: untaging' },
  ])
  const loaded = await loadPolicy(edited)
  assert.ok(!loaded.ok)
  assert.deepEqual(
    loaded.mistakes.map(({ expected }) => expected),
    ["a workflow of this policy (did you mean 'untagging'?)"],
  )
})

test('E1: the partner is reminded at 24 h and its silence counts at 48 h of its working time, from the delivery', () => {
  const rules = zoho.workflows.find(({ id }) => id === 'disassociation')
  const told = rules?.states.find(({ id }) => id === 'partner-told')
  assert.deepEqual(
    told?.deadlines.map(({ after, calendar, to }) => [after, calendar, to?.map(({ state }) => state) ?? null]),
    [
      [{ unit: 'working-time', minutes: 24 * 60 }, 'partner', null],
      [{ unit: 'working-time', minutes: 48 * 60 }, 'partner', ['partner-wrote', 'lapsed']],
    ],
  )
  assert.equal(told?.notice?.undelivered, 'unreachable')
  // Contested, or with words on the ticket, it is a person's: time does nothing.
  for (const id of ['contested', 'partner-wrote']) {
    const state = rules?.states.find((row) => row.id === id)
    assert.deepEqual([state?.deadlines, state?.waitsFor], [[], 'lead'])
  }
})

test('E2, E5: what is not answered lapses after fifteen days', () => {
  for (const [workflow, state] of [
    ['mapping', 'customer-asked'],
    ['consent', 'asked'],
  ]) {
    const rules = zoho.workflows.find(({ id }) => id === workflow)
    const lapses = rules?.states.find(({ id }) => id === state)?.deadlines.filter(({ to }) => to !== undefined)
    assert.deepEqual(
      lapses?.map(({ after }) => after),
      [{ unit: 'calendar-days', days: 15 }],
    )
  }
})
