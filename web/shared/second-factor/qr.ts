/**
 * A text as a QR code (ISO/IEC 18004): bytes, error correction L, versions 1 to 15. Only what a secret for an app needs; nothing else
 * here makes one.
 */

/** Of each version from 1: codewords of error correction in a block, and blocks. */
const correction = [
  [7, 1],
  [10, 1],
  [15, 1],
  [20, 1],
  [26, 1],
  [18, 2],
  [20, 2],
  [24, 2],
  [30, 2],
  [18, 4],
  [20, 4],
  [24, 4],
  [26, 4],
  [30, 4],
  [22, 6],
] as const

export const versions = correction.length

/** Modules that carry data or correction, in codewords. */
function codewordsOf(version: number): number {
  let modules = (16 * version + 128) * version + 64
  if (version >= 2) {
    const across = Math.floor(version / 7) + 2
    modules -= (25 * across - 10) * across - 55
    if (version >= 7) modules -= 36
  }
  return Math.floor(modules / 8)
}

const blocksOf = (version: number): readonly [number, number] => {
  const found = correction[version - 1]
  if (found === undefined) throw new Error(`There is no version ${version} here.`)
  return found
}

const dataCodewordsOf = (version: number): number => {
  const [each, blocks] = blocksOf(version)
  return codewordsOf(version) - each * blocks
}

const lengthBitsOf = (version: number): number => (version < 10 ? 8 : 16)

/** Bytes that fit. */
export const capacityOf = (version: number): number =>
  Math.floor((dataCodewordsOf(version) * 8 - 4 - lengthBitsOf(version)) / 8)

/** Where the centres of the small squares lie, on either axis. */
export function alignmentOf(version: number): readonly number[] {
  if (version === 1) return []
  const across = Math.floor(version / 7) + 2
  const step = Math.floor((version * 8 + across * 3 + 5) / (across * 4 - 4)) * 2
  const last = version * 4 + 10
  return [6, ...Array.from({ length: across - 1 }, (_, n) => last - (across - 2 - n) * step)]
}

/** In the field of 256 elements. */
function times(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((b >>> bit) & 1) * a
  }
  return product
}

/** Reed-Solomon: so many codewords that correct the data. */
export function correctionOf(data: readonly number[], length: number): readonly number[] {
  const divisor: number[] = Array.from({ length }, (_, n) => (n === length - 1 ? 1 : 0))
  let root = 1
  for (let n = 0; n < length; n += 1) {
    for (let at = 0; at < length; at += 1) divisor[at] = times(divisor[at]!, root) ^ (divisor[at + 1] ?? 0)
    root = times(root, 2)
  }
  const rest: number[] = Array.from({ length }, () => 0)
  for (const byte of data) {
    const factor = byte ^ rest.shift()!
    rest.push(0)
    divisor.forEach((coefficient, at) => (rest[at]! ^= times(coefficient, factor)))
  }
  return rest
}

/** Data and correction in the order in which they are drawn. */
function codewordsFor(bytes: Uint8Array, version: number): readonly number[] {
  const bits: number[] = []
  const append = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1)
  }
  append(4, 4)
  append(bytes.length, lengthBitsOf(version))
  for (const byte of bytes) append(byte, 8)
  const room = dataCodewordsOf(version) * 8
  append(0, Math.min(4, room - bits.length))
  append(0, -bits.length & 7)
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) append(pad, 8)
  const data = Array.from({ length: room / 8 }, (_, n) => Number.parseInt(bits.slice(n * 8, n * 8 + 8).join(''), 2))

  const [each, count] = blocksOf(version)
  const long = codewordsOf(version) % count
  const length = Math.floor(data.length / count)
  const blocks: (readonly number[])[] = []
  for (let n = 0, from = 0; n < count; n += 1) {
    const to = from + length + (n < count - long ? 0 : 1)
    blocks.push(data.slice(from, to))
    from = to
  }
  const corrections = blocks.map((block) => correctionOf(block, each))
  const woven = (columns: readonly (readonly number[])[], most: number): readonly number[] =>
    Array.from({ length: most }, (_, at) => columns.flatMap((column) => column[at] ?? [])).flat()
  return [...woven(blocks, length + 1), ...woven(corrections, each)]
}

const withRemainder = (value: number, length: number, generator: number): number => {
  let rest = value
  for (let n = 0; n < length; n += 1) rest = (rest << 1) ^ ((rest >>> (length - 1)) * generator)
  return (value << length) | (rest & ((1 << length) - 1))
}

