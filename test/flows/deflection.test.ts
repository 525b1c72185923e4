import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { guideDesk, wrongField } from '../support/guide.ts'

const titles = ({ body }: any): string[] => body.items.map(({ title }: any) => title)

test('B10: while a request is typed, articles and own earlier tickets with its words are offered', async (context) => {
  const { post, publish, open } = await guideDesk(context)
  await publish()
  await publish({ title: 'Invoices of the store', summary: 'Where they are.', body: 'Under billing.', categories: [] })
  await open('aurora', { subject: 'The renewal of a subscription fails', description: 'An error is shown.' })
  const offered = await post('aurora', '/suggestions', { subject: 'Renewing the subscription of a customer' })
  assert.equal(offered.status, 200)
  assert.deepEqual(
    offered.body.items.map(({ kind, title }: any) => [kind, title]),
    [
      ['article', 'Renew a subscription in the store'],
      ['ticket', 'The renewal of a subscription fails'],
    ],
  )
  const [article, ticket] = offered.body.items
  assert.equal(article.because, 'It has words of what you write.')
  assert.ok(article.excerpt.some(({ hit }: any) => hit))
  assert.match(ticket.number, /\d/)
  for (const nothing of [{}, { subject: '' }, { subject: 'How can I do this, please?' }, { subject: 'Kubernetes' }])
    assert.deepEqual((await post('aurora', '/suggestions', nothing)).body.items, [], JSON.stringify(nothing))
})

test('B10: own earlier tickets are offered in scripts that put no space between words, and others are not', async (context) => {
  const { post, open } = await guideDesk(context)
  await open('aurora', { subject: '无法登录系统', description: '点击登录后出现错误。' })
  await open('aurora', { subject: '请开具发票', description: '上个月的发票。' })
  await open('aurora', { subject: 'เข้าสู่ระบบไม่ได้', description: 'ระบบแจ้งข้อผิดพลาด' })
  const offered = async (subject: string) => titles(await post('aurora', '/suggestions', { subject }))
  assert.deepEqual(await offered('登录系统失败'), ['无法登录系统'])
  assert.deepEqual(await offered('发票没有开具'), ['请开具发票'])
  assert.deepEqual(await offered('ลูกค้าเข้าสู่ระบบไม่ได้เลย'), ['เข้าสู่ระบบไม่ได้'])
  assert.deepEqual(await offered('价格是多少'), [])
  assert.deepEqual(titles(await post('borealis', '/suggestions', { subject: '登录系统失败' })), [])
})

test('G3: another partner’s tickets are never offered, nor drafts, nor what is for staff', async (context) => {
  const { post, write, publish, open } = await guideDesk(context)
  await open('borealis', { subject: 'The renewal of a subscription fails' })
  await write()
  await publish({ title: 'Renewal of a subscription, inside', audience: 'staff' })
  const subject = 'The renewal of a subscription fails'
  assert.deepEqual(titles(await post('aurora', '/suggestions', { subject })), [])
  assert.deepEqual(titles(await post('borealis', '/suggestions', { subject })), [subject])
  // Staff write down what a contact says: the guide helps them, tickets are found in the queue.
  assert.deepEqual(titles(await post('agent', '/suggestions', { subject })), [])
})

test('G3: an internal note’s words do not find a ticket for its partner', async (context) => {
  const { post, open } = await guideDesk(context)
  const { id } = await open('aurora', { subject: 'Totals differ', description: 'By a cent.' })
  await post('agent', `/tickets/${id}/messages`, { body: 'Totals of the zebra ledger', visibility: 'internal' })
  assert.deepEqual(titles(await post('aurora', '/suggestions', { subject: 'zebra totals ledger' })), [])
  assert.deepEqual(titles(await post('aurora', '/suggestions', { subject: 'totals differ' })), ['Totals differ'])
})

test('E11: an operations category shows its own article first, its sub-type’s before that, before anything is typed', async (context) => {
  const { post, publish } = await guideDesk(context)
  await publish({ title: 'Everything about subscriptions', categories: ['subscription-management'] })
  await publish()
  const body = { type: 'Payments Renewal', category: 'subscription-management' }
  const [first] = (await post('aurora', '/suggestions', body)).body.items
  assert.deepEqual(
    [first.title, first.because],
    ['Everything about subscriptions', 'The guide for Subscription Management.'],
  )
  const precise = await post('aurora', '/suggestions', { ...body, subType: 'renewal' })
  assert.deepEqual(titles(precise), ['Renew a subscription in the store', 'Everything about subscriptions'])
  assert.equal(precise.body.items[0].because, 'The guide for Licence renewal.')
  // A type of that desk begins in its category; one of the technical desk says nothing yet.
  assert.deepEqual(titles(await post('aurora', '/suggestions', { type: 'Trial Extension' })), [
    'Everything about subscriptions',
  ])
  assert.deepEqual(titles(await post('aurora', '/suggestions', { type: 'Technical Support' })), [])
  assert.deepEqual(
    titles(await post('aurora', '/suggestions', { type: 'x', category: 'y', subType: 'z', product: 'p' })),
    [],
  )
})

async function offeredTo(context: Parameters<typeof guideDesk>[0]) {
  const held = await guideDesk(context)
  const article = await held.publish()
  const draft = randomUUID()
  const typed = 'Renewing the subscription'
  await held.post('aurora', '/suggestions', { subject: typed, draft })
  const became = (outcome: string, more: object = { article: article.id, typed }) =>
    held.post('aurora', '/deflections', { draft, outcome, ...more })
  const report = async (by = 'month', more = '') =>
    (await held.get('agent', `/reports/deflections?by=${by}${more}`)).body
  return { ...held, article, draft, typed, became, report }
}

