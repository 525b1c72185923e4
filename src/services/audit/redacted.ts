/** Redacted messages of an exported file: what they are now follows from what was sealed by redactions that the same file has under its seals. */
import { isRedactedFrom, type RedactionProof } from '../../storage/seal-hash.ts'

interface Claim {
  readonly line: number
  readonly message: string
  readonly sealed: string
  readonly is: string
  readonly by: readonly RedactionProof[]
}

export class RedactionCheck {
  /** 'MESSAGE BEFORE AFTER' of each redaction, by its id, as the audit has it. */
  readonly #made = new Map<string, string>()
  readonly #claims: Claim[] = []

  /** A line of the audit that is what was written. */
  hear(content: Readonly<Record<string, unknown>>): void {
    const { thing, act, became } = content
    if (thing !== 'redactions' || act !== 'added' || typeof became !== 'object' || became === null) return
    const { id, message_id: message, before, after } = became as Readonly<Record<string, unknown>>
    this.#made.set(String(id), madeOf(String(message), String(before), String(after)))
  }

  /** A message that is not what was sealed. The act that changed it was later, and so stands further down. */
  claim(claim: Claim): void {
    this.#claims.push(claim)
  }

  /** After the last line: those that are proven, by id, and the others. */
  settle(): { readonly proven: readonly string[]; readonly others: readonly Claim[] } {
    const isProven = ({ message, sealed, is, by }: Claim): boolean =>
      isRedactedFrom(
        sealed,
        is,
        by.filter(({ id, before, after }) => this.#made.get(id) === madeOf(message, before, after)),
      )
    const { proven = [], others = [] } = Object.groupBy(this.#claims, (each) => (isProven(each) ? 'proven' : 'others'))
    return { proven: [...new Set(proven.map(({ message }) => message))], others }
  }
}

const madeOf = (message: string, before: string, after: string): string => `${message} ${before} ${after}`
