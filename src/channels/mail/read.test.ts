import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../../test/support/core.ts'
import type { Mail } from './mail.ts'
import { isRawMail, readMail } from './read.ts'
import { mailLimits } from './tree.ts'

const bytes = (raw: string | Uint8Array): Uint8Array => (typeof raw === 'string' ? Buffer.from(raw, 'utf8') : raw)
function mail(raw: string | Uint8Array, ownDomains: readonly string[] = []): Mail {
  const read = readMail(bytes(raw), { policy, ownDomains })
  assert.ok(read.ok, read.ok ? '' : read.message)
  return read.mail
}
function refusal(raw: string | Uint8Array, limits = mailLimits): string {
  const read = readMail(bytes(raw), { policy, limits })
  assert.ok(!read.ok)
  return read.message
}
const latin = (raw: string): Uint8Array => Buffer.from(raw, 'latin1')

test('A plain mail is read as it was written (A5)', () => {
  const read = mail(
    'From: "Rao, Asha" <asha@aurora.example>\r\nTo: help@vendor.example, Team: a@b.example, c@d.example;\r\nCc: <e@f.example>\r\n' +
      'Subject: =?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?=\r\nDate: Fri, 06 Mar 2026 23:30:00 +0530\r\nMessage-ID: <1@aurora.example>\r\n' +
      'In-Reply-To: <0@vendor.example>\r\nReferences: <a@x>\r\n <0@vendor.example>\r\n\r\nHello\r\n\r\nAsha\r\n',
  )
  assert.deepEqual(read.from, { name: 'Rao, Asha', email: 'asha@aurora.example' })
  assert.deepEqual(
    read.to.map(({ email }) => email),
    ['help@vendor.example', 'a@b.example', 'c@d.example'],
  )
  assert.deepEqual(read.cc, [{ name: '', email: 'e@f.example' }])
  assert.equal(read.subject, 'Grüße')
  assert.equal(read.date, '2026-03-06T18:00:00Z')
  assert.deepEqual(
    [read.messageId, read.inReplyTo, read.references],
    ['<1@aurora.example>', '<0@vendor.example>', ['<a@x>', '<0@vendor.example>']],
  )
  assert.equal(read.text, 'Hello\n\nAsha')
  assert.deepEqual([read.html, read.attachments, read.auto, read.template], [null, [], null, null])
})

test('Text is read in the charset it is in, whatever the mail says of it (A5)', () => {
  const rows: readonly (readonly [string, Uint8Array, string])[] = [
    ['declared as it is', latin('Content-Type: text/plain; charset=iso-8859-1\n\nGr\xfc\xdfe'), 'Grüße'],
    ['not declared, Latin', latin('Subject: x\n\nGr\xfc\xdfe'), 'Grüße'],
    ['not declared, UTF-8', bytes('Subject: x\n\nGrüße'), 'Grüße'],
    ['declared Latin, is UTF-8', bytes('Content-Type: text/plain; charset=iso-8859-1\n\nGrüße'), 'Grüße'],
    ['declared UTF-8, is Latin', latin('Content-Type: text/plain; charset=utf-8\n\nGr\xfc\xdfe'), 'Grüße'],
    ['declared as nonsense', bytes('Content-Type: text/plain; charset=nonsense\n\nGrüße'), 'Grüße'],
    ['declared Japanese, is UTF-8', bytes('Content-Type: text/plain; charset=iso-2022-jp\n\n日本'), '日本'],
    ['Japanese', latin('Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$BF|K\\\x1b(B'), '日本'],
    ['an old DOS', latin('Content-Type: text/plain; charset=cp850\n\nGr\x81\xe1e'), 'Grüße'],
    ['UTF-7', latin('Content-Type: text/plain; charset=utf-7\n\nGr+APwA3w-e'), 'Grüße'],
  ]
  for (const [name, raw, text] of rows) assert.equal(mail(raw).text, text, name)
})

