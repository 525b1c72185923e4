import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { ProofFile } from '../../src/services/ticket-proof/format.ts'
import { desk as command } from '../support/command-line.ts'
import { brokenAndKept, changed, edited, hashedAnew, proofDesk, sealed } from '../support/ticket-proof.ts'

const kindsIn = ({ ledger }: ProofFile) =>
  ledger.map(({ line }) => (line === null ? null : (JSON.parse(line) as { fact: { kind: string } }).fact.kind))

test('A partner’s proof has what it may see, and of the rest the hash alone; the check says what holds (C10, G2, G3)', async (t) => {
  const desk = await proofDesk(t)
  const id = await brokenAndKept(desk)
  const proof = await desk.proof('aurora', id)
  assert.deepEqual(kindsIn(proof), [
    'opened',
    null,
    null,
    null,
    null,
    'limit-passed',
    'agent-replied',
    null,
    'agent-replied',
  ])
  assert.doesNotMatch(JSON.stringify(proof), /They pay late|Look at the pool/)
  assert.equal(proof.messages.length, 3)
  const { holds, first } = await desk.check(proof)
  assert.equal(holds, true, JSON.stringify(first.faults))
  assert.deepEqual([first.events, first.withheld, first.eyes], [9, 5, 'partner'])
  const says = first.says.join('\n')
  assert.match(says, /proof of PS-\d+ of Aurora, taken Tue 10 Mar 2026, 12:00 UTC, as its partner may see it/)
  assert.match(says, /4 of 9 events are here/)
  assert.match(
    says,
    /acknowledgement was due by Tue 10 Mar 2026, 14:30 \(Asia\/Kolkata\).*broken; answered Tue 10 Mar 2026, 16:00 .*, 90 minutes of working time late|1\.5 hours of working time late/,
  )
  assert.match(
    says,
    /determination was due by Tue 10 Mar 2026, 19:30 .*answered Tue 10 Mar 2026, 17:30 .*within the limit/,
  )
  const unknown = first.unknown.join('\n')
  assert.match(unknown, /events 2 to 5, 8: withheld/)
  assert.match(unknown, /taken earlier and kept elsewhere/)
  assert.match(unknown, /not signed/)
})

test('What is hashed stands in the file as the very text: anybody repeats it with SHA-256 alone (G2)', async (t) => {
  const desk = await proofDesk(t)
  const { ledger, messages } = await desk.proof('agent', await brokenAndKept(desk))
  let before = ''
  for (const { hash, line } of ledger) {
    assert.equal(createHash('sha256').update(`${before}\n${line}`).digest('hex'), hash)
    before = hash
  }
  for (const { hash, line } of messages) assert.equal(createHash('sha256').update(line).digest('hex'), hash)
})

test('Staff has it whole, or as its partner gets it; lists of seals are for administrators alone (G2, G3)', async (t) => {
  const desk = await proofDesk(t)
  const id = await brokenAndKept(desk)
  const whole = await sealed(desk, id)
  assert.ok(whole.seals.length > 0 && whole.seals.every(({ line }) => line !== null))
  const checked = await desk.check(whole)
  assert.equal(checked.holds, true, JSON.stringify(checked.first.faults))
  assert.match(checked.first.says.join('\n'), /All 9 events are here[^]*Seals? [\d, ]+ lists? events 1 to 9/)
  const agents = await desk.proof('agent', id)
  assert.deepEqual(agents.ledger, whole.ledger)
  assert.ok(agents.seals.every(({ line }) => line === null))
  const handedOver = await desk.proof('agent', id, '?eyes=partner')
  assert.deepEqual(handedOver, await desk.proof('aurora', id))
  // Whatever a partner asks for.
  assert.deepEqual(await desk.proof('aurora', id, '?eyes=vendor'), handedOver)
  const { continues } = await desk.check(handedOver, whole)
  assert.equal(continues?.holds, true)
})

test('It is a file to be kept; another’s is not there, and a wrong question is named', async (t) => {
  const desk = await proofDesk(t)
  const id = await brokenAndKept(desk)
  const { headers } = await desk.call('aurora', 'GET', `/tickets/${id}/proof`)
  assert.match(
    headers.get('content-disposition') ?? '',
    /^attachment; filename="proof-PS-\d+-2026-03-10T120000Z\.json"$/,
  )
  assert.equal((await desk.call('borealis', 'GET', `/tickets/${id}/proof`)).status, 404)
  const wrong = await desk.call('agent', 'GET', `/tickets/${id}/proof?eyes=all&as=x`)
  assert.deepEqual(
    [wrong.status, wrong.body.errors.map(({ field }: { field: string }) => field).toSorted()],
    [400, ['as', 'eyes']],
  )
})

