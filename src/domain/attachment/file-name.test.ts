import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanName, endingBefore, endingOf } from './file-name.ts'

const rows: readonly (readonly [given: string, kept: string, why: string])[] = [
  ['Screenshot 2026-03-10.png', 'Screenshot 2026-03-10.png', 'a plain name stays'],
  ['Größe – Übersicht.pdf', 'Größe – Übersicht.pdf', 'any language may be used'],
  ['Gro\u0308ße.txt', 'Größe.txt', 'one spelling of each letter'],
  ['../../etc/passwd', 'passwd', 'no path'],
  ['C:\\Users\\me\\shot.png', 'shot.png', 'no path of Windows'],
  ['folder/', 'folder', 'the last step that has a name'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe', 'nothing turns the direction of writing'],
  ['in\u200Bvoice.pdf', 'invoice.pdf', 'nothing that cannot be seen'],
  ['a\r\nX-Header: b.txt', 'a X-Header_ b.txt', 'no line of a header'],
  ['nul\0.txt', 'nul .txt', 'no NUL'],
  ['a<b>"c"|?*.txt', 'a_b__c____.txt', 'nothing that Windows refuses'],
  ['setup.exe. . ', 'setup.exe', 'nothing that Windows drops from the end'],
  ['CON.txt', '_CON.txt', 'no device of Windows'],
  ['lpt1', '_lpt1', 'nor a printer'],
  ['contract.txt', 'contract.txt', 'only begins like a device'],
  ['.htaccess', '.htaccess', 'a name that begins with a dot stays'],
  ['...', 'attachment', 'dots alone are no name'],
  ['', 'attachment', 'no name'],
  ['\u202E\u200B', 'attachment', 'nothing but what cannot be seen'],
  ['half \ud83d character.txt', 'half character.txt', 'no half character'],
]

for (const [given, kept, why] of rows)
  test(`B4: a file called ${JSON.stringify(given)} is kept as '${kept}': ${why}`, () => {
    assert.equal(cleanName(given), kept)
  })

test('B4: a long name is cut and keeps its ending, whole characters only', () => {
  const cut = cleanName(`${'😀'.repeat(300)}.png`)
  assert.equal([...cut].length, 150)
  assert.ok(cut.endsWith('😀….png'))
  assert.ok(cut.isWellFormed())
  const noEnding = cleanName(`a.${'x'.repeat(300)}`)
  assert.equal(noEnding.length, 150)
})

test('B4: cleaning what is clean changes nothing', () => {
  for (const [, kept] of rows) assert.equal(cleanName(kept), kept)
})

test('The ending is what stands after the last dot, in small letters', () => {
  assert.deepEqual(['a.PNG', 'invoice.pdf.exe', '.htaccess', 'none', 'a.b c'].map(endingOf), [
    'png',
    'exe',
    'htaccess',
    '',
    'b c',
  ])
  assert.deepEqual(['invoice.PDF.exe', 'a.exe', '.htaccess'].map(endingBefore), ['pdf', '', ''])
})
