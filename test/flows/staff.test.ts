import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveBackLeft } from '../../src/services/people/give-away.ts'
import { listen } from '../support/hear.ts'
import { ask, right } from '../support/http.ts'
import { none, held, admin, agent, contact, fieldsOf, admitted } from '../support/staff.ts'

test('What is wrong with somebody new is said at each field', async (context) => {
  const desk = await held(context)
  const add = (body: object) => desk.as(admin, 'POST', '/staff', body)
  const right_ = { name: 'Ines', email: 'ines@vendor.example', role: 'agent', desks: ['support'] }
  const wrong = await add({ ...right_, email: agent.toUpperCase(), desks: ['suport'], zone: 'Mars' })
  assert.equal(wrong.status, 422)
  assert.deepEqual(fieldsOf(wrong), ['zone', 'email', 'desks.0'])
  assert.match(JSON.stringify(wrong.body.errors), /did you mean 'support'/)
  assert.deepEqual(fieldsOf(await add({ ...right_, desks: [] })), ['desks'])
  assert.deepEqual(fieldsOf(await add({ ...right_, role: 'boss' })), ['role'])
  assert.deepEqual(fieldsOf(await add({})), ['name', 'email', 'role'])
  const made = await add({ ...right_, role: 'manager', desks: [] })
  assert.equal(made.status, 201, 'a manager needs no desk')
  await desk.as(admin, 'POST', `/staff/${made.body.id}/deactivate`, {})
  assert.match((await add(right_)).body.errors[0].message, /Ines’s, who has left: let them come back/)
})

test('Agents and partners keep no staff and nobody else’s keys and sessions; their own they do (G3)', async (context) => {
  const desk = await held(context)
  const { id } = await desk.add('Ines')
  const theirs = (await desk.as(admin, 'POST', '/keys', { person: id, label: 'Theirs' })).body
  const attempts: readonly (readonly [string, string, object?])[] = [
    ['GET', '/staff'],
    ['GET', `/staff/${id}`],
    ['POST', '/staff', { name: 'X', email: 'x@vendor.example', role: 'admin' }],
    ['PATCH', `/staff/${id}`, { role: 'admin' }],
    ['POST', `/staff/${id}/deactivate`, {}],
    ['POST', `/staff/${id}/activate`, {}],
    ['POST', `/people/${id}/password-links`, {}],
    ['GET', '/keys'],
    ['GET', `/keys?person=${id}`],
    ['POST', '/keys', { person: id, label: 'X' }],
    ['GET', `/sessions?person=${id}`],
    ['POST', '/sessions/end', { person: id }],
  ]
  for (const [method, path, body] of attempts) {
    assert.equal((await desk.as(agent, method, path, body)).status, 403, `agent: ${method} ${path}`)
    const { status } = await desk.as(contact, method, path, body)
    assert.equal(status, path.includes(`/${id}`) ? 404 : 403, `contact: ${method} ${path}`)
  }
  for (const who of [agent, contact]) {
    assert.equal((await desk.as(who, 'DELETE', `/keys/${theirs.id}`)).status, 404)
    assert.deepEqual(fieldsOf(await desk.as(who, 'POST', '/keys', { label: 'W', scope: 'widget' })), ['scope'])
    const own = await desk.as(who, 'POST', '/keys', { label: 'Mine', scope: 'read' })
    assert.equal(own.status, 201)
    const mine = own.body.person.id
    const listed = (await desk.as(who, 'GET', `/keys?person=${mine}`)).body.items
    assert.ok(listed.some(({ id: each }: { id: string }) => each === own.body.id))
    assert.ok(!JSON.stringify(listed).includes(own.body.token))
    assert.equal(
      (await ask(desk.url, 'POST', '/api/v1/keys', { key: own.body.token, body: { label: 'Y' } })).status,
      403,
    )
    assert.equal((await desk.as(who, 'DELETE', `/keys/${own.body.id}`)).status, 204)
    assert.equal((await ask(desk.url, 'GET', '/api/v1/me', { key: own.body.token })).status, 401)
  }
  assert.equal((await ask(desk.url, 'GET', '/api/v1/me', { key: theirs.token })).status, 200)
})

