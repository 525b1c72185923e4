import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho } from '../../../test/support/policies.ts'
import { answerIn, type MailAnswer } from './answer.ts'

const rules = zoho.mail.answers ?? []
const heard = (expected: MailAnswer, mails: readonly string[], name = 'Maya Lee'): void =>
  assert.deepEqual(
    mails.map((words) => [words, answerIn(rules, words, name)]),
    mails.map((words) => [words, expected]),
  )

test('E1, E5: one word of the policy says yes or no, in its languages, whatever courtesies stand around it', () => {
  heard('yes', [
    'YES',
    'I consent.',
    'i  CONSENT !',
    'Approve',
    'Ja, einverstanden.',
    'Oui',
    'Sí, confirmo.',
    'Yes. I agree.',
  ])
  heard('yes', [
    'Hello Partner Operations,\n\nI CONSENT.\n\nBest regards,\nMaya Lee\nKestrel Ltd\n+49 30 1234567',
    'I consent\n\nMaya',
    'Dear all,\nconfirmed, thank you!\n-- \nMaya Lee, who never says no',
    'Guten Tag,\n\nwir stimmen zu.\n\nMit freundlichen Grüßen\nMaya Lee',
  ])
  heard('no', [
    'NO',
    'No.',
    'Deny',
    'I do not consent.',
    "We don't consent.",
    'Nein',
    'Je refuse',
    'Hi,\n\nREFUSE\n\nRegards\nMaya',
  ])
})

test('E1, E5: whatever says more, less or two things is nobody’s answer', () => {
  heard('unclear', [
    '',
    'Hello,',
    'Thanks!',
    'Yes?',
    'Is it yes or no?',
    'Yes, but not before Monday.',
    'Yes\nbut only for CRM',
    'Yes.\n\nCall me first.',
    'I consent if the invoices stay with us',
    'I do not',
    'Yes. No.',
    'Yes\nNo',
    'I consent, I refuse',
    'Not yes',
    'We never said yes',
    'Thanks but later\nYes',
    'Hi no yes',
    'Yes\n\nRegards\nMaya\nPS not before Monday',
    'Yes\n\nRegards\nMaya will call you about what we talked of first',
    'Who are you, and what is this about?',
    'y',
    'YESTERDAY',
    '👍',
  ])
})

test('E1, E5: a name that is not the author’s is no signature, and no words are no answer', () => {
  heard('unclear', ['Yes\nBorealis'])
  assert.equal(answerIn([], 'Yes', ''), 'unclear')
})
