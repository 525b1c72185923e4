import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { CustomerId } from '../../src/domain/kernel.ts'
import { pdf } from '../support/payouts.ts'
import { sheetDesk } from '../support/sheets.ts'

// Kestrel Ltd is Aurora's customer in India, Nord GmbH is Borealis's in Germany. Tuesday 10 March 2026.

async function showing(context: TestContext) {
  const desk = await sheetDesk(context)
  const kestrel = await desk.customerOf('aurora')
  const project = (change: object = {}) => ({
    title: 'Forty branches in one week',
    customer: kestrel,
    product: 'crm',
    summary: 'We moved forty branches of a trading house to the CRM.',
    finishedOn: '2026-02-27',
    ...change,
  })
  return {
    ...desk,
    kestrel,
    project,
    ask: (set: object, item: string | null = null) =>
      desk.request('aurora', { of: 'project', item, set }, {}, 'showcase'),
    takeDown: (item: string) => desk.request('aurora', { of: 'project', item, takesDown: true }, {}, 'showcase'),
    projects: async (whose: 'aurora' | 'agent' = 'aurora') =>
      (await desk.sheets(whose, 'aurora')).sheets.filter(({ kind }: any) => kind === 'project'),
  }
}

test('E8: a project is proposed, published on approval, changed in versions, taken down at once by its partner, and shown again on approval', async (context) => {
  const desk = await showing(context)
  const asked = await desk.ask(desk.project())
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  const ticket = (await desk.get('aurora', asked.path)).body
  assert.deepEqual(
    [ticket.subject, ticket.category, ticket.subType],
    ["Project 'Forty branches in one week': show it", 'partner-store', 'project'],
  )
  const [proposed] = await desk.projects()
  assert.deepEqual([proposed.standing, proposed.title, proposed.version], ['proposed', 'Forty branches in one week', 0])
  assert.equal((await desk.decides(asked.path, 'approve')).status, 200)
  const [published] = await desk.projects()
  assert.deepEqual([published.standing, published.version], ['published', 1])

  const again = await desk.ask({ ...desk.project(), summary: 'We moved forty branches.' }, published.id)
  assert.deepEqual(
    again.body.run.change.fields.map(({ id }: any) => id),
    ['summary'],
  )
  await desk.decides(again.path, 'approve')
  const down = await desk.takeDown(published.id)
  assert.deepEqual([down.body.run.outcome, down.body.run.state.id], ['done', 'taken-down'])
  assert.deepEqual(
    (await desk.letters(down.path)).map(({ to }) => to),
    ['paul@vendor.example', 'asha@aurora.example'],
  )
  assert.deepEqual(
    (await desk.projects()).map(({ standing, version }: any) => [standing, version]),
    [['taken-down', 3]],
  )
  const twice = await desk.takeDown(published.id)
  assert.deepEqual([twice.status, twice.body.errors[0].message], [422, 'It is not shown anyway.'])
  const back = await desk.ask({}, published.id)
  assert.equal(back.body.run.change.comesBack, true)
  assert.equal((await desk.projects())[0].standing, 'taken-down')
  await desk.decides(back.path, 'approve')
  assert.equal((await desk.projects())[0].standing, 'published')
  const { items } = (await desk.get('aurora', `/sheets/${published.id}/versions`)).body
  assert.deepEqual(
    items.map(({ version, shown, by }: any) => [version, shown, by?.name ?? null]),
    [
      [4, true, 'Paul Pam'],
      [3, false, 'Asha'],
      [2, true, 'Paul Pam'],
      [1, true, 'Paul Pam'],
    ],
  )
})

test('E8: a change of what was taken down meanwhile does not bring it back unseen', async (context) => {
  const desk = await showing(context)
  await desk.decides((await desk.ask(desk.project())).path, 'approve')
  const [{ id }] = await desk.projects()
  const change = await desk.ask({ title: 'Forty branches' }, id)
  await desk.takeDown(id)
  const blind = await desk.decides(change.path, 'approve')
  assert.deepEqual([blind.status, /It has been taken down since/.test(blind.body.detail)], [409, true])
  assert.equal((await desk.projects())[0].standing, 'taken-down')
  const { seen, standsOtherwise } = (await desk.run('agent', change.path)).change
  assert.equal(standsOtherwise, true)
  assert.equal((await desk.decides(change.path, 'approve', { seen })).status, 200)
  assert.deepEqual(
    (await desk.projects()).map(({ standing, title }: any) => [standing, title]),
    [['published', 'Forty branches']],
  )
})

