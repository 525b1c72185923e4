import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayProgram, sayRole, zoneEntries } from './words.ts'

test('A browser is said by its name and its machine, whatever else it claims to be', () => {
  const like = 'AppleWebKit/537.36 (KHTML, like Gecko)'
  for (const [program, said] of [
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${like} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
      'Edge on Windows',
    ],
    [`Mozilla/5.0 (X11; Linux x86_64) ${like} Chrome/142.0.0.0 Safari/537.36`, 'Chrome on Linux'],
    [`Mozilla/5.0 (Linux; Android 15) ${like} Chrome/142.0.0.0 Mobile Safari/537.36`, 'Chrome on Android'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox on Mac'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    ['curl/8.5.0', 'curl/8.5.0'],
    [null, 'A program without a name'],
  ] as const)
    assert.equal(sayProgram(program), said)
  assert.equal(sayProgram('x'.repeat(200)).length, 61)
})

test('A role is said as its name, and a zone that the browser does not know can be kept', () => {
  assert.equal(sayRole('pam'), 'Partner account manager')
  assert.equal(sayRole('contact'), 'Contact')
  const ids = zoneEntries('Mars/Olympus').map(({ id }) => id)
  assert.ok(['Mars/Olympus', 'Europe/Berlin', 'Etc/UTC'].every((id) => ids.includes(id)))
})
