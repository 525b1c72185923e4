import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { ensureWebBuilt } from '../../src/http/web-build.ts'
import { testDesk } from '../support/http.ts'

const root = resolve(import.meta.dirname, '../..')
const kilobyte = 1_000

/** A file with everything that it imports at once; what is imported when it is wanted is not loaded yet. */
function loadedWith(folder: string, file: string, seen = new Map<string, number>()): ReadonlyMap<string, number> {
  if (seen.has(file)) return seen
  const text = readFileSync(join(folder, file), 'utf8')
  seen.set(file, Buffer.byteLength(text))
  const beside = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : ''
  for (const [, from = ''] of text.matchAll(/(?:from|import)\s*["'`](\.[^"'`]+)["'`]/g))
    loadedWith(folder, join(beside, from), seen)
  return seen
}
const sum = (files: ReadonlyMap<string, number>): number => [...files.values()].reduce((all, each) => all + each, 0)

test('A6: the page loads less than 5 kB, opening the panel less than 15 kB more, and what is loaded when it is wanted is small too', async () => {
  const dir = await ensureWebBuilt(root)
  const script = loadedWith(dir, 'widget.js')
  assert.deepEqual([...script.keys()], ['widget.js'], 'one file')
  assert.ok(sum(script) < 5 * kilobyte, `${sum(script)} bytes`)
  const panel = loadedWith(join(dir, 'widget'), 'panel.js')
  assert.ok(
    sum(panel) > 5 * kilobyte && sum(panel) < 15 * kilobyte,
    `${sum(panel)} bytes: ${[...panel.keys()].join(', ')}`,
  )
  const later = readdirSync(join(dir, 'widget/assets')).filter(
    (name) => name.endsWith('.js') && !panel.has(`assets/${name}`),
  )
  assert.ok(later.length >= 3)
  for (const name of later) {
    const bytes = readFileSync(join(dir, 'widget/assets', name)).length
    assert.ok(bytes < 10 * kilobyte, `${name} has ${bytes} bytes`)
  }
  for (const [name] of panel)
    assert.doesNotMatch(
      readFileSync(join(dir, 'widget', name), 'utf8'),
      /react|https?:\/\//i,
      `${name} speaks to nobody else`,
    )
})

test('A6: pages of other origins may load the script, and nothing else of the client', async (context) => {
  const desk = await testDesk(context, { webDir: await ensureWebBuilt(root) })
  const policyOf = async (path: string) => {
    const { status, headers } = await fetch(`${desk.url}${path}`)
    assert.equal(status, 200, path)
    return headers
  }
  assert.equal((await policyOf('/widget.js')).get('cross-origin-resource-policy'), 'cross-origin')
  assert.match((await policyOf('/widget.js')).get('content-type') ?? '', /javascript/)
  assert.equal((await policyOf('/theme.js')).get('cross-origin-resource-policy'), 'same-origin')
  assert.match((await policyOf('/')).get('content-security-policy') ?? '', /frame-ancestors 'none'/)
  assert.match(
    (await policyOf('/widget/frame')).get('content-security-policy') ?? '',
    /default-src 'none'; script-src 'self'/,
  )
})
