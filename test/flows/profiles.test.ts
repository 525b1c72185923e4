import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verify, type Difference } from '../../src/services/verify.ts'
import { pdf } from '../support/payouts.ts'
import { png, sheetDesk } from '../support/sheets.ts'

// Aurora is Premium and in India, Borealis Advanced and in Germany. Tuesday 10 March 2026, half past eleven in India.

test('E8: only what differs is asked, shown before and after; nothing changes before it is approved, and the old value stays in the history', async (context) => {
  const desk = await sheetDesk(context)
  const set = { name: 'Aurora', website: 'https://aurora.example', languages: ['en', 'hi'] }
  const asked = await desk.request('aurora', { of: 'profile', set }, { why: 'We have a new site.' })
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  const ticket = (await desk.get('aurora', asked.path)).body
  assert.deepEqual(
    [ticket.subject, ticket.category, ticket.subType],
    ['Partner profile: Website, Languages', 'partner-profile', 'profile-update'],
  )
  // The name is what it was: it is not asked for.
  for (const whose of ['aurora', 'agent'] as const) {
    const { change, waitsFor } = await desk.run(whose, asked.path)
    assert.equal(waitsFor, 'pam')
    assert.deepEqual(
      change.fields.map(({ id, was, becomes, now }: any) => [id, was.said, becomes.said, now]),
      [
        ['website', '', 'https://aurora.example', null],
        ['languages', '', 'English, Hindi', null],
      ],
    )
  }
  assert.equal(await desk.stands('aurora', 'profile', 'website'), '')
  const [letter] = await desk.letters(asked.path)
  assert.equal(letter?.to, 'paul@vendor.example')
  assert.match(
    letter?.text ?? '',
    /Website: https:\/\/aurora\.example\. Languages: English, Hindi\..*We have a new site\./,
  )

  const done = await desk.decides(asked.path, 'approve')
  assert.equal(done.status, 200, JSON.stringify(done.body))
  assert.deepEqual([done.body.run.outcome, done.body.run.change.version], ['done', 1])
  assert.equal(await desk.stands('aurora', 'profile', 'website'), 'https://aurora.example')
  assert.equal((await desk.get('aurora', asked.path)).body.status, 'solved')
  assert.match((await desk.letters(asked.path)).at(-1)?.text ?? '', /this is done\./)

  desk.desk.setTime('2026-03-11T06:00:00Z')
  const second = await desk.request('aurora', {
    of: 'profile',
    set: { website: 'https://www.aurora.example', languages: null },
  })
  await desk.decides(second.path, 'approve')
  assert.deepEqual(
    [await desk.stands('aurora', 'profile', 'website'), await desk.stands('aurora', 'profile', 'languages')],
    ['https://www.aurora.example', ''],
  )
  const sheet = (await desk.sheets('aurora')).sheets.find(({ kind }: any) => kind === 'profile')
  const { items } = (await desk.get('aurora', `/sheets/${sheet.id}/versions`)).body
  assert.deepEqual(
    items.map(({ version, by, askedBy, why, fields }: any) => [
      version,
      by.name,
      askedBy.name,
      why,
      fields.map(({ id, was, became }: any) => `${id}: ${was.said} > ${became.said}`),
    ]),
    [
      [
        2,
        'Paul Pam',
        'Asha',
        null,
        ['website: https://aurora.example > https://www.aurora.example', 'languages: English, Hindi > '],
      ],
      [
        1,
        'Paul Pam',
        'Asha',
        'We have a new site.',
        ['website:  > https://aurora.example', 'languages:  > English, Hindi'],
      ],
    ],
  )
  const differences: Difference[] = []
  await verify(desk.desk.app, (difference) => void differences.push(difference))
  assert.deepEqual(differences, [])
})

