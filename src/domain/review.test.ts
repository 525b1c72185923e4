import assert from 'node:assert/strict'
import { test } from 'node:test'
import { averageOf, headingOf, mayRaise, plainLine, plainText, statusOf, type ConcernBefore } from './review.ts'

const rules = {
  withinDays: 30,
  again: { times: 1, withinDays: 15, newEvidence: true },
  staysShown: true,
  reasons: [{ id: 'abusive', name: 'Abusive' }],
}
const asked = { publishedOn: '2026-03-02', today: '2026-03-10', isHidden: false, before: [], evidence: [] }
const ended = (
  outcome: NonNullable<ConcernBefore['ended']>['outcome'],
  on: string,
  evidence: string[] = [],
): ConcernBefore => ({ number: 'OP-7', ended: { outcome, on }, evidence })
const said = (over: Partial<Parameters<typeof mayRaise>[1]>): string => {
  const found = mayRaise(rules, { ...asked, ...over })
  return found.ok ? found.value.until : found.problem.message
}

test('E9: a concern may be raised through the last of the policy’s days from when the review was shown, and not a day later', () => {
  assert.equal(said({}), '2026-04-01')
  assert.equal(said({ today: '2026-04-01' }), '2026-04-01')
  assert.equal(
    said({ today: '2026-04-02' }),
    'A concern could be raised until Wed 1 Apr 2026, 30 days from when the review was shown first in these words.',
  )
})

test('E9: not over a hidden review, and not while another is open: the refusal names it', () => {
  assert.match(said({ isHidden: true }), /^This review is hidden/)
  const open: ConcernBefore = { number: 'OP-9', ended: null, evidence: [] }
  assert.equal(said({ before: [open] }), 'A concern over this review is open already, OP-9: one at a time.')
})

test('E9: a decided one is raised again once, within its own days, and only with evidence that was not there', () => {
  const before = [ended('stays', '2026-03-20', ['aa'])]
  const today = '2026-04-04'
  assert.match(said({ before, today }), /^It was decided on Fri 20 Mar 2026, OP-7\. It may be raised again with new/)
  assert.match(said({ before, today, evidence: ['aa'] }), /give a file that was not there then/)
  // Beyond the days of the first, within those of the decision.
  assert.equal(said({ before, today, evidence: ['aa', 'bb'] }), '2026-04-04')
  assert.equal(said({ before, today, evidence: null }), '2026-04-04')
  assert.match(said({ before, today: '2026-04-05', evidence: ['bb'] }), /could be raised again until Sat 4 Apr 2026\.$/)
  const twice = [...before, ended('corrected', '2026-04-04', ['bb'])]
  assert.match(said({ before: twice, today, evidence: ['cc'] }), /That is final\.$/)
})

test('E9: one that was taken back counts for nothing; one that lapsed gives its days anew', () => {
  assert.equal(said({ before: [ended('withdrawn', '2026-03-09')] }), '2026-04-01')
  assert.match(said({ before: [ended('withdrawn', '2026-03-30')], today: '2026-04-02' }), /could be raised until/)
  assert.equal(said({ before: [ended('lapsed', '2026-03-30')], today: '2026-04-29' }), '2026-04-29')
  assert.match(said({ before: [ended('lapsed', '2026-03-30')], today: '2026-04-30' }), /until Wed 29 Apr 2026/)
})

test('E9: a policy may allow none again, or the same evidence', () => {
  const before = [ended('stays', '2026-03-09', ['aa'])]
  const never = mayRaise({ ...rules, again: { ...rules.again, times: 0 } }, { ...asked, before, evidence: ['bb'] })
  assert.match(never.ok ? '' : never.problem.message, /That is final/)
  const same = mayRaise({ ...rules, again: { ...rules.again, newEvidence: false } }, { ...asked, before })
  assert.deepEqual(same, { ok: true, value: { until: '2026-03-24', needsEvidence: false } })
})

test('E9: hidden before everything, under concern before corrected', () => {
  const of = (isHidden: boolean, hasOpenConcern: boolean, isCorrected: boolean) =>
    statusOf({ isHidden, hasOpenConcern, isCorrected })
  assert.deepEqual(
    [of(true, true, true), of(false, true, true), of(false, false, true), of(false, false, false)],
    ['hidden', 'under-concern', 'corrected', 'shown'],
  )
})

test('E9: the average is of all ratings to one place, halves up, and nothing where there are none', () => {
  for (const [counts, average] of [
    [{}, null],
    [{ 5: 1 }, 5],
    [{ 1: 1, 2: 1 }, 1.5],
    [{ 4: 3, 5: 1 }, 4.3], // 4.25
    [{ 1: 2, 5: 1 }, 2.3], // 2.333
    [{ 3: 19, 4: 1 }, 3.1], // 3.05
    [{ 3: 20, 4: 1 }, 3], // 3.0476
  ] as const)
    assert.equal(averageOf(counts), average, JSON.stringify(counts))
})

test('E9: what is kept of hostile words is plain: no turned directions, no control characters, markup as characters', () => {
  assert.equal(plainText('\u202Eevil\u202C \u2066x\u2069'), 'evil x')
  assert.equal(plainText('<script>alert(1)</script>'), '<script>alert(1)</script>')
  assert.equal(plainText('one\r\ntwo\rthree\u2028four\u0007'), 'one\ntwo\nthree\nfour')
  assert.equal(plainText('a\n\n\n\n\nb\tc'), 'a\n\nb\tc')
  assert.equal(plainText('\u200B\u2060 \uD800'), '')
  assert.equal(plainLine('  two\n lines '), 'two lines')
  // Whoever writes from right to left is read as they wrote.
  assert.equal(plainText('שירות מצוין'), 'שירות מצוין')
})

test('E9: a review without a title is called by how it begins', () => {
  assert.equal(headingOf({ title: 'Late', body: 'x' }), 'Late')
  assert.equal(headingOf({ title: '', body: 'Short\nand fine.' }), 'Short and fine.')
  const long = headingOf({ title: '', body: 'word '.repeat(50) })
  assert.ok(long.length <= 61 && long.endsWith(' …'), long)
})
