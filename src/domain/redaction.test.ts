import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Passages, reasonInWords, redactionInWords, redactionMark, weightOf } from './redaction.ts'

const taken = (text: string, ...passages: string[]): string => new Passages(passages).takenFrom(text)

test('Every occurrence goes, and the mark tells not even how long it was (G3)', () => {
  assert.equal(taken('pin 1234, again 1234.', '1234'), `pin ${redactionMark}, again ${redactionMark}.`)
  assert.equal(taken('a very long passphrase here', 'very long passphrase'), `a ${redactionMark} here`)
  assert.equal(taken('nothing of it', 'else'), 'nothing of it')
})

test('Passages that overlap, lie in each other or begin again within themselves leave no letter of any (G3)', () => {
  assert.equal(taken('xabcdx', 'abc', 'bcd'), `x${redactionMark}x`)
  assert.equal(taken('secret-long', 'secret', 'secret-long'), redactionMark)
  assert.equal(taken('ababa', 'aba'), redactionMark)
})

test('A passage is found across other line breaks and quoted; words that only touch are not one (G3)', () => {
  assert.equal(taken('> my pass\n> word is', 'pass word'), `> my ${redactionMark} is`)
  assert.equal(taken('my pass\r\n  word is', 'pass\nword'), `my ${redactionMark} is`)
  assert.equal(taken('password', 'pass word'), 'password')
  assert.equal(taken('it was notable', 'not able'), 'it was notable')
  assert.equal(taken('<key>abc</key>', '<key>abc</key>'), redactionMark)
  assert.equal(taken('a.c abc', 'a.c'), `${redactionMark} abc`)
})

test('In JSON texts alone are changed; keys, numbers and what is absent stay (G3)', () => {
  const passages = new Passages(['hunter2'])
  const value = { hunter2: 'is hunter2', list: ['x', { n: 2, none: null }], at: true }
  assert.deepEqual(passages.takenFromAll(value), { ...value, hunter2: `is ${redactionMark}` })
  assert.ok(passages.areIn({ a: [{ b: 'hunter2' }] }))
  assert.ok(!passages.areIn({ hunter2: 'b', n: 2 }))
})

test('A long text that has none of it is not taken apart, and one that has it in two pieces is (G3)', () => {
  const long = 'word '.repeat(20_000)
  assert.equal(taken(long, 'secret phrase'), long)
  assert.equal(taken(`${long}secret\n> phrase`, 'secret phrase'), `${long}${redactionMark}`)
})

test('What nobody chose letter by letter is found as words of its own, and never within others (G3)', () => {
  const whole = new Passages(['ok'], { asWords: true })
  assert.equal(whole.takenFrom('ok, the book is ok'), `${redactionMark}, the book is ${redactionMark}`)
  assert.equal(taken('ok, the book', 'ok'), `${redactionMark}, the bo${redactionMark}`)
  const but = new Set(['status'])
  const answer = { status: 'open', body: 'It is open.', tags: [{ status: 'open' }] }
  assert.deepEqual(new Passages(['open']).takenFromAll(answer, but), { ...answer, body: `It is ${redactionMark}.` })
})

test('Nothing is looked for where nothing was given, and what only separates weighs nothing (G3)', () => {
  assert.equal(taken('a > b', ' > ', ''), 'a > b')
  assert.ok(!new Passages([]).isIn('anything'))
  assert.deepEqual([weightOf(' > \n'), weightOf('a b>'), weightOf('abc')], [0, 2, 3])
})

test('The history says what was done and why, and never the words (G2)', () => {
  const fact = { redaction: 'r', message: 'm' as never, reason: 'secret', because: '', internal: false } as const
  const said = { ...fact, kind: 'message-redacted' } as const
  assert.equal(redactionInWords({ ...said, passages: 1 }), 'A passage of a message redacted: a password, key or token.')
  assert.equal(
    redactionInWords({ ...said, passages: 2, because: 'The key of CRM.' }),
    '2 passages of a message redacted: a password, key or token, The key of CRM.',
  )
  assert.equal(
    redactionInWords({ ...said, passages: null, reason: 'personal-data' }),
    'A message was redacted, all of it: personal data.',
  )
  assert.equal(
    redactionInWords({ ...fact, kind: 'attachment-redacted', attachment: 'a', reason: 'other', because: 'Not ours' }),
    'A file was removed for good: Not ours.',
  )
  assert.equal(reasonInWords({ reason: 'wrong-recipient', because: ' ' }), 'sent to the wrong recipient')
})
