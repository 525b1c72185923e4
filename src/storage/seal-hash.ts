/** What a seal is made of: the names of what it covers with their hashes, and the seal before it (G2). */
import { hash } from 'node:crypto'
import type { Instant } from '../domain/kernel.ts'
import { canonicalJson } from './json.ts'

export interface Seal {
  /** 1, 2, 3 …: none is left out. */
  readonly number: number
  readonly sealedAt: Instant
  /** Each 'NAME HASH'; names are 'audit/ID', 'event/TICKET/SEQ', 'message/ID'. */
  readonly lines: readonly string[]
  /** Of the seal before it; '' for the first. */
  readonly before: string
  readonly hash: string
}

/** SHA-256 in hexadecimal over everything else of the seal. */
export const sealHash = ({ number, sealedAt, lines, before }: Omit<Seal, 'hash'>): string =>
  hash('sha256', canonicalJson({ number, sealedAt, lines, before }))

/** SHA-256 in hexadecimal of a row of the audit, or of a message. */
export const contentHash = (content: object): string => hash('sha256', canonicalJson(content))

/** The same of an event, as its ticket's ledger chains it: `before` is the hash of the event before it (chain.ts). */
export const eventHash = (before: string, content: object): string =>
  hash('sha256', `${before}\n${canonicalJson(content)}`)

export const sealedLine = (name: string, hashed: string): string => `${name} ${hashed}`

/** A line of a seal, taken apart. */
export function partsOf(line: string): { readonly name: string; readonly hash: string } {
  const [name = '', hashed = ''] = line.split(' ')
  return { name, hash: hashed }
}

/** That a message which had one content has another by a redaction: hashes in hexadecimal. */
export interface RedactionProof {
  readonly id: string
  readonly before: string
  readonly after: string
}

/** Whether redactions lead from one hash of a message to the other, each going on where the one before it ended. */
export function isRedactedFrom(from: string, to: string, proofs: readonly RedactionProof[]): boolean {
  const left = new Map(proofs.map(({ before, after }) => [before, after]))
  let reached: string | undefined = from
  while (reached !== undefined && reached !== to) {
    const next: string | undefined = left.get(reached)
    left.delete(reached)
    reached = next
  }
  return reached === to
}
