import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { against } from '../support/command-database.ts'
import type { Ran } from '../support/command-line.ts'
import { ask, right, testDesk, type Answer, type TestDesk } from '../support/http.ts'

interface Report {
  readonly rows: number
  readonly inserted: number
  readonly updated: number
  readonly unchanged: number
  readonly rejectedRows: number
  readonly understood: boolean
  readonly ignored: readonly { column: string; didYouMean: string | null }[]
  readonly rejected: readonly { line: number; field: string | null; message: string }[]
}

interface Files {
  readonly desk: TestDesk
  /** `desk import KIND` of that text; what else stands on the line. */
  read(kind: string, text: string | Uint8Array, more?: string): Promise<Ran & { readonly report: Report }>
  as(who: 'admin' | 'agent' | 'aurora', method: string, path: string, body?: unknown): Promise<Answer>
  upload(
    who: 'admin' | 'agent' | 'aurora',
    kind: string,
    text: string,
    headers?: Record<string, string>,
  ): Promise<Answer>
}

async function files(t: TestContext): Promise<Files> {
  const desk = await testDesk(t)
  const folder = await mkdtemp(join(tmpdir(), 'import-'))
  t.after(() => rm(folder, { recursive: true }))
  const run = against(desk.app.db.connection as string)
  const keys = {
    admin: await desk.keyOf('admin@vendor.example'),
    agent: await desk.keyOf('agent@vendor.example'),
    aurora: await desk.keyOf('asha@aurora.example'),
  }
  let count = 0
  return {
    desk,
    async read(kind, text, more = '') {
      const file = join(folder, `${kind}-${(count += 1)}.csv`)
      await writeFile(file, text)
      const ran = await run(`import ${kind} ${file} ${more}`.trim())
      return { ...ran, report: ran.lines[0] as Report }
    },
    as: (who, method, path, body) =>
      ask(desk.url, method, `/api/v1${path}`, { key: keys[who], ...(body === undefined ? {} : { body }) }),
    upload: (who, kind, text, headers = {}) =>
      ask(desk.url, 'POST', `/api/v1/imports/${kind}`, {
        key: keys[who],
        body: text,
        headers: { 'content-type': 'text/csv', ...headers },
      }),
  }
}

const countsOf = ({ rows, inserted, updated, unchanged, rejectedRows }: Report): number[] => [
  rows,
  inserted,
  updated,
  unchanged,
  rejectedRows,
]
const mistakesOf = ({ rejected }: Report): string[] => rejected.map(({ line, field }) => `${line} ${field}`)

const partners = [
  'External Ref,NAME,Tier,country,state,PAM,Domains,contract_from,contract_to,contract_reference',
  'P-1,Cirrus,Premium,IN,,agent@vendor.example,cirrus.example;cirrus.co.example,2026-01-01,2026-12-31,SC-1',
  'P-2,"Stratus, Inc.",authorised,United States,ca,,stratus.example,,,',
  'P-3,Nimbus,gold,DE,,,nimbus.example,,,',
  'P-4,Altus,premium,DE,,nobody@vendor.example,altus.example,,,',
  'P-5,Virga,premium,DE,,,gmail.com,2026-01-01,,',
  ',,premium,DE,,,,,,',
  'P-1,Cirrus again,premium,IN,,,,,,',
].join('\n')

test('Partners: right rows are in, each wrong one is reported with line, column and reason; the same file again changes nothing', async (t) => {
  const { read, as } = await files(t)
  const first = await read('partners', partners)
  assert.equal(first.status, 1, first.err)
  assert.deepEqual(countsOf(first.report), [7, 2, 0, 0, 5])
  assert.deepEqual(mistakesOf(first.report), [
    '4 tier',
    '5 account_manager',
    '6 domains',
    '6 contract_to',
    '7 name',
    '8 external_ref',
  ])
  for (const { message } of first.report.rejected) assert.ok(message.length > 10)

  const again = await read('partners', partners)
  assert.deepEqual(countsOf(again.report), [7, 0, 0, 2, 5])
  const { items } = (await as('admin', 'GET', '/partners?q=cirrus')).body
  assert.equal(items.length, 1)
  const page = (await as('admin', 'GET', `/partners/${items[0].id}`)).body
  assert.deepEqual(
    [page.externalRef, page.tier, page.accountManager.name, page.domains, page.contracts[0].state],
    ['P-1', 'premium', 'Ann Agent', ['cirrus.co.example', 'cirrus.example'], 'running'],
  )
  const stratus = (await as('admin', 'GET', '/partners?q=stratus')).body.items[0]
  assert.deepEqual(
    [stratus.name, stratus.country, stratus.state, stratus.tier],
    ['Stratus, Inc.', 'US', 'CA', 'authorised'],
  )
})