test('E8: a new company name needs a document; approved, every place shows it and the registry’s history says who, when and which request', async (context) => {
  const desk = await sheetDesk(context)
  const bare = await desk.request('aurora', { of: 'profile', set: { name: 'Aurora Labs' } })
  assert.deepEqual([bare.status, bare.body.errors[0].field], [409, 'fields.proof'])
  assert.match(bare.body.detail, /^A change of 'Company name' needs a document: attach an extract of the register/)
  // The name of a paper is no document.
  const named = await desk.request('aurora', { of: 'profile', set: { name: 'Aurora Labs' } }, { proof: 'extract.pdf' })
  assert.deepEqual([named.status, named.body.errors[0].field], [422, 'fields.proof'])
  assert.match(named.body.errors[0].message, /^There is no file 'extract\.pdf' on this ticket: upload a PDF/)
  assert.deepEqual((await desk.get('aurora', '/tickets')).body.items, [])

  const proof = await desk.upload('aurora', pdf('An extract'), 'extract.pdf')
  const asked = await desk.request(
    'aurora',
    { of: 'profile', set: { name: '  Aurora   Labs ' } },
    { proof, why: 'We merged.' },
  )
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  assert.equal((await desk.get('agent', `/partners/${desk.partnerOf('aurora')}`)).body.name, 'Aurora')
  assert.equal((await desk.decides(asked.path, 'approve')).status, 200)
  for (const whose of ['aurora', 'agent'] as const)
    assert.equal((await desk.get(whose, `/partners/${desk.partnerOf('aurora')}`)).body.name, 'Aurora Labs')
  assert.equal((await desk.get('agent', asked.path)).body.partner.name, 'Aurora Labs')
  const [change] = (await desk.get('agent', `/partners/${desk.partnerOf('aurora')}/history`)).body.items
  const { number } = (await desk.get('agent', asked.path)).body
  assert.deepEqual(
    [change.what, change.was, change.became, change.by.name, change.reason],
    ['name', 'Aurora', 'Aurora Labs', 'Paul Pam', `${number}: We merged.`],
  )
  // Nobody else's changed.
  assert.equal((await desk.get('agent', `/partners/${desk.partnerOf('borealis')}`)).body.name, 'Borealis')
})

test('E8: the second of two requests for one field shows what stands there now and is decided on that; another field stands in nobody’s way', async (context) => {
  const desk = await sheetDesk(context)
  const ask = (set: object) => desk.request('aurora', { of: 'profile', set })
  const [first, second, other] = [
    await ask({ description: 'We sell.' }),
    await ask({ description: 'We build.', website: 'https://aurora.example' }),
    await ask({ phone: '+91 80 1234 5678' }),
  ]
  assert.equal((await desk.decides(first.path, 'approve')).status, 200)
  assert.equal((await desk.decides(other.path, 'approve')).status, 200)
  const seen = (await desk.run('agent', second.path)).change
  assert.deepEqual(
    seen.fields.map(({ id, was, now, becomes }: any) => [id, was.said, now?.said ?? null, becomes.said]),
    [
      ['description', '', 'We sell.', 'We build.'],
      ['website', '', null, 'https://aurora.example'],
    ],
  )
  const blind = await desk.decides(second.path, 'approve')
  assert.deepEqual([blind.status, blind.body.errors[0].field], [409, 'fields.seen'])
  assert.match(
    blind.body.detail,
    /^What was there before has changed since this was asked\. 'Description' is now: We sell\./,
  )
  assert.equal(await desk.stands('aurora', 'profile', 'description'), 'We sell.')
  // What was seen before yet another change does not count either.
  const third = await ask({ description: 'We advise.' })
  await desk.decides(third.path, 'approve', { seen: (await desk.run('agent', third.path)).change.seen })
  assert.equal((await desk.decides(second.path, 'approve', { seen: seen.seen })).status, 409)
  const now = (await desk.run('agent', second.path)).change
  assert.equal((await desk.decides(second.path, 'approve', { seen: now.seen })).status, 200)
  assert.deepEqual(
    [await desk.stands('aurora', 'profile', 'description'), await desk.stands('aurora', 'profile', 'phone')],
    ['We build.', '+91 80 1234 5678'],
  )
  const sheet = (await desk.sheets('agent', 'aurora')).sheets.find(({ kind }: any) => kind === 'profile')
  const [last] = (await desk.get('agent', `/sheets/${sheet.id}/versions`)).body.items
  assert.deepEqual(
    last.fields.map(({ id, was }: any) => [id, was.said]),
    [
      ['description', 'We advise.'],
      ['website', ''],
    ],
  )
})

