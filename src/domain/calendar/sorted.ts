/**
 * Numbers in rising order, in which a place is found by a binary search that begins near the end of it: the range is cut
 * into as many equal cells as there are numbers, and each cell knows where its numbers begin.
 */
export class Sorted {
  readonly values: Float64Array
  readonly #cells: Int32Array
  readonly #cellsPerUnit: number

  constructor(values: Float64Array) {
    const count = values.length
    const range = count === 0 ? 0 : values[count - 1]! - values[0]!
    this.values = values
    this.#cellsPerUnit = range === 0 ? 0 : count / range
    this.#cells = new Int32Array(count + 2)
    let cell = 0
    for (let at = 0; at < count; at++) {
      for (const own = this.#cellOf(values[at]!); cell < own;) this.#cells[++cell] = at
    }
    this.#cells.fill(count, cell + 1)
  }

  /** How many of the numbers are not above this one. */
  countUpTo(value: number): number {
    const { values } = this
    const cell = this.#cellOf(value)
    let low = 0
    let high = values.length
    if (cell >= 0 && cell <= high) {
      low = this.#cells[cell]!
      high = this.#cells[cell + 1]!
    }
    while (low < high) {
      const middle = (low + high) >>> 1
      if (values[middle]! <= value) low = middle + 1
      else high = middle
    }
    return low
  }

  #cellOf(value: number): number {
    return Math.floor((value - this.values[0]!) * this.#cellsPerUnit)
  }
}