test('Headers with raw bytes and broken encoded words are read as far as they go (A5)', () => {
  const rows: readonly (readonly [Uint8Array, string])[] = [
    [latin('Subject: Gr\xfc\xdfe\n\nx'), 'Grüße'],
    [bytes('Subject: Grüße\n\nx'), 'Grüße'],
    [bytes('Subject: =?utf-8?b?R3LDvMOf?= =?utf-8?b?ZQ?=\n\nx'), 'Grüße'],
    [bytes('Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe an alle?=\n\nx'), 'Grüße an alle'],
    [bytes('Subject: =?utf-8?q?not closed\n\nx'), '=?utf-8?q?not closed'],
    [bytes('Subject: =?x-none?q?abc?=\n\nx'), 'abc'],
    [bytes('Subject: two\n  lines\n\nx'), 'two lines'],
  ]
  for (const [raw, subject] of rows) assert.equal(mail(raw).subject, subject)
})

test('A mail without From is still read; its sender is whoever else it names, or nobody (A5)', () => {
  assert.equal(mail('Subject: x\n\ny').from, null)
  assert.equal(mail('Subject: x\nSender: s@t.example\n\ny').from?.email, 's@t.example')
  assert.equal(mail('Subject: x\nFrom: undisclosed\nReply-To: r@t.example\n\ny').from?.email, 'r@t.example')
})

const multipart = (type: string, ...parts: readonly string[]): string =>
  `From: a@b.example\nSubject: x\nContent-Type: multipart/${type}; boundary="b b"\n\nignored\n${parts.map((part) => `--b b\n${part}\n`).join('')}--b b--\nignored`

test('Text is preferred to HTML, HTML is made safe, and what is attached is listed (B4)', () => {
  const read = mail(
    multipart(
      'mixed',
      'Content-Type: text/html; charset=utf-8\n\n<p onclick="x()">Hi<script>x()</script> <img src="cid:1"><img src="https://t.example/p.gif"></p>',
      'Content-Type: image/png; name="=?utf-8?q?B=C3=A4r.png?="\nContent-ID: <1>\nContent-Transfer-Encoding: base64\n\nAAEC\nAw==',
      'Content-Type: application/pdf\nContent-Disposition: attachment; filename*0*=utf-8\'\'Gr%C3%BC; filename*1="sse.pdf"\n\n%PDF',
      'Content-Type: message/rfc822\n\nSubject: Inner / mail\n\ninner',
      'Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR',
      'Content-Type: text/plain; name="../../etc/passwd"\n\nroot',
    ),
  )
  assert.equal(read.text, 'Hi')
  assert.equal(read.html, '<p>Hi <img src="cid:1" /></p>')
  assert.deepEqual(
    read.attachments.map(({ name, type, content }) => [name, type, content.length]),
    [
      ['Bär.png', 'image/png', 4],
      ['Grüsse.pdf', 'application/pdf', 4],
      ['Inner - mail.eml', 'message/rfc822', 28],
      ['invite.ics', 'text/calendar', 15],
      ['passwd', 'text/plain', 4],
    ],
  )
  assert.equal(read.attachments[0]?.contentId, '1')
})

test('An invitation that comes as an alternative and once more as a file is one; another one is another (B4)', () => {
  const invitation = 'BEGIN:VCALENDAR\nUID:1'
  const read = mail(
    multipart(
      'mixed',
      `Content-Type: text/calendar; method=REQUEST\n\n${invitation}`,
      `Content-Type: application/ics; name="invite.ics"\n\n${invitation}`,
      'Content-Type: application/ics; name="other.ics"\n\nBEGIN:VCALENDAR\nUID:2',
    ),
  )
  assert.deepEqual(
    read.attachments.map(({ name }) => name),
    ['invite.ics', 'other.ics'],
  )
})

