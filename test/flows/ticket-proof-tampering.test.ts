import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  brokenAndKept,
  changed,
  edited,
  entry,
  hashedAnew,
  proofDesk,
  sealed,
  type Mutable,
} from '../support/ticket-proof.ts'

/** Of `brokenAndKept`; whole but where 'partner' is said. */
const tampered: readonly (readonly [
  what: string,
  eyes: 'vendor' | 'partner',
  change: (copy: Mutable) => void,
  part: string,
  words: RegExp,
])[] = [
  [
    'a word of an event',
    'vendor',
    (copy) => edited(copy, 1, 'Nobody gets in', 'Nobody got in'),
    'event 1',
    /not what was written/,
  ],
  [
    'the instant of an answer',
    'partner',
    (copy) => edited(copy, 7, '10:30:00', '08:30:00'),
    'event 7',
    /not what was written/,
  ],
  ['an event that was left out', 'vendor', (copy) => void copy.ledger.splice(4, 1), 'event 5', /is missing/],
  ['a withheld event that was left out', 'partner', (copy) => void copy.ledger.splice(2, 1), 'event 3', /is missing/],
  ['the last event, left out', 'vendor', (copy) => void copy.ledger.pop(), 'event 9', /is missing/],
  [
    'two events the other way round',
    'vendor',
    (copy) => void copy.ledger.splice(5, 2, ...copy.ledger.slice(5, 7).toReversed()),
    'event 6',
    /not in its place/,
  ],
  [
    'an event that stands there twice',
    'vendor',
    (copy) => void copy.ledger.splice(4, 0, entry(copy, 4)),
    'event 4',
    /a second time/,
  ],
  [
    'the hash of a withheld event',
    'partner',
    (copy) => void (entry(copy, 8).hash = '0'.repeat(64)),
    'event 9',
    /does not follow/,
  ],
  [
    'an event of another ticket',
    'vendor',
    (copy) =>
      edited(
        copy,
        7,
        copy.ticket.id,
        copy.ticket.id.replace(/^./, (first) => (first === 'a' ? 'b' : 'a')),
      ),
    'event 7',
    /of another ticket/,
  ],
  [
    'a limit that is said',
    'vendor',
    (copy) => void ((copy.clocks[0] as { limitAt: string }).limitAt = '2026-03-10T11:00:00Z'),
    'clock acknowledgement/1',
    /limitAt/,
  ],
  [
    'a breach that is not said',
    'partner',
    (copy) => void Object.assign(copy.clocks[0] as object, { state: 'met', breachedAt: null }),
    'clock acknowledgement/1',
    /breachedAt/,
  ],
  [
    'a promise that is not told of',
    'vendor',
    (copy) => void copy.clocks.pop(),
    'clock determination/1',
    /does not tell of it/,
  ],
  [
    'a reason',
    'vendor',
    (copy) => void ((copy.clocks[0] as { because: string[] }).because = ['So it is.']),
    'clock acknowledgement/1',
    /because/,
  ],
  [
    'a range of the terms',
    'vendor',
    (copy) =>
      copy.terms.desks.forEach(({ severities }) =>
        severities.forEach(({ commitment }) => (commitment.acknowledgement.to = 600)),
      ),
    'clock acknowledgement/1',
    /limitAt/,
  ],
  [
    'the hours of the calendar',
    'partner',
    (copy) => void Object.assign(copy.terms.place.calendar, { week: { 1: [{ opens: '09:00', closes: '17:00' }] } }),
    'clock determination/1',
    /limitAt/,
  ],
  [
    'a word of a message',
    'partner',
    (copy) => void ((copy.messages[0] as { line: string }).line = copy.messages[0]?.line.replace('odd', 'fine') ?? ''),
    'message',
    /not what its hash is of/,
  ],
  [
    'the subject on top',
    'vendor',
    (copy) => void (copy.ticket = { ...copy.ticket, subject: 'Another' }),
    'file',
    /subject/,
  ],
  [
    'a seal’s list',
    'vendor',
    (copy) =>
      void ((copy.seals[0] as { line: string }).line =
        copy.seals[0]?.line?.replace(/event\/\S+ ./, (found) => `${found}0`) ?? ''),
    'seal',
    /not what its hash is of/,
  ],
  [
    'which events a seal covers',
    'vendor',
    (copy) => void (copy.seals[0] as { events: number[] }).events.push(99),
    'seal',
    /Event 99 is not under seal/,
  ],
  // Whoever makes the hashes anew is found by what the events come to, and by the seals.
  [
    'a breach taken out, with all hashes made anew',
    'vendor',
    (copy) => {
      copy.ledger.splice(5, 1)
      copy.ledger.forEach((each, place) => {
        if (place >= 5 && each.line !== null) each.line = each.line.replace(`"seq":${each.seq}`, `"seq":${place + 1}`)
        each.seq = place + 1
      })
      copy.head = { ...copy.head, events: 8 }
      copy.seals = []
      hashedAnew(copy, 6)
    },
    'event 6',
    /'limit-passed' at 2026-03-10T09:00:00Z/,
  ],
  [
    'a word, with all hashes made anew',
    'vendor',
    (copy) => {
      edited(copy, 1, 'Nobody gets in', 'Nobody got in')
      copy.ticket = { ...copy.ticket, subject: 'Nobody got in' }
      hashedAnew(copy, 1)
    },
    'seal',
    /not under seal \d+ as it stands here/,
  ],
]

test('Whatever is changed in a proof is found and named (G2)', async (t) => {
  const desk = await proofDesk(t)
  const id = await brokenAndKept(desk)
  const proofs = { vendor: await sealed(desk, id), partner: await desk.proof('aurora', id) }
  for (const eyes of ['vendor', 'partner'] as const) assert.equal((await desk.check(proofs[eyes])).holds, true)
  for (const [what, eyes, change, part, words] of tampered)
    await t.test(what, async () => {
      const { status, first } = await desk.check(changed(proofs[eyes], change))
      assert.equal(status, 1)
      assert.ok(
        first.faults.some((fault) => fault.part.startsWith(part) && words.test(fault.message)),
        JSON.stringify(first.faults),
      )
    })
})
