import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  alignmentOf,
  capacityOf,
  correctionOf,
  formatOf,
  frameOf,
  masks,
  qrCode,
  versionBitsOf,
  versions,
  wayThrough,
} from './qr.ts'

test('So many bytes fit as the standard says (ISO/IEC 18004, table 7, level L)', () => {
  assert.deepEqual(
    Array.from({ length: versions }, (_, n) => capacityOf(n + 1)),
    [17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520],
  )
})

test('Small squares lie where the standard has them (annex E)', () => {
  assert.deepEqual([1, 2, 6, 7, 8, 10, 13, 14, 15].map(alignmentOf), [
    [],
    [6, 18],
    [6, 34],
    [6, 22, 38],
    [6, 24, 42],
    [6, 28, 50],
    [6, 34, 62],
    [6, 26, 46, 66],
    [6, 26, 48, 70],
  ])
})

test('Correction is that of the well-known example, HELLO WORLD', () => {
  const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17]
  assert.deepEqual(correctionOf(data, 10), [196, 35, 39, 119, 235, 215, 231, 226, 93, 23])
})

test('Format and version are spelt as the standard lists them (annexes C and D)', () => {
  assert.deepEqual(
    Array.from({ length: 8 }, (_, mask) => formatOf(mask).toString(2).padStart(15, '0')),
    [
      '111011111000100',
      '111001011110011',
      '111110110101010',
      '111100010011101',
      '110011000101111',
      '110001100011000',
      '110110001000001',
      '110100101110110',
    ],
  )
  assert.deepEqual(
    [7, 8, 9, 10].map((version) => versionBitsOf(version).toString(2).padStart(18, '0')),
    ['000111110010010100', '001000010110111100', '001001101010011001', '001010010011010011'],
  )
})

/** Blocks of data, by their length, as the standard has them (table 9, level L). */
const blocks = new Map([
  [1, [19]],
  [5, [108]],
  [8, [97, 97]],
  [10, [68, 68, 69, 69]],
  [15, [87, 87, 87, 87, 87, 88]],
])

/** Read as a camera's program does, but for the correction. */
function readBack(grid: readonly (readonly boolean[])[]): string {
  const size = grid.length
  const version = (size - 17) / 4
  const bit = (x: number, y: number): number => (grid[y]?.[x] === true ? 1 : 0)
  const format = [0, 1, 2, 3, 4, 5, 7, 8].map((y) => bit(8, y)).concat([7, 5, 4, 3, 2, 1, 0].map((x) => bit(x, 8)))
  const mask = masks.findIndex((_, n) => formatOf(n) === Number.parseInt(format.toReversed().join(''), 2))
  const isTurned = masks[mask]
  assert.ok(isTurned !== undefined, 'its format is one of level L')
  const bits = [...wayThrough(frameOf(version, mask))].map(([x, y]) => bit(x, y) ^ (isTurned(x, y) ? 1 : 0))
  const codeword = (n: number): number => Number.parseInt(bits.slice(n * 8, n * 8 + 8).join(''), 2)
  const lengths = blocks.get(version) ?? []
  const data: number[][] = lengths.map(() => [])
  let next = 0
  for (let at = 0; at < Math.max(...lengths); at += 1)
    lengths.forEach((length, n) => (at < length ? data[n]?.push(codeword(next++)) : undefined))
  const stream = data
    .flat()
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  assert.equal(stream.slice(0, 4), '0100', 'bytes')
  const from = version < 10 ? 12 : 20
  const length = Number.parseInt(stream.slice(4, from), 2)
  return new TextDecoder().decode(
    Uint8Array.from({ length }, (_, n) => Number.parseInt(stream.slice(from + n * 8, from + n * 8 + 8), 2)),
  )
}

test('What is drawn is read back, in one block and in many', () => {
  for (const version of blocks.keys()) {
    const text = Array.from({ length: capacityOf(version) }, (_, n) => String.fromCharCode(33 + ((n * 7) % 90))).join(
      '',
    )
    const grid = qrCode(text)
    assert.equal(grid?.length, version * 4 + 17)
    assert.equal(readBack(grid ?? []), text)
  }
  assert.equal(readBack(qrCode('Grüße · 漢字') ?? []), 'Grüße · 漢字')
})

test('A text that does not fit has none', () => {
  assert.equal(qrCode('x'.repeat(521)), null)
  assert.equal(qrCode('x'.repeat(520))?.length, 77)
})
