import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { keepAttachment, attachTo } from '../../src/services/attachments/attachments.ts'
import { publishPolicy } from '../../src/services/policies.ts'
import { dropUnused } from '../../src/services/attachments/uploads.ts'
import type { MessageId, TicketId } from '../../src/domain/kernel.ts'
import { escalationDesk, type Whose } from '../support/escalated.ts'
import { cast, right } from '../support/http.ts'
import { zoho } from '../support/policies.ts'

const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR and so on', 'latin1')
const script = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
const page = '<!doctype html><script>fetch("/api/v1/me")</script>'

interface Sent {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it freely
  readonly body: any
}

async function filesDesk(context: TestContext) {
  const made = await escalationDesk(context)
  const keys = new Map<Whose, string>()
  const keyOf = async (whose: Whose): Promise<string> => {
    const key = keys.get(whose) ?? (await made.desk.keyOf(cast[whose].email))
    keys.set(whose, key)
    return key
  }
  const send = async (whose: Whose, form: FormData, headers: Record<string, string> = {}): Promise<Sent> => {
    const answer = await fetch(`${made.desk.url}/api/v1/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await keyOf(whose)}`, ...headers },
      body: form,
    })
    return { status: answer.status, headers: answer.headers, body: await answer.json() }
  }
  const form = (content: string | Uint8Array, name: string, type = 'image/png'): FormData => {
    const data = new FormData()
    data.append('file', new Blob([Buffer.from(content)], { type }), name)
    return data
  }
  return {
    ...made,
    keyOf,
    send,
    form,
    upload: (whose: Whose, content: string | Uint8Array, name: string, headers: Record<string, string> = {}) =>
      send(whose, form(content, name), headers),
    /** A file as it is given out. */
    async fetchFile(whose: Whose, id: string, headers: Record<string, string> = {}, more = '') {
      const answer = await fetch(`${made.desk.url}/api/v1/attachments/${id}${more}`, {
        headers: { authorization: `Bearer ${await keyOf(whose)}`, ...headers },
      })
      return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
    },
    count: (table: 'attachments' | 'attachment_parts') =>
      made.desk.app.db
        .system((tx) => tx.call<{ n: number }>({ name: `n_${table}`, text: `select count(*)::int as n from ${table}` }))
        .then(([row]) => row?.n),
  }
}

test('B4: a screenshot is uploaded, sent with a ticket, seen on its first message and given out as it was', async (context) => {
  const { upload, post, get, fetchFile } = await filesDesk(context)
  const sent = await upload('aurora', png, 'C:\\shots\\Größe.png')
  assert.equal(sent.status, 201)
  const { id, sha256, ...told } = sent.body
  assert.deepEqual(told, {
    name: 'Größe.png',
    type: 'image/png',
    kind: 'PNG image',
    bytes: png.length,
    scan: 'not-scanned',
    shows: 'image',
    warning: null,
    withheld: null,
  })
  const opened = await post('aurora', '/tickets', { ...right, attachments: [id] })
  assert.equal(opened.status, 201, JSON.stringify(opened.body))
  assert.match(opened.body.number, /\d+$/)
  for (const who of ['aurora', 'colleague', 'agent'] as const) {
    const { items } = (await get(who, `/tickets/${opened.body.id}/messages`)).body
    assert.deepEqual(items[0].attachments, [sent.body])
    const file = await fetchFile(who, id)
    assert.equal(file.status, 200)
    assert.deepEqual(file.bytes, png)
    assert.equal(file.headers.get('content-type'), 'image/png')
    assert.equal(file.headers.get('etag'), `"${sha256}"`)
  }
})

test('B4: an agent’s answer takes files in their order, and an internal note keeps them from the partner', async (context) => {
  const { upload, post, get, fetchFile, openSupport } = await filesDesk(context)
  const { path } = await openSupport()
  const [log, shot] = [await upload('agent', 'line 1\n', 'a.log'), await upload('agent', png, 'b.png')]
  const said = await post('agent', `${path}/messages`, {
    body: 'See both.',
    visibility: 'public',
    attachments: [shot.body.id, log.body.id],
  })
  assert.equal(said.status, 201, JSON.stringify(said.body))
  assert.deepEqual(
    said.body.message.attachments.map(({ name }: any) => name),
    ['b.png', 'a.log'],
  )
  const secret = await upload('agent', 'only for us', 'note.txt')
  await post('agent', `${path}/messages`, { body: 'Hm.', visibility: 'internal', attachments: [secret.body.id] })
  const { items } = (await get('aurora', `${path}/messages`)).body
  assert.deepEqual(
    items.flatMap(({ attachments }: any) => attachments.map(({ id }: any) => id)),
    [shot.body.id, log.body.id],
  )
  assert.equal((await fetchFile('aurora', log.body.id)).status, 200)
  assert.equal((await fetchFile('aurora', secret.body.id)).status, 404)
  assert.equal((await fetchFile('agent', secret.body.id)).status, 200)
})

