import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask } from '../support/http.ts'
import { guideDesk, renewal, wrongField } from '../support/guide.ts'

test('B10, G3: a draft is the vendor’s alone; published, partners read it; withdrawn, they do not any more', async (context) => {
  const { get, post, write } = await guideDesk(context)
  const draft = await write()
  assert.deepEqual(
    [draft.state, draft.version, draft.publishedVersion, draft.slug],
    ['draft', 1, null, 'renew-a-subscription-in-the-store'],
  )
  const path = `/articles/${draft.slug}`
  const none = (await get('aurora', '/articles/no-such-article')).body
  assert.deepEqual((await get('aurora', path)).body, none)
  assert.deepEqual((await get('aurora', '/articles')).body.items, [])

  const refused = await post('agent', `/articles/${draft.id}/publish`, {})
  assert.deepEqual([refused.status, refused.body.detail.includes('A lead or a manager publishes')], [403, true])
  assert.equal((await post('admin', `/articles/${draft.id}/publish`, {})).body.state, 'published')
  const read = await get('aurora', path)
  assert.equal(read.status, 200)
  assert.equal(read.body.title, renewal.title)
  assert.match(read.body.html, /<h2 id="s-in-the-store">In the store<\/h2>/)
  assert.deepEqual(read.body.outline, [{ id: 's-in-the-store', text: 'In the store', level: 2 }])
  assert.deepEqual([read.body.savedBy, read.body.helped], [null, null])
  const again = await post('admin', `/articles/${draft.id}/publish`, {})
  assert.deepEqual([again.status, again.body.detail], [409, 'Version 1 is published already.'])

  assert.equal((await post('agent', `/articles/${draft.id}/withdraw`, { reason: 'Old.' })).status, 403)
  assert.equal((await post('admin', `/articles/${draft.id}/withdraw`, {})).status, 400)
  assert.equal((await post('admin', `/articles/${draft.id}/withdraw`, { reason: 'Old.' })).body.state, 'withdrawn')
  assert.equal((await post('admin', `/articles/${draft.id}/withdraw`, { reason: 'Old.' })).status, 409)
  assert.deepEqual((await get('aurora', path)).body, none)
  assert.deepEqual((await get('aurora', '/articles')).body.items, [])
  assert.equal((await get('agent', path)).body.state, 'withdrawn')
  assert.equal((await post('admin', `/articles/${draft.id}/publish`, {})).body.state, 'published')
})

test('G3: an article for staff is read by no partner, published or not', async (context) => {
  const { get, post, publish } = await guideDesk(context)
  const inner = await publish({ title: 'How we restart a job', audience: 'staff' })
  assert.equal((await get('agent', `/articles/${inner.slug}`)).status, 200)
  for (const called of [inner.slug, inner.id]) assert.equal((await get('aurora', `/articles/${called}`)).status, 404)
  assert.deepEqual((await get('aurora', '/articles?q=restart')).body.items, [])
  assert.equal((await post('aurora', `/articles/${inner.id}/feedback`, { helped: true })).status, 404)
  // Nor does a partner read versions that are not the published one.
  const open = await publish({ title: 'For all' })
  assert.equal((await get('aurora', `/articles/${open.id}/versions`)).status, 403)
  assert.equal((await get('aurora', `/articles/${open.id}/diff?from=1&to=1`)).status, 403)
})

test('What partners read changes only when a version is published; each save is a version with its note', async (context) => {
  const { get, post, patch, publish } = await guideDesk(context)
  const { id, slug } = await publish()
  const saved = await patch('agent', `/articles/${id}`, { version: 1, body: 'New words.', note: 'Shorter.' })
  assert.deepEqual([saved.status, saved.body.version, saved.body.publishedVersion], [200, 2, 1])
  assert.match((await get('aurora', `/articles/${slug}`)).body.body, /In the store/)
  assert.equal((await get('aurora', `/articles/${slug}`)).body.version, 1)
  // What it asks for is not heeded: there is one version for a partner.
  assert.equal((await get('aurora', `/articles/${slug}?version=2`)).body.shown, 1)
  assert.equal((await get('agent', `/articles/${slug}?version=1`)).body.shown, 1)
  assert.equal((await get('agent', `/articles/${slug}?version=9`)).status, 404)
  // The new words are not found either.
  assert.deepEqual((await get('aurora', '/articles?q=words')).body.items, [])
  assert.equal((await get('agent', '/articles?q=words')).body.items.length, 1)

  assert.equal((await patch('agent', `/articles/${id}`, { version: 2, body: 'New words.' })).body.version, 2)
  await post('admin', `/articles/${id}/publish`, {})
  assert.equal((await get('aurora', `/articles/${slug}`)).body.body, 'New words.')

  const restored = await post('agent', `/articles/${id}/restore`, { version: 1, note: 'It was better.' })
  assert.equal(restored.body.version, 3)
  assert.equal(restored.body.body, renewal.body.trim())
  assert.equal((await post('agent', `/articles/${id}/restore`, { version: 1 })).status, 409)
  assert.deepEqual(wrongField(await post('agent', `/articles/${id}/restore`, { version: 7 })), [
    'version',
    'It has the versions 1 to 3.',
  ])
  const { items, acts } = (await get('agent', `/articles/${id}/versions`)).body
  assert.deepEqual(
    items.map((each: any) => [each.number, each.note, each.restoredFrom, each.isPublished, each.savedBy.name]),
    [
      [3, 'It was better.', 1, false, 'Ann Agent'],
      [2, 'Shorter.', null, true, 'Ann Agent'],
      [1, null, null, false, 'Ann Agent'],
    ],
  )
  assert.deepEqual(
    acts.map((each: any) => [each.act, each.version, each.by.name]),
    [
      ['published', 2, 'Ada Admin'],
      ['published', 1, 'Ada Admin'],
    ],
  )
  await post('admin', `/articles/${id}/publish`, { version: 2 }).then(({ status }) => assert.equal(status, 409))
  assert.equal((await post('admin', `/articles/${id}/publish`, { version: 1 })).body.publishedVersion, 1)
  assert.equal((await post('admin', `/articles/${id}/publish`, { version: 44 })).status, 422)
})

