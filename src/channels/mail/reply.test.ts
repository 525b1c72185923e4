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
    '2026年3月6日 18:00 から次のエラーが出ます:\nERROR 42',
    'It fails in the app.\nWe all have Outlook for iOS.',
  ])
    assert.equal(replyOf(text), text)
})

test('How programs introduce what they quote is known in the languages that partners write in (B1)', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['Gmail, Japanese', '2026年3月6日(金) 18:00 パートナー <help@vendor.example>:\n\n> 古い'],
    ['Gmail, Japanese, in full', '2026年3月6日金曜日 18:00:00 UTC+9 Partner Support:\n\n> 古い'],
    ['Gmail, Japanese, broken', '2026年3月6日(金) 18:00 Partner Support <\nhelp@vendor.example>:\n\n> 古い'],
    [
      'Yahoo, German',
      'Am Freitag, den 6. März 2026, 18:00:00 MEZ hat Desk <help@vendor.example> Folgendes geschrieben:\n\n Alt',
    ],
    ['Outlook, French', '-----Message d’origine-----\nDe : Desk\nObjet : Question\n\nAncien'],
    ['Thunderbird, German', '-------- Original-Nachricht --------\nBetreff: Frage\nDatum: Fri\nVon: Desk\n\nAlt'],
  ]
  for (const [name, quoted] of rows) assert.equal(replyOf(`It works.\n\n${quoted}`), 'It works.', name)
})

test('What telephones add is no part of the answer, in the languages that partners write in (B1)', () => {
  for (const added of [
    'Holen Sie sich Outlook für iOS<https://aka.ms/o0ukef>',
    'Télécharger Outlook pour Android<https://aka.ms/o0ukef>',
    'Obtener Outlook para iOS<https://aka.ms/o0ukef>',
    'iOS 版 Outlook を入手<https://aka.ms/o0ukef>',
    'Outlook for iOS を入手する',
  ])
    assert.equal(replyOf(`It works.\n\n${added}`), 'It works.', added)
})

test('A signature goes, a mail that is nothing else stays (B1)', () => {
  assert.equal(replyOf('Done.\n\n-- \nAsha\nAurora'), 'Done.')
  assert.equal(replyOf('Done.\n\nSent from my iPhone'), 'Done.')
  assert.equal(replyOf('Sent from my iPhone'), 'Sent from my iPhone')
  assert.equal(replyOf(''), '')
  assert.equal(replyOf('> only quoted'), '> only quoted')
})