test('G3: another partner’s file is not there, nor an upload that a colleague has not sent yet', async (context) => {
  const { upload, post, fetchFile, remove } = await filesDesk(context)
  const { id } = (await upload('aurora', png, 'a.png')).body
  const missing = await fetchFile('aurora', '0192aa00-0000-7000-8000-000000000000')
  for (const who of ['colleague', 'borealis'] as const) {
    const file = await fetchFile(who, id)
    assert.equal(file.status, 404)
    assert.deepEqual(file.bytes, missing.bytes)
    assert.equal((await remove(who, `/attachments/${id}`)).status, 404)
    const used = await post(who, '/tickets', { ...right, attachments: [id] })
    assert.equal(used.status, 422)
    assert.match(used.body.errors[0].message, /no such upload of yours/)
  }
  // Staff sees it, and may not use what is somebody else's.
  assert.equal(
    (await post('agent', '/tickets', { ...right, contactEmail: cast.aurora.email, attachments: [id] })).status,
    422,
  )
  const opened = await post('aurora', '/tickets', { ...right, attachments: [id] })
  assert.equal(opened.status, 201)
  assert.equal((await fetchFile('colleague', id)).status, 200)
  assert.equal((await fetchFile('borealis', id)).status, 404)
})

test('B4: everything wrong with a request and its files is said at once, and nothing of it is written', async (context) => {
  const { upload, post, get } = await filesDesk(context)
  const used = (await upload('aurora', png, 'used.png')).body.id
  const fresh = (await upload('aurora', png, 'fresh.png')).body.id
  const before = await post('aurora', '/tickets', { ...right, attachments: [used] })
  assert.equal(before.status, 201)
  const none = '0192aa00-0000-7000-8000-000000000000'
  const refused = await post('aurora', '/tickets', {
    ...right,
    severity: 9,
    contactEmail: 'x@y.example',
    attachments: [used, fresh, fresh, none],
  })
  assert.equal(refused.status, 422)
  assert.deepEqual(refused.body.errors.map(({ field }: any) => field).toSorted(), [
    'attachments.0',
    'attachments.2',
    'attachments.3',
    'contactEmail',
    'severity',
  ])
  // Wrong in form as well.
  const { subject: _subject, ...noSubject } = right
  const wrong = await post('aurora', '/tickets', { ...noSubject, attachments: [used] })
  assert.deepEqual(
    [wrong.status, wrong.body.errors.map(({ field }: any) => field)],
    [400, ['subject', 'attachments.0']],
  )
  const twice = await post('aurora', `/tickets/${before.body.id}/messages`, {
    body: 'And this.',
    visibility: 'public',
    attachments: [used],
  })
  assert.match(twice.body.errors[0].message, /'used.png' is in a message already/)
  assert.equal((await get('aurora', '/tickets?view=all')).body.items.length, 1)
  assert.equal((await post('aurora', '/tickets', { ...right, attachments: [fresh] })).status, 201)
})

test('G1: one upload for two messages at the same moment goes to one of them, and the other is refused', async (context) => {
  const { upload, post, openSupport } = await filesDesk(context)
  const { path } = await openSupport()
  const { id } = (await upload('aurora', png, 'a.png')).body
  const body = { body: 'Here.', visibility: 'public', attachments: [id] }
  const answers = await Promise.all([1, 2, 3, 4].map(() => post('aurora', `${path}/messages`, body)))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 422, 422, 422])
})

