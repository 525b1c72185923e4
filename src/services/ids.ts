/** Identifiers that sort by the time they were made (UUID version 7): new rows lie beside each other in every index. */
import { randomFillSync } from 'node:crypto'
import type { Id, Instant } from '../domain/kernel.ts'

/** Randomness for many of them: fetching it costs more than all the rest. */
const random = Buffer.alloc(16 * 256)
let used = random.length
let lastMs = 0
let counter = 0

/** A new identifier for the instant; several of one millisecond stay in order. */
export function newIdAt<Kind extends string>(at: Instant): Id<Kind> {
  const ms = Math.max(at.epochMilliseconds, 0)
  counter = ms === lastMs ? (counter + 1) & 0xfff : 0
  lastMs = ms
  if (used === random.length) {
    randomFillSync(random)
    used = 0
  }
  const from = used
  used += 16
  random.writeUIntBE(ms, from, 6)
  random.writeUInt16BE(0x7000 | counter, from + 6)
  random.writeUInt8((random.readUInt8(from + 8) & 0x3f) | 0x80, from + 8)
  const hex = random.toString('hex', from, used)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Kind>
}
