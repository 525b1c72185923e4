import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownMarker } from './reply-words.ts'
import { replyOf } from './reply.ts'

test('What stands above our own marker is the answer, whoever quotes it how (B1)', () => {
  assert.equal(replyOf(`It works.\n\nOn Mon, 2 Mar 2026 at 9:00, Desk wrote:\n> ${ownMarker}\n> Hello`), 'It works.')
  assert.equal(replyOf(`It works.\n\nDesk schrieb uns:\n\n${ownMarker}\nHallo`), 'It works.\n\nDesk schrieb uns:')
  assert.equal(replyOf(`${ownMarker}\nHello`), '')
})

test('An answer between the quoted lines keeps what it speaks of (B1)', () => {
  const text = 'Hi,\n\n> Does it fail?\n\nYes.\n\n> Always?\n\nNo.'
  assert.equal(replyOf(text), text)
})

test('Lines that only look like an introduction are no quotation (B1)', () => {
  for (const text of [
    'On Monday we changed the workflow.\nIt has failed since.',
    'Please check:\n\nDate: 3 March 2026\nTime: 10:00\n\nThank you.',
    'The log of 10:14 says:\n\nERROR 42',
    'Our customer it@orchid.example wrote to us that the sync fails.\nCan you look?',
    'From: the list on the left choose Deals.\nThen it stops.',
  ])
    assert.equal(replyOf(text), text)
})

test('A signature goes, a mail that is nothing else stays (B1)', () => {
  assert.equal(replyOf('Done.\n\n-- \nAsha\nAurora'), 'Done.')
  assert.equal(replyOf('Done.\n\nSent from my iPhone'), 'Done.')
  assert.equal(replyOf('Sent from my iPhone'), 'Sent from my iPhone')
  assert.equal(replyOf(''), '')
  assert.equal(replyOf('> only quoted'), '> only quoted')
})
