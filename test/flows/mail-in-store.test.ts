import assert from 'node:assert/strict'
import { test } from 'node:test'
import { watchSilence } from '../../src/services/mail-in/health.ts'
import { keepMail } from '../../src/services/mail-in/keep.ts'
import { ask } from '../support/http.ts'
import { mailDesk, mailOf, readWith, support } from '../support/mail-in.ts'

const missing = '0192aa00-0000-7000-8000-000000000000'

test('What cannot be read is parked by itself, with its error, and can be tried again; the others go on (G1)', async (t) => {
  const desk = await mailDesk(t)
  const key = await desk.keyOf('agent@vendor.example')
  const bad = await desk.keep(Buffer.from('\r\n\r\n'), { mailFrom: 'asha@aurora.example' })
  const good = await desk.deliver(mailOf())
  assert.ok(good.state === 'done')
  const done = await desk.process(bad)
  assert.deepEqual(done, { state: 'parked', mail: bad, error: 'The message is empty.' })
  const listed = await ask(desk.url, 'GET', '/api/v1/mail?state=parked', { key })
  assert.deepEqual(
    listed.body.items.map(({ id, error }: { id: string; error: string }) => [id, error]),
    [[bad, 'The message is empty.']],
  )
  const again = await ask(desk.url, 'POST', `/api/v1/mail/${bad}/retry`, {
    key,
    body: {},
    headers: { 'idempotency-key': 'r1' },
  })
  assert.deepEqual([again.status, again.body.state, again.body.tries], [200, 'received', 0])
  const twice = await ask(desk.url, 'POST', `/api/v1/mail/${bad}/retry`, {
    key,
    body: {},
    headers: { 'idempotency-key': 'r2' },
  })
  assert.equal(twice.status, 409)
  assert.match(twice.body.detail, /waiting already/)
  const doneMail = await ask(desk.url, 'POST', `/api/v1/mail/${good.mail}/retry`, { key, body: {} })
  assert.equal(doneMail.status, 409)
  assert.match(doneMail.body.detail, /is done/)
  assert.equal((await ask(desk.url, 'POST', `/api/v1/mail/${missing}/retry`, { key, body: {} })).status, 404)
  // Retried when it can be read, it is a ticket like any other.
  const [row] = await desk.rows<{ id: string }>('update mails_in set raw = $2 where id = $1 returning id', [
    bad,
    mailOf(),
  ])
  assert.equal(row?.id, bad)
  const now = await desk.process(bad)
  assert.ok(now.state === 'done' && now.outcome === 'open')
})

test('What fails for another reason is tried again, each time later, and then parked; what takes the process with it is too (G1)', async (t) => {
  const desk = await mailDesk(t)
  const broken = async (): Promise<never> => {
    throw new Error('The disk is full.')
  }
  const id = await desk.keep(mailOf())
  const waits: number[] = []
  for (;;) {
    const done = await desk.process(id, broken)
    if (done.state === 'parked') {
      assert.equal(done.error, 'The disk is full.')
      break
    }
    assert.ok(done.state === 'received')
    waits.push(desk.app.now().until(done.againAt).total('seconds'))
  }
  assert.deepEqual(waits, [2, 10, 60, 600])
  const dying = await desk.keep(mailOf())
  await desk.rows('update mails_in set tries = 5 where id = $1', [dying])
  const ended = await desk.process(dying)
  assert.ok(ended.state === 'parked' && /begun 5 times/.test(ended.error))
})

test('A sender whose domain cannot be looked up for now is asked after again before a person is bothered (A7)', async (t) => {
  const desk = await mailDesk(t)
  const away = readWith(async () => {
    throw Object.assign(new Error('No answer.'), { code: 'ETIMEOUT' })
  })
  const id = await desk.keep(mailOf())
  for (const seconds of [20, 40]) {
    const done = await desk.process(id, away)
    assert.ok(done.state === 'received')
    assert.equal(desk.app.now().until(done.againAt).total('seconds'), seconds)
  }
  const held = await desk.process(id, away)
  assert.ok(held.state === 'done' && held.outcome === 'hold')
  const other = await desk.keep(mailOf())
  await desk.process(other, away)
  const back = await desk.process(other)
  assert.ok(back.state === 'done' && back.outcome === 'open')
})

test('A mail to none of the desks’ mailboxes is kept by nobody, and the same one is fetched once (G1)', async (t) => {
  const desk = await mailDesk(t)
  const arrived = { way: 'imap', ip: null, helo: null, mailFrom: null, raw: mailOf(), fetchedAs: 'box 1 7' } as const
  await assert.rejects(keepMail(desk.app, { ...arrived, rcptTo: ['else@vendor.example'] }), /mailbox of ours/)
  assert.notEqual(await keepMail(desk.app, { ...arrived, rcptTo: [support] }), null)
  assert.equal(await keepMail(desk.app, { ...arrived, rcptTo: [support] }), null)
})