test('E8: approved by two at once it is made once; two requests for one field approved at once, one is refused', async (context) => {
  const desk = await sheetDesk(context)
  const ask = (set: object, more: object = {}) => desk.request('aurora', { of: 'profile', set }, more)
  const one = await ask({ description: 'We sell.' })
  const twice = await Promise.all([desk.decides(one.path, 'approve'), desk.step('admin', one.path, 'approve')])
  assert.deepEqual(twice.map(({ status }) => status).toSorted(), [200, 409])
  const names = ['Aurora One', 'Aurora Two']
  const renamed = []
  for (const name of names)
    renamed.push(await ask({ name, description: name }, { proof: await desk.upload('aurora', png, 'extract.png') }))
  const both = await Promise.all(renamed.map(({ path }) => desk.decides(path, 'approve')))
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
  const won = names[both.findIndex(({ status }) => status === 200)]
  assert.equal((await desk.get('agent', `/partners/${desk.partnerOf('aurora')}`)).body.name, won)
  const sheet = (await desk.sheets('aurora')).sheets.find(({ kind }: any) => kind === 'profile')
  assert.deepEqual([sheet.version, await desk.stands('aurora', 'profile', 'description')], [2, won])
})

test('E8: an account manager, who may also be stood above, decides; an agent may ask and not approve; a partner sees and asks for its own alone', async (context) => {
  const desk = await sheetDesk(context)
  const set = { website: 'https://aurora.example' }
  const asked = await desk.request('aurora', { of: 'profile', set })
  for (const [whose, step, status] of [
    ['agent', 'approve', 403],
    ['agent', 'refuse', 403],
    ['aurora', 'approve', 403],
    ['borealis', 'approve', 404],
    ['borealis', 'withdraw', 404],
  ] as const)
    assert.equal(
      (await desk.step(whose, asked.path, step, step === 'refuse' ? { decision: 'x' } : {})).status,
      status,
      `${whose}: ${step}`,
    )
  const { steps } = await desk.run('agent', asked.path)
  assert.deepEqual(
    steps.map(({ id, because }: any) => [id, because === null]),
    [
      ['approve', false],
      ['ask', true],
      ['refuse', false],
      ['withdraw', true],
    ],
  )
  assert.equal((await desk.get('borealis', `/partners/${desk.partnerOf('aurora')}/sheets`)).status, 404)
  const sheet = (await desk.sheets('aurora')).sheets.find(({ kind }: any) => kind === 'profile')
  assert.equal((await desk.get('borealis', `/sheets/${sheet.id}/versions`)).status, 404)
  // An agent asks on behalf of a partner: on its ticket, and by a request.
  const behalf = await desk.post('agent', '/runs', {
    workflow: 'profile-change',
    fields: { changes: { of: 'store', set: { displayName: 'Nord' } } },
    contactEmail: 'bjorn@borealis.example',
  })
  assert.equal(behalf.status, 201, JSON.stringify(behalf.body))
  assert.equal((await desk.step('admin', `/tickets/${behalf.body.ticket.id}`, 'approve')).status, 200)
  assert.equal(await desk.stands('borealis', 'store', 'displayName'), 'Nord')
  assert.equal(await desk.stands('aurora', 'store', 'displayName'), '')
})