/** Level L and the mask, as 15 bits. */
export const formatOf = (mask: number): number => withRemainder(0b01_000 | mask, 10, 0x537) ^ 0x5412

/** As 18 bits, from version 7 on. */
export const versionBitsOf = (version: number): number => withRemainder(version, 12, 0x1f25)

export const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

type Grid = (boolean | undefined)[][]

/** Everything but the data; undefined where that comes. */
export function frameOf(version: number, mask: number): Grid {
  const size = version * 4 + 17
  const grid: Grid = Array.from({ length: size }, () => Array.from({ length: size }, () => undefined))
  const set = (x: number, y: number, dark: boolean): void => {
    const row = grid[y]
    if (row !== undefined && x >= 0 && x < size) row[x] = dark
  }
  for (let n = 0; n < size; n += 1) {
    set(6, n, n % 2 === 0)
    set(n, 6, n % 2 === 0)
  }
  const square = (x: number, y: number, reach: number, isLight: (ring: number) => boolean): void => {
    for (let dy = -reach; dy <= reach; dy += 1)
      for (let dx = -reach; dx <= reach; dx += 1) set(x + dx, y + dy, !isLight(Math.max(Math.abs(dx), Math.abs(dy))))
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    square(x, y, 4, (ring) => ring === 2 || ring === 4)
  const centres = alignmentOf(version)
  for (const x of centres)
    for (const y of centres) {
      const isCorner = (x === 6 && (y === 6 || y === size - 7)) || (x === size - 7 && y === 6)
      if (!isCorner) square(x, y, 2, (ring) => ring === 1)
    }
  const format = formatOf(mask)
  for (let n = 0; n < 15; n += 1) {
    const dark = ((format >>> n) & 1) === 1
    if (n < 8) {
      set(8, n < 6 ? n : n + 1, dark)
      set(size - 1 - n, 8, dark)
    } else {
      set(n === 8 ? 7 : 14 - n, 8, dark)
      set(8, size - 15 + n, dark)
    }
  }
  set(8, size - 8, true)
  if (version >= 7)
    for (let n = 0; n < 18; n += 1) {
      const dark = ((versionBitsOf(version) >>> n) & 1) === 1
      const [across, along] = [size - 11 + (n % 3), Math.floor(n / 3)]
      set(across, along, dark)
      set(along, across, dark)
    }
  return grid
}

/** The way that the data takes: up and down in pairs of columns, from the lower right, over what is free. */
export function* wayThrough(frame: Readonly<Grid>): Generator<readonly [x: number, y: number]> {
  const size = frame.length
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (let n = 0; n < size; n += 1)
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - n : n
        if (frame[y]?.[x] === undefined) yield [x, y]
      }
  }
}

/** How hard it is to read: long runs and squares of one colour. */
function hardness(grid: Grid): number {
  let points = 0
  for (const lines of [grid, grid.map((_, x) => grid.map((row) => row[x]))])
    for (const line of lines)
      for (let from = 0, at = 1; at <= line.length; at += 1)
        if (line[at] !== line[from]) {
          if (at - from >= 5) points += at - from - 2
          from = at
        }
  for (let y = 1; y < grid.length; y += 1)
    for (let x = 1; x < grid.length; x += 1)
      if (new Set([grid[y]![x], grid[y - 1]![x], grid[y]![x - 1], grid[y - 1]![x - 1]]).size === 1) points += 3
  return points
}

/** Rows of modules, true where they are dark, without the margin of four; null for a text that does not fit. */
export function qrCode(text: string): readonly (readonly boolean[])[] | null {
  const bytes = new TextEncoder().encode(text)
  const version = correction.findIndex((_, n) => capacityOf(n + 1) >= bytes.length) + 1
  if (version === 0) return null
  const codewords = codewordsFor(bytes, version)
  const drawn = masks.map((isTurned, mask) => {
    const frame = frameOf(version, mask)
    const grid = frame.map((row) => [...row])
    let at = 0
    for (const [x, y] of wayThrough(frame)) {
      const dark = (((codewords[at >> 3] ?? 0) >>> (7 - (at & 7))) & 1) === 1
      grid[y]![x] = dark !== isTurned(x, y)
      at += 1
    }
    return grid
  })
  const [best] = drawn.toSorted((a, b) => hardness(a) - hardness(b))
  return best?.map((row) => row.map((dark) => dark === true)) ?? null
}
