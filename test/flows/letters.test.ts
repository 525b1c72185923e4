import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escalationDesk, major } from '../support/escalated.ts'

const brief = ({ template, from, to }: any) => [template, from.email, to.map(({ email }: any) => email).join(' ')]

test('A10, F4: each step of a European escalation writes to European addresses, from the European mailbox', async (context) => {
  const { get, post, openSupport } = await escalationDesk(context)
  const { path } = await openSupport('borealis')
  await post('borealis', `${path}/escalations`, major)
  for (let level = 2; level <= 4; level += 1)
    await post('borealis', `${path}/escalations/raise`, { statement: 'Still nothing.' })
  await post('agent', `${path}/escalations/end`, { reason: 'Agreed.' })
  const { items } = (await get('agent', `${path}/letters`)).body
  const desk = 'partner-support@eu.zohocorp.com'
  const contact = 'bjorn@borealis.example'
  assert.deepEqual(items.map(brief), [
    ['receipt', desk, contact],
    // The first level is a department: it is reached through its desk.
    ['escalated', desk, desk],
    ['escalated', desk, contact],
    ['escalation-raised', desk, 'ganesh.ca@eu.zohocorp.com'],
    ['escalation-raised', desk, contact],
    ['escalation-raised', desk, 'rajvikram.s@eu.zohocorp.com daniel.p@eu.zohocorp.com'],
    ['escalation-raised', desk, contact],
    ['escalation-raised', desk, 'harvey@eu.zohocorp.com'],
    ['escalation-raised', desk, contact],
    ['escalation-ended', desk, contact],
  ])
  // G4: nothing goes to anybody until a mail server is set.
  assert.ok(items.every(({ state }: { state: string }) => state === 'captured'))
})

test('A10: of a partner elsewhere it is the other mailbox, and Operations’ department has its own address', async (context) => {
  const { get, post, openOperations, openSupport } = await escalationDesk(context)
  const indian = await openOperations()
  await post('aurora', `${indian.path}/escalations`, major)
  assert.deepEqual(brief((await get('agent', `${indian.path}/letters`)).body.items[1]), [
    'escalated',
    'partner-operations@zohocorp.com',
    'partner-escalation@zohocorp.com',
  ])
  const german = await openOperations('borealis')
  await post('borealis', `${german.path}/escalations`, major)
  assert.deepEqual(brief((await get('agent', `${german.path}/letters`)).body.items[1]), [
    'escalated',
    'partner-operations@eu.zohocorp.com',
    'partner-escalation@eu.zohocorp.com',
  ])
  // A dispute goes to the lead, the level after the department (F3).
  const support = await openSupport()
  await post('aurora', `${support.path}/dispute`, { severity: 1, statement: 'Everybody.' })
  assert.deepEqual(brief((await get('agent', `${support.path}/letters`)).body.items.at(-1)), [
    'severity-disputed',
    'partner-support@zohocorp.com',
    'adhithya.ss@zohocorp.com poojitha.k@zohocorp.com',
  ])
})

test('F4: a letter has its words: who, which level, why, and when the next update is due in the partner’s time', async (context) => {
  const { desk, get, post, openSupport, wake } = await escalationDesk(context)
  const { path, body } = await openSupport()
  await post('agent', `${path}/messages`, { body: 'We are looking into it.', visibility: 'public' })
  await post('aurora', `${path}/escalations`, major)
  desk.setTime('2026-03-10T10:00:01Z')
  await wake()
  const { items } = (await get('agent', `${path}/letters`)).body
  const of = (template: string, name: string) =>
    items.find((each: any) => each.template === template && each.to[0].name === name)
  const reply = of('reply', 'Asha')
  assert.equal(reply.subject, `[${body.number}] A report is wrong`)
  assert.equal(reply.text, 'We are looking into it.')
  const escalated = of('escalated', 'Asha')
  assert.equal(escalated.subject, `[${body.number}] Escalated to level 1: A report is wrong`)
  // 14:00Z is 19:30 in India.
  for (const words of [
    /level 1, Partner Support Escalation department/,
    /Major problem/,
    /No order leaves/,
    /10 Mar 2026, 19:30/,
  ])
    assert.match(escalated.text, words)
  const raised = of('escalation-raised', 'Adhithya')
  assert.match(raised.text, /^Hello Adhithya, Poojitha,/)
  assert.match(raised.text, /should have answered has passed/)
  assert.ok(items.every(({ subject, text }: any) => !/[{}]/.test(subject + text)))
})

test('F1: letters to a level with nobody named go to the partner’s own account manager', async (context) => {
  const { desk, get, post, openSupport, hire, manages } = await escalationDesk(context)
  const pam = await hire('Pam Manager', 'pam@vendor.example')
  await manages(pam, 'aurora')
  await desk.app.db.system((tx) =>
    tx.call({ name: 'move', text: `update partners set country = 'AU' where name = 'Aurora'` }),
  )
  const { path } = await openSupport()
  await post('aurora', `${path}/escalations`, major)
  for (let level = 2; level <= 4; level += 1)
    await post('aurora', `${path}/escalations/raise`, { statement: 'Still nothing.' })
  for (const whose of ['agent', 'aurora'] as const) {
    const { escalation } = (await get(whose, path)).body
    assert.deepEqual(escalation.owner, {
      people: [{ name: 'Pam Manager', email: 'pam@vendor.example', insteadOf: null }],
      through: 'partner-account-manager',
    })
    assert.equal(escalation.ladder[3].fallback, 'partner-account-manager')
  }
  const letters = (await get('agent', `${path}/letters`)).body.items
  assert.deepEqual(letters.at(-2).to, [{ name: 'Pam Manager', email: 'pam@vendor.example' }])
})

test('G3: letters are the vendor’s own business', async (context) => {
  const { get, openSupport } = await escalationDesk(context)
  const { path } = await openSupport()
  assert.equal((await get('aurora', `${path}/letters`)).status, 403)
  assert.equal((await get('borealis', `${path}/letters`)).status, 404)
})

test('A5: a letter without anybody’s message begins with its first words', async (context) => {
  const { get, post, openSupport } = await escalationDesk(context)
  const { path } = await openSupport()
  await post('agent', `${path}/messages`, { body: 'Set the limit.', visibility: 'public', determination: true })
  assert.equal((await post('agent', `${path}/solve`, {})).status, 200)
  const { items } = (await get('agent', `${path}/letters`)).body
  assert.match(items.find(({ template }: { template: string }) => template === 'solved').text, /^We take it/)
})
