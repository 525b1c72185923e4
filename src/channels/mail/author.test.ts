import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailCases, sharedMail } from '../../../test/support/shared-mail.ts'
import { authorOf } from './author.ts'
import { fieldsOf } from './header.ts'
import { mailLimits, partsOf } from './tree.ts'

const read = (...lines: readonly string[]): string => {
  const found = authorOf(fieldsOf(Buffer.from(lines.join('\n'), 'utf8').toString('latin1')))
  return found.ok ? `${found.author.name} <${found.author.email}>` : found.flaw
}

test('A plain From line names its author, in any of the forms that programs write (A7)', () => {
  for (const [line, author] of [
    ['From: ana@aurora.example', ' <ana@aurora.example>'],
    ['From: <Ana@Aurora.Example>', ' <ana@aurora.example>'],
    ['From: Ana Rao <ana@aurora.example>', 'Ana Rao <ana@aurora.example>'],
    ['From: "Rao, Ana (Aurora; Pune)" <ana@aurora.example>', 'Rao, Ana (Aurora; Pune) <ana@aurora.example>'],
    ['From: "Ana \\"A\\" Rao" <ana@aurora.example>', 'Ana "A" Rao <ana@aurora.example>'],
    ['From: =?utf-8?Q?J=C3=BCrgen?= <j@borealis.example>', 'Jürgen <j@borealis.example>'],
    ['From: ana@aurora.example (Ana Rao)', 'Ana Rao <ana@aurora.example>'],
    ['From: Jürgen <j@bücher.example>', 'Jürgen <j@xn--bcher-kva.example>'],
    ['From: =?utf-8?Q?Ana_=E2=80=AEoaR?= <ana@aurora.example>', 'Ana oaR <ana@aurora.example>'],
    ['from:\n  Ana Rao\n  <ana@aurora.example>', 'Ana Rao <ana@aurora.example>'],
  ] as const)
    assert.equal(read(line), author)
})

test('A From line that could be read in two ways names nobody, and says why (A7)', () => {
  for (const [flaw, ...lines] of [
    ['missing', 'Subject: no author'],
    ['missing', 'From:  '],
    ['several-lines', 'From: ana@aurora.example', 'From: eve@evil.example'],
    ['several-authors', 'From: ana@aurora.example, eve@evil.example'],
    ['several-authors', 'From: Ana <ana@aurora.example> <eve@evil.example>'],
    ['group', 'From: Undisclosed: ana@aurora.example;'],
    ['group', 'From: ana@aurora.example;eve@evil.example'],
    ['comment', 'From: ana@aurora.example (<eve@evil.example>)'],
    ['comment', 'From: (ana@aurora.example) eve@evil.example'],
    ['comment', 'From: Ana (ana@aurora.example) <eve@evil.example>'],
    ['comment', 'From: ana(x)@aurora.example (Ana)'],
    ['encoded-address', 'From: Ana <=?utf-8?Q?ana=40aurora.example?=>'],
    ['encoded-address', 'From: =?utf-8?B?YW5hQGF1cm9yYS5leGFtcGxlPD4=?=@evil.example'],
    ['malformed', 'From: Ana Rao'],
    ['malformed', 'From: Ana <ana@aurora.example@evil.example>'],
    ['malformed', 'From: Ana <@aurora.example:eve@evil.example>'.replace(':e', '|e')],
    ['malformed', 'From: "Ana <ana@aurora.example>'],
    ['malformed', 'From: Ana <ana@[192.0.2.1]>'],
    ['malformed', 'From: Ana <ana@192.0.2.1>'],
    ['malformed', 'From: Ana <ana@localhost>'],
    ['malformed', 'From: Ana <"a b"@aurora.example>'],
    ['malformed', 'From: Ana <ana@aurora.example> eve@evil.example'],
    ['malformed', 'From: eve@evil.example "ana@aurora.example"'],
    ['malformed', 'From: Ana <ana@aurora..example>'],
  ] as const)
    assert.equal(read(...lines), flaw, lines.join('\n'))
})

test('Of Zammad’s 55 messy mails those alone name nobody that have no author, no address, or two of them (A7)', () => {
  const flawed = mailCases<{ readonly input: string }>('mail_parse_zammad.jsonl').flatMap(({ input }) => {
    const found = authorOf(partsOf(sharedMail(input), mailLimits).fields)
    return found.ok ? [] : [`${input}: ${found.flaw}`]
  })
  assert.deepEqual(flawed, [
    'zammad/mail016.box: missing',
    'zammad/mail017.box: several-lines',
    'zammad/mail019.box: malformed', // no address
    'zammad/mail044.box: malformed', // a dot after its domain
    'zammad/mail053.box: malformed', // a machine's own user
    'zammad/mail058.box: several-authors',
    'zammad/mail059.box: several-authors',
  ])
})
