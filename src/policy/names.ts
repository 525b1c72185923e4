/** The names that a policy gives (desks, tiers, countries) and the places that use them, across all files. */
import { didYouMean } from '../domain/did-you-mean.ts'
import type { Spot } from './reader.ts'

/** Some names are a desk's own: severity 1 of one desk is not that of another. */
type Desk = string | null

interface Use {
  readonly kind: string
  readonly name: string
  readonly desk: Desk
  readonly spot: Spot
}

export class Names {
  readonly #given = new Map<string, Map<string, Spot>>()
  readonly #used: Use[] = []
  readonly #unreadable = new Set<string>()

  /** Gives a name. The same name of the same kind a second time is a mistake. */
  give(kind: string, name: string, spot: Spot, desk: Desk = null): void {
    const names = this.#names(kind, desk)
    const first = names.get(name)
    if (first === undefined) names.set(name, spot)
    else spot.report(`each ${kind} once (it stands in ${first.file}:${first.line} already)`)
  }

  /** Uses a name that some file gives, read or still to be read. */
  use(kind: string, name: string, spot: Spot, desk: Desk = null): void {
    this.#used.push({ kind, name, desk, spot })
  }

  /** The file that gives these names could not be read: what is not known of them says nothing. */
  giveUp(kinds: readonly string[]): void {
    for (const kind of kinds) this.#unreadable.add(kind)
  }

  isReadable(kind: string): boolean {
    return !this.#unreadable.has(kind)
  }

  isKnown(kind: string, name: string, desk: Desk = null): boolean {
    return !this.isReadable(kind) || this.#names(kind, desk).has(name)
  }

  /** Every name of a kind; none where its file could not be read. */
  all(kind: string, desk: Desk = null): readonly string[] {
    return this.isReadable(kind) ? [...this.#names(kind, desk).keys()] : []
  }

  /** Reports every use of a name that nobody gave. What an unknown desk has is not asked: the desk is the mistake. */
  resolve(): void {
    for (const { kind, name, desk, spot } of this.#used) {
      if (this.isKnown(kind, name, desk) || (desk !== null && !this.isKnown('desk', desk))) continue
      const known = this.all(kind, desk)
      const near = didYouMean(name, known)
      const list = known.length > 12 || known.length === 0 ? '' : `: ${known.join(', ')}`
      const whose = desk === null ? 'this policy' : `desk '${desk}'`
      spot.report(`a ${kind} of ${whose}${near === null ? list : ` (did you mean '${near}'?)`}`)
    }
  }

  #names(kind: string, desk: Desk): Map<string, Spot> {
    const key = desk === null ? kind : `${kind} of ${desk}`
    const names = this.#given.get(key) ?? new Map<string, Spot>()
    this.#given.set(key, names)
    return names
  }
}