test('G1: the same key gets the first answer again, for an upload as for what uses it; another file is a conflict', async (context) => {
  const { upload, count, desk, keyOf, get } = await filesDesk(context)
  const key = { 'idempotency-key': 'once' }
  const first = await upload('aurora', png, 'a.png', key)
  const again = await upload('aurora', png, 'a.png', key)
  assert.deepEqual([again.status, again.body], [201, first.body])
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  assert.equal((await upload('aurora', 'another', 'a.png', key)).status, 409)
  assert.equal(await count('attachments'), 1)
  const open = async () => {
    const answer = await fetch(`${desk.url}/api/v1/tickets`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await keyOf('aurora')}`,
        'content-type': 'application/json',
        'idempotency-key': 't',
      },
      body: JSON.stringify({ ...right, attachments: [first.body.id] }),
    })
    return { status: answer.status, body: await answer.json() }
  }
  assert.deepEqual(await open(), await open())
  assert.equal((await get('aurora', '/tickets?view=all')).body.items.length, 1)
})

test('B4: a film is given out in ranges, across the parts it is kept in', async (context) => {
  const { upload, fetchFile, desk, keyOf } = await filesDesk(context)
  const film = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), Buffer.alloc(1_300_000, 'frames ')])
  const { id, type } = (await upload('aurora', film, 'screen.mp4')).body
  assert.equal(type, 'video/mp4')
  const ranges: readonly (readonly [range: string, from: number, to: number])[] = [
    ['bytes=0-', 0, film.length],
    ['bytes=0-0', 0, 1],
    ['bytes=524280-524300', 524_280, 524_301],
    ['bytes=1048576-1048576', 1_048_576, 1_048_577],
    ['bytes=-10', film.length - 10, film.length],
    ['bytes=1300000-99999999', 1_300_000, film.length],
  ]
  for (const [range, from, to] of ranges) {
    const got = await fetchFile('aurora', id, { range })
    assert.equal(got.status, 206, range)
    assert.equal(got.headers.get('content-range'), `bytes ${from}-${to - 1}/${film.length}`)
    assert.ok(got.bytes.equals(film.subarray(from, to)), range)
  }
  const beyond = await fetchFile('aurora', id, { range: `bytes=${film.length}-` })
  assert.deepEqual([beyond.status, beyond.headers.get('content-range')], [416, `bytes */${film.length}`])
  for (const range of ['lines=1-2', 'bytes=5-2', 'bytes=0-1,4-5'])
    assert.equal((await fetchFile('aurora', id, { range })).status, 200, range)
  const head = await fetch(`${desk.url}/api/v1/attachments/${id}`, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${await keyOf('aurora')}` },
  })
  assert.deepEqual([head.status, head.headers.get('content-length')], [200, String(film.length)])
  const etag = (await fetchFile('aurora', id)).headers.get('etag') ?? ''
  assert.equal((await fetchFile('aurora', id, { 'if-none-match': `W/${etag}` })).status, 304)
  assert.equal((await fetchFile('aurora', id, { range: 'bytes=0-3', 'if-range': '"another"' })).status, 200)
  assert.equal((await fetchFile('aurora', id, { range: 'bytes=0-3', 'if-range': etag })).status, 206)
})

const harmless: readonly (readonly [name: string, content: string | Uint8Array, warns: RegExp | null])[] = [
  ['drawing.svg', script, null],
  ['page.html', page, null],
  ['shot.png', page, /ends in \.png, but it is a web page/],
  ['.htaccess', 'AddType application/x-httpd-php .png', /may run/],
  ['invoice.pdf.exe', 'no program', /looks like \.pdf/],
  ['app.js', 'alert(1)', /may run/],
  ['data.bin', Buffer.from([1, 2, 3]), null],
  ['bomb.zip', Buffer.from(`PK\x03\x04${'\0'.repeat(26)}0.txt`, 'latin1'), null],
]
for (const [name, content, warns] of harmless)
  test(`B4: ${name} is kept as it is and given out as a download in which nothing runs`, async (context) => {
    const { upload, fetchFile } = await filesDesk(context)
    const { status, body } = await upload('aurora', content, name)
    assert.equal(status, 201)
    if (warns === null) assert.equal(body.warning, null)
    else assert.match(body.warning, warns)
    assert.deepEqual([body.name, body.shows], [name, null])
    const { headers, bytes } = await fetchFile('aurora', body.id)
    assert.deepEqual(bytes, Buffer.from(content))
    assert.equal(headers.get('content-type'), 'application/octet-stream')
    assert.match(headers.get('content-disposition') ?? '', /^attachment; filename="/)
    assert.equal(headers.get('content-security-policy'), "sandbox; default-src 'none'")
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin')
    assert.equal(headers.get('cache-control'), 'private, no-cache')
  })

test('B4: what may be shown is shown, inert all the same, and is a download where that is asked for', async (context) => {
  const { upload, fetchFile } = await filesDesk(context)
  const text = (await upload('aurora', '<b>1 < 2</b> in a log', 'a.log')).body
  const log = (await upload('aurora', 'plain\n', 'b.log')).body
  assert.equal(text.shows, null, 'it may be taken for a page')
  const shown = await fetchFile('aurora', log.id)
  assert.match(shown.headers.get('content-disposition') ?? '', /^inline;/)
  assert.equal(shown.headers.get('content-type'), 'text/plain; charset=utf-8')
  assert.equal(shown.headers.get('content-security-policy'), "sandbox; default-src 'none'")
  const saved = await fetchFile('aurora', log.id, {}, '?download=true')
  assert.match(saved.headers.get('content-disposition') ?? '', /^attachment;/)
  const pdf = (await upload('aurora', '%PDF-1.7\n', 'größe "1"; x.pdf')).body
  const { headers } = await fetchFile('aurora', pdf.id)
  assert.equal(
    headers.get('content-disposition'),
    `inline; filename="gr__e _1__ x.pdf"; filename*=UTF-8''gr%C3%B6%C3%9Fe%20_1_%3B%20x.pdf`,
  )
  assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/)
})