test('A2: a tier that a file changes is in the history with its reason, and open tickets hear of it', async (t) => {
  const { read, as } = await files(t)
  const ticket = (await as('aurora', 'POST', '/tickets', right)).body
  const fallen = await read('partners', 'name,tier,country,reason\nAurora,advanced,IN,Evaluation of 2026\n')
  assert.deepEqual(countsOf(fallen.report), [1, 0, 1, 0, 0])
  const risen = await read('partners', 'name,tier,country\nAurora,premium,IN\n')
  assert.equal(risen.status, 0)
  const { id } = (await as('aurora', 'GET', '/me')).body.partner
  const { items } = (await as('admin', 'GET', `/partners/${id}/history`)).body
  assert.deepEqual(
    items.map(({ was, became, via, by, reason }: any) => [was, became, via, by, reason.replace(/-\d/, '')]),
    [
      ['Advanced', 'Premium', 'import', null, 'Imported from partners.csv.'],
      ['Premium', 'Advanced', 'import', null, 'Evaluation of 2026'],
    ],
  )
  const events = (await as('aurora', 'GET', `/tickets/${ticket.id}/events`)).body.items
  assert.deepEqual(
    events.map(({ kind }: any) => kind).filter((kind: string) => kind === 'tier-changed'),
    ['tier-changed'],
  )
})

test('A partner that was made by hand gets its reference from the file; one that has another stays who it is', async (t) => {
  const { read, as } = await files(t)
  const taken = await read('partners', 'external_ref,name,tier,country\nP-9,Aurora,premium,IN\n')
  assert.deepEqual(countsOf(taken.report), [1, 0, 1, 0, 0])
  const other = await read('partners', 'external_ref,name,tier,country\nP-10,Aurora,premium,IN\n')
  assert.deepEqual(countsOf(other.report), [1, 1, 0, 0, 0])
  const both = await read('partners', 'name,tier,country\nAurora,premium,IN\n')
  assert.match(both.report.rejected[0]!.message, /Several partners are called 'Aurora'/)
  assert.equal((await as('admin', 'GET', '/partners?q=aurora')).body.items.length, 2)
})

test('Contacts: by reference, name or domain of the partner, or by the domain of their own address', async (t) => {
  const { read, as } = await files(t)
  await read('partners', partners)
  const text = [
    'Partner;E-Mail;First name;Last name;Time zone',
    'P-1;Ana@Cirrus.example;Ana;Silva;America/Sao_Paulo',
    'Stratus, Inc.;bo@anywhere.example;Bo;Berg;',
    ';cleo@cirrus.co.example;Cleo;;',
    ';dan@gmail.com;Dan;;',
    'P-99;eve@cirrus.example;Eve;;',
    'P-1;no address;Fay;;',
    'P-1;asha@aurora.example;Asha;;',
    'P-1;agent@vendor.example;Ann;;',
    'P-1;gus@cirrus.example;;;',
    'P-1;hal@cirrus.example;Hal;;Moon/Base',
    'P-1;ANA@cirrus.example;Ana;Souza;',
    'P-1;ida@cirrus.example;Ida',
  ].join('\r\n')
  const first = await read('contacts', `\ufeff${text}\r\n`)
  assert.deepEqual(countsOf(first.report), [12, 3, 0, 0, 9])
  assert.deepEqual(mistakesOf(first.report), [
    '5 partner',
    '6 partner',
    '7 email',
    '8 email',
    '9 email',
    '10 name',
    '11 zone',
    '12 email',
    '13 null',
  ])
  const { items } = (await as('admin', 'GET', '/people?side=partner&limit=200')).body
  const ours = items.filter(({ email }: any) => /cirrus|anywhere/.test(email))
  assert.deepEqual(ours.map(({ name, email }: any) => [name, email]).toSorted(), [
    ['Ana Silva', 'ana@cirrus.example'],
    ['Bo Berg', 'bo@anywhere.example'],
    ['Cleo', 'cleo@cirrus.co.example'],
  ])
  const changed = await read(
    'contacts',
    'email,name,partner\nana@cirrus.example,Ana Souza,P-1\nbo@anywhere.example,Bo Berg,P-2\n',
  )
  assert.deepEqual(countsOf(changed.report), [2, 0, 1, 1, 0])
  const moved = await read('contacts', 'email,name,partner\nana@cirrus.example,Ana Souza,P-2\n')
  assert.match(moved.report.rejected[0]!.message, /another partner’s contact/)
})

