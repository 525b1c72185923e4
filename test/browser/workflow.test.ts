import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { PartnerId } from '../../src/domain/kernel.ts'
import type { App } from '../../src/services/app.ts'
import { wakeRuns } from '../../src/services/workflow/runs.ts'
import { customersOf } from '../../src/storage/customers.ts'
import { assertAccessible, assertFits, closeBrowser, screens } from './support.ts'

after(closeBrowser)

async function withRequest(context: TestContext) {
  const held = await screens(context)
  const { body } = await held.post('aurora', '/tickets', {
    category: 'customer-management',
    subType: 'disassociation',
    subject: 'Kestrel wants to leave',
    description: 'Kestrel has written to us.',
  })
  const [customer] = await held.desk.app.db.system((tx) =>
    customersOf(tx, held.desk.people.aurora.partner as PartnerId),
  )
  return { ...held, ticket: body, path: `/tickets/${body.id}`, customer: customer?.id }
}

/** The path that the letter to the customer leads to. */
async function linkOf(app: App): Promise<string> {
  const [letter] = await app.db.system((tx) =>
    tx.call<{ body: string }>({
      name: 'test_link',
      text: `select data ->> 'body' as body from letters where template = 'workflow'`,
    }),
  )
  return /\/confirm\/[\w-]+/.exec(letter?.body ?? '')?.[0] ?? ''
}

const phone = { width: 390, height: 844 } as const

test('E1: begun on its ticket, confirmed by the customer without an account, contested by the partner, decided by a lead', async (context) => {
  const { open, path, desk } = await withRequest(context)
  const console = await open('admin', path)
  const workflow = console.getByRole('region', { name: 'Workflow' })
  await workflow.getByText('Customer disassociation.').waitFor()
  await workflow.getByRole('button', { name: 'Begin' }).click()
  const form = console.getByRole('dialog', { name: 'Customer disassociation' })
  await form.getByRole('combobox', { name: 'Customer' }).fill('Kestrel')
  await console.getByRole('option', { name: /Kestrel Ltd/ }).click()
  await form.getByRole('textbox', { name: 'Address that confirms' }).fill('admin@kestrel.example')
  await form.getByRole('textbox', { name: /What the customer wrote/ }).fill('Nobody answers us.')
  await assertAccessible(console, 'the dialog that begins it')
  await form.getByRole('button', { name: /^Begin/ }).click()
  await workflow.getByRole('heading', { name: 'Customer disassociation: The customer is asked to confirm' }).waitFor()

  const link = await linkOf(desk.app)
  const customer = await open(null, link, phone)
  await customer.getByText('Kestrel Ltd is to be disassociated from Aurora.').waitFor()
  await assertAccessible(customer, "the customer's page")
  await assertFits(customer, "the customer's page")
  await customer.getByRole('button', { name: 'Yes, disassociate' }).click()
  await customer.getByRole('heading', { name: 'Thank you' }).waitFor()
  const again = await open(null, link, phone)
  await again.getByRole('heading', { name: 'This has been answered' }).waitFor()
  await again.getByText(/Yes, disassociate\. Nothing more is needed of you/).waitFor()
  const made = await open(null, '/confirm/made-up', phone)
  await made.getByRole('heading', { name: 'This link leads nowhere' }).waitFor()
  await assertAccessible(made, 'a link that leads nowhere')

  const portal = await open('aurora', '/waiting', phone)
  const waiting = portal.getByRole('link', { name: /Kestrel Ltd has asked to be disassociated from you/ })
  await waiting.waitFor()
  await assertAccessible(portal, 'what waits for the partner')
  await assertFits(portal, 'what waits for the partner')
  await waiting.click()
  const own = portal.getByRole('region', { name: 'Workflow' })
  // 24 and 48 hours of working time from Tuesday 06:00Z, which is 11:30 in India.
  await own.getByText('tomorrow 11:30, in 24 h').waitFor()
  await own.getByText('Thu 11:30, in 2 days').waitFor()
  await own.getByRole('button', { name: 'Contest' }).click()
  await portal.getByRole('textbox', { name: 'Why' }).fill('They owe us two invoices.')
  await portal.keyboard.press('Control+Enter')
  await own.getByRole('heading', { name: /Contested/ }).waitFor()
  assert.equal(await own.getByText('Nobody answers us.').count(), 0)

  // The desk hears of it at once, and reads both sides' words.
  await workflow.getByRole('heading', { name: 'Customer disassociation: Contested' }).waitFor()
  await workflow.getByText('They owe us two invoices.').first().waitFor()
  await workflow.getByText('Nobody answers us.').first().waitFor()
  await workflow.getByRole('button', { name: 'Leave the customer with the partner' }).click()
  await console.getByRole('textbox', { name: 'Why' }).fill('The invoices come first.')
  await console.keyboard.press('Control+Enter')
  await workflow.getByRole('heading', { name: /The customer stays with the partner/ }).waitFor()
  await workflow.getByText('What happened').click()
  await workflow.getByText(/The customer \(admin@kestrel\.example\): Yes, disassociate/).waitFor()
})

