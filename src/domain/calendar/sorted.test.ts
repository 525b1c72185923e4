import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Sorted } from './sorted.ts'

const plainCount = (values: readonly number[], value: number): number => values.filter((each) => each <= value).length

const lists: Readonly<Record<string, readonly number[]>> = {
  none: [],
  one: [5],
  even: [0, 10, 20, 30, 40],
  crowded: [0, 1, 2, 3, 4, 5, 6, 7, 8, 1000],
  'crowded late': [-1000, 91, 92, 93, 94, 95, 96, 97, 98, 99],
  instants: [1.7e12, 1.7e12 + 1, 1.7e12 + 86_400_000, 1.8e12],
}

for (const [name, values] of Object.entries(lists)) {
  test(`a place among sorted numbers is the one that plain counting gives: ${name}`, () => {
    const sorted = new Sorted(Float64Array.from(values))
    const near = [...values, 0, -1e15, 1e15].flatMap((value) => [value - 1, value - 0.5, value, value + 0.5, value + 1])
    for (const value of near) assert.equal(sorted.countUpTo(value), plainCount(values, value), `up to ${value}`)
  })
}
