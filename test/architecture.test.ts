import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'

const root = resolve(import.meta.dirname, '..')

/** What each layer may import of the project; files at the top of `src` may import everything. */
const layers: Readonly<Record<string, readonly string[]>> = {
  'src/domain': ['src/domain'],
  'src/policy': ['src/policy', 'src/domain'],
  'src/storage': ['src/storage', 'src/domain'],
  'src/services': ['src/services', 'src/storage', 'src/policy', 'src/domain'],
  'src/channels': ['src/channels', 'src/services', 'src/domain'],
  'src/http': ['src/http', 'src/services', 'src/domain'],
  'src/jobs': ['src/jobs', 'src/services', 'src/domain'],
}

/** Borders that one file may cross, each with its reason. */
const exceptions: Readonly<Record<string, { readonly may: string; readonly because: string }>> = {}

/** What reads a clock or a die: time is an argument in the core. */
const banned = [
  /\bDate\.now\b/,
  /\bnew Date\b/,
  /\bMath\.random\b/,
  /\bTemporal\.Now\b/,
  /\bperformance\.now\b/,
  /\bprocess\b/,
]

const isSource = (name: string): boolean => /\.tsx?$/.test(name) && !/\.test\.ts$/.test(name) && !/\.d\.ts$/.test(name)

function filesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
}

interface Import {
  readonly from: string
  readonly typeOnly: boolean
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)
  const dynamic = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  return [
    ...[...statements].map(([, type, from = '']) => ({ from, typeOnly: type !== undefined })),
    ...[...dynamic].map(([, from = '']) => ({ from, typeOnly: false })),
  ]
}

const isOwn = (from: string): boolean => from.startsWith('.')
const target = (file: string, from: string): string => relative(root, resolve(root, dirname(file), from))

test('Each layer imports only the layers below it, and the core imports no package', () => {
  const wrong: string[] = []
  for (const [layer, may] of Object.entries(layers)) {
    for (const file of filesBelow(layer)) {
      for (const { from } of importsOf(file)) {
        const to = isOwn(from) ? target(file, from) : from
        const allowed = isOwn(from) ? may.some((each) => to.startsWith(`${each}/`)) : layer !== 'src/domain'
        if (!allowed && exceptions[file]?.may !== to) wrong.push(`${file} imports ${to}`)
      }
    }
  }
  assert.deepEqual(wrong, [])
})

test('Only storage speaks to the database, and only the composition root to everything', () => {
  const wrong: string[] = []
  for (const file of filesBelow('src')) {
    if (file.startsWith('src/storage/')) continue
    for (const { from, typeOnly } of importsOf(file)) {
      if (!typeOnly && /^(pg|kysely)(\/|$)/.test(from) && exceptions[file]?.may !== from)
        wrong.push(`${file} imports ${from}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('Nothing in the core reads a clock, a random number or the process', () => {
  const wrong: string[] = []
  for (const file of filesBelow('src/domain')) {
    const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    for (const pattern of banned) if (pattern.test(code)) wrong.push(`${file} has ${pattern.source}`)
  }
  assert.deepEqual(wrong, [])
})

test('The web client knows the program by its HTTP shapes and the pure core only', () => {
  const wrong: string[] = []
  for (const file of filesBelow('web')) {
    for (const { from, typeOnly } of importsOf(file)) {
      if (!isOwn(from)) continue
      const to = target(file, from)
      const allowed =
        to.startsWith('web/') || to.startsWith('src/domain/') || (typeOnly && /^src\/http\/wire[a-z-]*\.ts$/.test(to))
      if (!allowed) wrong.push(`${file} imports ${to}`)
    }
  }
  assert.deepEqual(wrong, [])
})

/** Of the client, what has no framework in it: the same promise bar, the same time and the same words of a file everywhere. */
const plainParts =
  /^web\/shared\/(?:time|working-time|attachments\/words|promise-bar\/(?:clock|geometry|standing))\.ts$/

test('A6: the widget knows the program by its HTTP shapes and the pure core, and has no framework and no package', () => {
  const wrong: string[] = []
  for (const file of filesBelow('widget')) {
    for (const { from, typeOnly } of importsOf(file)) {
      const to = isOwn(from) ? target(file, from) : from
      const isPure = to.startsWith('widget/') || to.startsWith('src/domain/') || plainParts.test(to)
      if (!isPure && !(typeOnly && /^src\/http\/wire[a-z-]*\.ts$/.test(to))) wrong.push(`${file} imports ${to}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('No vendor, desk, tier or region is known to the code: they are found in the policy', () => {
  const wrong: string[] = []
  const words =
    /['"`](support|operations|authorised|advanced|premium|anz|apac|mea|americas|india|europe|zoho[^'"`]*)['"`]/i
  for (const file of filesBelow('src').filter((each) => !each.startsWith('src/http/wire'))) {
    const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    const found = words.exec(code)
    if (found !== null) wrong.push(`${file} says ${found[0]}`)
  }
  assert.deepEqual(wrong, [])
})

test('No file is longer than 250 lines but those that say why', () => {
  const long: string[] = []
  for (const folder of ['src', 'web', 'widget', 'test', 'bench', 'seeds']) {
    for (const file of filesBelow(folder)) {
      const text = readFileSync(join(root, file), 'utf8')
      if (text.split('\n').length > 251 && !/long because:/i.test(text)) long.push(file)
    }
  }
  assert.deepEqual(long, [])
})
