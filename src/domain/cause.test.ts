import assert from 'node:assert/strict'
import { test } from 'node:test'
import { causesAfterMerge, type Linked } from './cause.ts'
import type { TicketId } from './kernel.ts'

const linked = (id: string, cause: string | null, leads: boolean): Linked => ({
  id: id as TicketId,
  cause: cause as TicketId | null,
  leads,
})

// What the merged one M and the survivor S are attached to, who leads others, and what follows: the lead of M's, and S's cause.
const merges: readonly (readonly [string, Linked, Linked, string, string | null])[] = [
  ['neither is linked', linked('M', null, false), linked('S', null, false), 'S', null],
  ['M leads: S leads in its place', linked('M', null, true), linked('S', null, false), 'S', null],
  ['M leads and S is attached to it: S becomes the lead', linked('M', null, true), linked('S', 'M', false), 'S', null],
  ['M leads and S is attached to C: what M led is C’s', linked('M', null, true), linked('S', 'C', false), 'C', 'C'],
  ['both lead: all are S’s', linked('M', null, true), linked('S', null, true), 'S', null],
  ['M is attached to C: S is in its place', linked('M', 'C', false), linked('S', null, false), 'S', 'C'],
  ['M is attached to S: S stays the lead', linked('M', 'S', false), linked('S', null, true), 'S', null],
  ['M is attached to C and S leads: S stays a lead', linked('M', 'C', false), linked('S', null, true), 'S', null],
  ['both are attached: S stays where it is', linked('M', 'C', false), linked('S', 'D', false), 'D', 'D'],
]

for (const [what, merged, survivor, lead, cause] of merges)
  test(`C13: after a merge nobody leads who is attached: ${what}`, () =>
    assert.deepEqual(causesAfterMerge(merged, survivor), { lead, survivorCause: cause }))
