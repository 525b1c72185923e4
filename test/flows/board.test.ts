import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escalationDesk, type Whose } from '../support/escalated.ts'
import { ask as send } from '../support/http.ts'

const words = { title: 'Export reports as spreadsheets', description: 'A report can be saved with its number formats.' }
const request = {
  type: 'Technical Support',
  kind: 'feature-request',
  subject: 'Please add spreadsheets',
  description: 'Kestrel Ltd wants to export its reports.',
}

async function board(context: Parameters<typeof escalationDesk>[0]) {
  const desk = await escalationDesk(context)
  const add = async (change: object = {}) => {
    const added = await desk.post('agent', '/ideas', { ...words, ...change })
    assert.equal(added.status, 201, JSON.stringify(added.body))
    return added.body
  }
  const ask = async (whose: Whose) => {
    const opened = await desk.post(whose, '/tickets', request)
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
    return opened.body
  }
  const voted = (whose: Whose, id: string) => desk.post(whose, `/ideas/${id}/votes`)
  const titles = async (whose: Whose, query = '') =>
    (await desk.get(whose, `/ideas${query}`)).body.items.map(({ title }: any) => title)
  const mailed = async () =>
    (
      await desk.desk.app.db.system((tx) =>
        tx.call<{ recipient: any; data: any }>({
          name: 'idea_letters',
          text: `select recipient, data from letters where template = 'idea-status' order by recipient->>'email'`,
        }),
      )
    ).map(({ recipient, data }) => [recipient.email, data.status, data.reason])
  return { ...desk, add, ask, voted, titles, mailed }
}

test('B6: a feature request becomes a new idea in one action, and the partner sees on its ticket which, and how it stands', async (context) => {
  const { get, post, ask } = await board(context)
  const ticket = await ask('aurora')
  assert.equal(ticket.idea, null)
  const attached = await post('agent', `/tickets/${ticket.id}/idea`, { ...words, product: null })
  assert.equal(attached.status, 200, JSON.stringify(attached.body))
  const { idea } = (await get('aurora', `/tickets/${ticket.id}`)).body
  assert.deepEqual([idea.title, idea.status], [words.title, 'noted'])
  const seen = (await get('aurora', `/ideas/${idea.id}`)).body
  assert.deepEqual(
    seen.ownTickets.map(({ number }: any) => number),
    [ticket.number],
  )
  await post('agent', `/ideas/${idea.id}/status`, { status: 'planned', reason: 'With the spring release.' })
  assert.equal((await get('aurora', `/tickets/${ticket.id}`)).body.idea.status, 'planned')
})

test('B6, G3: a partner sees the public words and the counts of an idea: no other partner, its tickets or who voted', async (context) => {
  const { get, post, ask, add, voted } = await board(context)
  const idea = await add()
  const [own, others] = [await ask('aurora'), await ask('borealis')]
  for (const ticket of [own, others]) await post('agent', `/tickets/${ticket.id}/idea`, { idea: idea.id })
  await voted('aurora', idea.id)
  await voted('colleague', idea.id)
  const seen = (await get('borealis', `/ideas/${idea.id}`)).body
  assert.deepEqual([seen.votes, seen.partners, seen.tickets, seen.voted], [2, 1, 2, false])
  assert.deepEqual(
    seen.ownTickets.map(({ number }: any) => number),
    [others.number],
  )
  assert.deepEqual(seen.voters, [])
  assert.ok(!JSON.stringify(seen).includes(own.number))
  assert.ok(!/Aurora|Asha|Arun|Kestrel/.test(JSON.stringify(seen)))
  const staff = (await get('agent', `/ideas/${idea.id}`)).body
  assert.deepEqual(
    staff.voters.map(({ name, contacts }: any) => [name, contacts]),
    [['Aurora', 2]],
  )
  assert.equal(staff.ownTickets.length, 2)
  assert.equal(staff.history.filter(({ what }: any) => what === 'attached').length, 2)
})

test('B6: what could tell of a customer is refused in the words of an idea, all of it at once', async (context) => {
  const { post, ask } = await board(context)
  const ticket = await ask('aurora')
  const wrong = await post('agent', `/tickets/${ticket.id}/idea`, {
    title: 'As Aurora wishes',
    description: 'Write to admin@kestrel.example about it.',
    product: 'abacus',
  })
  assert.equal(wrong.status, 422)
  assert.deepEqual(
    wrong.body.errors.map(({ field }: any) => field),
    ['title', 'description', 'product'],
  )
})

test('B6: a contact has one vote, may take it back, and staff has none', async (context) => {
  const { get, voted, add, remove } = await board(context)
  const { id } = await add()
  assert.equal((await voted('aurora', id)).body.votes, 1)
  const again = (await voted('aurora', id)).body
  assert.deepEqual([again.votes, again.voted], [1, true])
  assert.equal((await voted('agent', id)).status, 403)
  const back = await remove('aurora', `/ideas/${id}/votes`)
  assert.deepEqual([back.status, back.body.votes, back.body.voted], [200, 0, false])
  assert.equal((await get('agent', `/ideas/${id}`)).body.partners, 0)
})