test('Two who write at once do not overwrite one another; what differs between versions is shown', async (context) => {
  const { get, patch, write } = await guideDesk(context)
  const { id } = await write()
  await patch('admin', `/articles/${id}`, { version: 1, summary: 'Another.', body: '## In the store\n\nOpen it.' })
  const late = await patch('agent', `/articles/${id}`, { version: 1, body: 'Mine.' })
  assert.equal(late.status, 409)
  assert.match(late.body.detail, /^Ada Admin saved version 2 meanwhile/)
  const { facts, lines } = (await get('agent', `/articles/${id}/diff?from=1&to=2`)).body
  assert.deepEqual(facts, [{ field: 'summary', was: renewal.summary, became: 'Another.' }])
  assert.deepEqual(
    lines
      .filter((line: any) => line.kind !== 'same')
      .map((line: any) => [line.kind, line.text])
      .slice(0, 2),
    [
      ['removed', 'Open the customer and choose **Renew**.'],
      ['removed', ''],
    ],
  )
  assert.deepEqual(lines.at(0), { kind: 'same', text: '## In the store' })
  const wrong = await get('agent', `/articles/${id}/diff?from=1&to=5`)
  assert.deepEqual([wrong.status, wrongField(wrong)[0]], [400, 'to'])
})

test('A changed address keeps the old one as a redirect, for good; it is nobody else’s ever after', async (context) => {
  const { desk, get, patch, publish, write } = await guideDesk(context)
  const { id, slug: old } = await publish()
  const refused = await patch('agent', `/articles/${id}`, { version: 1, slug: 'renewals' })
  assert.equal(refused.status, 403)
  assert.equal((await patch('admin', `/articles/${id}`, { version: 1, slug: 'renewals' })).body.slug, 'renewals')
  const key = await desk.keyOf('asha@aurora.example')
  const moved = await fetch(`${desk.url}/api/v1/articles/${old}`, {
    redirect: 'manual',
    headers: { authorization: `Bearer ${key}` },
  })
  assert.deepEqual([moved.status, moved.headers.get('location')], [308, '/api/v1/articles/renewals'])
  assert.equal((await get('aurora', `/articles/${old}`)).body.slug, 'renewals')
  // Another article of that title takes the next name.
  assert.equal((await write()).slug, `${old}-2`)
  const other = await write({ title: 'Other' })
  for (const [slug, says] of [
    [old, 'has or had this address'],
    ['renewals', 'has or had this address'],
    ['Not This', 'small letters'],
    ['new', 'an address of the guide itself'],
  ])
    assert.match(
      wrongField(await patch('agent', `/articles/${other.id}`, { version: 1, slug }))[1],
      new RegExp(says ?? ''),
    )
  // Back again: it is its own.
  assert.equal((await patch('admin', `/articles/${id}`, { version: 1, slug: old })).body.slug, old)
  assert.equal((await get('aurora', '/articles/renewals')).body.slug, old)
})