test('B10: a taken suggestion is counted as deflected, with article, contact, instant and what was typed', async (context) => {
  const { desk, get, post, draft, typed, article, became, report } = await offeredTo(context)
  // However often it is offered, it is offered once.
  await post('aurora', '/suggestions', { subject: `${typed} now`, draft })
  assert.deepEqual(figures((await report()).overall), [1, 0, 0, 0])
  desk.setTime('2026-03-10T06:02:00Z')
  assert.equal((await became('opened')).body.deflected, false)
  assert.deepEqual(figures((await report()).overall), [1, 1, 0, 0])
  const solved = await became('solved')
  assert.deepEqual([solved.status, solved.body.deflected], [201, true])
  await became('solved')
  assert.deepEqual(figures((await report()).overall), [1, 1, 1, 0])
  const { items } = (await get('agent', '/deflections')).body
  assert.deepEqual(items, [
    {
      id: items[0].id,
      solvedBy: { kind: 'article', id: article.id, title: article.title },
      partner: { id: desk.people.aurora.partner, name: 'Aurora' },
      contact: { id: desk.people.aurora.id, name: 'Asha' },
      typed,
      at: '2026-03-10T06:02:00Z',
    },
  ])
  assert.equal((await get('aurora', '/deflections')).status, 403)
  assert.equal((await get('aurora', '/reports/deflections')).status, 403)
})

const figures = ({ offered, opened, deflected, sentAnyway }: any): number[] => [offered, opened, deflected, sentAnyway]

test('B10: opened, and sent all the same, is offered and opened only; a solution that was sent after all is none', async (context) => {
  const { open, became, report, get } = await offeredTo(context)
  await became('opened')
  await became('solved')
  const ticket = await open('aurora')
  assert.equal((await became('sent', { ticket: ticket.id })).status, 201)
  assert.deepEqual(figures((await report()).overall), [1, 1, 0, 1])
  assert.deepEqual((await get('agent', '/deflections')).body.items, [])
  const late = await became('solved')
  assert.deepEqual([late.status, /was sent/.test(late.body.detail)], [409, true])
})

test('G3: nobody notes anything with what they cannot see, or in another’s name', async (context) => {
  const { open, post, write, draft, article, became, report } = await offeredTo(context)
  const others = await open('borealis')
  const hidden = await write({ title: 'Draft' })
  assert.equal((await became('opened', { ticket: others.id })).status, 404)
  assert.equal((await became('solved', { article: hidden.id })).status, 404)
  assert.equal((await became('sent', { ticket: others.id })).status, 404)
  assert.equal((await post('agent', '/deflections', { draft, outcome: 'solved', article: article.id })).status, 403)
  for (const more of [{}, { article: article.id, ticket: others.id }])
    assert.equal(wrongField(await became('opened', more))[0], 'article')
  assert.equal(wrongField(await became('sent', {}))[0], 'ticket')
  // A colleague's draft of the same name is another draft.
  await post('borealis', '/deflections', { draft, outcome: 'solved', article: article.id })
  assert.deepEqual(figures((await report()).overall), [2, 1, 1, 0])
  const rows = (await report('partner')).rows
  assert.deepEqual(
    rows.map((row: any) => [row.label, ...figures(row)]),
    [
      ['Borealis', 1, 1, 1, 0],
      ['Aurora', 1, 0, 0, 0],
    ],
  )
})

test('C12: deflections by month, article and partner, with the definition and the zone; as a file too', async (context) => {
  const { desk, get, post, open, article, became, report } = await offeredTo(context)
  await became('solved')
  const earlier = await open('aurora', { subject: 'Renewing a subscription twice' })
  desk.setTime('2026-04-01T00:30:00+05:30')
  const second = randomUUID()
  await post('aurora', '/suggestions', { subject: 'Renewing the subscription', draft: second })
  await post('aurora', '/deflections', { draft: second, outcome: 'solved', ticket: earlier.id })
  const byMonth = await report('month', '&from=2026-03-01&to=2026-04-30')
  assert.equal(byMonth.zone, 'UTC')
  assert.match(byMonth.definition, /deflected where its writer said that this solved it and did not send it/)
  // Half past midnight in India is still March in UTC.
  assert.deepEqual(
    byMonth.rows.map((row: any) => [row.label, ...figures(row), row.share]),
    [['2026-03', 2, 2, 2, 0, 1]],
  )
  const byArticle = await report('article', '&from=2026-03-01')
  assert.deepEqual(
    byArticle.rows.map((row: any) => [row.label, ...figures(row)]),
    [
      [article.title, 2, 1, 1, 0],
      ['Own earlier tickets', 1, 1, 1, 0],
    ],
  )
  assert.deepEqual((await report('month', '&from=2026-03-01&to=2026-03-09')).overall.share, null)
  assert.equal((await get('agent', '/reports/deflections?from=2026-03-02&to=2026-03-01')).status, 400)
  const csv = await get('agent', '/reports/deflections.csv?by=month&from=2026-03-01')
  assert.match(csv.headers.get('content-type') ?? '', /text\/csv/)
  assert.equal(
    csv.body.replace('\uFEFF', ''),
    'month (UTC),offered,opened,deflected,sent all the same,"deflected, share of offered"\n2026-03,2,2,2,0,1\nAll,2,2,2,0,1\n',
  )
})
