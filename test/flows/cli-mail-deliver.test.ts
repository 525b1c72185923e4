import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { against, emptyDatabase, emptyFolder, type Fields } from '../support/command-database.ts'
import { mailOf, operations, rightIp } from '../support/mail-in.ts'
import { nameServer } from '../support/name-server.ts'

async function delivering(t: TestContext) {
  const names = await nameServer({
    'aurora.example': `v=spf1 ip4:${rightIp} -all`,
    '_dmarc.aurora.example': 'v=DMARC1; p=reject',
  })
  t.after(() => names.close())
  const folder = await emptyFolder(t)
  const desk = against(await emptyDatabase(t))
  return {
    run: (args: string) => desk(`mail deliver ${args}`, { env: { DNS_SERVERS: names.address } }),
    file: async (name: string, raw: Uint8Array) => {
      await writeFile(join(folder, name), raw)
      return join(folder, name)
    },
  }
}

test('desk mail deliver takes messages in as though they had arrived, and tells what was made of each (A5, A7, G1)', async (t) => {
  const { run, file } = await delivering(t)
  const mail = await file('mail.eml', mailOf())
  const empty = await file('empty.eml', Buffer.from('\r\n'))
  const ran = await run(`${mail} ${mail} ${empty} missing.eml --from asha@aurora.example --ip ${rightIp}`)
  assert.equal(ran.status, 1)
  const lines = ran.lines as readonly Fields[]
  assert.deepEqual(
    lines.map(({ state, outcome, error }) => [state, outcome, error]),
    [
      // Nobody is registered here: it is proved who wrote it, and not for whom.
      ['done', 'hold', null],
      ['done', 'duplicate', null],
      ['parked', null, 'The message is empty.'],
      [null, null, "There is no file 'missing.eml'."],
    ],
  )
  assert.deepEqual(Object.keys(lines[0] ?? {}), ['file', 'mail', 'state', 'outcome', 'because', 'ticket', 'error'])
  assert.match(JSON.stringify(lines[0]?.['because']), /"rule":"A7","words":"Nobody whom we know\."/)
})

test('desk mail deliver says what is wrong with how it was asked, and takes nothing then (A1)', async (t) => {
  const { run, file } = await delivering(t)
  const mail = await file('mail.eml', mailOf())
  for (const [args, said] of [
    ['--ip 192.0.2.1', /FILE is missing/],
    [`${mail} --ip somewhere`, /--ip must be an address/],
    [`${mail} --to nobody@else.example`, /'nobody@else\.example' is no mailbox of a desk/],
  ] as const) {
    const ran = await run(args)
    assert.equal(ran.status, 2, args)
    assert.match(ran.err, said)
    assert.equal(ran.out, '')
  }
  const right = await run(`${mail} --to ${operations} --ip ${rightIp} --from asha@aurora.example`)
  assert.equal(right.status, 0)
})
