import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, policy } from '../../../test/support/core.ts'
import { mailCases, sharedMail } from '../../../test/support/shared-mail.ts'
import { judgeMail } from '../../domain/mail/judge.ts'
import { nobody } from '../../domain/mail/identity.ts'
import type { PartnerId, PersonId } from '../../domain/kernel.ts'
import { authorOf } from './author.ts'
import { readMail } from './read.ts'
import { reportOf } from './report.ts'
import { mailLimits, partsOf } from './tree.ts'

interface BounceCase {
  readonly input: string
  readonly expected: { readonly kind: string }
}
const cases = mailCases<BounceCase>('bounces.jsonl')
/** Whole reports, pasted into the text of another mail: what is text has no parts. */
const pasted = ['lhost-postfix-49', 'lhost-sendmail-53'].map((name) => `sisimai/maildir/bsd/${name}.eml`)
const person = 'sisimai/maildir/not/is-not-bounce-01.eml'

test('Of 314 real bounces and automatic mails none opens a ticket or gets an answer, not even from a contact whose domain proves it (A5)', () => {
  const kinds = new Map<string, number>()
  for (const { input } of cases) {
    if (input === person) continue
    const raw = sharedMail(input)
    const read = readMail(raw, { policy })
    assert.ok(read.ok, input)
    const author = authorOf(partsOf(raw, mailLimits).fields)
    const verdict = judgeMail(policy, {
      receivedAt: at('2026-11-20T10:00:00Z'),
      desk: 'support',
      dataCentre: 'com',
      subject: read.mail.subject,
      to: [],
      cc: [],
      // The worst case: everything about the author is in order.
      identity: author.ok
        ? { ...nobody('missing'), author: author.author, flaw: null, dmarc: 'pass' }
        : nobody(author.flaw),
      automatic: read.mail.auto,
      report: reportOf(raw),
      returned: null,
      seenBefore: false,
      token: null,
      references: [],
      tickets: [],
      asked: null,
      sender: {
        person: { id: 'p' as PersonId, side: 'partner', partner: 'aurora' as PartnerId, active: true },
        domainOf: 'aurora' as PartnerId,
      },
      alike: { domains: [], people: [] },
      recent: { received: 0, answered: 0, toldAt: null },
    })
    assert.ok(['bounce', 'ignore', 'hold'].includes(verdict.kind), `${input}: ${verdict.kind}`)
    assert.ok(verdict.kind !== 'hold' || verdict.tell === null, input)
    kinds.set(verdict.kind, (kinds.get(verdict.kind) ?? 0) + 1)
  }
  assert.equal(
    [...kinds.values()].reduce((sum, count) => sum + count),
    314,
  )
})

test('Every recipient that a delivery status names is told, and every returned letter is known by its Message-ID (A5)', () => {
  let [named, returned] = [0, 0]
  for (const { input, expected } of cases) {
    if (pasted.includes(input)) continue
    const text = sharedMail(input).toString('latin1')
    const status = /content-type:\s*message\/delivery-status[\s\S]*?\n\r?\n([\s\S]*?)\n--/i.exec(text)?.[1]
    const finals = [...(status ?? '').matchAll(/^final-recipient:[^;\n]*;\s*<?([^\s<>;@"()]+@[^\s<>;"()]+)>?\s*$/gim)]
    const originals = /^original-recipient:/im.test(status ?? '')
    const report = reportOf(Buffer.from(text, 'latin1'))
    if (
      finals.length === 1 &&
      !originals &&
      expected.kind !== 'feedback-report' &&
      !/transfer-encoding: *base64/i.test(text)
    ) {
      named += 1
      assert.deepEqual(report?.addresses, [finals[0]?.[1]?.toLowerCase()], input)
    }
    const rest = text.slice(text.search(/content-type:\s*(message\/rfc822|text\/rfc822-headers)/i))
    const id = rest === text.slice(-1) ? null : /^message-id:\s*(<[^<>\s]+>)/im.exec(rest)?.[1]
    if (id !== undefined && id !== null) {
      returned += 1
      assert.equal(report?.messageId, id, input)
    }
  }
  assert.ok(named > 50 && returned > 150, `${named}, ${returned}`)
})

const statusReport = (...lines: readonly string[]): string =>
  [
    'From: MAILER-DAEMON@mx.example',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    '',
    'I could not deliver it.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    ...lines,
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Message-ID: <letter-1@desk.example>',
    'Subject: [PS-1] We have it',
    '',
    'Message-ID: <quoted@elsewhere.example>',
    '--b--',
    '',
  ].join('\r\n')
const read = (...lines: readonly string[]) => reportOf(Buffer.from(statusReport(...lines)))

test('A report says for whom, what, why, and of which letter (RFC 3464) (A5)', () => {
  assert.deepEqual(
    read(
      'Original-Recipient: rfc822; Ana@Aurora.example',
      'Final-Recipient: rfc822; ana+box@store.aurora.example',
      'Action: failed',
      'Status: 5.1.1 (no such user)',
      'Diagnostic-Code: smtp; 550 5.1.1 <ana@aurora.example>:',
      '  no such user',
    ),
    {
      outcome: 'failed',
      addresses: ['ana@aurora.example'],
      status: '5.1.1',
      diagnosis: '550 5.1.1 <ana@aurora.example>: no such user',
      messageId: '<letter-1@desk.example>',
    },
  )
})

test('Late is not lost, and of several recipients the one that failed counts (A5)', () => {
  const delayed = read('Final-Recipient: rfc822; a@x.example', 'Action: delayed', 'Status: 4.4.1')
  assert.deepEqual([delayed?.outcome, delayed?.addresses], ['delayed', ['a@x.example']])
  const relayed = read('Final-Recipient: rfc822; a@x.example', 'Action: relayed', 'Status: 2.0.0')
  assert.equal(relayed?.outcome, 'delivered')
  const mixed = read(
    'Final-Recipient: rfc822; a@x.example',
    'Action: delivered',
    '',
    'Final-Recipient: rfc822; b@x.example',
    'Action: failed',
    'Status: 5.2.2',
  )
  assert.deepEqual([mixed?.outcome, mixed?.addresses, mixed?.status], ['failed', ['b@x.example'], '5.2.2'])
})

test('A mail that a person wrote is no report, and rubbish is none (A5)', () => {
  assert.equal(reportOf(Buffer.from('From: ana@aurora.example\r\nSubject: 550\r\n\r\nWhat is 550 5.1.1?\r\n')), null)
  assert.equal(reportOf(Buffer.from('')), null)
  assert.equal(reportOf(Buffer.from('\0\0\0')), null)
})
