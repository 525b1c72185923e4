import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { emptyDatabase, type Fields } from '../support/command-database.ts'
import { desk as command, type Ran } from '../support/command-line.ts'
import { ask, right, testDesk, type TestDesk } from '../support/http.ts'

const words = 'three words of mine'

/** `desk user …` beside a running desk. */
async function beside(context: TestContext) {
  let url = ''
  const desk = await testDesk(context, { through: (real) => Promise.resolve((url = real)) })
  const run = (args: readonly string[], input = ''): Promise<Ran> =>
    command(args, { input, env: { DATABASE_URL: url } })
  return { desk, run }
}

const only = ({ lines, status, err }: Ran): Fields => {
  assert.deepEqual([status, lines.length], [0, 1], err)
  return lines[0] as Fields
}
const signIn = async ({ url }: TestDesk, email: string, password: string) =>
  ask(url, 'POST', '/api/v1/session', { body: { email, password } })

test('On an empty desk the command line makes the first administrator, who comes in by the link', async (t) => {
  const url = await emptyDatabase(t)
  const env = { DATABASE_URL: url, PUBLIC_URL: 'https://desk.example' }
  const run = (args: readonly string[]) => command(args, { env })
  const made = only(
    await run(['user', 'add', 'Ada@Vendor.example', '--name', 'Ada First', '--role', 'admin', '--json']),
  )
  assert.deepEqual(
    [made['email'], made['side'], made['role'], made['active'], made['hasPassword']],
    ['ada@vendor.example', 'staff', 'admin', true, false],
  )
  assert.match(String(made['link']), /^https:\/\/desk\.example\/password\/[\w-]{43}$/)
  const listed = await run(['user', 'list'])
  assert.deepEqual(
    (listed.lines as Fields[]).map(({ email }) => email),
    ['ada@vendor.example'],
  )
  assert.ok(!listed.out.includes(String(made['link'])), 'the link is shown once')
  const last = await run(['user', 'deactivate', 'ada@vendor.example'])
  assert.deepEqual([last.status, last.out], [2, ''])
  assert.match(last.err, /last active administrator/)
})

test('Somebody is added, changed, given a password, signed out, let go and taken back on the command line', async (t) => {
  const { desk, run } = await beside(t)
  const add = ['user', 'add', 'ines@vendor.example', '--name', 'Ines', '--role', 'agent', '--zone', 'Europe/Berlin']
  const made = only(await run([...add, '--desk', 'support,operations']))
  assert.deepEqual([made['desks'], made['zone']], [['support', 'operations'], 'Europe/Berlin'])
  const token = String(made['link']).split('/').at(-1)
  const used = await ask(desk.url, 'POST', '/api/v1/password-links/use', { body: { token, password: words } })
  assert.equal(used.status, 200)
  assert.equal((await signIn(desk, 'ines@vendor.example', words)).status, 200)

  const set = only(await run(['user', 'password', 'ines@vendor.example', '--stdin'], 'three newer words\n'))
  assert.equal(set['password'], 'set')
  assert.deepEqual((await run(['user', 'sessions', 'ines@vendor.example'])).lines, [], 'the old password’s end')
  assert.equal((await signIn(desk, 'ines@vendor.example', 'three newer words')).status, 200)
  await signIn(desk, 'ines@vendor.example', 'three newer words')
  const sessions = (await run(['user', 'sessions', 'ines@vendor.example'])).lines as Fields[]
  assert.equal(sessions.length, 2)
  const one = ['user', 'sign-out', 'ines@vendor.example', '--session', String(sessions[0]?.['id'])]
  assert.deepEqual(only(await run(one)), { email: 'ines@vendor.example', ended: 1 })
  assert.equal((await run(one)).status, 1, 'it has ended already')
  assert.deepEqual(only(await run(['user', 'sign-out', 'ines@vendor.example'])), {
    email: 'ines@vendor.example',
    ended: 1,
  })

  const changed = only(
    await run([
      'user',
      'change',
      'ines@vendor.example',
      '--email',
      'ines.k@vendor.example',
      '--role',
      'lead',
      '--desk',
      'operations',
    ]),
  )
  assert.deepEqual(
    [changed['email'], changed['role'], changed['desks']],
    ['ines.k@vendor.example', 'lead', ['operations']],
  )

  const key = await desk.keyOf('asha@aurora.example')
  const ticket = (await ask(desk.url, 'POST', '/api/v1/tickets', { key, body: right })).body.id
  const agent = await desk.keyOf('agent@vendor.example')
  await ask(desk.url, 'POST', `/api/v1/tickets/${ticket}/assign`, { key: agent, body: { person: made['id'] } })
  const unsaid = await run(['user', 'deactivate', 'ines.k@vendor.example'])
  assert.equal(unsaid.status, 2)
  assert.match(unsaid.err, /--tickets-to EMAIL or --unassign: .*an open ticket/)
  const gone = only(await run(['user', 'deactivate', 'ines.k@vendor.example', '--tickets-to', 'agent@vendor.example']))
  assert.deepEqual([gone['active'], gone['movedTickets']], [false, 1])
  const { assignee } = (await ask(desk.url, 'GET', `/api/v1/tickets/${ticket}`, { key: agent })).body
  assert.equal(assignee.name, 'Ann Agent')
  assert.ok(!(await run(['user', 'list'])).out.includes('ines.k'))
  assert.ok((await run(['user', 'list', '--all', '--side', 'staff'])).out.includes('ines.k'))
  assert.equal(only(await run(['user', 'activate', 'ines.k@vendor.example']))['active'], true)
})

