import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routes } from '../../src/http/routes/index.ts'
import { openWidgetSession } from '../../src/services/widget/sessions.ts'
import { ask, right } from '../support/http.ts'
import { store, widgetDesk } from '../support/widget.ts'

test('A6: a request sent from the widget is one of the channel widget, and the report counts it; saying another channel is of no use', async (context) => {
  const { as, tokenOf, frame } = await widgetDesk(context)
  const token = await tokenOf()
  const sent = await frame(token, 'POST', '/tickets', { ...right, channel: 'mail' })
  assert.equal(sent.status, 201, JSON.stringify(sent.body))
  assert.deepEqual([sent.body.channel, sent.body.contact.name], ['widget', 'Asha'])
  const reply = await frame(token, 'POST', `/tickets/${sent.body.id}/messages`, { body: 'More.', visibility: 'public' })
  assert.equal(reply.status, 201, JSON.stringify(reply.body))
  assert.deepEqual([reply.body.message.channel, reply.body.message.author.name], ['widget', 'Asha'])
  const report = (await as('agent', 'GET', '/reports/promises?by=channel&from=2026-03-10&to=2026-03-11')).body
  const row = JSON.stringify(report)
  assert.match(row, /"widget"/)
})

test('G1: a request that is sent twice under one key is one ticket', async (context) => {
  const { tokenOf, frame } = await widgetDesk(context)
  const token = await tokenOf()
  const headers = { 'idempotency-key': 'draft-1' }
  const [first, again] = [
    await frame(token, 'POST', '/tickets', right, headers),
    await frame(token, 'POST', '/tickets', right, headers),
  ]
  assert.deepEqual([first.status, again.status, again.body], [201, 201, first.body])
  // A token that was renewed in between is the same contact's.
  const renewed = await frame(await tokenOf(), 'POST', '/tickets', right, headers)
  assert.deepEqual([renewed.status, renewed.body.id], [201, first.body.id])
  assert.equal((await frame(token, 'GET', '/tickets?view=queue')).body.items.length, 1)
})

test('A6, G3: a token shows its own partner’s things and nobody else’s', async (context) => {
  const { as, tokenOf, frame } = await widgetDesk(context)
  const ticket = (await as('aurora', 'POST', '/tickets', right)).body
  const [own, others] = [await tokenOf(), await tokenOf('bjorn@borealis.example')]
  assert.equal((await frame(own, 'GET', `/tickets/${ticket.id}`)).status, 200)
  for (const [method, path, body] of [
    ['GET', `/tickets/${ticket.id}`],
    ['GET', `/tickets/${ticket.id}/messages`],
    ['POST', `/tickets/${ticket.id}/messages`, { body: 'Hello', visibility: 'public' }],
  ] as const)
    assert.equal((await frame(others, method, path, body)).status, 404, path)
  assert.deepEqual((await frame(others, 'GET', '/tickets')).body.items, [])
  const home = (await frame(others, 'GET', '/widget-home')).body
  assert.deepEqual([home.contact.name, home.partner.name, home.tickets], ['Björn', 'Borealis', []])
})

test('A6, B4, G3: a file of a message opens with the session of a contact who may see it: no other partner’s, none of an internal note, none with a session that is over or in another page', async (context) => {
  const { desk, as, open, tokenOf, frame } = await widgetDesk(context)
  const file = async (who: string, text: string): Promise<string> => {
    const form = new FormData()
    form.append('file', new Blob([text]), 'log.txt')
    const headers = { authorization: `Bearer ${await desk.keyOf(who)}` }
    const sent = await fetch(`${desk.url}/api/v1/attachments`, { method: 'POST', headers, body: form })
    assert.equal(sent.status, 201)
    return ((await sent.json()) as { id: string }).id
  }
  const ticket = (await as('aurora', 'POST', '/tickets', right)).body
  const [shown, secret] = [await file('agent@vendor.example', 'line 1'), await file('agent@vendor.example', 'ours')]
  for (const [visibility, id] of [
    ['public', shown],
    ['internal', secret],
  ] as const)
    await as('agent', 'POST', `/tickets/${ticket.id}/messages`, { body: 'See it.', visibility, attachments: [id] })
  const opened = (await open()).body
  const get = async (token: string | null, id: string, host: string = store, more = '') => {
    const answer = await fetch(`${desk.url}/api/v1/attachments/${id}${more}`, {
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        'widget-host': host,
        'sec-fetch-site': 'same-origin',
      },
    })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const { items } = (await frame(opened.token, 'GET', `/tickets/${ticket.id}/messages`)).body
  assert.deepEqual(
    items.flatMap(({ attachments }: any) => attachments.map(({ id }: any) => id)),
    [shown],
  )
  const given = await get(opened.token, shown)
  assert.deepEqual([given.status, given.text], [200, 'line 1'])
  // Nothing keeps it for somebody else, and nothing in it runs.
  assert.equal(given.headers.get('cache-control'), 'private, no-cache')
  assert.equal(given.headers.get('x-content-type-options'), 'nosniff')
  assert.match(given.headers.get('content-security-policy') ?? '', /^sandbox/)
  const missing = await get(opened.token, '0192aa00-0000-7000-8000-000000000000')
  const theirs = await get(await tokenOf('bjorn@borealis.example'), shown)
  assert.deepEqual([theirs.status, theirs.text], [404, missing.text])
  assert.equal((await get(opened.token, secret)).status, 404)
  assert.equal((await get(opened.token, shown, 'https://evil.example')).status, 403)
  // The address alone opens nothing, whatever stands in it.
  assert.equal((await get(null, shown)).status, 401)
  assert.notEqual((await get(null, shown, store, `?token=${opened.token}`)).status, 200)
  desk.setTime('2026-03-10T06:15:00Z')
  assert.equal((await get(opened.token, shown)).status, 401)
})