test('Of two forms of one letter the text is read; an empty text gives way to the HTML (A5)', () => {
  const html = 'Content-Type: text/html\n\n<b>rich</b>'
  assert.equal(mail(multipart('alternative', 'Content-Type: text/plain\n\nplain', html)).text, 'plain')
  assert.equal(mail(multipart('alternative', 'Content-Type: text/plain\n\n  \n', html)).text, 'rich')
})

test('Old Macs, mailbox files, wrong boundaries, broken ends and NULs are no hindrance (A5)', () => {
  assert.equal(mail('From: a@b.example\rSubject: x\r\rone\rtwo').text, 'one\ntwo')
  assert.equal(mail('\n\nFrom x@y Fri Mar  6 2026\nSubject: x\n\nbody').text, 'body')
  assert.equal(mail('Subject: x\nContent-Type: multipart/mixed\n\n--frontier\n\nbody\n--frontier--').text, 'body')
  assert.equal(mail('Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ncut off').text, 'cut off')
  assert.equal(mail('Subject: x\nContent-Type: multipart/mixed; boundary=b\n\nno parts').text, 'no parts')
  assert.equal(mail('Subject: a\0b\n\nc\0d').subject, 'ab')
  assert.equal(mail('Subject: x\nthis is no field\n\nbody').text, 'body')
  assert.deepEqual([mail('Subject: x').text, mail('Subject: x\n\n').text], ['', ''])
})

test('Quoted-printable and base64 that were damaged on the way are read (A5)', () => {
  const text = (encoding: string, body: string) =>
    mail(`Subject: x\nContent-Transfer-Encoding: ${encoding}\n\n${body}`).text
  assert.equal(text('quoted-printable', 'a=\nb =3D 100=25 =ZZ=  \nc'), 'ab = 100% =ZZc')
  assert.equal(text('base64', 'SGFs\nbG8='), 'Hallo')
  assert.equal(text('base64', 'SGFsbG8=SGFsbG8='), 'HalloHallo')
  assert.equal(text('x-uuencode', 'begin 644 a\n%2&%L;&\\\n`\nend'), 'Hallo')
})

test('What Outlook wraps in winmail.dat comes out of it; what is broken stays as it came (B4)', () => {
  const attribute = (what: number, data: Uint8Array): Buffer => {
    const head = Buffer.alloc(9)
    head.writeUInt8(1, 0)
    head.writeUInt32LE(what, 1)
    head.writeUInt32LE(data.length, 5)
    return Buffer.concat([head, data, Buffer.alloc(2)])
  }
  const tnef = Buffer.concat([
    Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]),
    attribute(0x0002800c, Buffer.from('Inside\0')),
    attribute(0x00069002, Buffer.alloc(14)),
    attribute(0x00018010, Buffer.from('plan.xls\0')),
    attribute(0x0006800f, Buffer.from('12345')),
  ])
  const raw = (wrapped: Buffer) =>
    `Subject: x\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n${wrapped.toString('base64')}`
  const read = mail(raw(tnef))
  assert.equal(read.text, 'Inside')
  assert.deepEqual(
    read.attachments.map(({ name, content }) => [name, content.length]),
    [['plan.xls', 5]],
  )
  assert.equal(mail(raw(tnef.subarray(0, 30))).attachments[0]?.name, 'winmail.dat')
})