test('E8: refused with a reason, taken back, asked for more and answered anew: each is told, and nothing changes but by the approval', async (context) => {
  const desk = await sheetDesk(context)
  const ask = (description: string) => desk.request('aurora', { of: 'profile', set: { description } })
  const refused = await ask('The best partner of all.')
  assert.equal((await desk.decides(refused.path, 'refuse')).status, 422)
  const no = await desk.decides(refused.path, 'refuse', { decision: 'No superlatives, please.' })
  assert.deepEqual([no.body.run.outcome, no.body.run.change.state], ['refused', 'refused'])
  assert.match((await desk.letters(refused.path)).at(-1)?.text ?? '', /No superlatives, please\./)
  const back = await ask('We sell.')
  assert.equal((await desk.step('aurora', back.path, 'withdraw')).body.run.outcome, 'withdrawn')

  const open = await ask('We sel.')
  assert.equal((await desk.step('agent', open.path, 'ask', { missing: 'There is a slip in it.' })).status, 200)
  const waiting = await desk.run('aurora', open.path)
  assert.deepEqual([waiting.waitsFor, waiting.change.state], ['partner', 'missing'])
  assert.equal((await desk.get('aurora', '/runs?waitsFor=partner')).body.items.length, 1)
  assert.equal((await desk.decides(open.path, 'approve')).status, 409)
  // It is still about the profile: another sheet is another request.
  const strange = await desk.step('aurora', open.path, 'answer', {
    answer: 'This, then.',
    changes: { of: 'store', set: { displayName: 'Aurora' } },
  })
  assert.deepEqual([strange.status, /take it back, and ask for that anew/.test(strange.body.detail)], [409, true])
  const again = await desk.step('aurora', open.path, 'answer', {
    answer: 'Mended.',
    changes: { of: 'profile', set: { description: 'We sell.' } },
  })
  assert.equal(again.status, 200, JSON.stringify(again.body))
  assert.deepEqual([again.body.run.waitsFor, again.body.run.change.fields[0].becomes.said], ['pam', 'We sell.'])
  assert.equal(await desk.stands('aurora', 'profile', 'description'), '')
  await desk.decides(open.path, 'approve')
  assert.equal(await desk.stands('aurora', 'profile', 'description'), 'We sell.')
  const { changes } = await desk.sheets('aurora')
  assert.deepEqual(
    changes.map(({ state, decision, dueAt }: any) => [state, decision, dueAt]),
    [
      ['applied', null, null],
      ['withdrawn', null, null],
      ['refused', 'No superlatives, please.', null],
    ],
  )
})

test('E8: silence over weekends: reminded, then the DRI’s, then lapsed; a partner that does not answer is reminded and its request lapses', async (context) => {
  const desk = await sheetDesk(context)
  const { path } = await desk.request('aurora', { of: 'profile', set: { description: 'We sell.' } })
  const at = async (time: string) => {
    desk.desk.setTime(time)
    await desk.wakeRuns()
    const { state, outcome } = await desk.run('agent', path)
    return [state.id, outcome, (await desk.letters(path)).length]
  }
  // Two business days after Tuesday end on Thursday, five on the next Tuesday: midnight in India is 18:30 by UTC.
  assert.deepEqual(await at('2026-03-12T18:29:00Z'), ['asked', null, 1])
  assert.deepEqual(await at('2026-03-12T18:31:00Z'), ['asked', null, 2])
  assert.deepEqual(await at('2026-03-17T18:29:00Z'), ['asked', null, 2])
  assert.deepEqual(await at('2026-03-17T18:31:00Z'), ['late', null, 3])
  const { dueAt } = (await desk.sheets('aurora')).changes[0]
  // From Wednesday 18 March ten business days: the end of Wednesday 1 April.
  assert.equal(dueAt, '2026-04-01T18:30:00Z')
  assert.deepEqual(await at('2026-04-01T18:31:00Z'), ['lapsed', 'lapsed', 4])
  assert.match((await desk.letters(path)).at(-1)?.text ?? '', /not decided in time/)
  assert.equal(await desk.stands('aurora', 'profile', 'description'), '')
  assert.equal((await desk.decides(path, 'approve')).status, 409)

  // Asked for more on Thursday 2 April, five business days end on Thursday 9 April, ten on Thursday 16 April.
  desk.desk.setTime('2026-04-02T06:00:00Z')
  const next = await desk.request('aurora', { of: 'profile', set: { description: 'We sell.' } })
  await desk.decides(next.path, 'ask', { missing: 'What do you sell?' })
  const count = async (time: string) => {
    desk.desk.setTime(time)
    await desk.wakeRuns()
    const { state } = await desk.run('aurora', next.path)
    return [state.id, (await desk.letters(next.path)).filter(({ to }) => to === 'asha@aurora.example').length]
  }
  assert.deepEqual(await count('2026-04-09T18:29:00Z'), ['more', 1])
  assert.deepEqual(await count('2026-04-09T18:31:00Z'), ['more', 2])
  assert.deepEqual(await count('2026-04-16T18:31:00Z'), ['expired', 3])
  assert.equal((await desk.sheets('aurora')).changes[0].state, 'lapsed')
  assert.equal((await desk.step('aurora', next.path, 'answer', { answer: 'Late.' })).status, 409)
})