test('A picture shows the run in its workflow: every state, where it is, by shapes and words; on a phone, in the dark', async (context) => {
  const { open, post, path, customer, desk } = await withRequest(context)
  // A name that would be markup, and would read from its end.
  await desk.app.db.system((tx) =>
    tx.call({ name: 'test_name', text: 'update customers set name = $2 where id = $1' }, [
      customer,
      '<b>Kestrel</b> \u202edtL',
    ]),
  )
  await post('agent', `${path}/run`, {
    workflow: 'disassociation',
    fields: { customer, consentFrom: 'admin@kestrel.example' },
  })
  const asked = await open(null, await linkOf(desk.app), { ...phone, dark: true })
  await asked.getByText('<b>Kestrel</b> dtL is to be disassociated from Aurora.').waitFor()
  await assertFits(asked, "the customer's page")
  const page = await open('aurora', path, { ...phone, dark: true })
  const workflow = page.getByRole('region', { name: 'Workflow' })
  await workflow.getByRole('button', { name: 'Show the picture' }).click()
  const picture = workflow.getByRole('figure', { name: 'Customer disassociation, drawn' })
  await picture.getByText('The customer is asked to confirm').waitFor()
  assert.equal(await picture.getByRole('listitem').count(), 13)
  assert.match((await picture.locator('[aria-current=step]').textContent()) ?? '', /asked to confirm · now/)
  const box = await workflow.boundingBox()
  const beyond = (box?.x ?? 0) + (box?.width ?? 0) - phone.width
  assert.ok(beyond <= 0, `the picture is ${beyond} pixels too wide`)
  await assertAccessible(page, 'a ticket with its picture')
  const rules = await open('aurora', '/workflows', phone)
  await rules.getByRole('heading', { name: 'Customer mapping' }).waitFor()
  // Whoever reads it follows it without the files: what is sent, asked for and taken by mail.
  const told = rules.getByRole('region', { name: 'Customer disassociation' })
  await told.getByText('Letter to the customer: ‘Please confirm: leave …?’').first().waitFor()
  await told
    .getByText(/Contest \(the partner\) → Contested · asks for: Why/)
    .first()
    .waitFor()
  await told.getByText(/Yes, disassociate .* · also by a mail that says yes/).waitFor()
  await assertFits(rules, 'the workflows')
  await assertAccessible(rules, 'the workflows')
})

test('The operations desk shows runs by workflow and state, what is left by itself next first, and what needs a look', async (context) => {
  const { open, post, path, customer, desk, setTime } = await withRequest(context)
  await post('agent', `${path}/run`, {
    workflow: 'disassociation',
    fields: { customer, consentFrom: 'admin@kestrel.example' },
  })
  const page = await open('agent', '/operations')
  const row = page.getByRole('link', { name: /Kestrel wants to leave/ })
  await row.getByText('in 15 days').waitFor()
  // Whose turn it is narrows it further, and is in the address for a colleague.
  const turn = page.getByRole('combobox', { name: 'Waits for' })
  await turn.click()
  await page.getByRole('option', { name: 'Waits for a lead (0)' }).click()
  await page.getByRole('heading', { name: 'Nothing runs here' }).waitFor()
  assert.match(page.url(), /waitsFor=lead/)
  await turn.click()
  await page.getByRole('option', { name: 'Waits for the customer (1)' }).click()
  await row.waitFor()
  await page.getByRole('button', { name: /^Customer mapping/ }).click()
  await page.getByRole('heading', { name: 'Nothing runs here' }).waitFor()
  await page.getByRole('button', { name: /^Customer disassociation/ }).click()
  await page.getByRole('button', { name: /^The customer is asked to confirm/ }).click()
  await row.waitFor()
  await assertAccessible(page, 'the operations desk')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Workflow' }).waitFor()

  setTime('2026-03-26T06:00:00Z')
  await wakeRuns(desk.app, 10)
  const after = await open('agent', '/operations?show=over', phone)
  await after.getByText(/^Lapsed/).waitFor()
  await assertFits(after, 'the operations desk')
  // Where there is no room for a column, a list of each stands above the rows.
  await after.getByRole('combobox', { name: 'Workflow' }).click()
  await after.getByRole('option', { name: /^Customer mapping/ }).click()
  await after.getByRole('heading', { name: 'Nothing is over yet' }).waitFor()
})
