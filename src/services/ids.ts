/** Identifiers that sort by the time they were made (UUID version 7): new rows lie beside each other in every index. */
import { randomFillSync } from 'node:crypto'
import type { Id, Instant } from '../domain/kernel.ts'

const bytes = Buffer.alloc(16)
let lastMs = 0
let counter = 0

/** A new identifier for the instant; several of one millisecond stay in order. */
export function newIdAt<Kind extends string>(at: Instant): Id<Kind> {
  const ms = Math.max(at.epochMilliseconds, 0)
  counter = ms === lastMs ? (counter + 1) & 0xfff : 0
  lastMs = ms
  randomFillSync(bytes)
  bytes.writeUIntBE(ms, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Kind>
}
