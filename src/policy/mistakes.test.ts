import assert from 'node:assert/strict'
import { mkdir, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { editedFolder, lineOf, zohoFolder, type Edit } from '../../test/support/policies.ts'
import { formatMistakes, loadPolicy, type Mistake } from './load.ts'

const mistakesOf = async (folder: string): Promise<readonly Mistake[]> => {
  const loaded = await loadPolicy(folder)
  return loaded.ok ? [] : loaded.mistakes
}

interface Planted extends Edit {
  /** What stands on the line that the mistake must name; the edit's own text where it is not said. */
  readonly on?: string | RegExp
  readonly path: string
  readonly found: string
  readonly expected: RegExp
}

const planted: readonly Planted[] = [
  {
    file: 'vendor.yaml',
    from: 'fiscalYearStartsInMonth: 1',
    to: 'fiscalYearStartsInMonth: January',
    path: 'fiscalYearStartsInMonth',
    found: "'January'",
    expected: /^a whole number from 1 to 12$/,
  },
  {
    file: 'desks.yaml',
    from: 'eu: partner-support@eu.zohocorp.com',
    to: 'eu: partner-support at eu.zohocorp.com',
    path: 'desks[0].mailboxes.eu',
    found: "'partner-support at eu.zohocorp.com'",
    expected: /^an e-mail address/,
  },
  {
    file: 'desks.yaml',
    from: '{ regions: [europe], person',
    to: '{ regions: [eurpoe], person',
    path: 'desks[1].dris[2].regions[0]',
    found: "'eurpoe'",
    expected: /^a region of this policy \(did you mean 'europe'\?\)$/,
  },
  {
    file: 'tiers.yaml',
    from: 'targetPosition: 0.5',
    to: 'targetPosition: 1.5',
    path: 'tiers[1].targetPosition',
    found: '1.5',
    expected: /^a number from 0 to 1$/,
  },
  {
    file: 'chat.yaml',
    from: 'desks: [support]',
    to: 'desks: [suport]',
    path: 'desks[0]',
    found: "'suport'",
    expected: /^a desk of this policy \(did you mean 'support'\?\)$/,
  },
  {
    file: 'chat.yaml',
    from: 'markedAfterMinutes: 2',
    to: 'markedAfterMinutes: 15',
    path: 'markedAfterMinutes',
    found: '15',
    expected: /^less than endsAfterSilenceMinutes/,
  },
  {
    file: 'chat.yaml',
    from: 'longestMessage: 4000',
    to: 'longestMessage: 100',
    path: 'longestMessage',
    found: '100',
    expected: /^a whole number from 200 to 20000$/,
  },
  {
    file: 'regions.yaml',
    from: 'zone: Europe/Paris',
    to: 'zone: Europe/Pariss',
    path: 'regions[4].subregions[2].zone',
    found: "'Europe/Pariss'",
    expected: /^an IANA time zone \(did you mean 'Europe\/Paris'\?\)$/,
  },
  {
    file: 'regions.yaml',
    from: '[FR, MC]',
    to: '[FR, MC, UK]',
    path: 'regions[4].subregions[2].countries[2]',
    found: "'UK'",
    expected: /^a two-letter code of ISO 3166-1, or XK \(did you mean 'GB', United Kingdom\?\)$/,
  },
  {
    file: 'regions.yaml',
    from: '[IN]',
    to: '[IN, JP]',
    path: 'regions[2].subregions[0].countries[1]',
    found: "'JP'",
    expected: /^each country once \(it stands in .*regions\.yaml:\d+ already\)$/,
  },
  {
    file: 'regions.yaml',
    from: '[ES, AD, PT]',
    to: '[ES, PT]',
    on: /^  - id: anz$/, // the list of regions begins on the line of its first
    path: 'regions',
    found: 'no place for AD (Andorra)',
    expected: /^every country of ISO 3166-1, and XK, in one sub-region$/,
  },
  {
    file: 'regions.yaml',
    from: 'WA, WY]',
    to: 'WA, TX]',
    path: 'regions[5].subregions[2].states.US[12]',
    found: "'TX'",
    expected: /^each state once \(it stands in .*regions\.yaml:\d+ already\)$/,
  },
  {
    file: 'regions.yaml',
    from: 'takesUnknownState: true #',
    to: 'takesUnknownState: yes #',
    path: 'regions[5].subregions[0].takesUnknownState',
    found: "'yes'",
    expected: /^true or false$/,
  },
  {
    file: 'regions.yaml',
    from: `zone: America/Toronto
        calendar: working-week`,
    to: `zone: America/Toronto
        calendar: working-weak`,
    on: 'calendar: working-weak',
    path: 'regions[5].subregions[3].calendar',
    found: "'working-weak'",
    expected: /^a calendar of this policy \(did you mean 'working-week'\?\)$/,
  },
  {
    file: 'calendars.yaml',
    from: 'monday: 00:00-24:00',
    to: 'monday: [00:00-12:00, 11:30-24:00]',
    path: 'calendars.working-week.week.monday',
    found: 'a list',
    expected: /^hours that begin after the hours before have ended$/,
  },
  {
    file: 'calendars.yaml',
    from: 'holidays: []',
    to: 'holidays: [2027-02-29]',
    path: 'calendars.working-week.holidays[0]',
    found: "'2027-02-29'",
    expected: /^a date such as/,
  },
  {
    file: 'mail.yaml',
    from: 'withoutDmarc: aligned',
    to: 'withoutDmarc: pass',
    path: 'withoutDmarc',
    found: "'pass'",
    expected: /^one of aligned, hold$/,
  },
  {
    file: 'mail.yaml',
    from: 'trustedServers: []',
    to: 'trustedServers: ["mx.google.com; dmarc=pass"]',
    path: 'trustedServers[0]',
    found: "'mx.google.com; dmarc=pass'",
    expected: /^the name that a mail server gives itself/,
  },
  {
    file: 'mail.yaml',
    from: 'tellsAgainAfterDays: 7',
    to: 'tellsAgainAfterDays: 0',
    path: 'tellsAgainAfterDays',
    found: '0',
    expected: /^a whole number from 1 to 365$/,
  },
  {
    file: 'mail.yaml',
    from: 'answers: 12',
    to: 'answers: 50',
    path: 'breaker.answers',
    found: '50',
    expected: /^less than 50: the answers stop before the mails are held$/,
  },
  {
    file: 'commitments.yaml',
    from: '1: { acknowledgement: 1-3 h',
    to: '1: { acknowledgement: 3-1 h',
    path: 'commitments.support.1.acknowledgement',
    found: "'3-1 h'",
    expected: /^a range of time that runs upwards and up to 365 days, such as '1-3 h'/,
  },
  {
    file: 'commitments.yaml',
    from: '2: { acknowledgement: 6-12 h, determination: 24-48 h',
    to: '2: { acknowledgement: 6-12 h, determination: 24-999999 h',
    path: 'commitments.support.2.determination',
    found: "'24-999999 h'",
    expected: /^a range of time .* up to 365 days/,
  },
  {
    file: 'tickets.yaml',
    from: 'closesAfterDays: 7',
    to: 'closesAfterDays: 999999999',
    path: 'tickets.closesAfterDays',
    found: '999999999',
    expected: /^a whole number from 0 to 3650$/,
  },
  {
    file: 'tickets.yaml',
    from: 'withinDays: 30',
    to: 'withinDays: 999999999',
    path: 'overuse.withinDays',
    found: '999999999',
    expected: /^a whole number from 1 to 3650$/,
  },
  {
    file: 'mail.yaml',
    from: 'quietAfter: 12 h',
    to: 'quietAfter: 999999999 h',
    path: 'quietAfter',
    found: "'999999999 h'",
    expected: /^a length of time above zero and up to 365 days/,
  },
  {
    file: 'commitments.yaml',
    from: '3: { acknowledgement: 18-24 h',
    to: '4: { acknowledgement: 18-24 h',
    path: 'commitments.operations.4',
    found: '4',
    expected: /^a severity of desk 'operations': 1, 2, 3$/,
  },
  {
    file: 'categories.yaml',
    from: `  - id: slowness
    desk: support`,
    to: `  - id: slowness
    desk: suport`,
    on: 'desk: suport',
    path: 'categories[3].desk',
    found: "'suport'",
    expected: /^a desk of this policy \(did you mean 'support'\?\)$/,
  },
  {
    file: 'categories.yaml',
    from: 'defaultSeverity: 1 # [S] severity 1: "no access',
    to: 'defaultSeverity: 7 # [S] severity 1: "no access',
    path: 'categories[1].defaultSeverity',
    found: '7',
    expected: /^a severity of desk 'support': 1, 2, 3$/,
  },
  {
    file: 'intake.yaml',
    from: 'category: partner-store',
    to: 'category: deluge',
    on: 'category: deluge',
    path: 'requestTypes[3].category',
    found: "'deluge'",
    expected: /^a category of desk 'operations' \(it belongs to 'support'\)$/,
  },
  {
    file: 'products.yaml',
    from: '{ id: bigin, name: Bigin, family: Sales }',
    to: '{ id: bigin, name: Bigin, family: Sales, needsSupportAcess: true }',
    path: 'products[0].needsSupportAcess',
    found: "the unknown key 'needsSupportAcess'",
    expected: /^'needsSupportAccess'$/,
  },
  {
    file: 'products.yaml',
    from: '{ id: vault,',
    to: '{ id: desk,',
    on: 'name: Zoho Vault',
    path: 'products[41].id',
    found: "'desk'",
    expected: /^each product once \(it stands in .*products\.yaml:\d+ already\)$/,
  },
  {
    file: 'tickets.yaml',
    from: 'howToYields: 60 min',
    to: 'howToYields: 60 minuets',
    path: 'urgency.howToYields',
    found: "'60 minuets'",
    expected: /^a length of time up to 365 days, such as '0 min' or '1 h'$/,
  },
  {
    file: 'tickets.yaml',
    from: 'moreThan: 5',
    to: 'moreThan: 5\n  moreThan: 6',
    on: 'moreThan: 6',
    path: '',
    found: 'a key for the second time',
    expected: /^each key once$/,
  },
  {
    file: 'partnership.yaml',
    from: 'premium: { complimentary: 3, demo: 10 }',
    to: '# premium: nothing is said',
    on: 'authorised: { complimentary', // what is missing is said to stand where its holder begins
    path: 'accounts.quota.premium',
    found: 'nothing',
    expected: /^an entry for tier 'premium'$/,
  },
  {
    file: 'examples.yaml',
    from: "severity: 2, critical: true, receivedAt: '2026-03-07T06:00:00Z'",
    to: "severity: 2, critical: true, receivedAt: '2026-03-07 06:00'",
    path: 'examples[10].situation.receivedAt',
    found: "'2026-03-07 06:00'",
    expected: /^an instant in UTC to the second/,
  },
  {
    file: 'escalation/operations.yaml',
    from: '  - level: 3',
    to: '  - level: 5',
    path: 'levels[2].level',
    found: '5',
    expected: /^3: rows are numbered from 1 on, in order$/,
  },
  {
    file: 'escalation/support.yaml',
    from: 'name: Sakthi Priya, email:',
    to: 'name: Sakthi Priya, mail:',
    path: 'levels[1].people[0].people[0].mail',
    found: "the unknown key 'mail'",
    expected: /^'email'$/,
  },
]

/** Mistakes that follow from the planted ones by themselves, each true of the file as it now stands. */
const following = [
  { file: 'regions.yaml', path: 'regions', found: 'no place for US/WY (Wyoming)' }, // TX in its stead
  { file: 'regions.yaml', path: 'regions', found: 'nothing' }, // 'yes' is not true: no part takes an unknown state
  { file: 'commitments.yaml', path: 'commitments.operations.3', found: 'nothing' }, // it is called 4
  { file: 'escalation/support.yaml', path: 'levels[1].people[0].people[0].email', found: 'nothing' }, // it is called mail
]

test('every mistake of a wrong policy is said at once, with file, line, path, what was found and what is expected', async (t) => {
  const folder = await editedFolder(t, zohoFolder, planted)
  const mistakes = await mistakesOf(folder)
  const rest = [...mistakes]
  for (const plant of planted) {
    const line = await lineOf(folder, plant.file, plant.on ?? plant.to)
    const index = rest.findIndex(
      (each) =>
        each.file === join(folder, plant.file) &&
        each.path === plant.path &&
        each.found === plant.found &&
        each.line === line &&
        plant.expected.test(each.expected),
    )
    assert.notEqual(index, -1, `${plant.file}:${line} ${plant.path}: ${plant.found}\n${formatMistakes(mistakes)}`)
    rest.splice(index, 1)
  }
  const said = rest.map(({ file, path, found }) => ({ file: relative(folder, file), path, found }))
  assert.deepEqual(said, following)
})

test('a mistake is formatted as one line that an editor and a person can follow', async (t) => {
  const folder = await editedFolder(t, zohoFolder, [
    {
      file: 'tiers.yaml',
      from: 'name: Advanced, rank: 2, targetPosition: 0.5',
      to: 'name: Advanced, rank: 2, targetPosition: 1.5',
    },
  ])
  const line = await lineOf(folder, 'tiers.yaml', 'id: advanced')
  assert.equal(
    formatMistakes(await mistakesOf(folder)),
    `${folder}/tiers.yaml:${line}:62: tiers[1].targetPosition: found 1.5; expected a number from 0 to 1.`,
  )
})

const files = `vendor desks tiers regions calendars severities commitments categories intake products entitlements
  key-accounts tickets partnership examples escalation/support escalation/operations`
  .split(/\s+/)
  .map((name) => `${name}.yaml`)

for (const file of files) {
  test(`without ${file} the mistake is that it is missing, and nothing that follows from it`, async (t) => {
    const folder = await editedFolder(t, zohoFolder, [])
    await unlink(join(folder, file))
    const mistakes = await mistakesOf(folder)
    assert.deepEqual(
      mistakes.map((each) => [relative(folder, each.file), each.line, each.found]),
      [[file, 1, 'no such file']],
    )
  })

  test(`where ${file} is no YAML the mistake is its line, and nothing that follows from it`, async (t) => {
    const folder = await editedFolder(t, zohoFolder, [])
    await writeFile(join(folder, file), '# a comment\nkey: "a text without an end\n')
    const mistakes = await mistakesOf(folder)
    assert.deepEqual(
      mistakes.map((each) => [relative(folder, each.file), each.expected]),
      [[file, 'YAML 1.2']],
    )
    assert.match(mistakes[0]?.found ?? '', /^no valid YAML \(Missing closing "quote\)$/)
  })
}

test('one slip in the syntax is told by what is near it, and not by hundreds of consequences', async (t) => {
  const folder = await editedFolder(t, zohoFolder, [])
  const text = await readFile(join(folder, 'categories.yaml'), 'utf8')
  const lines = text.split('\n')
  const at = lines.findIndex((line) => line.trim() === 'subTypes:')
  await writeFile(join(folder, 'categories.yaml'), lines.toSpliced(at, 1).join('\n'))
  const mistakes = await mistakesOf(folder)
  assert.deepEqual([...new Set(mistakes.map((each) => relative(folder, each.file)))], ['categories.yaml'])
  assert.ok(mistakes.length <= 10, `${mistakes.length} mistakes`)
  assert.ok(Math.abs((mistakes[0]?.line ?? 0) - at) <= 2, `line ${mistakes[0]?.line}`)
})

test('a folder that is not there is one mistake', async (t) => {
  const folder = await editedFolder(t, zohoFolder, [])
  await rm(join(folder, 'tiers.yaml'))
  const gone = join(folder, 'nowhere')
  assert.deepEqual(await mistakesOf(gone), [
    { file: gone, line: 1, column: 1, path: '', found: 'no such folder', expected: 'the folder of a policy' },
  ])
})

test('a file of another name is not ignored in silence, nor is a ladder of no desk', async (t) => {
  const folder = await editedFolder(t, zohoFolder, [])
  await writeFile(join(folder, 'tier.yml'), 'tiers: []\n')
  await writeFile(join(folder, 'escalation/sales.yaml'), 'levels: []\n')
  const found = (await mistakesOf(folder)).map((each) => [relative(folder, each.file), each.found, each.expected])
  assert.deepEqual(found, [
    ['escalation/sales.yaml', 'a ladder of no desk', 'a file named after a desk: support, operations'],
    ['tier.yml', 'a file of another name', "'tiers.yaml'"],
  ])
})

/** What a folder may hold in the place of a right file, and what is said of it: nothing else follows from it. */
const odd: readonly {
  readonly what: string
  readonly make: (folder: string) => Promise<unknown>
  readonly said: readonly [file: string, line: number, found: string, expected: string]
}[] = [
  {
    what: 'a file in another encoding than UTF-8',
    make: (folder) => writeFile(join(folder, 'tickets.yaml'), Buffer.from('# one\nurgency: caf\xe9\n', 'latin1')),
    said: ['tickets.yaml', 2, 'what is not UTF-8', 'a file in UTF-8'],
  },
  {
    what: 'a folder with the name of a file',
    make: (folder) => unlink(join(folder, 'tickets.yaml')).then(() => mkdir(join(folder, 'tickets.yaml'))),
    said: ['tickets.yaml', 1, 'a folder', 'this file of the policy'],
  },
  {
    what: 'a link that leads to itself',
    make: (folder) =>
      unlink(join(folder, 'tickets.yaml')).then(() => symlink('tickets.yaml', join(folder, 'tickets.yaml'))),
    said: ['tickets.yaml', 1, 'a link that leads to itself', 'this file of the policy'],
  },
  {
    what: 'a file in the place of the workflows',
    make: (folder) =>
      rm(join(folder, 'workflows'), { recursive: true }).then(() => writeFile(join(folder, 'workflows'), '')),
    said: ['workflows', 1, 'a file', 'a folder of the policy'],
  },
  {
    what: 'a workflow of another ending',
    make: (folder) => rename(join(folder, 'workflows/consent.yaml'), join(folder, 'workflows/consent.YML')),
    said: ['workflows/consent.YML', 1, 'a file of another name', "'consent.yaml'"],
  },
  {
    what: 'a ladder of another ending beside the right one',
    make: (folder) => writeFile(join(folder, 'escalation/support.yml'), 'levels: []\n'),
    said: ['escalation/support.yml', 1, 'a file of another name', "'support.yaml'"],
  },
  {
    what: 'a folder of nearly the right name',
    make: (folder) => mkdir(join(folder, 'workflow')),
    said: ['workflow', 1, 'a folder of another name', "'workflows'"],
  },
  {
    what: 'a second document',
    make: (folder) => writeFile(join(folder, 'tickets.yaml'), 'a: 1\n---\nb: 2\n'),
    said: ['tickets.yaml', 2, 'a second document', 'one document a file'],
  },
  {
    what: 'lists in lists without end',
    make: (folder) => writeFile(join(folder, 'tickets.yaml'), `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`),
    said: ['tickets.yaml', 1, 'what is nested too deeply', 'a few levels'],
  },
]

for (const { what, make, said } of odd)
  test(`${what} is one mistake that says what stands there`, async (t) => {
    const folder = await editedFolder(t, zohoFolder, [])
    await make(folder)
    const found = (await mistakesOf(folder)).map((each) => [
      relative(folder, each.file),
      each.line,
      each.found,
      each.expected,
    ])
    assert.deepEqual(found, [said])
  })

test('a text with a NUL or half a character is a mistake: no database would keep it (C9)', async (t) => {
  for (const to of ['name: "Zo\\0ho"', 'name: "Zoho \\ud800"']) {
    const folder = await editedFolder(t, zohoFolder, [{ file: 'vendor.yaml', from: 'name: Zoho', to }])
    const [mistake, ...others] = await mistakesOf(folder)
    assert.deepEqual([mistake?.path, others], ['name', []])
    assert.match(mistake?.expected ?? '', /NUL/)
  }
})

test('of a value as long as a book a mistake shows the beginning, and nothing that a terminal would obey', async (t) => {
  const folder = await editedFolder(t, zohoFolder, [
    {
      file: 'vendor.yaml',
      from: 'fiscalYearStartsInMonth: 1',
      to: `fiscalYearStartsInMonth: "\\e[2J${'x'.repeat(9_000)}"`,
    },
  ])
  const [mistake] = await mistakesOf(folder)
  assert.match(mistake?.found ?? '', /^'\ufffd\[2Jx+…'$/)
  assert.ok((mistake?.found.length ?? 0) < 200)
})