test('B6, G1: everybody who votes at the same moment is counted, and nobody twice', async (context) => {
  const { get, voted, add } = await board(context)
  const { id } = await add()
  const all = ['aurora', 'colleague', 'borealis', 'aurora', 'colleague', 'borealis'] as const
  const answers = await Promise.all(all.map((whose) => voted(whose, id)))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  const { votes, partners } = (await get('agent', `/ideas/${id}`)).body
  assert.deepEqual([votes, partners], [3, 2])
})

test('B6: a status is changed with a reason that partners read, and its history stays', async (context) => {
  const { get, post, add } = await board(context)
  const { id } = await add()
  assert.equal((await post('aurora', `/ideas/${id}/status`, { status: 'planned', reason: 'x' })).status, 403)
  assert.equal((await post('agent', `/ideas/${id}/status`, { status: 'planned' })).status, 400)
  for (const [status, reason] of [
    ['under-review', 'The product team has it.'],
    ['declined', 'Another way serves better.'],
  ])
    assert.equal((await post('agent', `/ideas/${id}/status`, { status, reason })).status, 200)
  assert.equal((await post('agent', `/ideas/${id}/status`, { status: 'declined', reason: 'Again.' })).status, 409)
  const seen = (await get('borealis', `/ideas/${id}`)).body
  assert.deepEqual([seen.status, seen.reason], ['declined', 'Another way serves better.'])
  assert.deepEqual(
    seen.history.map(({ what, words, reason, by }: any) => [what, words, reason, by]),
    [
      ['added', 'Put on the board.', null, null],
      ['status', 'Under review; before: noted.', 'The product team has it.', null],
      ['status', 'Not planned; before: under review.', 'Another way serves better.', null],
    ],
  )
  assert.equal((await get('agent', `/ideas/${id}`)).body.history[1].by, 'Ann Agent')
  assert.equal((await post('aurora', `/ideas/${id}/votes`)).status, 409)
})

test('B6: whoever voted or whose ticket is attached gets one letter when the status changes, unless it declined', async (context) => {
  const { get, post, add, ask, voted, mailed } = await board(context)
  const { id } = await add()
  for (const whose of ['aurora', 'colleague'] as const) await voted(whose, id)
  for (const whose of ['aurora', 'borealis'] as const)
    await post('agent', `/tickets/${(await ask(whose)).id}/idea`, { idea: id })
  assert.deepEqual((await get('colleague', '/me/idea-letters')).body, { wanted: true })
  assert.deepEqual((await post('colleague', '/me/idea-letters', { wanted: false })).body, { wanted: false })
  await post('agent', `/ideas/${id}/status`, { status: 'planned', reason: 'Next spring.' })
  assert.deepEqual(await mailed(), [
    ['asha@aurora.example', 'Planned', 'Next spring.'],
    ['bjorn@borealis.example', 'Planned', 'Next spring.'],
  ])
  const { items } = (await get('agent', '/letters?limit=100')).body
  const letter = items.find(({ template }: any) => template === 'idea-status')
  assert.equal(letter?.subject, `${words.title}: Planned`, JSON.stringify(items))
  const whole = (await get('agent', `/letters/${letter.id}`)).body
  for (const said of [/It will be built/, /Next spring\./]) assert.match(whole.text, said)
  await post('colleague', '/me/idea-letters', { wanted: true })
  await post('agent', `/ideas/${id}/status`, { status: 'released', reason: 'It is there.' })
  assert.equal((await mailed()).length, 5)
})

test('B6: duplicates are merged: votes united without doubling, tickets moved, and the old address leads to the survivor', async (context) => {
  const { get, post, add, ask, voted, titles } = await board(context)
  const [one, other, third] = [await add(), await add({ title: 'XLSX' }), await add({ title: 'Excel' })]
  for (const whose of ['aurora', 'colleague'] as const) await voted(whose, one.id)
  for (const whose of ['aurora', 'borealis'] as const) await voted(whose, other.id)
  const ticket = await ask('borealis')
  await post('agent', `/tickets/${ticket.id}/idea`, { idea: one.id })
  assert.equal((await post('aurora', `/ideas/${one.id}/merge`, { into: other.id })).status, 403)
  assert.equal((await post('agent', `/ideas/${one.id}/merge`, { into: one.id })).status, 422)
  const merged = await post('agent', `/ideas/${one.id}/merge`, { into: other.id })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.deepEqual([merged.body.id, merged.body.votes, merged.body.partners, merged.body.tickets], [other.id, 3, 2, 1])
  assert.equal((await get('aurora', `/ideas/${one.id}`)).body.mergedInto, other.id)
  assert.equal((await get('borealis', `/tickets/${ticket.id}`)).body.idea.id, other.id)
  // A page that was open meanwhile: the vote counts for the survivor.
  assert.equal((await voted('colleague', one.id)).body.id, other.id)
  assert.equal((await post('agent', `/ideas/${one.id}/status`, { status: 'planned', reason: 'x' })).status, 409)
  assert.equal((await post('agent', `/ideas/${third.id}/merge`, { into: one.id })).status, 422)
  await post('agent', `/ideas/${other.id}/merge`, { into: third.id })
  assert.equal((await get('aurora', `/ideas/${one.id}`)).body.mergedInto, third.id)
  assert.deepEqual(await titles('aurora'), ['Excel'])
  assert.equal((await get('aurora', `/ideas/${third.id}`)).body.votes, 3)
})