test('E8: everything wrong with a change is said at once, by its field; what would change nothing, is another’s or is no picture is refused', async (context) => {
  const desk = await sheetDesk(context)
  const wrong = async (changes: unknown): Promise<[number, string[]]> => {
    const { status, body } = await desk.post('aurora', '/runs', { workflow: 'profile-change', fields: { changes } })
    return [status, (body.errors ?? []).map(({ field }: any) => field).toSorted()]
  }
  const notes = await desk.upload('aurora', Buffer.from('Only words.'), 'logo.png')
  const foreign = await desk.upload('borealis', png, 'logo.png')
  const all = {
    name: '',
    website: 'javascript:alert(1)',
    countries: ['XX'],
    languages: ['klingon'],
    phone: '123',
    colour: 'red',
  }
  const fields = Object.keys(all).map((field) => `fields.changes.${field}`)
  assert.deepEqual(await wrong({ of: 'profile', set: all }), [422, fields.toSorted()])
  assert.deepEqual(await wrong({ of: 'profile', set: { description: 'x'.repeat(2001) } }), [
    422,
    ['fields.changes.description'],
  ])
  assert.deepEqual(await wrong({ of: 'profile', set: { logo: notes } }), [422, ['fields.changes.logo']])
  assert.deepEqual(await wrong({ of: 'profile', set: { logo: foreign } }), [422, ['fields.changes.logo']])
  assert.deepEqual(await wrong({ of: 'profile', set: { name: 'Aurora' } }), [422, ['fields.changes']])
  assert.deepEqual(await wrong({ of: 'store', set: { tagline: 'Nearby.' } }), [422, ['fields.changes.displayName']])
  assert.deepEqual(await wrong({ of: 'project', set: {} }), [422, ['fields.changes.of']])
  assert.deepEqual(await wrong({ of: 'profile', takesDown: true }), [422, ['fields.changes.item']])
  assert.deepEqual(await wrong('{"of":"profile"}'), [422, ['fields.changes']])
  assert.deepEqual(await wrong({ of: 'profile', sat: {} }), [422, ['fields.changes']])
  assert.deepEqual((await desk.get('aurora', '/tickets')).body.items, [])

  const logo = await desk.upload('aurora', png, 'logo.png')
  const asked = await desk.post('aurora', '/runs', {
    workflow: 'profile-change',
    fields: { changes: { of: 'profile', set: { logo } } },
    attachments: [logo],
  })
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  assert.equal(asked.body.run.change.fields[0].becomes.file.shows, 'image')
  assert.equal((await desk.get('borealis', `/attachments/${logo}`)).status, 404)
})

test('E8, B5: on a ticket whose category names it the change is begun there by the desk, for the partner whose ticket it is', async (context) => {
  const desk = await sheetDesk(context)
  const opened = await desk.post('borealis', '/tickets', {
    category: 'partner-profile',
    subType: 'profile-update',
    subject: 'Our new site',
    description: 'Please put our new site onto our profile: https://borealis.example.',
  })
  assert.equal(opened.status, 201, JSON.stringify(opened.body))
  const path = `/tickets/${opened.body.id}`
  const { startable } = (await desk.get('agent', `${path}/run`)).body
  assert.equal(startable.find(({ suggested }: any) => suggested)?.id, 'profile-change')
  const changes = { of: 'profile', set: { website: 'https://borealis.example' } }
  assert.equal((await desk.begin('agent', path, 'profile-change', { changes })).status, 201)
  assert.equal((await desk.begin('agent', path, 'profile-change', { changes })).status, 409)
  assert.equal((await desk.decides(path, 'approve')).status, 200)
  assert.deepEqual(
    [await desk.stands('borealis', 'profile', 'website'), await desk.stands('aurora', 'profile', 'website')],
    ['https://borealis.example', ''],
  )
  const [change] = (await desk.sheets('borealis')).changes
  assert.deepEqual([change.askedBy.name, change.ticket.id], ['Ann Agent', opened.body.id])
})