test('Contacts: a telephone number is read however it is written, and belongs to one contact (A3)', async (t) => {
  const { read, as } = await files(t)
  const first = await read(
    'contacts',
    [
      'partner,name,email,mobile',
      'Aurora,Zoë,zoe@aurora.example,+91 22 5550 0199',
      'Aurora,Abel,abel@aurora.example,12345',
      'Aurora,Same,same@aurora.example,0091 2255500199',
      'Aurora,None,none@aurora.example,',
    ].join('\n'),
  )
  assert.deepEqual(countsOf(first.report), [4, 2, 0, 0, 2])
  assert.deepEqual(mistakesOf(first.report), ['3 phone', '4 phone'])
  const again = await read('contacts', 'partner,email,name,phone\nAurora,zoe@aurora.example,Zoë,+912255500199\n')
  assert.deepEqual(countsOf(again.report), [1, 0, 0, 1, 0])
  const more = await read('contacts', 'partner,email,name,phone\nAurora,zoe@aurora.example,Zoë,+49 30 12345678\n')
  assert.deepEqual(countsOf(more.report), [1, 0, 1, 0, 0])
  const { items: partners } = (await as('admin', 'GET', '/partners?q=aurora')).body
  const { items } = (await as('admin', 'GET', `/partners/${partners[0].id}/contacts`)).body
  assert.deepEqual(items.find(({ name }: any) => name === 'Zoë').phones, ['+912255500199', '+493012345678'])
})

test('Customers: known again by domain, super-admin or name; a customer without subscriptions has no licences (D2)', async (t) => {
  const { read, as } = await files(t)
  const text = [
    'partner,customer,domain,super_admin,licences',
    'Aurora,Kestrel Limited,https://www.kestrel.example/about,,500',
    'Aurora,Merlin,,Boss@merlin.example,',
    'Aurora,Osprey,gmail.com,,',
    'Nobody,Harrier,harrier.example,,',
  ].join('\n')
  const first = await read('customers', text)
  assert.deepEqual(countsOf(first.report), [4, 1, 1, 0, 2])
  assert.deepEqual(mistakesOf(first.report), ['4 domain', '5 partner'])
  assert.deepEqual(first.report.ignored, [{ column: 'licences', didYouMean: null }])
  const again = await read('customers', text)
  assert.deepEqual(countsOf(again.report), [4, 0, 0, 2, 2])
  const { items } = (await as('admin', 'GET', '/customers?q=kestrel')).body
  assert.deepEqual(
    items.map(({ name, licences }: any) => [name, licences]),
    [['Kestrel Limited', 120]],
  )
})

test('Customers: a partner named in two ways in one file has each customer once', async (t) => {
  const { read, as } = await files(t)
  await read('partners', partners)
  const text = 'partner,name,domain\nP-1,Gale,gale.example\ncirrus.example,Gale Ltd,gale.example\n'
  const first = await read('customers', text)
  assert.deepEqual(countsOf(first.report), [2, 1, 0, 0, 1])
  assert.deepEqual(mistakesOf(first.report), ['3 domain'])
  assert.equal((await as('admin', 'GET', '/customers?q=gale')).body.items.length, 1)
})

test('Training: a record for each contact and product; who or what is unknown is rejected (D4)', async (t) => {
  const { read, as } = await files(t)
  const text = [
    'Email,Product,Completed on,Certificate',
    'asha@aurora.example,CRM,2024-02-01,C-1',
    'arun@aurora.example,Zoho Desk,2024/02/02,',
    'asha@aurora.example,Knitting,2024-02-01,',
    'nobody@aurora.example,CRM,2024-02-01,',
    'arun@aurora.example,CRM,2199-02-01,',
    'arun@aurora.example,Books,31.01.2026,',
    'agent@vendor.example,CRM,2024-01-01,',
  ].join('\n')
  const first = await read('training', text)
  assert.deepEqual(countsOf(first.report), [7, 2, 0, 0, 5])
  assert.deepEqual(mistakesOf(first.report), [
    '4 product',
    '5 contact',
    '6 completed_on',
    '7 completed_on',
    '8 contact',
  ])
  assert.deepEqual(countsOf((await read('training', text)).report), [7, 0, 0, 2, 5])
  const { id } = (await as('aurora', 'GET', '/me')).body.partner
  const { trained, contacts, training } = (await as('admin', 'GET', `/partners/${id}`)).body
  assert.deepEqual(
    [contacts, trained, training.products.map(({ name }: any) => name)],
    [2, 2, ['Zoho CRM', 'Zoho Desk']],
  )
})

test('A dry run reports what would be done, and does nothing', async (t) => {
  const { read, as } = await files(t)
  const tried = await read('partners', partners, '--dry-run')
  assert.deepEqual(countsOf(tried.report), [7, 2, 0, 0, 5])
  assert.match(tried.err, /Nothing was changed/)
  assert.equal((await as('admin', 'GET', '/partners')).body.items.length, 2)
  assert.deepEqual(countsOf((await read('partners', partners)).report), [7, 2, 0, 0, 5])
})

