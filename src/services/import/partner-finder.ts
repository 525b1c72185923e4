/** Finds the partners that the rows of a file name, each looked up once. */
import type { Result } from '../../domain/kernel.ts'
import type { Tx } from '../../storage/database.ts'
import { partnersNamed, type NamedPartner } from '../../storage/import/partners.ts'

export type { NamedPartner } from '../../storage/import/partners.ts'

export class PartnerFinder {
  readonly #known = new Map<string, readonly NamedPartner[]>()

  /** By reference, id, domain or name; of each word a partner, or a sentence that says why there is none. */
  async find(tx: Tx, words: Iterable<string>): Promise<(word: string) => Result<NamedPartner, string>> {
    const unknown = [...new Set(words)].filter((word) => !this.#known.has(word))
    const found = await partnersNamed(tx, unknown)
    for (const word of unknown) this.#known.set(word, found.get(word) ?? [])
    return (word) => chosen(word, this.#known.get(word) ?? [])
  }
}

function chosen(word: string, found: readonly NamedPartner[]): Result<NamedPartner, string> {
  const [first, second] = found
  if (first === undefined)
    return { ok: false, problem: `No partner has the reference, domain or name '${word}': import the partners first.` }
  if (second !== undefined)
    return {
      ok: false,
      problem: `'${word}' is more than one partner (${found.map(({ name }) => name).join(', ')}): give its reference.`,
    }
  return { ok: true, value: first }
}