test('A partner’s contact is added, changed and let go in the same words', async (t) => {
  const { desk, run } = await beside(t)
  const made = only(await run(['user', 'add', 'aisha@aurora.example', '--name', 'Aisha', '--partner', 'Aurora']))
  assert.deepEqual([made['side'], made['role'], (made['partner'] as Fields)['name']], ['partner', 'contact', 'Aurora'])
  assert.equal(
    only(await run(['user', 'change', 'aisha@aurora.example', '--zone', 'Asia/Tokyo']))['zone'],
    'Asia/Tokyo',
  )
  only(await run(['user', 'password', 'aisha@aurora.example', '--stdin'], words))
  assert.equal((await signIn(desk, 'aisha@aurora.example', words)).status, 200)
  const gone = only(await run(['user', 'deactivate', 'aisha@aurora.example']))
  assert.deepEqual([gone['active'], gone['sessions']], [false, 0])
  const listed = (await run(['user', 'list', '--side', 'partner'])).lines as Fields[]
  assert.deepEqual(
    listed.map(({ name }) => name),
    ['Arun', 'Asha', 'Björn'],
  )
})

test('What is wrong with a user is said by the option that it is about, with its remedy', async (t) => {
  const { run } = await beside(t)
  const add = 'user add ines@vendor.example --name Ines'
  for (const [args, said] of [
    ['user', /list, add, change, deactivate, activate, password, sessions, sign-out/],
    ['user add', /EMAIL is missing/],
    ['user add nobody --name X --role admin', /'nobody' is no e-mail address/],
    ['user add ines@vendor.example --role admin', /--name NAME/],
    [add, /--role, one of agent, lead, manager, pam, admin/],
    [`${add} --role admn`, /Did you mean 'admin'/],
    [`${add} --role agent`, /--desk: An agent works at a desk: give at least one of support, operations/],
    [`${add} --role agent --desk suport`, /--desk: There is no desk 'suport': did you mean 'support'\?/],
    [`${add} --role admin --zone Mars`, /--zone: Give a zone of the IANA list/],
    [`${add} --role admin --partner Aurora`, /leave --role and --desk out/],
    [`${add} --side partner`, /--partner, its reference, domain or name/],
    [`${add} --side both --role admin`, /--side must be one of staff, partner/],
    [`${add} --partner Zephyr`, /--partner: No partner has the reference, domain or name 'Zephyr'/],
    ['user add agent@vendor.example --name Ann --role admin', /EMAIL: This address is somebody of the staff’s already/],
    ['user change agent@vendor.example', /Say what changes/],
    ['user change nobody@vendor.example --name X', /Nobody has the address/],
    ['user change asha@aurora.example --role admin', /leave --role and --desk out/],
    ['user change admin@vendor.example --role pam', /--role: Ada Admin is the last active administrator/],
    ['user deactivate agent@vendor.example --unassign --tickets-to admin@vendor.example', /not both/],
    ['user deactivate agent@vendor.example --tickets-to asha@aurora.example', /--tickets-to: Nobody of the staff/],
    ['user activate agent@vendor.example', /active already/],
    ['user password agent@vendor.example --stdin', /at least 10 characters/],
    ['user list --side both', /--side must be one of/],
  ] as const) {
    const { status, out, err } = await run(args.split(' '))
    assert.deepEqual([status, out], [2, ''], args)
    assert.match(err, said, args)
  }
})