test('A column that is missing, doubled or misspelt is named, with what was meant; nothing is read then', async (t) => {
  const { read } = await files(t)
  const wrong = await read('partners', 'name,teir,country,colour\nCirrus,premium,IN,red\n')
  assert.equal(wrong.status, 1)
  assert.equal(wrong.report.understood, false)
  assert.deepEqual(mistakesOf(wrong.report), ['1 tier'])
  assert.match(wrong.report.rejected[0]!.message, /'tier' is missing.*'teir'/)
  assert.deepEqual(wrong.report.ignored, [
    { column: 'teir', didYouMean: 'tier' },
    { column: 'colour', didYouMean: null },
  ])
  const doubled = await read('contacts', 'email,email,name\na@b.example,c@b.example,A\n')
  assert.deepEqual(mistakesOf(doubled.report), ['1 email'])
  const empty = await read('contacts', '')
  assert.match(empty.report.rejected[0]!.message, /empty/)
  assert.equal((await read('colours', 'a\n')).status, 2)
})

test('A value that is not UTF-8 and a mark that is never closed cost their own rows', async (t) => {
  const { read } = await files(t)
  const text = Buffer.concat([
    Buffer.from('name,tier,country\nCirrus,premium,IN\nNimb'),
    Buffer.from([0xfc]),
    Buffer.from('s,premium,DE\n"Virga,premium,DE\nAltus,premium,DE\n'),
  ])
  const { report } = await read('partners', text)
  assert.deepEqual(countsOf(report), [4, 2, 0, 0, 2])
  assert.deepEqual(mistakesOf(report), ['3 name', '4 null'])
})

test("A file comes in over standard input, too, where '-' stands in its place", async (t) => {
  const { desk } = await files(t)
  const { status, lines } = await against(desk.app.db.connection as string)('import partners -', {
    input: 'name,tier,country\nCirrus,premium,IN\n',
  })
  assert.deepEqual([status, (lines[0] as Report).inserted], [0, 1])
})

test('Over the API: the same report, for administrators and managers; a repeated key gets the first answer again (G1)', async (t) => {
  const { upload, as } = await files(t)
  const done = await upload('admin', 'partners', partners, { 'idempotency-key': 'one' })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  assert.deepEqual(countsOf(done.body), [7, 2, 0, 0, 5])
  assert.equal((await as('admin', 'GET', '/partners?q=cirrus')).body.items[0].name, 'Cirrus')
  const { id } = (await as('admin', 'GET', '/partners?q=cirrus')).body.items[0]
  await as('admin', 'PATCH', `/partners/${id}`, { name: 'Cirrus Ltd' })
  const again = await upload('admin', 'partners', partners, { 'idempotency-key': 'one' })
  assert.deepEqual([again.body, again.headers.get('idempotency-replayed')], [done.body, 'true'])
  assert.equal((await as('admin', 'GET', `/partners/${id}`)).body.name, 'Cirrus Ltd')
  assert.equal((await upload('admin', 'partners', 'name,tier,country\n', { 'idempotency-key': 'one' })).status, 409)

  assert.equal((await upload('agent', 'partners', partners)).status, 403)
  assert.equal((await upload('aurora', 'partners', partners)).status, 403)
  const wrong = await upload('admin', 'partners', 'name,country\nCirrus,IN\n')
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [422, 'tier'])
  assert.equal((await as('admin', 'POST', '/imports/partners', { name: 'x' })).status, 415)
  assert.equal((await upload('admin', 'partners?dryRun=true', 'name,tier,country\nA,premium,IN\n')).body.dryRun, true)
  const csv = await ask((await files(t)).desk.url, 'GET', '/openapi.json')
  assert.deepEqual(Object.keys(csv.body.paths['/api/v1/imports/contacts'].post.requestBody.content), ['text/csv'])
})

test('A hundred thousand contacts are handled; the few wrong among them are told by line, the others are in', async (t) => {
  const { read, as, desk } = await files(t)
  const rows = Array.from({ length: 100_000 }, (_, n) =>
    n % 25_000 === 7 ? `Aurora,Contact ${n},not an address` : `Aurora,Contact ${n},contact${n}@aurora.example`,
  )
  const text = `partner,name,email\n${rows.join('\n')}\n`
  const { report, status } = await read('contacts', text)
  assert.equal(status, 1)
  assert.deepEqual(countsOf(report), [100_000, 99_996, 0, 0, 4])
  assert.deepEqual(mistakesOf(report), ['9 email', '25009 email', '50009 email', '75009 email'])
  const counted = await desk.app.db.system((tx) =>
    tx.call<{ n: number }>({ name: 'n', text: `select count(*) as n from people where email like 'contact%'` }),
  )
  assert.equal(counted[0]?.n, 99_996)
  assert.equal((await as('admin', 'GET', '/partners?q=aurora')).body.items[0].contacts, 1_000)
})
