import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { audiences, mayReachCustomer } from '../../src/domain/letter-audience.ts'
import { letterTemplates, type LetterTemplate } from '../../src/domain/letter.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { formatMistakes, loadPolicy } from '../../src/policy/load.ts'
import { postLetter } from '../../src/services/outbox/post.ts'
import { remindOfRenewals } from '../../src/services/renewals/reminders.ts'
import { keepSubscriptions } from '../../src/storage/import/subscriptions.ts'
import { cast } from '../support/http.ts'
import { payoutDesk } from '../support/payouts.ts'
import { editedFolder, meridian, zoho, zohoFolder } from '../support/policies.ts'
import { policyWith, presets } from '../support/presets.ts'
import { renewing } from '../support/renewals.ts'

/*
 * E4: [O] "Zoho will not interfere in this instance, and the Operations team will not reach out to the customers directly to
 * collect any dues." Shown three ways: over everything that letters are made of, over everything that a running desk writes,
 * and by trying it.
 */

const about =
  /\b(renew|renews|renewal|renewals|dues|invoice|invoices|payment|payout|payouts|paid|amount|collect|card)\b/i

test('E4: one template may reach a customer at all, and it says nothing of its own', () => {
  assert.deepEqual(letterTemplates.filter(mayReachCustomer), ['workflow'])
  assert.deepEqual(
    letterTemplates.filter((template) => audiences[template] === undefined),
    [],
  )
  for (const policy of [zoho, meridian]) assert.doesNotMatch(Object.values(policy.letters.workflow).join('\n'), about)
})

/** Every letter of a workflow that is to a customer, with the state that sends it. */
const toCustomers = (policy: Policy) =>
  policy.workflows.flatMap((workflow) =>
    workflow.states.flatMap((state) =>
      [state.notice ?? [], ...state.letters, ...state.deadlines.flatMap(({ letters }) => letters)]
        .flat()
        .filter(({ to }) => to === 'customer')
        .map(({ letter }) => ({ workflow, state, text: workflow.letters.find(({ id }) => id === letter)! })),
    ),
  )

test('E4: what workflows write to customers asks for a word by a link, or says how that ended, and never speaks of dues; nor do presets', async (context) => {
  const found = toCustomers(await policyWith(context, presets))
  assert.ok(found.length >= 12)
  for (const { workflow, state, text } of found) {
    const named = `${workflow.id}, ${text.id}`
    assert.notEqual(workflow.customerAddress, undefined, named)
    assert.ok(!workflow.states.some(({ effects }) => effects.includes('keep-payout')), named)
    const asks = text.text.includes('{link}')
    assert.equal(
      asks,
      state.steps.some(({ by }) => by.includes('customer')),
      named,
    )
    assert.ok(asks || state.ends !== undefined, `${named} tells how it ended`)
    assert.doesNotMatch(`${text.subject}\n${text.text}\n${state.asks ?? ''}`, about, named)
  }
})

test('E4: a policy in which a payout would write to a customer is refused', async (context) => {
  const folder = await editedFolder(context, zohoFolder, [
    {
      file: 'workflows/payout.yaml',
      from: 'blocksSolving: true\n',
      to: 'blocksSolving: true\ncustomerAddress: invoiceNumber\n',
    },
  ])
  const loaded = await loadPolicy(folder)
  assert.ok(!loaded.ok)
  assert.match(formatMistakes(loaded.mistakes), /no customer is written to about them/)
})

test('E4: what renewals and payouts are made of reads no address of a customer, and no other part writes their letters', async () => {
  const root = fileURLToPath(new URL('../../src', import.meta.url))
  const files = (await readdir(root, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const sources = new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(join(root, file), 'utf8')] as const)),
  )
  const ours = files.filter((file) => /renewal|payout/.test(file))
  assert.ok(ours.length >= 12)
  for (const file of ours)
    assert.doesNotMatch(sources.get(file) ?? '', /super_?admin|email_id|customerAddress|companyEmail|\.domain\b/i, file)
  const naming = [...sources].filter(([, source]) => source.includes("'renewals-due'")).map(([file]) => file)
  assert.deepEqual(naming.toSorted(), [
    'domain/letter-audience.ts',
    'domain/letter.ts',
    'services/renewals/reminders.ts',
  ])
})