test('E8, E5: a customer is named only with a consent that it gave itself; without one it is not named, neither in its field nor in the words', async (context) => {
  const desk = await showing(context)
  const mistakes = async (change: object) => {
    const { status, body } = await desk.ask(desk.project(change))
    return [status, (body.errors ?? []).map(({ field }: any) => field)]
  }
  assert.deepEqual(await mistakes({ summary: 'We moved KESTREL LTD’s branches.' }), [422, ['fields.changes.summary']])
  assert.deepEqual(await mistakes({ title: 'Kestrel Ltd, forty branches' }), [422, ['fields.changes.title']])
  const refused = await desk.consent('aurora', desk.kestrel, 'refused')
  assert.deepEqual(await mistakes({ consent: refused }), [422, ['fields.changes.consent']])
  const nord = await desk.customerOf('borealis')
  assert.deepEqual(await mistakes({ customer: nord }), [422, ['fields.changes.customer']])
  assert.deepEqual(await mistakes({ consent: await desk.consent('borealis', nord) }), [422, ['fields.changes.consent']])
  const anothers = await desk.consent('aurora', nord as CustomerId)
  assert.deepEqual(await mistakes({ consent: anothers }), [422, ['fields.changes.consent']])

  const unnamed = await desk.ask(desk.project())
  await desk.decides(unnamed.path, 'approve')
  const [shown] = await desk.projects('agent')
  assert.deepEqual(
    shown.values.filter(({ hidden }: any) => hidden).map(({ id }: any) => id),
    ['customer'],
  )
  const consent = await desk.consent('aurora', desk.kestrel)
  const records = (await desk.get('aurora', '/records?of=consents')).body.items
  assert.deepEqual(
    records.find(({ id }: any) => id === consent),
    { id: consent, name: 'Kestrel Ltd, Tue 10 Mar 2026: To be named in projects.' },
  )
  assert.deepEqual(
    (await desk.get('borealis', `/records?of=consents&partner=${desk.partnerOf('aurora')}`)).body.items.length,
    1,
  )
  const named = await desk.ask({ consent, title: 'Kestrel Ltd: forty branches' }, shown.id)
  assert.equal(named.status, 201, JSON.stringify(named.body))
  await desk.decides(named.path, 'approve')
  const [with_] = await desk.projects()
  assert.deepEqual(
    with_.values.filter(({ hidden }: any) => hidden).map(({ id }: any) => id),
    ['consent'],
  )
  // Taking the consent out again leaves a title that names it: refused, until that goes too.
  const out = await desk.ask({ consent: null }, shown.id)
  assert.deepEqual([out.status, out.body.errors[0].field], [422, 'fields.changes.title'])
})

test('E8: a case study has its PDF, which only its partner and the vendor get; one that was refused may be asked for again, and never was shown', async (context) => {
  const desk = await showing(context)
  const study = (document: string) => ({
    title: 'A trading house, told at length',
    customer: desk.kestrel,
    products: ['crm', 'desk'],
    summary: 'How it went.',
    document,
  })
  const ask = (set: object, item: string | null = null) =>
    desk.request('aurora', { of: 'case-study', item, set }, {}, 'showcase')
  const words = await desk.upload('aurora', Buffer.from('No PDF.'), 'study.pdf')
  assert.deepEqual((await ask(study(words))).body.errors[0].field, 'fields.changes.document')
  const { document: _, ...without } = study('')
  assert.deepEqual(
    (await ask(without)).body.errors.map(({ field }: any) => field),
    ['fields.changes.document'],
  )

  const file = await desk.upload('aurora', pdf('The study'), 'study.pdf')
  const first = await ask(study(file))
  assert.equal(first.status, 201, JSON.stringify(first.body))
  await desk.decides(first.path, 'refuse', { decision: 'The summary says nothing.' })
  const of = async () => (await desk.sheets('aurora')).sheets.find(({ kind }: any) => kind === 'case-study')
  const refused = await of()
  assert.deepEqual([refused.standing, refused.version], ['not-shown', 0])
  const anew = await desk.upload('aurora', pdf('The study, again'), 'study.pdf')
  const second = await ask({ ...study(anew), summary: 'How forty branches went live in a week.' }, refused.id)
  assert.equal(second.status, 201, JSON.stringify(second.body))
  assert.equal((await of()).standing, 'proposed')
  await desk.decides(second.path, 'approve')
  const shown = await of()
  const { file: kept } = shown.values.find(({ id }: any) => id === 'document')
  assert.deepEqual([shown.standing, kept.name, kept.kind], ['published', 'study.pdf', 'PDF document'])
  assert.deepEqual(
    [
      (await desk.get('aurora', `/attachments/${anew}`)).status,
      (await desk.get('agent', `/attachments/${anew}`)).status,
      (await desk.get('borealis', `/attachments/${anew}`)).status,
    ],
    [200, 200, 404],
  )
  assert.equal((await desk.sheets('borealis')).sheets.filter(({ kind }: any) => kind === 'case-study').length, 0)
  // Of another partner's nobody asks for a change.
  const foreign = await desk.request('borealis', { of: 'case-study', item: shown.id, takesDown: true }, {}, 'showcase')
  assert.deepEqual([foreign.status, foreign.body.errors[0].field], [422, 'fields.changes.item'])
})

test('E8: two requests about one project that was never shown: the second is decided on what the first has published', async (context) => {
  const desk = await showing(context)
  const first = await desk.ask(desk.project())
  const [{ id }] = await desk.projects()
  const second = await desk.ask(desk.project({ title: 'Forty branches' }), id)
  await desk.decides(first.path, 'approve')
  assert.equal((await desk.decides(second.path, 'approve')).status, 409)
  const { seen } = (await desk.run('agent', second.path)).change
  await desk.decides(second.path, 'approve', { seen })
  assert.deepEqual(
    (await desk.projects()).map(({ title, version }: any) => [title, version]),
    [['Forty branches', 2]],
  )
})