test('B4: a program is refused whatever it is called, an empty file and a wrong field too, each with its remedy', async (context) => {
  const { upload, send, count, form } = await filesDesk(context)
  for (const name of ['setup.exe', 'holiday.png']) {
    const refused = await upload('aurora', Buffer.from('MZ\x90\0', 'latin1'), name)
    assert.equal(refused.status, 422)
    assert.match(refused.body.errors[0].message, /Windows program/)
  }
  assert.match((await upload('aurora', '', 'a.txt')).body.errors[0].message, /empty/)
  const other = new FormData()
  other.append('picture', new Blob(['x']), 'x.txt')
  assert.match((await send('aurora', other)).body.errors[0].message, /'file'/)
  assert.equal((await send('aurora', new FormData())).status, 400)
  const two = form('a', 'a.txt')
  two.append('file', new Blob(['b']), 'b.txt')
  assert.equal((await send('aurora', two)).status, 201, 'the first of them is taken')
  assert.equal(await count('attachments'), 1)
  assert.equal(await count('attachment_parts'), 1)
})

test('B4: only multipart is taken here, and nowhere else', async (context) => {
  const { desk, post, keyOf, form } = await filesDesk(context)
  assert.equal((await post('aurora', '/attachments', { file: 'x' })).status, 415)
  const elsewhere = await fetch(`${desk.url}/api/v1/tickets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await keyOf('aurora')}` },
    body: form('x', 'x.txt'),
  })
  assert.equal(elsewhere.status, 415)
  const broken = await fetch(`${desk.url}/api/v1/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await keyOf('aurora')}`, 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nnever ends',
  })
  assert.equal(broken.status, 400)
})

/** The tests' policy with smaller figures. */
const small = {
  ...zoho,
  attachments: { ...zoho.attachments, perFileMb: 1, perMessageMb: 1, waitingMb: 2, filesPerMessage: 2 },
}

test('B4: a file, a message and what waits are taken up to the policy’s figures, and nothing stays of what is more', async (context) => {
  const { upload, post, desk, count, openSupport } = await filesDesk(context)
  await publishPolicy(desk.app.db, small, null, desk.app.now())
  await desk.app.policies.refresh()
  const exact = Buffer.alloc(1_048_576, 'a')
  const { status, body: first } = await upload('aurora', exact, 'exact.txt')
  assert.equal(status, 201)
  const larger = await upload('aurora', Buffer.alloc(1_048_577, 'a'), 'larger.txt')
  assert.equal(larger.status, 422)
  assert.match(larger.body.errors[0].message, /1 MB/)
  assert.equal(await count('attachments'), 1)
  const second = (await upload('aurora', 'b', 'b.txt')).body
  const third = (await upload('aurora', 'c', 'c.txt')).body
  const { path } = await openSupport()
  const much = { body: 'x', visibility: 'public', attachments: [first.id, second.id, third.id] }
  const refused = await post('aurora', `${path}/messages`, much)
  assert.deepEqual(
    refused.body.errors.map(({ message }: any) => message.replace(/:.*/, '')),
    ['A message takes 2 files', 'The files of a message may have 1 MB together'],
  )
  assert.equal((await upload('aurora', Buffer.alloc(900_000, 'd'), 'd.txt')).status, 201)
  const waiting = await upload('aurora', exact, 'e.txt')
  assert.equal(waiting.status, 422)
  assert.match(waiting.body.errors[0].message, /You have uploaded 2 MB that no message uses/)
  // It is each person's own.
  assert.equal((await upload('colleague', exact, 'e.txt')).status, 201)
})

