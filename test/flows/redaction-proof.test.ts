import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { AuditCheck } from '../../src/services/audit/check.ts'
import { exportAudit } from '../../src/services/audit/export.ts'
import { checkProof, isFile, readProof } from '../../src/services/ticket-proof/check.ts'
import { continues } from '../../src/services/ticket-proof/compare.ts'
import { evidenceOf } from '../../src/storage/evidence.ts'
import { right } from '../support/http.ts'
import { redactingDesk, type RedactingDesk } from '../support/redacting.ts'

const word = 'Zq9hunter2'

/** A message that was sealed, then redacted twice with a seal in between. */
async function redactedDesk(context: TestContext) {
  const desk = await redactingDesk(context)
  const answer = await desk.post('aurora', '/tickets', { ...right, description: `First ${word}, then other77.` })
  const ticket = answer.body.id as string
  const [{ id: message }] = await desk.messagesOf('agent', ticket)
  await desk.seal()
  const redact = (passage: string) =>
    desk.redact('lead', ticket, { what: 'passages', message, passages: [passage], reason: 'secret' })
  assert.equal((await redact(word)).status, 201)
  await desk.seal()
  assert.equal((await redact('other77')).status, 201)
  await desk.seal()
  return { desk, ticket, message: message as string }
}

/** What only the owner of the tables could do, and only with the guards put aside. */
async function tamper({ owner }: RedactingDesk, table: string, statement: string): Promise<void> {
  await owner(`alter table ${table} disable trigger user; ${statement}; alter table ${table} enable trigger user`)
}

async function lines(desk: RedactingDesk): Promise<string[]> {
  const all: string[] = []
  for await (const some of exportAudit(desk.app, { from: null, to: null })) all.push(...some)
  return all
}

function checked(file: readonly string[]) {
  const check = new AuditCheck()
  const faults = file.flatMap((line) => check.take(line))
  const end = check.finish()
  return { ...end.checked, said: [...faults, ...end.faults].map(({ message }) => message) }
}

test('A message that was redacted, and again, is known as redacted: by verify, by the export and by its check (G2)', async (context) => {
  const { desk, message } = await redactedDesk(context)
  const verified = await desk.verified()
  assert.deepEqual([verified.found, verified.redacted], [[], [message]])
  const file = await lines(desk)
  assert.doesNotMatch(file.join('\n'), new RegExp(`${word}|other77`))
  const { said, redacted } = checked(file)
  assert.deepEqual([said, redacted], [[], [message]])
})

test('A proof of the ticket holds after it, and continues one that was taken before (G2)', async (context) => {
  const desk = await redactingDesk(context)
  const answer = await desk.post('aurora', '/tickets', { ...right, description: `First ${word}.` })
  const ticket = answer.body.id as string
  const [{ id: message }] = await desk.messagesOf('agent', ticket)
  await desk.seal()
  const proof = async () => readProof(JSON.stringify((await desk.get('admin', `/tickets/${ticket}/proof`)).body))
  const before = await proof()
  await desk.redact('lead', ticket, { what: 'passages', message, passages: [word], reason: 'secret' })
  await desk.seal()
  const after = await proof()
  assert.ok(isFile(before) && isFile(after))
  assert.deepEqual(checkProof(after).faults, [])
  assert.doesNotMatch(JSON.stringify(after), new RegExp(word))
  const { holds, says } = continues(before, after)
  assert.ok(holds && says.some((sentence) => sentence.includes(`Message ${message} was redacted since`)), String(says))
})

for (const [what, table, statement, expected] of [
  [
    'Words put back, or changed after it',
    'messages',
    (message: string) => `update messages set body = body || ' Paid.' where id = '${message}'`,
    /^Message .+ is under seal 1, and is not what was written/,
  ],
  [
    'A redaction taken away',
    'redactions',
    () => 'delete from redactions',
    /tells of a redaction \(.+\) that is not there any more/,
  ],
] as const)
  test(`${what} is found (G2)`, async (context) => {
    const { desk, message } = await redactedDesk(context)
    await tamper(desk, table, statement(message))
    const { found } = await desk.verified()
    assert.ok(
      found.some(({ message: said }) => expected.test(said)),
      JSON.stringify(found.map(({ message: said }) => said)),
    )
  })

test('A message that was changed past the program is found, also where a redaction says so that no ledger tells of (G2)', async (context) => {
  const { desk, ticket, message } = await redactedDesk(context)
  const name = `message/${message}`
  const hashNow = async () =>
    (await desk.app.db.system((tx) => evidenceOf(tx, [name], { whole: false }))).get(name)?.hash
  const before = await hashNow()
  await tamper(desk, 'messages', `update messages set body = 'Paid.' where id = '${message}'`)
  const forged = `insert into redactions (id, ticket_id, message_id, visible_to, reason, because, before, after, by_id, at)
    select gen_random_uuid(), '${ticket}', '${message}', 'partner', 'secret', '', '${before}', '${await hashNow()}', by_id, at
    from redactions limit 1`
  await tamper(desk, 'redactions', forged)
  await desk.seal()
  const { found, redacted } = await desk.verified()
  assert.ok(
    found.some(({ message: said }) => said.startsWith(`Message ${message} is under seal`)),
    JSON.stringify(found),
  )
  assert.deepEqual(redacted, [])
})

test('A file whose message was changed, and that only says it was redacted, is not believed (G2)', async (context) => {
  const { desk, message } = await redactedDesk(context)
  const file = await lines(desk)
  const changed = file.map((line) =>
    line.startsWith('{"content"') && line.includes('"line":"message"') ? line.replace('First', 'Last') : line,
  )
  assert.notDeepEqual(changed, file)
  const forged = changed.map((line) => {
    if (!line.includes('"line":"message"')) return line
    const read = JSON.parse(line)
    return JSON.stringify({
      ...read,
      redactions: [{ id: crypto.randomUUID(), before: 'a'.repeat(64), after: 'b'.repeat(64) }],
    })
  })
  for (const each of [changed, forged]) {
    const { said, redacted } = checked(each)
    assert.ok(
      said.some((sentence) => sentence.startsWith(`Message ${message} is not what was written.`)),
      String(said),
    )
    assert.deepEqual(redacted, [])
  }
  // A part that ends before the act cannot prove it, and says so.
  const [start, ...rest] = file
  const second = rest.findIndex((line, place) => place > 0 && line.includes('"line":"seal"'))
  const part = [start as string, ...rest.slice(0, second)]
  assert.ok(checked(part).said.some((sentence) => sentence.includes('one that goes on further proves it')))
})
