import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findNamed } from './named.ts'

const rows = [
  { id: 'login', name: 'Login and account access' },
  { id: 'straße', name: 'STRASSE' },
  { id: 'second', name: 'Login' },
]

test('A row is found by its id or its name, in any case, and by nothing else', () => {
  assert.equal(findNamed(rows, 'LOGIN AND account access'), rows[0])
  assert.equal(findNamed(rows, 'Straße'), rows[1])
  assert.equal(findNamed(rows, 'log'), undefined)
  assert.equal(findNamed(rows, ''), undefined)
})

test('Of several rows with a name the first has it', () => {
  assert.equal(findNamed(rows, 'Login'), rows[0])
  assert.equal(findNamed([...rows].reverse(), 'Login'), rows[2])
})
