import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { editedFolder, lineOf, meridianFolder, zohoFolder } from '../../test/support/policies.ts'
import { checkPolicy } from './examples.ts'

test('every example of both policies holds: the contract’s three, and those counted by hand (C1, C2, C3, A9)', async () => {
  for (const [folder, least] of [
    [zohoFolder, 13],
    [meridianFolder, 1],
  ] as const) {
    const checked = await checkPolicy(folder)
    assert.equal(checked.ok, true)
    assert.ok(checked.ok && checked.examples.length >= least)
  }
})

test('an example that does not hold is a mistake at its own line, with the instant that the policy gives', async (t) => {
  const folder = await editedFolder(t, zohoFolder, [
    { file: 'commitments.yaml', from: '1: { acknowledgement: 1-3 h', to: '1: { acknowledgement: 1-4 h' },
    {
      file: 'examples.yaml',
      from: "determination: { targetAt: '2026-05-12T10:00:00Z'",
      to: "determination: { targetAt: '2026-05-12T11:00:00Z'",
    },
  ])
  const checked = await checkPolicy(folder)
  const mistakes = checked.ok ? [] : checked.mistakes
  const file = join(folder, 'examples.yaml')
  assert.deepEqual(
    mistakes.find((each) => each.path === 'examples[4].determination.targetAt'),
    {
      file,
      line: await lineOf(folder, 'examples.yaml', '2026-05-12T11:00:00Z'),
      column: 32,
      path: 'examples[4].determination.targetAt',
      found: "'2026-05-12T11:00:00Z'",
      expected: "'2026-05-12T10:00:00Z', which the policy gives in this situation",
    },
  )
  // The first promise of severity 1 at Support has moved: 'India, Premium' counted 3 h from Monday 00:00 to 21:00, now 4 h.
  assert.equal(
    mistakes.find((each) => each.path === 'examples[0].acknowledgement.limitAt')?.expected,
    "'2026-03-08T22:00:00Z', which the policy gives in this situation",
  )
  assert.ok(mistakes.every((each) => each.file === file))
})

test('an example says whether its kind is promised anything, and names a state that there is (B7, F7)', async (t) => {
  const folder = await editedFolder(t, zohoFolder, [
    { file: 'examples.yaml', from: 'kind: feature-request', to: 'kind: question' },
    { file: 'examples.yaml', from: 'state: NY', to: 'state: QC' },
    {
      file: 'examples.yaml',
      from: 'country: GB, tier: premium, severity: 1',
      to: 'country: GB, tier: premium, severity: 1, kind: product-limitation',
    },
  ])
  const checked = await checkPolicy(folder)
  const said = checked.ok ? [] : checked.mistakes.map(({ path, found, expected }) => `${path}: ${found}; ${expected}`)
  assert.deepEqual(said, [
    "examples[3].situation.kind: 'product-limitation'; exempt: true, as this kind is promised nothing",
    "examples[7].situation.state: 'QC'; 'QC' is not a state of United States in this policy.",
    'examples[12].exempt: true; instants, as this situation is promised some',
  ])
})

test('an example without instants, or exempt with some, is refused', async (t) => {
  const folder = await editedFolder(t, zohoFolder, [
    {
      file: 'examples.yaml',
      from: '    exempt: true\n',
      to: "    exempt: true\n    acknowledgement: { targetAt: '2026-06-16T18:00:00Z', limitAt: '2026-06-17T00:00:00Z' }\n  - name: Nothing\n    situation: { desk: support, country: DE, tier: premium, severity: 3, receivedAt: '2026-06-16T00:00:00Z' }\n",
    },
  ])
  const checked = await checkPolicy(folder)
  const said = checked.ok ? [] : checked.mistakes.map(({ path, found, expected }) => `${path}: ${found}; ${expected}`)
  assert.deepEqual(said, [
    'examples[12].exempt: true; no instants beside it',
    'examples[13]: no instants; acknowledgement or determination, or exempt: true',
  ])
})
