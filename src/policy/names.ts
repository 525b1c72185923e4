/** The names that a policy gives (desks, tiers, countries) and the places that use them, across all files. */
import { didYouMean } from './mistake.ts'
import type { Spot } from './reader.ts'

export class Names {
  readonly #given = new Map<string, Map<string, Spot>>()
  readonly #used: { readonly kind: string; readonly name: string; readonly spot: Spot }[] = []
  readonly #unreadable = new Set<string>()

  /** Gives a name. The same name of the same kind a second time is a mistake. */
  give(kind: string, name: string, spot: Spot): void {
    const names = this.#given.get(kind) ?? new Map<string, Spot>()
    this.#given.set(kind, names)
    const first = names.get(name)
    if (first === undefined) names.set(name, spot)
    else spot.report(`each ${kind} once (it stands in ${first.file}:${first.line} already)`)
  }

  /** Uses a name that some file gives, read or still to be read. */
  use(kind: string, name: string, spot: Spot): void {
    this.#used.push({ kind, name, spot })
  }

  /** The file that gives these names could not be read: what is not known of them says nothing. */
  giveUp(kinds: readonly string[]): void {
    for (const kind of kinds) this.#unreadable.add(kind)
  }

  isKnown = (kind: string, name: string): boolean =>
    this.#unreadable.has(kind) || (this.#given.get(kind)?.has(name) ?? false)

  /** Every name of a kind; none where its file could not be read. */
  all = (kind: string): readonly string[] =>
    this.#unreadable.has(kind) ? [] : [...(this.#given.get(kind)?.keys() ?? [])]

  isReadable = (kind: string): boolean => !this.#unreadable.has(kind)

  /** Reports every use of a name that nobody gave. */
  resolve(): void {
    for (const { kind, name, spot } of this.#used) {
      if (this.isKnown(kind, name)) continue
      const known = this.all(kind)
      const near = didYouMean(name, known)
      const list = known.length > 12 || known.length === 0 ? '' : `: ${known.join(', ')}`
      spot.report(`a ${kind} of this policy${near === null ? list : ` (did you mean '${near}'?)`}`)
    }
  }
}