test('A later proof continues an earlier one; another past is named, also where it hangs together by itself (G2)', async (t) => {
  const desk = await proofDesk(t)
  const id = await brokenAndKept(desk)
  const [partners, old] = [await desk.proof('aurora', id), await desk.proof('agent', id)]
  await desk.at('2026-03-10T13:00:00Z')
  await desk.done('agent', `/tickets/${id}/messages`, { body: 'Is it well?', visibility: 'public' })
  const later = await desk.proof('aurora', id)
  const goesOn = await desk.check(partners, later)
  assert.deepEqual([goesOn.status, goesOn.continues?.holds], [0, true])
  assert.match(
    goesOn.continues?.says.join() ?? '',
    /all 9 events of it are in their places, with the same hashes, and 1 came since/,
  )
  assert.equal((await desk.check(partners, partners)).holds, true)
  const back = await desk.check(later, partners)
  assert.equal(back.status, 1)
  assert.deepEqual(
    back.continues?.faults.map(({ part }) => part),
    ['file', 'event 10', `message ${later.messages.at(-1)?.id}`],
  )
  // A past without the staff's second note: whole in itself, and not what the partner has kept.
  const other = changed(old, (copy) => {
    edited(copy, 7, '"determination":false', '"determination":true')
    hashedAnew(copy, 7)
  })
  const found = await desk.check(partners, other)
  assert.equal(found.continues?.holds, false)
  assert.match(found.continues?.faults[0]?.message ?? '', /Event 7 is another one than it was/)
  const words = changed(later, (copy) => {
    const said = copy.messages[0] as { line: string; hash: string }
    said.line = said.line.replace('odd', 'fine')
    said.hash = createHash('sha256').update(said.line).digest('hex')
  })
  const rewritten = await desk.check(partners, words)
  assert.match(rewritten.continues?.faults[0]?.message ?? '', /says other words than it did/)
})

test('Tickets that were merged, made exempt, transferred, reopened and withdrawn have proofs that hold, for both sides (C13)', async (t) => {
  const desk = await proofDesk(t)
  const opened = async (change: object = {}): Promise<string> =>
    (
      await desk.done('aurora', '/tickets', {
        type: 'Technical Support',
        subject: 'A case',
        description: 'It is odd.',
        severity: 2,
        kind: 'incident',
        reproducible: false,
        troubleshooting: 'Two browsers.',
        ...change,
      })
    ).id
  const [merged, survivor, exempt, moved, again, gone, wish] = [
    await opened(),
    await opened(),
    await opened(),
    await opened(),
    await opened(),
    await opened(),
    await opened({ kind: 'feature-request' }),
  ]
  await desk.at('2026-03-10T06:30:00Z')
  const answer = (id: string) =>
    desk.done('agent', `/tickets/${id}/messages`, { body: 'It is so.', visibility: 'public', determination: true })
  await desk.done('agent', `/tickets/${merged}/merge`, { into: survivor })
  await desk.done('agent', `/tickets/${exempt}/reclassify`, { kind: 'feature-request', reason: 'It is a wish.' })
  const transfer = { desk: 'operations', category: 'partner-store', severity: 3, reason: 'It is theirs.' }
  await desk.done('agent', `/tickets/${moved}/transfer`, transfer)
  await answer(again)
  await desk.done('agent', `/tickets/${again}/solve`, {})
  await desk.done('aurora', `/tickets/${gone}/solve`, {})
  await desk.at('2026-03-10T07:00:00Z')
  await desk.done('aurora', `/tickets/${again}/reopen`, { reason: 'It came back.' })
  await desk.at('2026-04-10T07:00:00Z')
  await answer(survivor)
  const expected: Readonly<Record<string, RegExp>> = {
    [merged]: /withdrawn .* merged into/,
    [survivor]: /broken; answered .* of working time late/,
    [exempt]: /withdrawn .* feature request/,
    [moved]: /broken, and not answered, .* of working time late/,
    [again]: /determination \(2\) was due/,
    [gone]: /withdrawn .* before an answer was due/,
    [wish]: /Nothing was promised/,
  }
  for (const [id, words] of Object.entries(expected))
    for (const who of ['aurora', 'agent'] as const) {
      const { holds, first } = await desk.check(await desk.proof(who, id))
      assert.equal(holds, true, `${words} ${JSON.stringify(first.faults)}`)
      assert.match(first.says.join('\n'), words)
    }
})

test('A proof of a tier that changed in the middle tells of it, and holds under the version that the ticket keeps (A2, C9)', async (t) => {
  const desk = await proofDesk(t)
  const { id } = await desk.done('borealis', '/tickets', {
    type: 'Technical Support',
    subject: 'A case',
    description: 'It is odd.',
    severity: 2,
    kind: 'incident',
    reproducible: false,
    troubleshooting: 'Two browsers.',
  })
  await desk.at('2026-03-10T07:00:00Z')
  const to = { tier: 'premium', reason: 'Certified.' }
  assert.equal((await desk.call('admin', 'PATCH', `/partners/${desk.people.borealis.partner}`, to)).status, 200)
  const proof = await desk.proof('borealis', id)
  assert.match(proof.clocks[0]?.because.join('\n') ?? '', /tier|Premium/i)
  assert.equal((await desk.check(proof)).holds, true)
})

test('`desk proof check` is 2 where it is used wrongly, and 1 where a file is no proof', async (t) => {
  const desk = await proofDesk(t)
  for (const args of [
    ['proof', 'check'],
    ['proof', 'check', 'a', 'b', 'c'],
    ['proof', 'check', '-', '-'],
    ['proof', 'check', '/nowhere/at.json'],
  ]) {
    const { status, out, err } = await command(args)
    assert.deepEqual([status, out], [2, ''])
    assert.notEqual(err, '')
  }
  for (const [text, words] of [
    ['nonsense', /not JSON/],
    ['{}', /no proof of a ticket that this program knows/],
    ['null', /no proof of a ticket that this program knows/],
    ['{"format":"partner-desk/ticket-proof/1"}', /takenAt/],
  ] as const) {
    const { status, first } = await desk.check(text)
    assert.equal(status, 1)
    assert.match(first.faults.map(({ message }) => message).join('\n'), words)
  }
  const piped = await command(['proof', 'check', '-'], { input: 'nonsense' })
  assert.equal(piped.status, 1)
})