test('B4: an upload that breaks off in the middle leaves nothing, and the server says no word of it', async (context) => {
  const { desk, keyOf, count } = await filesDesk(context)
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
  const asked = request(`${desk.url}/api/v1/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await keyOf('aurora')}`, 'content-type': 'multipart/form-data; boundary=x' },
  })
  asked.on('error', () => undefined)
  asked.write(head)
  asked.write(Buffer.alloc(1_200_000, 'a'))
  const until = async (enough: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await enough()); tries += 1) {
      assert.ok(tries < 3_000, 'it did not come to that')
      await pause(10)
    }
  }
  await until(async () => (await count('attachment_parts')) === 2)
  asked.destroy()
  await until(async () => (await count('attachments')) === 0)
  assert.equal(await count('attachment_parts'), 0)
})

test('B4: an upload is removed by whoever made it while nothing uses it; what was said stays', async (context) => {
  const { upload, post, remove, fetchFile } = await filesDesk(context)
  const [a, b] = [(await upload('aurora', png, 'a.png')).body.id, (await upload('aurora', png, 'b.png')).body.id]
  assert.equal((await remove('agent', `/attachments/${a}`)).status, 409)
  assert.equal((await remove('aurora', `/attachments/${a}`)).status, 204)
  assert.equal((await fetchFile('aurora', a)).status, 404)
  await post('aurora', '/tickets', { ...right, attachments: [b] })
  assert.equal((await remove('aurora', `/attachments/${b}`)).status, 409)
})

test('B4: uploads that nothing used for a day vanish, those of messages never do', async (context) => {
  const { upload, post, desk, count, fetchFile } = await filesDesk(context)
  const used = (await upload('aurora', png, 'a.png')).body.id
  await post('aurora', '/tickets', { ...right, attachments: [used] })
  await upload('aurora', png, 'b.png')
  desk.setTime('2026-03-11T05:59:59Z')
  assert.deepEqual(await dropUnused(desk.app), { dropped: 0 })
  desk.setTime('2026-03-11T06:00:01Z')
  assert.deepEqual(await dropUnused(desk.app), { dropped: 1 })
  assert.deepEqual([await count('attachments'), await count('attachment_parts')], [1, 1])
  assert.equal((await fetchFile('aurora', used)).status, 200)
})

test('A5, B4: what comes by mail is kept in the mail’s own transaction; of what the policy refuses, the name and the reason', async (context) => {
  const { desk, openSupport, get, fetchFile, partnerOf, count } = await filesDesk(context)
  const { id: ticket, path } = await openSupport()
  const message = (await get('aurora', `${path}/messages`)).body.items[0].id as MessageId
  await desk.app.db.system(async (tx) => {
    const files = [
      { name: 'screen\u202Egnp.shot', content: Buffer.concat([png, Buffer.alloc(600_000)]) },
      { name: 'update.exe', content: Buffer.from('MZ\x90\0', 'latin1') },
    ]
    const ids = []
    for (const file of files) ids.push(await keepAttachment(desk.app, tx, { ...file, source: 'mail' }))
    const at = desk.app.now()
    await attachTo(
      tx,
      { id: message, ticket: ticket as TicketId, partner: partnerOf('aurora'), visibility: 'public', at },
      ids,
    )
  })
  const [shot, program] = (await get('aurora', `${path}/messages`)).body.items[0].attachments
  assert.deepEqual([shot.name, shot.type, shot.withheld], ['screengnp.shot', 'image/png', null])
  assert.equal((await fetchFile('aurora', shot.id)).bytes.length, png.length + 600_000)
  assert.deepEqual([program.name, program.bytes, program.type], ['update.exe', 0, null])
  assert.match(program.withheld, /was not kept.*Windows program/)
  assert.equal((await fetchFile('aurora', program.id)).status, 409)
  assert.equal(await count('attachment_parts'), 2)
  // What led to it fails: nothing of the file is there either.
  const failing = desk.app.db.system(async (tx) => {
    await keepAttachment(desk.app, tx, { name: 'x.txt', content: Buffer.from('x'), source: 'mail' })
    throw new Error('The mail could not be read.')
  })
  await assert.rejects(failing, /could not be read/)
  assert.equal(await count('attachments'), 2)
})
