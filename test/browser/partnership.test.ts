import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { importFile } from '../../src/services/import/import.ts'
import { system } from '../../src/storage/actor.ts'
import { ask } from '../support/http.ts'
import { assertAccessible, assertFits, closeBrowser, screens } from './support.ts'

after(closeBrowser)

const phone = { width: 390, height: 844 } as const
const heading = 'partner,year,region,revenue,customer-success,market-readiness,engagement'

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

test('E6, E10: a partner asks for an account and for reselling access in the portal; set up, both stand there and on its page', async (context) => {
  const { open, post, desk } = await screens(context)
  const portal = await open('aurora', '/partnership', phone)
  await portal.getByRole('heading', { name: 'Partnership' }).waitFor()
  await portal.getByText(/None yet\. An account lasts 365 days/).waitFor()
  await assertAccessible(portal, 'a partnership without anything')
  await assertFits(portal, 'a partnership without anything')
  await portal.getByRole('button', { name: 'Request an account' }).click()
  const form = portal.getByRole('dialog', { name: 'Complimentary or demo account' })
  await form.getByText('Demo account', { exact: true }).click()
  await form.getByRole('combobox', { name: 'Product' }).fill('CRM')
  await portal.getByRole('option', { name: /CRM/ }).first().click()
  await form.getByRole('textbox', { name: 'Who signs in' }).fill('demo@aurora.example')
  await form.getByRole('textbox', { name: 'What it is for' }).fill('A fair in May.')
  await assertAccessible(portal, 'the request of an account')
  await assertFits(portal, 'the request of an account')
  await form.getByRole('button', { name: /^Send/ }).click()
  await portal.getByText(/^Sent as /).waitFor()
  const key = await desk.keyOf('asha@aurora.example')
  const [ticket] = (await ask(desk.url, 'GET', '/api/v1/tickets', { key })).body.items
  const done = await post('admin', `/tickets/${ticket.id}/run/steps`, {
    step: 'set-up',
    fields: { login: 'demo@aurora.example' },
  })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  const access = await post('aurora', '/runs', {
    workflow: 'reselling-access',
    fields: { product: 'crm', plan: 'Ten.' },
  })
  await post('admin', `/tickets/${access.body.ticket.id}/run/steps`, {
    step: 'approve-anyway',
    fields: { approvedAnyway: 'Trained next week.' },
  })
  await portal.reload()
  await portal.getByText(/Demo: 1 of 10 in use/).waitFor()
  await portal.getByText(/Trained next week\./).waitFor()
  await assertAccessible(portal, 'a partnership')
  await assertFits(portal, 'a partnership')
  await portal.getByRole('button', { name: /^Extend/ }).click()
  await portal.getByRole('dialog', { name: 'Extension of an account' }).waitFor()
  const console = await open('admin', `/partners/${desk.people.aurora.partner}`)
  await console
    .getByRole('region', { name: 'Accounts' })
    .getByText(/Demo account of/)
    .waitFor()
  await console
    .getByRole('region', { name: 'Reselling access' })
    .getByText(/May be resold/)
    .waitFor()
  await assertAccessible(console, 'the page of a partner with accounts')
})

test('E7: scores are tried and read in, approved one by one and all at once; the partner sees its sum and asks about it', async (context) => {
  const { open, desk } = await screens(context)
  const console = await open('admin', '/evaluations')
  await console.getByText('No scores yet').waitFor()
  await assertAccessible(console, 'no evaluation')
  await console.getByRole('button', { name: 'Read scores in' }).click()
  const form = console.getByRole('dialog', { name: 'Import' })
  await form.getByLabel('CSV file').setInputFiles({
    name: 'scores.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${heading}\nAurora,2026,global,300,200,150,0\nNobody,2026,global,1,1,1,1\n`),
  })
  await form.getByRole('button', { name: /^Try it first/ }).click()
  await form
    .getByRole('region', { name: 'Rejected rows' })
    .getByText(/No partner has the reference/)
    .waitFor()
  await form.getByRole('button', { name: /^Read it in/ }).click()
  await form.getByRole('button', { name: 'Close' }).last().click()
  const more = `${heading}\nBorealis,2026,global,300,200,150,0\n`
  await importFile(
    desk.app,
    system,
    { kind: 'scores', source: inPieces(more), file: 'scores.csv', dryRun: false, partner: null },
    () => undefined,
  )
  await console.reload()
  await console.getByText('Advanced → Premium').waitFor()
  await assertAccessible(console, 'proposals')
  const narrow = await open('agent', '/evaluations?state=proposed', phone)
  await narrow.getByText('Advanced → Premium').waitFor()
  await assertFits(narrow, 'proposals')
  await assertAccessible(narrow, 'proposals on the phone')
  await console.getByRole('button', { name: 'Approve all unchanged' }).click()
  const all = console.getByRole('dialog', { name: 'Approve 1 unchanged result of 2026' })
  await all.getByLabel('From').fill('2026-04-01')
  await all.getByRole('button', { name: /^Approve them/ }).click()
  await console.getByText('1 result approved.').waitFor()
  await console.getByRole('button', { name: /^Approve the result of Borealis/ }).click()
  const one = console.getByRole('dialog', { name: 'Borealis: Premium' })
  await one.getByLabel('From').fill('2026-04-01')
  await assertAccessible(console, 'the approval')
  await one.getByRole('button', { name: /^Approve/ }).click()
  await console.getByText('Borealis: Premium is approved.').waitFor()

  const portal = await open('borealis', '/partnership', phone)
  await portal.getByText(/650 of 1,000 points: above 600 is Premium/).waitFor()
  await assertAccessible(portal, 'a result')
  await assertFits(portal, 'a result')
  await portal.getByRole('button', { name: /^Ask about it/ }).click()
  const query = portal.getByRole('dialog', { name: 'Query about an evaluation' })
  await query.getByRole('textbox', { name: 'What you would like to know' }).fill('Why is engagement 0?')
  await query.getByRole('button', { name: /^Send/ }).click()
  await portal.getByText(/^Sent as /).waitFor()
})
