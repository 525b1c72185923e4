import assert from 'node:assert/strict'
import { test } from 'node:test'
import { desksOf, mailboxAt, mailboxesAmong } from './mailboxes.ts'

const desks = [
  { id: 'first', mailboxes: { com: 'First@vendor.example', eu: 'first@eu.vendor.example' } },
  { id: 'second', mailboxes: { com: 'second@vendor.example', eu: 'odd+one@eu.vendor.example' } },
]
const policy = { desks } as unknown as Parameters<typeof mailboxAt>[0]

test('A mailbox is known in any case of letters and with a token after its plus; nobody else’s address is ours (A1, A10)', () => {
  const rows: readonly (readonly [string, string | null])[] = [
    ['first@vendor.example', 'first com null'],
    ['FIRST@Vendor.Example', 'first com null'],
    ['first+T0ken-x@eu.vendor.example', 'first eu t0ken-x'],
    ['first+@vendor.example', 'first com null'],
    ['second+a+b@vendor.example', 'second com a+b'],
    ['odd+one@eu.vendor.example', 'second eu null'],
    ['odd@eu.vendor.example', null],
    ['third@vendor.example', null],
    ['first@vendor.example.evil.example', null],
    ['first', null],
    ['', null],
    ['x@a+b', null],
  ]
  for (const [address, expected] of rows) {
    const box = mailboxAt(policy, address)
    assert.equal(box === null ? null : `${box.desk} ${box.dataCentre} ${box.token}`, expected, address)
  }
})

test('Of many addresses those that are ours are told, each once, in their order (A1)', () => {
  const boxes = mailboxesAmong(policy, [
    'somebody@else.example',
    'second@vendor.example',
    'SECOND@vendor.example',
    'first+t@vendor.example',
  ])
  assert.deepEqual(
    boxes.map(({ address }) => address),
    ['second@vendor.example', 'first+t@vendor.example'],
  )
  assert.deepEqual(desksOf(boxes), ['second', 'first'])
})
