import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guideDesk, wrongField } from '../support/guide.ts'

const first = {
  title: 'First answer',
  body: 'Hello {contact},\n\nabout {number} for {customer}: {? what you found}.\n\n{agent}',
}

test('B6: a saved reply comes with the ticket’s words in it, says where its blanks are, and counts its use', async (context) => {
  const { desk, get, post, open } = await guideDesk(context)
  const ticket = await open('aurora')
  const { status, body: reply } = await post('agent', '/saved-replies', first)
  assert.equal(status, 201)
  assert.deepEqual([reply.uses, reply.lastUsedAt, reply.personal], [0, null, false])
  desk.setTime('2026-03-10T07:00:00Z')
  const used = await post('agent', `/saved-replies/${reply.id}/uses`, { ticket: ticket.id })
  assert.equal(used.status, 201)
  const { text, blanks, uses } = used.body
  assert.equal(text, `Hello Asha,\n\nabout ${ticket.number} for ‹the partner's customer›: ‹what you found›.\n\nAnn`)
  assert.deepEqual(
    blanks.map(({ from, to }: any) => text.slice(from, to)),
    ["‹the partner's customer›", '‹what you found›'],
  )
  assert.equal(uses, 1)
  const [listed] = (await get('agent', '/saved-replies')).body.items
  assert.deepEqual([listed.uses, listed.lastUsedAt], [1, '2026-03-10T07:00:00Z'])
  const nowhere = await post('agent', `/saved-replies/${reply.id}/uses`, { ticket: reply.id })
  assert.equal(wrongField(nowhere)[0], 'ticket')
  assert.equal((await get('agent', '/saved-replies')).body.items[0].uses, 1)
})

test('B6: an unknown placeholder, desk or category, and a title that is taken, are refused at once, each with the nearest', async (context) => {
  const { post, patch, get } = await guideDesk(context)
  await post('agent', '/saved-replies', first)
  const wrong = await post('agent', '/saved-replies', {
    title: 'first ANSWER',
    body: 'Hello {contcat}',
    desk: 'suport',
  })
  assert.equal(wrong.status, 422)
  assert.deepEqual(
    wrong.body.errors.map(({ field, message }: any) => [field, message]),
    [
      ['body', 'There is no placeholder {contcat}: did you mean {contact}?'],
      ['desk', "There is no desk 'suport': did you mean 'support'?"],
      ['title', 'There is one with this title already: take another, or change that one.'],
    ],
  )
  const other = { title: 'Other', body: 'x' }
  const category = await post('agent', '/saved-replies', { ...other, desk: 'support', category: 'delug' })
  assert.match(wrongField(category)[1], /did you mean 'deluge'/)
  assert.match(wrongField(await post('agent', '/saved-replies', { ...other, category: 'deluge' }))[1], /Give the desk/)
  const { body: kept } = await post('agent', '/saved-replies', { ...other, desk: 'support', category: 'deluge' })
  assert.equal(wrongField(await patch('agent', `/saved-replies/${kept.id}`, { title: 'First answer' }))[0], 'title')
  assert.equal(wrongField(await patch('agent', `/saved-replies/${kept.id}`, { body: '{xyz}' }))[0], 'body')
  assert.equal((await patch('agent', `/saved-replies/${kept.id}`, { category: null })).body.category, null)
  assert.equal((await get('agent', '/saved-replies')).body.items.length, 2)
})

test('B6: shared ones are everybody’s; personal ones are seen and changed by nobody else, a partner sees none', async (context) => {
  const { get, post, patch, remove } = await guideDesk(context)
  const { body: shared } = await post('admin', '/saved-replies', first)
  const { body: own } = await post('admin', '/saved-replies', { ...first, personal: true })
  const seen = async (whose: 'agent' | 'admin', query = '') =>
    (await get(whose, `/saved-replies${query}`)).body.items.map(({ id }: any) => id).toSorted()
  assert.deepEqual(await seen('agent'), [shared.id])
  assert.deepEqual(await seen('admin'), [shared.id, own.id].toSorted())
  assert.deepEqual(await seen('admin', '?scope=personal'), [own.id])
  assert.deepEqual(await seen('admin', '?scope=shared'), [shared.id])
  assert.equal((await patch('agent', `/saved-replies/${own.id}`, { title: 'x' })).status, 404)
  assert.equal((await remove('agent', `/saved-replies/${own.id}`)).status, 404)
  assert.equal((await patch('agent', `/saved-replies/${shared.id}`, { body: 'Shorter.' })).body.updatedBy, 'Ann Agent')
  for (const answer of [
    await get('aurora', '/saved-replies'),
    await post('aurora', '/saved-replies', first),
    await patch('aurora', `/saved-replies/${shared.id}`, { title: 'x' }),
    await remove('aurora', `/saved-replies/${shared.id}`),
  ])
    assert.equal(answer.status, 403)
  assert.equal((await remove('agent', `/saved-replies/${shared.id}`)).status, 204)
  assert.equal((await remove('agent', `/saved-replies/${shared.id}`)).status, 404)
  assert.deepEqual(await seen('agent'), [])
  // Its title is free again.
  assert.equal((await post('agent', '/saved-replies', first)).status, 201)
})

test('B6: on a ticket what fits its category and is used most comes first; other desks’ are not offered', async (context) => {
  const { get, post, open } = await guideDesk(context)
  const keep = async (title: string, more: object = {}) =>
    (await post('agent', '/saved-replies', { title, body: `About ${title}`, ...more })).body.id
  const ticket = await open('aurora', { category: 'deluge' })
  assert.equal(ticket.category, 'deluge')
  await keep('Anything')
  const often = await keep('Often')
  await keep('Deluge sample', { desk: 'support', category: 'deluge' })
  await keep('API sample', { desk: 'support', category: 'api' })
  await keep('Payout', { desk: 'operations' })
  await post('agent', `/saved-replies/${often}/uses`, { ticket: ticket.id })
  const titles = async (query: string) =>
    (await get('agent', `/saved-replies?${query}`)).body.items.map(({ title }: any) => title)
  assert.deepEqual(await titles(`ticket=${ticket.id}`), ['Deluge sample', 'Often', 'Anything', 'API sample'])
  assert.deepEqual(await titles(`ticket=${ticket.id}&q=sam`), ['Deluge sample', 'API sample'])
  assert.deepEqual(await titles('q=payouts'), ['Payout'])
  assert.deepEqual(await titles('desk=operations'), ['Payout'])
  assert.deepEqual(await titles('category=api'), ['API sample'])
  assert.equal((await get('agent', `/saved-replies?ticket=${often}`)).status, 404)
  const page = (await get('agent', '/saved-replies?limit=3')).body
  assert.deepEqual(
    page.items.map(({ title }: any) => title),
    ['Anything', 'API sample', 'Deluge sample'],
  )
  const next = (await get('agent', `/saved-replies?limit=3&cursor=${page.nextCursor}`)).body
  assert.deepEqual(
    next.items.map(({ title }: any) => title),
    ['Often', 'Payout'],
  )
})