test('B6: the board is searched by all words, narrowed by product and status, and sorted by votes or age, page by page', async (context) => {
  const { desk, get, add, voted, titles, post } = await board(context)
  const product = (await get('aurora', '/policy')).body.products[0].id
  const ids: string[] = []
  for (const [place, title] of ['Alpha export', 'Beta export', 'Gamma'].entries()) {
    desk.setTime(`2026-03-10T0${6 + place}:00:00Z`)
    ids.push((await add({ title, ...(place === 2 ? { product } : {}) })).id)
  }
  await voted('aurora', ids[0] as string)
  await voted('borealis', ids[0] as string)
  await voted('aurora', ids[2] as string)
  assert.deepEqual(await titles('aurora'), ['Alpha export', 'Gamma', 'Beta export'])
  assert.deepEqual(await titles('aurora', '?sort=newest'), ['Gamma', 'Beta export', 'Alpha export'])
  assert.deepEqual(await titles('aurora', '?q=EXPORT%20beta'), ['Beta export'])
  assert.deepEqual(await titles('aurora', `?product=${product}`), ['Gamma'])
  assert.deepEqual(await titles('borealis', '?mine=true'), ['Alpha export'])
  await post('agent', `/ideas/${ids[1]}/status`, { status: 'planned', reason: 'Soon.' })
  assert.deepEqual(await titles('aurora', '?status=planned'), ['Beta export'])
  for (const sort of ['votes', 'newest']) {
    const found: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await get('aurora', `/ideas?sort=${sort}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`)
      found.push(...body.items.map(({ id }: any) => id))
      cursor = body.nextCursor
    }
    assert.deepEqual(found.toSorted(), ids.toSorted(), sort)
  }
  assert.equal((await get('aurora', '/ideas?cursor=x')).status, 400)
})

test('B6: a ticket asks for one idea; it can be given to another, or to none', async (context) => {
  const { get, post, remove, add, ask } = await board(context)
  const [one, other] = [await add(), await add({ title: 'Another' })]
  const { id } = await ask('aurora')
  await post('agent', `/tickets/${id}/idea`, { idea: one.id })
  assert.equal((await post('agent', `/tickets/${id}/idea`, { idea: one.id })).status, 409)
  assert.equal((await post('agent', `/tickets/${id}/idea`, { idea: other.id })).body.idea.id, other.id)
  assert.deepEqual(
    [(await get('agent', `/ideas/${one.id}`)).body.tickets, (await get('agent', `/ideas/${other.id}`)).body.tickets],
    [0, 1],
  )
  assert.equal((await post('aurora', `/tickets/${id}/idea`, { idea: one.id })).status, 403)
  const none = await remove('agent', `/tickets/${id}/idea`)
  assert.deepEqual([none.status, none.body.idea], [200, null])
  assert.equal((await remove('agent', `/tickets/${id}/idea`)).status, 409)
  const missing = '0192aa00-0000-7000-8000-000000000000'
  assert.equal((await post('agent', `/tickets/${id}/idea`, { idea: missing })).status, 422)
})

test('B6: an idea’s words and product are changed, and nothing that tells of a customer gets in later', async (context) => {
  const { desk, add } = await board(context)
  const { id } = await add()
  const key = await desk.keyOf('agent@vendor.example')
  const patch = (body: object) => send(desk.url, 'PATCH', `/api/v1/ideas/${id}`, { key, body })
  const changed = await patch({ title: 'Spreadsheets' })
  assert.deepEqual(
    [changed.status, changed.body.title, changed.body.description],
    [200, 'Spreadsheets', words.description],
  )
  assert.equal((await patch({ description: 'Ask a.b@kestrel.example' })).status, 422)
})

test('D6: each ticket says what its kind means in words that can be forwarded to the end customer', async (context) => {
  const { ask, post } = await board(context)
  const ticket = await ask('aurora')
  assert.match(ticket.kindMeans, /not a fault/)
  const limit = await post('agent', `/tickets/${ticket.id}/reclassify`, {
    kind: 'product-limitation',
    reason: 'Built so.',
  })
  assert.match(limit.body.kindMeans, /limit of the product and not a fault/)
  for (const { kindMeans } of [ticket, limit.body]) assert.doesNotMatch(kindMeans, /partner|Zoho|agreement|exempt/i)
})