test('A mail is shown whole to the vendor and to no partner: what proves its author, its HTML in a page that does nothing, the raw bytes (A5, G3)', async (t) => {
  const desk = await mailDesk(t)
  const [key, asha] = [await desk.keyOf('agent@vendor.example'), await desk.keyOf('asha@aurora.example')]
  const html =
    '<p onclick="x()">It is <b>wrong</b></p><img src="https://t.example/p.gif"><img src="cid:pic@a"><script>x()</script>'
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const raw = Buffer.from(
    [
      'From: Asha <asha@aurora.example>',
      `To: ${support}`,
      'Subject: HTML',
      'Message-ID: <html@mail.aurora.example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      html,
      '--b',
      'Content-Type: image/png; name=pic.png',
      'Content-ID: <pic@a>',
      'Content-Transfer-Encoding: base64',
      '',
      png,
      '--b--',
      '',
    ].join('\r\n'),
  )
  const done = await desk.deliver(raw)
  assert.ok(done.state === 'done' && done.outcome === 'open', JSON.stringify(done))
  const path = `/api/v1/mail/${done.mail}`
  const { body: mail } = await ask(desk.url, 'GET', path, { key })
  assert.equal(mail.identity.dmarc, 'pass')
  assert.deepEqual(mail.identity.proofs, [{ by: 'spf', domain: 'aurora.example' }])
  assert.equal(mail.ticket.number.slice(0, 3), 'PS-')
  assert.deepEqual([mail.hasHtml, mail.hasRemotePictures, mail.files.length], [true, true, 1])
  const page = await ask(desk.url, 'GET', `${path}/html`, { key })
  assert.match(
    page.headers.get('content-security-policy') ?? '',
    /^sandbox allow-popups [^;]*; default-src 'none'; img-src data:;/,
  )
  assert.doesNotMatch(page.body, /script|onclick|src="https/)
  assert.match(page.body, /It is <b>wrong<\/b>/)
  assert.ok(page.body.includes(`src="data:image/png;base64,${png}"`))
  const pictures = await ask(desk.url, 'GET', `${path}/html?pictures=true`, { key })
  assert.match(pictures.body, /<img src="https:\/\/t\.example\/p\.gif" \/>/)
  assert.match(pictures.headers.get('content-security-policy') ?? '', /img-src data: https: http:;/)
  const got = await fetch(`${desk.url}${path}/raw`, { headers: { authorization: `Bearer ${key}` } })
  assert.equal(got.headers.get('content-type'), 'message/rfc822')
  assert.match(got.headers.get('content-disposition') ?? '', /^attachment;/)
  assert.deepEqual(Buffer.from(await got.arrayBuffer()), raw)
  for (const each of ['', '/html', '/raw']) {
    assert.equal((await ask(desk.url, 'GET', path + each, { key: asha })).status, 404)
    assert.equal((await ask(desk.url, 'GET', `/api/v1/mail/${missing}${each}`, { key })).status, 404)
  }
  assert.equal((await ask(desk.url, 'GET', '/api/v1/mail', { key: asha })).status, 403)
})

test('The list goes by page, state, outcome and desk (G1)', async (t) => {
  const desk = await mailDesk(t)
  const key = await desk.keyOf('agent@vendor.example')
  for (let count = 0; count < 5; count += 1) await desk.deliver(mailOf())
  await desk.deliver(mailOf({ from: 'x <x@stranger.example>' }))
  const first = await ask(desk.url, 'GET', '/api/v1/mail?limit=4', { key })
  const second = await ask(desk.url, 'GET', `/api/v1/mail?limit=4&cursor=${first.body.nextCursor}`, { key })
  const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id)
  assert.equal(new Set(ids).size, 6)
  assert.equal(second.body.nextCursor, null)
  const count = async (query: string) =>
    (await ask(desk.url, 'GET', `/api/v1/mail?${query}`, { key })).body.items.length
  assert.deepEqual(
    [
      await count('outcome=hold'),
      await count('outcome=open'),
      await count('desk=operations'),
      await count('state=parked'),
    ],
    [1, 5, 0, 0],
  )
  assert.equal((await ask(desk.url, 'GET', '/api/v1/mail?state=wrong', { key })).status, 400)
})

test('Health counts what waits, is parked and held; a silence is an alarm on the page, in the metrics, and one letter to each who looks after it (G1)', async (t) => {
  const desk = await mailDesk(t)
  const key = await desk.keyOf('agent@vendor.example')
  const health = async () => (await ask(desk.url, 'GET', '/api/v1/mail/health', { key })).body
  assert.deepEqual([(await health()).lastInAt, (await health()).quiet], [null, null])
  await desk.deliver(mailOf({ from: 'x <x@stranger.example>' }))
  await desk.process(await desk.keep(Buffer.from('\r\n')))
  await desk.keep(mailOf())
  const now = await health()
  assert.deepEqual(
    [now.waiting, now.parked, now.held, now.retrying, now.lastInAt, now.quiet],
    [1, 1, 1, 0, '2026-03-10T06:00:00Z', null],
  )
  assert.deepEqual(await watchSilence(desk.app), { told: 0 })
  desk.setTime('2026-03-10T17:59:00Z')
  assert.equal((await health()).quiet, null)
  desk.setTime('2026-03-10T18:00:00Z')
  assert.deepEqual((await health()).quiet, { since: '2026-03-10T06:00:00Z', workingMinutes: 720 })
  const metrics = await ask(desk.url, 'GET', '/metrics')
  assert.match(metrics.body, /^desk_mail_quiet 1$/m)
  assert.match(metrics.body, /^desk_mail_waiting\{state="parked"\} 1$/m)
  assert.match(metrics.body, /^desk_mail_queue_age_seconds 43200$/m)
  assert.match(metrics.body, /^desk_mail_since_last_seconds\{direction="in"\} 43200$/m)
  await watchSilence(desk.app)
  await watchSilence(desk.app)
  const letters = () => desk.rows(`select * from letters where template = 'mail-quiet'`)
  assert.equal((await letters()).length, 1)
  await desk.keep(mailOf())
  assert.equal((await health()).quiet, null)
  assert.deepEqual(await watchSilence(desk.app), { told: 0 })
  assert.equal((await letters()).length, 1)
})