test('What is no mail, or costs too much to read, is refused with its reason', () => {
  assert.match(refusal(''), /empty/)
  assert.match(refusal('\n \n'.trim()), /empty/)
  assert.match(refusal('no header at all'), /no mail/)
  assert.match(refusal(Buffer.from([0, 1, 2, 3, 255, 254])), /no mail/)
  assert.match(refusal('Subject: x\n\nlong', { ...mailLimits, bytes: 10 }), /at most 10/)
  assert.match(refusal(`Subject: ${'x'.repeat(2_000_000)}\n\n`), /headers/)
  assert.match(
    refusal(`Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(10_001)}`),
    /10000 parts/,
  )
  const deep = Array.from({ length: 60 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`)
  assert.match(refusal(`Subject: x\n${deep.join('')}`), /nested/)
  assert.match(refusal('Subject: x\n\ny', { ...mailLimits, time: -1 }), /takes more than/)
})

test('What is made to cost time comes to an end, and to a mail', () => {
  const html = (body: string) => `Subject: x\nContent-Type: text/html\n\n${body}`
  for (const raw of [
    `Subject: ${'=?utf-8?q?'.repeat(20_000)}\n\nx`,
    `From: ${'('.repeat(50_000)}\n\nx`,
    `From: ${'"<'.repeat(50_000)}\n\nx`,
    `Subject: x\nContent-Type: text/plain; ${'a*0*=x; '.repeat(8_000)}\n\nx`,
    `Subject: x\nContent-Transfer-Encoding: quoted-printable\n\n${' '.repeat(300_000)}x`,
    `Subject: x\nContent-Transfer-Encoding: base64\n\n${'='.repeat(1_000_000)}`,
    `Subject: x\n\n${'- '.repeat(450)}x\n${`${'-'.repeat(900)}x\n`.repeat(500)}`,
    `Subject: x\n\n${`${'-- reply On Mon '.repeat(60)}\n`.repeat(300)}`,
    `Subject: x\n\n${'On 1.1.2016 12:00 a@b.example\n'.repeat(20_000)}`,
    `Subject: x\n\n${`${'>'.repeat(2_000)} a\n`.repeat(240)}`,
    `Subject: x\n\n${`${'_'.repeat(900)}\n`.repeat(500)}`,
    html('<div>'.repeat(100_000)),
    html('<blockquote class=gmail_quote>'.repeat(30_000)),
    html('<'.repeat(500_000)),
    html('<td>a'.repeat(50_000)),
  ])
    assert.equal(typeof mail(raw).text, 'string')
})

test('A raw message is told from a form that begins with labels (B1)', () => {
  assert.equal(isRawMail(bytes('From: a@b.example\nSubject: x\n\nbody')), true)
  assert.equal(isRawMail(bytes('From x@y Fri Mar 6\nReceived: from z\n by y\n\nbody')), true)
  assert.equal(isRawMail(bytes('Product: Zoho CRM\nType: Technical Support\nDescription: it fails')), false)
  assert.equal(isRawMail(bytes('Hello,\nSubject: of my mail is this\n\nbody')), false)
})

test('Automatic mail is told by what it says of itself, first of all what we wrote ourselves (A5)', () => {
  const rows: readonly (readonly [string, Mail['auto']])[] = [
    ['Message-ID: <7@desk.example>', 'loop'],
    ['X-Loop: desk', 'loop'],
    ['Auto-Submitted: auto-replied', 'auto-reply'],
    ['Auto-Submitted: no', null],
    ['Subject: Automatische Antwort: x', 'auto-reply'],
    ['Subject: 自動返信: x', 'auto-reply'],
    ['Precedence: bulk', 'list'],
    ['List-Id: <users.example>', 'list'],
    ['Return-Path: <>', 'bounce'],
    ['From: MAILER-DAEMON@mx.example', 'bounce'],
    ['X-Failed-Recipients: a@b.example', 'bounce'],
    ['Content-Type: multipart/report; report-type=delivery-status; boundary=b', 'bounce'],
    ['Content-Type: multipart/report; report-type=disposition-notification; boundary=b', 'auto-reply'],
    ['Subject: Re: Delivery failed for our customer', null],
    ['Subject: Undelivered mail in Zoho Desk, please help', null],
    ['X-Autoreply: no', null],
  ]
  for (const [field, auto] of rows) {
    const sender = field.startsWith('From:') ? '' : 'From: asha@aurora.example\n'
    assert.equal(mail(`${sender}${field}\n\nHello`, ['desk.example']).auto, auto, field)
  }
})