test('A6: whoever believes a contact to be of another partner gets no token for it', async (context) => {
  const { desk, open } = await widgetDesk(context)
  const { aurora, borealis } = desk.people
  assert.equal((await open('asha@aurora.example', store, { partner: aurora.partner })).status, 201)
  const wrong = await open('asha@aurora.example', store, { partner: borealis.partner })
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [422, 'partner'])
  for (const email of ['nobody@aurora.example', 'agent@vendor.example']) {
    const none = await open(email)
    assert.deepEqual([none.status, none.body.errors[0].field], [422, 'email'], email)
  }
})

test('A6: a token is for pages of its origin: asked from any other, nothing is answered, and no other site may read anything', async (context) => {
  const { desk, open, tokenOf, frame } = await widgetDesk(context)
  const token = await tokenOf()
  for (const headers of [
    { 'widget-host': 'https://evil.example' },
    { 'widget-host': '' },
    { 'sec-fetch-site': 'cross-site', origin: store },
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    const answer = await frame(token, 'GET', '/widget-home', undefined, headers)
    assert.equal(answer.status, 403, JSON.stringify(headers))
    assert.equal(answer.headers.get('access-control-allow-origin'), null)
  }
  const noWord = await ask(desk.url, 'GET', '/api/v1/widget-home', { key: token })
  assert.equal(noWord.status, 403)
  for (const origin of [
    'https://evil.example',
    'https://store.vendor.example.evil.example',
    'http://store.vendor.example',
  ]) {
    const refused = await open(undefined, origin)
    assert.deepEqual([refused.status, refused.body.errors[0].field], [422, 'origin'], origin)
  }
  const preflight = await fetch(`${desk.url}/api/v1/widget-home`, {
    method: 'OPTIONS',
    headers: {
      origin: store,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  })
  assert.equal(preflight.headers.get('access-control-allow-origin'), null)
})

test('A6: a token ends after the policy’s minutes, when it is revoked, when its page is no longer allowed, and when its contact leaves', async (context) => {
  const { desk, as, allow, open, tokenOf, frame } = await widgetDesk(context)
  const status = async (token: string): Promise<number> => (await frame(token, 'GET', '/widget-home')).status
  const opened = (await open()).body
  assert.equal(opened.expiresAt, '2026-03-10T06:15:00Z')
  assert.equal(await status(opened.token), 200)
  desk.setTime('2026-03-10T06:14:59Z')
  assert.equal(await status(opened.token), 200)
  desk.setTime('2026-03-10T06:15:00Z')
  const over = await frame(opened.token, 'GET', '/widget-home')
  assert.equal(over.status, 401)
  assert.match(over.body.detail, /token|key/)

  const second = (await open()).body
  assert.equal(await status(second.token), 200)
  assert.equal((await as('service', 'DELETE', `/widget-sessions/${second.id}`)).status, 204)
  await eventually(async () => assert.equal(await status(second.token), 401))

  const [third, fourth] = [await tokenOf(), await tokenOf()]
  assert.equal(await status(third), 200)
  const ends = await as('service', 'POST', '/widget-sessions/ends', { email: 'asha@aurora.example' })
  assert.deepEqual([ends.status, ends.body.ended], [200, 2])
  await eventually(async () => assert.deepEqual([await status(third), await status(fourth)], [401, 401]))

  const fifth = await tokenOf()
  await allow('https://other.vendor.example')
  await eventually(async () => assert.equal(await status(fifth), 401))
  await allow(store)
  const sixth = await tokenOf()
  await desk.app.db.system((tx) =>
    tx.call({ name: 'leaves', text: 'update people set active = false where email = $1' }, ['asha@aurora.example']),
  )
  await eventually(async () => assert.equal(await status(sixth), 401))
})

/** What a notice of the database brings about. */
async function eventually(check: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await check()
    } catch (thrown) {
      if (tries > 1_200) throw thrown
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
}

test('A6: a token opens what the widget needs, and no other endpoint of the API at all', async (context) => {
  const { tokenOf, frame } = await widgetDesk(context)
  const token = await tokenOf()
  assert.deepEqual(
    routes
      .filter(({ widget }) => widget !== undefined)
      .map(({ name, widget }) => `${widget} ${name}`)
      .toSorted(),
    [
      'acts noteOutcome',
      'acts openTicket',
      'acts reply',
      'acts upload',
      'asks getArticle',
      'asks getAttachment',
      'asks getPolicy',
      'asks getTicket',
      'asks getWidgetHome',
      'asks listArticles',
      'asks listMessages',
      'asks listTickets',
      'asks previewTicket',
      'asks suggest',
    ],
  )
  for (const route of routes.filter(({ widget, who }) => widget === undefined && who !== 'everybody')) {
    const path = route.path.replace(':id', '0192aa00-0000-7000-8000-000000000000')
    const answer = await frame(token, route.method, path, route.example)
    assert.equal(answer.status, 403, `${route.method} ${path}`)
    assert.match(answer.body.detail, /does not open this/)
  }
})

test('A6: the key of the store asks for sessions and does nothing else; keys and sessions of others ask for none', async (context) => {
  const { as, open } = await widgetDesk(context)
  assert.equal((await open()).status, 201)
  for (const [method, path, body] of [
    ['GET', '/me'],
    ['GET', '/tickets'],
    ['GET', '/widget-home'],
    ['GET', '/widget-settings'],
    ['PUT', '/widget-settings', { origins: [] }],
    ['POST', '/tickets', right],
  ] as const) {
    const answer = await as('service', method, path, body)
    assert.equal(answer.status, 403, path)
    assert.match(answer.body.detail, /only asks for sessions/)
  }
  const body = { email: 'asha@aurora.example', origin: store }
  for (const who of ['agent', 'aurora'] as const) {
    assert.equal((await as(who, 'POST', '/widget-sessions', body)).status, 403, who)
    assert.equal((await as(who, 'POST', '/widget-sessions/ends', { email: body.email })).status, 403, who)
    assert.equal((await as(who, 'PUT', '/widget-settings', { origins: [] })).status, 403, who)
  }
  assert.equal((await as('admin', 'POST', '/widget-sessions', body)).status, 201)
})

test('A6: the token is said once and kept nowhere: a repeated request works it out again', async (context) => {
  const { desk, as, frame } = await widgetDesk(context)
  const body = { email: 'asha@aurora.example', origin: store }
  const headers = { 'idempotency-key': 'session-1' }
  const first = await as('service', 'POST', '/widget-sessions', body, headers)
  const again = await as('service', 'POST', '/widget-sessions', body, headers)
  assert.deepEqual([again.status, again.body], [201, first.body])
  assert.equal((await frame(first.body.token, 'GET', '/widget-home')).status, 200)
  const rows = await desk.app.db.system(async (tx) => [
    await tx.call({ name: 'sessions_kept', text: 'select to_json(s) from widget_sessions s' }),
    await tx.call({ name: 'answers_kept', text: 'select to_json(k) from idempotency_keys k' }),
  ])
  assert.ok(!JSON.stringify(rows).includes(first.body.token.slice(6)))
  const settings = await as('admin', 'GET', '/widget-settings')
  assert.ok(!JSON.stringify(settings.body).includes('deskw_'))
  assert.deepEqual(
    settings.body.sessions.map((each: any) => [each.contact, each.issuedBy]),
    [['Asha', 'Ann Agent']],
  )
})

test('A3: who is not entitled never gets the toll-free number, in no answer; who is gets its own region’s', async (context) => {
  const { desk, as, tokenOf, frame } = await widgetDesk(context)
  const policy = desk.app.policies.current()
  const numbers = policy.regions.flatMap(({ subregions }) => subregions).flatMap(({ tollFree }) => tollFree ?? [])
  assert.ok(numbers.length > 3)
  const { borealis } = desk.people
  await desk.app.db.system((tx) =>
    tx.call({ name: 'made_authorised', text: `update partners set tier = 'authorised' where id = $1` }, [
      borealis.partner,
    ]),
  )
  const token = await tokenOf('bjorn@borealis.example')
  for (const path of ['/widget-home', '/policy', '/tickets', '/articles']) {
    const text = JSON.stringify((await frame(token, 'GET', path)).body)
    for (const number of numbers) assert.ok(!text.includes(number), `${path} says ${number}`)
  }
  const { tollFree, channels } = (await frame(token, 'GET', '/widget-home')).body
  assert.deepEqual([tollFree.allowed, tollFree.number], [false, null])
  assert.match(tollFree.because, /\w/)
  assert.ok(
    channels.some(({ allowed }: any) => allowed),
    'it is told which channels are its own',
  )
  assert.equal(channels.find(({ id }: any) => id === 'chat').allowed, false)

  const home = (await frame(await tokenOf(), 'GET', '/widget-home')).body
  const portal = (await as('aurora', 'GET', '/entitlements')).body
  assert.equal(home.tollFree.number, portal.tollFree.number)
  assert.ok(numbers.includes(home.tollFree.number))
})

test('A6: an administrator who is signed in gets a preview: it shows what the contact sees, and sends nothing', async (context) => {
  const { desk, as } = await widgetDesk(context)
  const admin = { kind: 'staff', person: desk.people.admin.id, role: 'admin', desks: [] } as const
  const opened = await openWidgetSession(
    desk.app,
    admin,
    { email: 'asha@aurora.example', origin: desk.url },
    { preview: true, ownOrigin: desk.url },
    null,
  )
  assert.ok(opened.ok && opened.value.fresh)
  const { token, preview } = opened.value.value
  assert.ok(preview)
  const call = (method: string, path: string, body?: unknown) =>
    ask(desk.url, method, `/api/v1${path}`, { key: token, body, headers: { 'widget-host': desk.url } })
  const home = await call('GET', '/widget-home')
  assert.deepEqual([home.status, home.body.preview, home.body.contact.id], [200, true, desk.people.aurora.id])
  const sent = await call('POST', '/tickets', right)
  assert.equal(sent.status, 403)
  assert.match(sent.body.detail, /preview/)
  assert.equal((await call('POST', '/tickets/preview', right)).status, 200)
  const draft = '0192aa00-0000-7000-8000-000000000001'
  assert.equal((await call('POST', '/suggestions', { subject: 'Renew a subscription', draft })).status, 200)
  assert.deepEqual((await as('aurora', 'GET', '/tickets')).body.items, [])
})

test('A6: the frame may stand in the pages that an administrator allowed, and in no others', async (context) => {
  const { desk, allow } = await widgetDesk(context)
  const policyOf = async (): Promise<string> => {
    const { headers, status } = await fetch(`${desk.url}/widget/frame`)
    assert.equal(status, 200)
    assert.equal(headers.get('x-frame-options'), null)
    return headers.get('content-security-policy') ?? ''
  }
  assert.match(await policyOf(), new RegExp(`frame-ancestors 'self' ${store}$`))
  assert.match(await policyOf(), /script-src 'self';/)
  await allow('https://a.example', 'https://b.example:8443', 'http://localhost:4000')
  assert.match(
    await policyOf(),
    /frame-ancestors 'self' http:\/\/localhost:4000 https:\/\/a\.example https:\/\/b\.example:8443$/,
  )
  await allow()
  assert.match(await policyOf(), /frame-ancestors 'self'$/)
})

test('A6: an allowed page is an origin and nothing more', async (context) => {
  const { as } = await widgetDesk(context)
  for (const origin of [
    'store.vendor.example',
    'http://store.vendor.example',
    'https://store.vendor.example/shop',
    'https://store.vendor.example?x',
    'https://*.vendor.example',
    "https://a.example; script-src 'unsafe-inline'",
    'https://name@store.vendor.example',
    'javascript:alert(1)',
    'null',
    '*',
  ]) {
    const answer = await as('admin', 'PUT', '/widget-settings', { origins: [origin] })
    assert.equal(answer.status, 422, origin)
    assert.equal(answer.body.errors[0].field, 'origins.0')
  }
  const kept = await as('admin', 'PUT', '/widget-settings', {
    origins: ['https://Store.Vendor.example/', store, 'http://127.0.0.1:8080'],
  })
  assert.deepEqual(kept.body.origins, ['http://127.0.0.1:8080', store])
})
