import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policy } from '../../../test/support/core.ts'
import { htmlToText } from './html.ts'
import { templateOf, type Template } from './template.ts'

const read = (text: string): Template | null => templateOf(text, policy)
const whole: Template = {
  type: 'Technical Support',
  product: 'Zoho CRM',
  customerEmail: 'it@orchid.example',
  description: 'The sync stops.\n\nIt ran on Monday.',
  reproducible: true,
  reproduction: {
    userId: '4412',
    superAdminEmail: 'admin@orchid.example',
    customizationName: 'copy_invoice',
    occurredAt: '6 March 2026, 09:30 IST',
    supportAccessEnabled: true,
  },
  troubleshooting: '- Ran it by hand\n- Saved the rule again',
  screenshots: 'attached',
}
const form = [
  'Customer email address: it@orchid.example',
  'Type of Support request: Technical Support',
  'Able to reproduce the problem? Yes or No (Elaborate): Yes',
  'User ID: 4412',
  'Super admin email: admin@orchid.example',
  'Customization name: copy_invoice',
  'Date & time: 6 March 2026, 09:30 IST',
  'Support access: enabled',
  'Zoho product name: Zoho CRM',
  'Description of the issue/question (50 words): The sync stops.\n\nIt ran on Monday.',
  'Troubleshooting steps performed:\n- Ran it by hand\n- Saved the rule again',
  'Screenshots/screen cast, if relevant: attached',
]

test('The form is read in any order and case, with a greeting before it (B1)', () => {
  assert.deepEqual(read(form.join('\n')), { ...whole, troubleshooting: 'Ran it by hand\n- Saved the rule again' })
  assert.deepEqual(
    read(`Hello team,\n\n${form.toReversed().join('\n').toUpperCase()}\n\n-- \nAsha`)?.customerEmail,
    'IT@ORCHID.EXAMPLE',
  )
  assert.deepEqual(read(form.toReversed().join('\r\n'))?.product, 'Zoho CRM')
})

test('It is read quoted, bulleted, numbered, emphasised, with the answer on the next line, and out of a table (B1)', () => {
  const short = { product: 'Zoho CRM', customerEmail: 'it@orchid.example' }
  for (const text of [
    '> Product: Zoho CRM\n> Customer email: it@orchid.example',
    '- Product: Zoho CRM\n• Customer email: <it@orchid.example>',
    '1. Product: Zoho CRM\n2) Customer e-mail: it@orchid.example',
    '*Product:* Zoho CRM\n**Customer email**: it@orchid.example',
    'Product\nZoho CRM\n\nCustomer email address\nit@orchid.example',
    'Product:\n\n  Zoho CRM\nCustomer email:\n  it@orchid.example\n\nThanks!',
    'PRODUCT = Zoho CRM\ncustomer email – it@orchid.example',
    'Product：Zoho CRM\nCustomer email：it@orchid.example',
    'Product: Zoho CRM, customer email: it@orchid.example',
    'Zoho-product name: Zoho CRM\nCustomer  E-Mail-Address: it@orchid.example',
    '[Product] Zoho CRM\n[Customer email] it@orchid.example',
    'Product -> Zoho CRM\nCustomer email → it@orchid.example',
    '| Product | Zoho CRM |\n|---|---|\n| Customer email | it@orchid.example |',
    htmlToText(
      '<table><tr><td><b>Product</b></td><td>Zoho CRM</td></tr><tr><td>Customer email</td><td>it@orchid.example</td></tr></table>',
    ),
    htmlToText('<ul><li><b>Product:</b> Zoho CRM</li><li><b>Customer email:</b> it@orchid.example</li></ul>'),
  ])
    assert.deepEqual(read(text), short, text)
})

test('The hints of the template as it was handed out are no answers (B1)', () => {
  assert.deepEqual(
    read('Description of the issue / question\n(50 words)\n\nIt stops.\n\nTroubleshooting steps performed\n(If any)\n'),
    { description: 'It stops.' },
  )
})

test('What is said in one breath with the yes is understood (B1)', () => {
  const asked = { userId: '42', superAdminEmail: 'sa@orchid.example', supportAccessEnabled: true }
  for (const text of [
    'Able to reproduce the problem? Yes. User ID: 42, super-admin e-mail: sa@orchid.example, support access: Yes',
    'Able to reproduce the problem?: Yes (user ID - 42; super admin email - sa@orchid.example; support access - Yes)',
  ])
    assert.deepEqual(read(text), { reproducible: true, reproduction: asked }, text)
})

test('Labels are understood in the languages of the policy, and yes and no with them (B1)', () => {
  const rows: readonly (readonly [string, boolean])[] = [
    ['Produkt: Zoho CRM\nReproduzierbar: Ja', true],
    ['Zoho-Produktname: Zoho CRM\nProblem reproduzierbar? Ja', true],
    ['Nombre del producto: Zoho CRM\n¿Se puede reproducir el problema? No', false],
    ['Produit : Zoho CRM\nProblème reproductible : non', false],
    ['Producto: Zoho CRM\nSe puede reproducir el problema: sí', true],
    ['Prodotto: Zoho CRM\nRiproducibile: sì', true],
    ['Product: Zoho CRM\nReproduceerbaar: nee', false],
    ['Produto: Zoho CRM\nProblema reproduzível: não', false],
    ['製品名：Zoho CRM\n再現可能：はい', true],
  ]
  for (const [text, reproducible] of rows) assert.deepEqual(read(text), { product: 'Zoho CRM', reproducible }, text)
})

test('The first answer counts, for the older ones are quoted below; an empty one counts for nothing (B1)', () => {
  assert.equal(read('Product: CRM\nUser ID: 1\n\n> Product: Desk\n> User ID: 2')?.product, 'CRM')
  assert.deepEqual(read('Product:\nUser ID: n/a\nType: -\n> Product: Desk'), { product: 'Desk' })
})

test('What is said beyond yes and no is kept with the description (B1, B2)', () => {
  assert.deepEqual(read('Reproducible: No, it happened only once\nDescription: It stops.'), {
    reproducible: false,
    description: 'It stops.\n\nit happened only once',
  })
  assert.deepEqual(read('Reproducible: sometimes\nProduct: CRM'), { product: 'CRM' })
})

test('A type is found within its answer; the list as it was handed out chooses none (B1)', () => {
  assert.equal(read('Type: preset value - trial extension\nProduct: CRM')?.type, 'Trial Extension')
  assert.equal(read('Type: Something else\nProduct: CRM')?.type, 'Something else')
  assert.equal(read('Type: Upgrades, Store Related\nProduct: CRM')?.type, 'Upgrades, Store Related')
})

test('A letter is no form: one label, labels within sentences, or nothing (B1)', () => {
  for (const text of [
    '',
    'Product: Zoho CRM',
    'Hello,\n\nthe product is Zoho CRM and the description of it is wrong.\nType what you want.',
    'Typewriter: x\nProductive: y\nDescriptions: z',
    'product->name\ntype->id',
  ])
    assert.equal(read(text), null, text)
})