test('G3: the database itself lets nobody but administrators change the staff, or see the keys of others', async (context) => {
  const desk = await held(context)
  const { id } = await desk.add('Ines')
  const { agent: ann, aurora } = desk.people
  const run = (text: string, values: readonly unknown[]) => ({ text, name: text.slice(0, 50), values })
  const asAgent = { kind: 'staff', person: ann.id, role: 'admin', desks: [] } as const
  const asContact = { kind: 'partner', person: aurora.id, partner: aurora.partner ?? none } as never
  for (const [actor, { text, name, values }] of [
    [asAgent, run(`update people set role = 'admin' where id = $1`, [ann.id])],
    [asAgent, run('update people set active = false where id = $1', [id])],
    [asContact, run(`update people set email = 'new@aurora.example' where id = $1`, [aurora.id])],
  ] as const)
    await assert.rejects(
      desk.app.db.transaction(actor, (tx) => tx.call({ text, name }, values)),
      /only an administrator/,
      text,
    )
  await desk.as(admin, 'POST', '/keys', { person: id, label: 'Theirs' })
  const seen = await desk.app.db.transaction(asAgent, (tx) =>
    tx.call({ name: 'test_seen', text: 'select id from api_keys where person_id <> $1' }, [ann.id]),
  )
  assert.deepEqual(seen, [])
})

test('Whoever leaves is out at once with session, key and stream, and comes back with none of them', async (context) => {
  const desk = await held(context)
  const { id, email } = await desk.add('Ines')
  await admitted(desk, id)
  const { cookie } = await desk.signIn(email)
  const { token } = (await desk.as(admin, 'POST', '/keys', { person: id, label: 'Hers' })).body
  const me = async () => [
    (await ask(desk.url, 'GET', '/api/v1/me', { headers: { cookie } })).status,
    (await ask(desk.url, 'GET', '/api/v1/me', { key: token })).status,
  ]
  const stream = await listen(desk.url, { key: token })
  assert.deepEqual(await me(), [200, 200])
  const gone = await desk.as(admin, 'POST', `/staff/${id}/deactivate`, {})
  assert.deepEqual([gone.status, gone.body.active, gone.body.sessions, gone.body.keys], [200, false, 0, 0])
  assert.deepEqual(await me(), [401, 401])
  await stream.ended
  assert.equal((await desk.signIn(email)).status, 401)
  assert.equal((await desk.as(admin, 'POST', `/staff/${id}/deactivate`, {})).status, 409)
  assert.equal((await desk.as(admin, 'POST', '/keys', { person: id, label: 'Late' })).status, 422)
  assert.equal((await desk.as(admin, 'POST', `/staff/${id}/activate`, {})).status, 200)
  assert.deepEqual(await me(), [401, 401], 'what they had does not come back with them')
  assert.equal((await desk.signIn(email)).status, 200, 'but the password holds')
})

