/** How requests are made and handled, beside what was promised: exchanges, how-tos, depth, share (A6, B3, B8, C12). */

/** Of one ticket. */
export interface Handled {
  /** Public messages of both sides. */
  readonly exchanges: number
  readonly howTo: boolean
  /** 0 to 100; null where the desk asks for no troubleshooting. */
  readonly depth: number | null
}

export interface PracticeFigures {
  readonly exchangesPerTicket: number | null
  /** Shares are from 0 to 1. */
  readonly howToShare: number | null
  readonly depthAverage: number | null
}

/** Sums over tickets; keeps nothing of them. */
export class Practice {
  #tickets = 0
  #exchanges = 0
  #howTos = 0
  #depths = 0
  #depth = 0

  add({ exchanges, howTo, depth }: Handled): void {
    this.#tickets += 1
    this.#exchanges += exchanges
    if (howTo) this.#howTos += 1
    if (depth === null) return
    this.#depths += 1
    this.#depth += depth
  }

  figures(): PracticeFigures {
    return {
      exchangesPerTicket: ratio(this.#exchanges, this.#tickets, 2),
      howToShare: ratio(this.#howTos, this.#tickets, 4),
      depthAverage: ratio(this.#depth, this.#depths, 1),
    }
  }
}

function ratio(sum: number, count: number, digits: number): number | null {
  return count === 0 ? null : Number((sum / count).toFixed(digits))
}