test('E4: whatever a running desk writes about renewals and payouts goes to the partner or the vendor; each template to its own kind of people', async (context) => {
  const desk = await payoutDesk(context)
  const { app } = desk.desk
  const customer = await desk.customerOf('aurora')
  await app.db.system((tx) =>
    keepSubscriptions(tx, [renewing({ id: 'K-1', customer, partner: desk.partnerOf('aurora') })], app.now()),
  )
  // Everything that may be written: letters to customers too, so that the look below has something to find.
  const { path } = await desk.openOperations('aurora')
  await desk.begin('agent', path, 'disassociation', { customer, consentFrom: 'admin@kestrel.example' })
  const paid = await desk.invoice('aurora', { invoiceNumber: 'P-1' })
  const returned = await desk.invoice('aurora', { invoiceNumber: 'P-2' })
  await desk.invoice('aurora', { invoiceNumber: 'P-3' })
  await remindOfRenewals(app)
  await desk.post('agent', `/payouts/${paid.id}/paid`, { paidOn: '2026-03-10', reference: 'TRF-1' })
  await desk.post('agent', `/payouts/${returned.id}/reject`, { reason: 'No tax number.' })
  for (const day of ['2026-03-17', '2026-03-18', '2026-04-01', '2026-04-09']) {
    desk.desk.setTime(`${day}T06:00:00Z`)
    await desk.wakeRuns()
    await desk.wake()
    await remindOfRenewals(app)
  }
  const { items } = (await desk.get('agent', '/letters?limit=200')).body as {
    items: { template: LetterTemplate; to: { email: string }[]; subject: string; ticket: unknown }[]
  }
  const rows = items.flatMap(({ to, ...letter }) => to.map(({ email }) => ({ ...letter, email })))
  const customers = /@(kestrel|nord)\.example$/
  const contacts: readonly string[] = [cast.aurora.email, cast.colleague.email, cast.borealis.email]
  assert.ok(
    rows.some(({ email }) => customers.test(email)),
    'a customer was asked to confirm',
  )
  for (const { template, email, subject } of rows) {
    const kind = customers.test(email) ? 'customer' : contacts.includes(email) ? 'contact' : 'vendor'
    assert.ok(audiences[template]?.includes(kind), `${template} to ${email}`)
    if (kind === 'customer') assert.doesNotMatch(subject, about)
  }
  const told = rows.filter(({ template, subject }) => template === 'renewals-due' || /P-[123]|EUR 1250/.test(subject))
  assert.ok(told.length >= 12, String(told.length))
  assert.deepEqual(
    told.filter(({ email }) => customers.test(email)),
    [],
  )
})

test('E4: the database itself writes no letter about dues to anybody but a contact of that partner', async (context) => {
  const desk = await payoutDesk(context)
  const { app, people } = desk.desk
  const partner = desk.partnerOf('aurora')
  const post = (to: { name: string; email: string; person?: typeof people.aurora.id }) =>
    app.db.system((tx) =>
      postLetter(app, tx, {
        template: 'renewals-due',
        to,
        desk: 'operations',
        country: 'IN',
        state: null,
        ticket: null,
        partner,
        data: { count: 1, renewals: '', sums: '' },
      }),
    )
  const { id, name, email } = people.aurora
  await post({ name, email, person: id })
  for (const to of [
    { name: 'Kestrel Ltd', email: 'admin@kestrel.example' },
    { name: 'Kestrel Ltd', email: 'admin@kestrel.example', person: id },
    { name: 'Björn', email: cast.borealis.email, person: people.borealis.id },
    { name: 'Ann', email: cast.agent.email, person: people.agent.id },
  ])
    await assert.rejects(post(to), /goes to a contact of its partner, and to nobody else/, to.email)
  const moved = {
    name: 'moved',
    text: "update letters set address = 'admin@kestrel.example' where template = 'renewals-due'",
  }
  await assert.rejects(
    app.db.system((tx) => tx.call(moved, [])),
    /to nobody else/,
  )
})
