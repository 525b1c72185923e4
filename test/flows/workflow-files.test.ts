import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { formatMistakes, loadPolicy } from '../../src/policy/load.ts'
import { publishPolicy } from '../../src/services/policies.ts'
import { verify, type Difference } from '../../src/services/verify.ts'
import { payoutDesk, pdf } from '../support/payouts.ts'
import { editedFolder, zohoFolder } from '../support/policies.ts'

const form = { customerName: 'Tern Ltd', superAdminEmail: 'it@tern.example' }
const from = 'accepts: [pdf, image, document], help: The contract'

/** A mapping whose proof must be a PDF that is there, asked for by Aurora. */
async function mapping(context: TestContext) {
  const desk = await payoutDesk(context)
  const edits = [{ file: 'workflows/mapping.yaml', from, to: 'accepts: pdf, help: The contract' }]
  const loaded = await loadPolicy(await editedFolder(context, zohoFolder, edits))
  if (!loaded.ok) throw new Error(formatMistakes(loaded.mistakes))
  await publishPolicy(desk.desk.app.db, loaded.policy, null, desk.desk.app.now())
  await desk.desk.app.policies.refresh()
  const { path } = await desk.openOperations('aurora')
  const ask = (proof: string) => desk.begin('aurora', path, 'mapping', { ...form, proof })
  const bytes = async (whose: 'agent' | 'aurora' | 'borealis', id: string) =>
    (
      await fetch(`${desk.desk.url}/api/v1/attachments/${id}`, {
        headers: { authorization: `Bearer ${await desk.desk.keyOf(desk.desk.people[whose].email)}` },
      })
    ).status
  return { ...desk, path, ask, bytes }
}

test('E2: the proof is a file: uploaded with the step, kept with the run, said by its name, and there for its partner and the vendor alone', async (context) => {
  const { upload, ask, bytes, run, step, path, get, desk } = await mapping(context)
  const proof = await upload('aurora', pdf('The order'), 'Order 8.pdf')
  const begun = await ask(proof)
  assert.equal(begun.status, 201, JSON.stringify(begun.body))
  for (const whose of ['aurora', 'agent'] as const) {
    const { fields, log } = await run(whose, path)
    const field = fields.find(({ id }: any) => id === 'proof')
    assert.deepEqual([field.said, field.file.id, field.file.kind], ['Order 8.pdf', proof, 'PDF document'])
    assert.deepEqual(
      log[0].given.filter(({ file }: any) => file !== null).map(({ said, file }: any) => [said, file.id]),
      [['Order 8.pdf', proof]],
    )
    assert.equal(await bytes(whose, proof), 200)
  }
  assert.equal(await bytes('borealis', proof), 404)
  assert.equal((await step('agent', path, 'accept-proof')).body.run.outcome, 'done')
  // What the mapping keeps as its proof is the name.
  const customer = (await get('agent', '/customers')).body.items.find(({ name }: any) => name === 'Tern Ltd')
  const { mappings } = (await get('agent', `/customers/${customer.id}`)).body
  assert.equal(mappings.at(-1).proof, 'Order 8.pdf')
  const differences: Difference[] = []
  await verify(desk.app, (difference) => void differences.push(difference))
  assert.deepEqual(differences, [])
})

test('E2: a file that is already on the ticket is given by its name, the last of that name', async (context) => {
  const { upload, post, ask, run, path, desk } = await mapping(context)
  let last = ''
  for (const at of ['2026-03-10T06:01:00Z', '2026-03-10T06:02:00Z']) {
    desk.setTime(at)
    last = await upload('aurora', pdf(at), 'Order 8.pdf')
    await post('aurora', `${path}/messages`, { body: at, visibility: 'public', attachments: [last] })
  }
  const secret = [await upload('agent', pdf('internal'), 'Order 9.pdf')]
  await post('agent', `${path}/messages`, { body: 'Ours.', visibility: 'internal', attachments: secret })
  // What the vendor keeps to itself is not there for the partner, by name or by id.
  for (const hidden of ['Order 9.pdf', secret[0]!]) assert.equal((await ask(hidden)).status, 422)
  assert.equal((await ask('Order 8.pdf')).status, 201)
  const { file } = (await run('agent', path)).fields.find(({ id }: any) => id === 'proof')
  assert.deepEqual([file.name, file.id], ['Order 8.pdf', last])
})

test('E2: what is no PDF by its bytes, is not there, is somebody else’s or was used already is refused with what to do', async (context) => {
  const { upload, post, ask, path } = await mapping(context)
  const refused = async (proof: string, says: RegExp): Promise<void> => {
    const { status, body } = await ask(proof)
    assert.deepEqual([status, body.errors?.[0]?.field], [422, 'fields.proof'], JSON.stringify(body))
    assert.match(body.errors[0].message, says)
  }
  await refused(
    await upload('aurora', Buffer.from('no pdf at all'), 'Order.pdf'),
    /'Order\.pdf' is not a PDF: upload a PDF/,
  )
  await refused('Order 8.pdf', /no file 'Order 8\.pdf' on this ticket: upload a PDF/)
  await refused(await upload('borealis'), /no such upload of yours: upload the file again/)
  await refused('0192aa00-0000-7000-8000-000000000000', /upload the file again/)
  const used = await upload('aurora')
  const other = await post('aurora', '/tickets', {
    type: 'Commission Payment',
    subject: 'Another',
    description: 'With a file.',
    attachments: [used],
  })
  assert.equal(other.status, 201)
  await refused(used, /is in a message already: upload it again/)
  // A refusal uses nothing up.
  const fine = await upload('aurora')
  assert.equal((await post('aurora', `${path}/run`, { workflow: 'mapping', fields: { proof: fine } })).status, 422)
  assert.equal((await ask(fine)).status, 201)
})

test('E2: the name of a paper is no proof: a mapping is refused with what to upload, and nothing is begun', async (context) => {
  const desk = await payoutDesk(context)
  const { path } = await desk.openOperations('aurora')
  const named = await desk.begin('aurora', path, 'mapping', { ...form, proof: 'Order 8.pdf' })
  assert.deepEqual(
    [named.status, named.body.errors],
    [
      422,
      [
        {
          field: 'fields.proof',
          message: "There is no file 'Order 8.pdf' on this ticket: upload a PDF, a picture or a document.",
        },
      ],
    ],
  )
  assert.equal(await desk.run('aurora', path), null)
  const words = await desk.upload('aurora', Buffer.from('We ordered, believe us.'), 'order.pdf')
  const wrong = await desk.begin('aurora', path, 'mapping', { ...form, proof: words })
  assert.match(wrong.body.errors?.[0]?.message, /^'order\.pdf' is not a PDF, a picture or a document: upload/)
  const order = await desk.upload('aurora', pdf('The order'), 'Order 8.pdf')
  assert.equal((await desk.begin('aurora', path, 'mapping', { ...form, proof: order })).status, 201)
})