test('Open tickets of whoever leaves are handed over or become nobody’s, as it is said; without a word nobody leaves', async (context) => {
  const desk = await held(context)
  const { id } = await desk.add('Ines')
  const other = await desk.add('Otto')
  const opened = await Promise.all(
    [1, 2, 3].map(async () => (await desk.as(contact, 'POST', '/tickets', right)).body.id as string),
  )
  for (const ticket of opened) await desk.as(agent, 'POST', `/tickets/${ticket}/assign`, { person: id })
  assert.equal((await desk.as(admin, 'GET', `/staff/${id}`)).body.openTickets, 3)
  const leave = (body: object) => desk.as(admin, 'POST', `/staff/${id}/deactivate`, body)
  const wrong = await leave({})
  assert.deepEqual([wrong.status, fieldsOf(wrong)], [422, ['tickets']])
  for (const to of [undefined, id, none, desk.people.aurora.id])
    assert.deepEqual(fieldsOf(await leave({ tickets: 'hand-over', to })), ['to'], String(to))
  assert.deepEqual(fieldsOf(await leave({ tickets: 'unassign', to: other.id })), ['to'])
  assert.equal((await desk.as(admin, 'GET', `/staff/${id}`)).body.active, true)
  const left = await leave({ tickets: 'hand-over', to: other.id })
  assert.deepEqual([left.status, left.body.movedTickets, left.body.openTickets], [200, 3, 0])
  const assignees = async () =>
    Promise.all(opened.map(async (ticket) => (await desk.as(agent, 'GET', `/tickets/${ticket}`)).body.assignee?.name))
  assert.deepEqual(await assignees(), ['Otto', 'Otto', 'Otto'])
  const [first = ''] = opened
  const late = await desk.as(agent, 'POST', `/tickets/${first}/assign`, { person: id })
  assert.deepEqual([late.status, fieldsOf(late)], [422, ['person']], 'nobody who has left is given anything')
  await desk.as(admin, 'POST', `/staff/${other.id}/deactivate`, { tickets: 'unassign' })
  assert.deepEqual(await assignees(), [undefined, undefined, undefined])
  const events = (await desk.as(agent, 'GET', `/tickets/${first}/events`)).body.items
  assert.deepEqual(
    events.filter(({ kind }: { kind: string }) => kind === 'assigned').map(({ by }: any) => by.person.name),
    ['Ann Agent', 'Ada Admin', 'Ada Admin'],
  )
})

test('A ticket that somebody had solved who has left since, and that is opened again, becomes nobody’s within a minute', async (context) => {
  const desk = await held(context)
  const { id } = await desk.add('Ines')
  const ticket = (await desk.as(contact, 'POST', '/tickets', right)).body.id
  await desk.as(agent, 'POST', `/tickets/${ticket}/assign`, { person: id })
  await desk.as(agent, 'POST', `/tickets/${ticket}/solve`, { body: 'Done.' })
  await desk.as(admin, 'POST', `/staff/${id}/deactivate`, {})
  const assignee = async () => (await desk.as(agent, 'GET', `/tickets/${ticket}`)).body.assignee
  assert.deepEqual(await giveBackLeft(desk.app), { tickets: 0 })
  assert.equal((await assignee()).name, 'Ines', 'what is over stays theirs: reports go by it')
  await desk.as(contact, 'POST', `/tickets/${ticket}/reopen`, { reason: 'It is not.' })
  assert.deepEqual(await giveBackLeft(desk.app), { tickets: 1 })
  assert.equal(await assignee(), null)
})

test('A ticket that is given to somebody who leaves at the same moment is not lost with them', async (context) => {
  const desk = await held(context)
  for (let round = 0; round < 5; round += 1) {
    const { id } = await desk.add(`Ines${round}`)
    const ticket = (await desk.as(contact, 'POST', '/tickets', right)).body.id
    const [given] = await Promise.all([
      desk.as(agent, 'POST', `/tickets/${ticket}/assign`, { person: id }),
      desk.as(admin, 'POST', `/staff/${id}/deactivate`, { tickets: 'unassign' }),
    ])
    assert.ok(given.status === 200 || given.status === 422, JSON.stringify(given.body))
    assert.equal((await desk.as(agent, 'GET', `/tickets/${ticket}`)).body.assignee, null)
  }
})

test('The last active administrator is neither lowered nor deactivated, and nobody deactivates themselves', async (context) => {
  const desk = await held(context)
  const { admin: ada } = desk.people
  const lowered = await desk.as(admin, 'PATCH', `/staff/${ada.id}`, { role: 'manager' })
  assert.deepEqual([lowered.status, fieldsOf(lowered)], [422, ['role']])
  assert.match(lowered.body.errors[0].message, /last active administrator/)
  const self = await desk.as(admin, 'POST', `/staff/${ada.id}/deactivate`, {})
  assert.deepEqual([self.status, /another administrator/.test(self.body.detail)], [409, true])
  const second = await desk.add('Second', { role: 'admin' })
  const gone = await desk.add('Gone', { role: 'admin' })
  await desk.as(admin, 'POST', `/staff/${gone.id}/deactivate`, {})
  await desk.as(admin, 'POST', `/staff/${second.id}/deactivate`, {})
  assert.equal(
    (await desk.as(admin, 'PATCH', `/staff/${ada.id}`, { role: 'manager' })).status,
    422,
    'those who left do not count',
  )
  await desk.as(admin, 'POST', `/staff/${second.id}/activate`, {})
  assert.equal((await desk.as(admin, 'PATCH', `/staff/${ada.id}`, { role: 'manager' })).status, 200)
  assert.equal((await desk.as(admin, 'GET', '/staff')).status, 403, 'it holds at once')
})