test('E11: everything wrong with an article is said at once, ties that the policy has not with the nearest', async (context) => {
  const { post, get } = await guideDesk(context)
  const { status, body } = await post('agent', '/articles', {
    ...renewal,
    slug: 'A B',
    categories: ['subscription-managment'],
    products: ['crmm'],
  })
  assert.equal(status, 422)
  assert.deepEqual(body.errors.map(({ field }: any) => field).toSorted(), ['categories', 'products', 'slug'])
  assert.match(JSON.stringify(body.errors), /did you mean 'subscription-management'/)
  const empty = await post('agent', '/articles', { title: ' ', body: '' })
  assert.deepEqual(empty.body.errors.map(({ field }: any) => field).toSorted(), [
    'audience',
    'body',
    'summary',
    'title',
  ])
  assert.equal((await post('aurora', '/articles', renewal)).status, 403)
  assert.deepEqual((await get('agent', '/articles')).body.items, [])
  assert.equal((await post('aurora', '/articles/preview', { body: 'x' })).status, 403)
  const preview = await post('agent', '/articles/preview', { body: '# A\n<script>alert(1)</script>' })
  assert.equal(preview.body.html, '<h2 id="s-a">A</h2>\n&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('Articles are found as one types, the best first, with the words around; filtered by category and product', async (context) => {
  const { get, publish, desk } = await guideDesk(context)
  await publish()
  await publish({
    title: 'Deluge: call an API',
    summary: 'invokeUrl with a connection.',
    body: 'A subscription may be read with it as well.',
    categories: ['deluge'],
    products: ['creator'],
  })
  const titles = async (query: string): Promise<string[]> =>
    (await get('aurora', `/articles?${query}`)).body.items.map(({ title }: any) => title)
  assert.deepEqual(await titles('q=subscr'), ['Renew a subscription in the store', 'Deluge: call an API'])
  assert.deepEqual(await titles('q=subscriptions'), ['Renew a subscription in the store', 'Deluge: call an API'])
  assert.deepEqual(await titles('q=how%20to%20renew'), ['Renew a subscription in the store'])
  assert.deepEqual(await titles('q=invokeurl'), ['Deluge: call an API'])
  assert.deepEqual(await titles('category=subscription-management'), ['Renew a subscription in the store'])
  assert.deepEqual(await titles('category=subscription-management/renewal'), ['Renew a subscription in the store'])
  assert.deepEqual(await titles('category=subscription'), [])
  assert.deepEqual(await titles('product=creator'), ['Deluge: call an API'])
  assert.deepEqual(await titles('q=nothing-of-this-kind'), [])
  assert.deepEqual(await titles('q=%26%7C!():*'), [])
  const [first] = (await get('aurora', '/articles?q=enterprise')).body.items
  assert.deepEqual(
    first.excerpt.filter(({ hit }: any) => hit).map(({ text }: any) => text),
    ['enterprise'],
  )
  // By title, in pages.
  const page = (await get('aurora', '/articles?limit=1')).body
  assert.equal(page.items[0].title, 'Deluge: call an API')
  const next = (await get('aurora', `/articles?limit=1&cursor=${page.nextCursor}`)).body
  assert.deepEqual([next.items[0].title, next.nextCursor], ['Renew a subscription in the store', null])
  assert.equal((await get('aurora', '/articles?cursor=abc')).status, 400)
  assert.equal((await ask(desk.url, 'GET', '/api/v1/articles')).status, 401)
})

test('B10: a reader says once whether an article helped, and may change it; only the vendor reads what others said', async (context) => {
  const { get, post, publish } = await guideDesk(context)
  const { id, slug } = await publish()
  assert.equal(
    (await post('aurora', `/articles/${id}/feedback`, { helped: false, words: ' No picture. ' })).status,
    200,
  )
  await post('aurora', `/articles/${id}/feedback`, { helped: true })
  await post('borealis', `/articles/${id}/feedback`, { helped: false, words: 'Not for Germany.' })
  assert.deepEqual((await get('aurora', `/articles/${slug}`)).body.mine, { helped: true, words: null })
  assert.equal((await get('colleague', `/articles/${slug}`)).body.mine, null)
  assert.deepEqual((await get('agent', `/articles/${slug}`)).body.helped, { yes: 1, no: 1 })
  assert.equal((await get('aurora', `/articles/${id}/feedback`)).status, 403)
  const { items } = (await get('agent', `/articles/${id}/feedback`)).body
  assert.deepEqual(items.map((each: any) => [each.helped, each.words, each.by.name]).toSorted(), [
    [false, 'Not for Germany.', 'Björn'],
    [true, null, 'Asha'],
  ])
  const one = (await get('agent', `/articles/${id}/feedback?limit=1`)).body
  assert.equal((await get('agent', `/articles/${id}/feedback?limit=1&cursor=${one.nextCursor}`)).body.items.length, 1)
})

test('G1: the same article is written once, however often the request comes', async (context) => {
  const { get, post } = await guideDesk(context)
  const first = await post('agent', '/articles', renewal, { 'idempotency-key': 'a' })
  const second = await post('agent', '/articles', renewal, { 'idempotency-key': 'a' })
  assert.deepEqual(second.body, first.body)
  assert.equal(second.headers.get('idempotency-replayed'), 'true')
  assert.equal((await get('agent', '/articles')).body.items.length, 1)
  assert.equal((await post('agent', '/articles', { ...renewal, title: 'x' }, { 'idempotency-key': 'a' })).status, 409)
})