test('Two administrators who lower or deactivate each other at once: one of them stays', async (context) => {
  const desk = await held(context)
  const { admin: ada } = desk.people
  for (const act of ['lower', 'deactivate'] as const) {
    const second = await desk.add(`Second-${act}`, { role: 'admin' })
    const { token } = (await desk.as(admin, 'POST', '/keys', { person: second.id, label: 'Second' })).body
    const on = (key: string, id: string) =>
      act === 'lower'
        ? ask(desk.url, 'PATCH', `/api/v1/staff/${id}`, { key, body: { role: 'pam' } })
        : ask(desk.url, 'POST', `/api/v1/staff/${id}/deactivate`, { key, body: {} })
    const first = await desk.keyOf(admin)
    const answers = await Promise.all([on(first, second.id), on(token, ada.id)])
    const statuses = answers.map(({ status }) => status).toSorted()
    assert.equal(statuses[0], 200)
    assert.ok([401, 403, 422].includes(statuses[1] ?? 0), String(statuses))
    await desk.app.db.system((tx) =>
      tx.call({ name: 'test_admin_again', text: `update people set role = 'admin', active = true where id = $1` }, [
        ada.id,
      ]),
    )
    await desk.app.db.system((tx) =>
      tx.call({ name: 'test_second_out', text: `update people set role = 'pam', active = true where id = $1` }, [
        second.id,
      ]),
    )
  }
})

test('G2: the audit says who added, changed, signed out and let go whom, and what key was made and revoked', async (context) => {
  const desk = await held(context)
  const { id, email } = await desk.add('Ines')
  await admitted(desk, id)
  await desk.signIn(email)
  const key = (await desk.as(admin, 'POST', '/keys', { person: id, label: 'Store' })).body
  await desk.as(admin, 'POST', '/sessions/end', { person: id })
  await desk.as(admin, 'DELETE', `/keys/${key.id}`)
  await desk.as(admin, 'PATCH', `/staff/${id}`, { role: 'lead' })
  await desk.as(admin, 'POST', `/staff/${id}/deactivate`, {})
  const { items } = (await desk.as(admin, 'GET', `/audit?person=${desk.people.admin.id}&limit=50`)).body
  assert.deepEqual(items.map(({ act, thing }: any) => `${act} ${thing.words}: ${thing.name}`).toReversed(), [
    'added Person: Ines',
    'added Link to set a password: Ines',
    'added API key: Store',
    'removed Session: Ines',
    'changed API key: Store',
    'changed Person: Ines',
    'changed Person: Ines',
  ])
  assert.ok(!JSON.stringify(items).includes(key.token))
})

test('D3, F8: whoever leaves hands their partners over in the same act, as account manager and as point of contact', async (context) => {
  const desk = await held(context)
  const pam = await desk.add('Pamela', { role: 'pam', desks: [] })
  const next = await desk.add('Nora', { role: 'pam', desks: [] })
  const other = await desk.add('Otto')
  const partners = (await desk.as(admin, 'GET', '/partners')).body.items
  const idOf = (name: string): string => partners.find((each: any) => each.name === name).id
  const [aurora, borealis] = [idOf('Aurora'), idOf('Borealis')]
  const name = (id: string, body: object) => desk.as(admin, 'PATCH', `/partners/${id}`, body)
  assert.equal((await name(aurora, { accountManager: pam.id, pointOfContact: pam.id })).status, 200)
  assert.equal((await name(borealis, { accountManager: other.id, pointOfContact: pam.id })).status, 200)
  const leave = (partnersTo: string) => desk.as(admin, 'POST', `/staff/${pam.id}/deactivate`, { partnersTo })
  for (const nobody of [pam.id, none, desk.people.aurora.id])
    assert.deepEqual(fieldsOf(await leave(nobody)), ['partnersTo'], nobody)
  const both = await desk.as(admin, 'POST', `/staff/${pam.id}/deactivate`, { to: next.id, partnersTo: none })
  assert.deepEqual(fieldsOf(both), ['to', 'partnersTo'], 'everything wrong at once')
  const left = await leave(next.id)
  assert.deepEqual([left.status, left.body.movedPartners, left.body.movedTickets], [200, 2, 0])
  const named = async (id: string) => {
    const { accountManager, pointOfContact } = (await desk.as(agent, 'GET', `/partners/${id}`)).body
    return [accountManager.name, pointOfContact.name, accountManager.active && pointOfContact.active]
  }
  assert.deepEqual(
    [await named(aurora), await named(borealis)],
    [
      ['Nora', 'Nora', true],
      ['Otto', 'Nora', true],
    ],
  )
  const history = (await desk.as(agent, 'GET', `/partners/${aurora}/history`)).body.items
  assert.deepEqual(
    history
      .filter(({ was }: any) => was === 'Pamela')
      .map(({ what, became, by, reason }: any) => [what, became, by.name, reason])
      .toSorted(),
    [
      ['accountManager', 'Nora', 'Ada Admin', 'Pamela has left.'],
      ['pointOfContact', 'Nora', 'Ada Admin', 'Pamela has left.'],
    ],
  )
  const { items } = (await desk.as(admin, 'GET', `/audit?person=${desk.people.admin.id}&limit=6`)).body
  const changed = items.filter(({ act }: any) => act === 'changed')
  assert.deepEqual(changed.map(({ thing }: any) => `${thing.words}: ${thing.name}`).toSorted(), [
    'Partner: Aurora',
    'Partner: Borealis',
    'Person: Pamela',
  ])
})

test('A partner whose people at the vendor have left says so, and can still be changed', async (context) => {
  const desk = await held(context)
  const pam = await desk.add('Pamela', { role: 'pam', desks: [] })
  const { partner } = desk.people.aurora
  await desk.as(admin, 'PATCH', `/partners/${partner}`, { accountManager: pam.id, pointOfContact: pam.id })
  await desk.as(admin, 'POST', `/staff/${pam.id}/deactivate`, {})
  const changed = await desk.as(admin, 'PATCH', `/partners/${partner}`, { externalRef: 'P-99', accountManager: pam.id })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  const { accountManager, pointOfContact } = changed.body
  assert.deepEqual([accountManager.name, accountManager.active, pointOfContact.active], ['Pamela', false, false])
  const other = (await desk.as(admin, 'GET', '/partners')).body.items.find((each: any) => each.name === 'Borealis').id
  const anew = await desk.as(admin, 'PATCH', `/partners/${other}`, { accountManager: pam.id })
  assert.deepEqual(fieldsOf(anew), ['accountManager'], 'nobody who has left is named anew')
})

test('F8: letters about a ticket whose contact has left go to another contact of the partner, or to nobody', async (context) => {
  const desk = await held(context)
  const { aurora, colleague: second } = desk.people
  const ticket = (await desk.as(contact, 'POST', '/tickets', right)).body.id
  const toOf = async (body: string) => {
    await desk.as(agent, 'POST', `/tickets/${ticket}/messages`, { body, visibility: 'public' })
    const { items } = (await desk.as(agent, 'GET', `/tickets/${ticket}/letters`)).body
    return items.at(-1).to.map(({ email }: any) => email)
  }
  assert.deepEqual(await toOf('One.'), [aurora.email])
  await desk.as(admin, 'PATCH', `/contacts/${aurora.id}`, { active: false })
  assert.deepEqual(await toOf('Two.'), [second.email])
  await desk.as(admin, 'PATCH', `/contacts/${second.id}`, { active: false })
  assert.deepEqual(await toOf('Three.'), [])
})
