import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { seedDemo, type DemoOptions } from '../../seeds/demo.ts'
import { isRunning } from '../../src/domain/clock.ts'
import type { Instant, PartnerId } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { refold } from '../../src/domain/ticket/refold.ts'
import { statuses, type Channel, type Ticket } from '../../src/domain/ticket/ticket.ts'
import { readDemo } from '../../src/services/access.ts'
import type { App } from '../../src/services/app.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { openPolicies, publishPolicy } from '../../src/services/policies.ts'
import { verify, type Difference } from '../../src/services/verify.ts'
import { wakeDue } from '../../src/services/wake.ts'
import { customersOf, type Customer } from '../../src/storage/customers.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { messagesOf, type Message } from '../../src/storage/messages.ts'
import { listPartners } from '../../src/storage/partners.ts'
import { contactsOf, listStaff, type Person } from '../../src/storage/people.ts'
import { keptTickets, type KeptTicket } from '../../src/storage/verify-reads.ts'
import { freshDatabase } from '../support/cluster.ts'
import { meridian, zoho } from '../support/policies.ts'

const wednesday = Temporal.Instant.from('2026-11-25T14:20:31.250Z')
const saturday = Temporal.Instant.from('2026-11-21T23:05:00Z')
/** The Sunday on which Europe changes its clocks; in India it is Monday already. */
const changeOfClocks = Temporal.Instant.from('2026-03-29T19:00:00Z')

async function openApp(t: TestContext, now: Instant, policy: Policy = zoho): Promise<App> {
  const { url, drop } = await freshDatabase()
  const db = await openDatabase({ connection: url })
  t.after(async () => {
    await db.close()
    await drop()
  })
  await publishPolicy(db, policy, null, now)
  const policies = await openPolicies(db)
  assert.ok(policies !== null)
  return { db, policies, now: () => now, newId: () => newIdAt(now) }
}

/** Hands out passwords, and remembers to whom. */
function locksmith(): DemoOptions & { readonly given: Map<string, string> } {
  const given = new Map<string, string>()
  return {
    given,
    sharePassword(people, password) {
      for (const person of people) given.set(person.email, password)
      return Promise.resolve()
    },
  }
}

interface Everything {
  readonly staff: readonly Person[]
  readonly contacts: ReadonlyMap<string, readonly Person[]>
  readonly customers: ReadonlyMap<string, readonly Customer[]>
  readonly partners: readonly { readonly id: PartnerId; readonly name: string; readonly tier: string }[]
  readonly tickets: readonly KeptTicket[]
  readonly messages: readonly Message[]
}

const readEverything = (app: App): Promise<Everything> =>
  app.db.system(async (tx) => {
    const page = await listPartners(tx, { limit: 100, cursor: null })
    assert.ok(page.ok)
    const partners = page.value.items
    const contacts = new Map<string, readonly Person[]>()
    const customers = new Map<string, readonly Customer[]>()
    for (const { id, name } of partners) {
      contacts.set(name, await contactsOf(tx, id))
      customers.set(name, await customersOf(tx, id))
    }
    const tickets = await keptTickets(tx, { after: null, limit: 1_000 })
    const messages: Message[] = []
    for (const { ticket } of tickets) {
      const said = await messagesOf(tx, ticket.id, { limit: 100, cursor: null })
      assert.ok(said.ok)
      messages.push(...said.value.items)
    }
    return { staff: await listStaff(tx), contacts, customers, partners, tickets, messages }
  })

const emails = (people: readonly Person[]): string[] => people.map(({ email }) => email).toSorted()
const minutesFrom = (now: Instant, at: Instant): number => (at.epochMilliseconds - now.epochMilliseconds) / 60_000
const runningOf = ({ clocks }: Ticket) => clocks.filter(isRunning)

for (const [name, now] of [
  ['a Wednesday', wednesday],
  ['a Saturday', saturday],
  ['the Sunday on which clocks are changed', changeOfClocks],
] as const) {
  test(`Seeded on ${name}, the demo company is whole (contract, 'The demo company')`, async (t) => {
    const app = await openApp(t, now)
    const keys = locksmith()
    const demo = await seedDemo(app, keys)
    const { staff, contacts, customers, partners, tickets, messages } = await readEverything(app)

    await t.test('The people and partners of the contract exist, and all of them can come in', () => {
      const roles = Object.fromEntries(staff.map(({ email, role, desks }) => [email, `${role} ${desks.join(' ')}`]))
      assert.equal(roles['support@desk.example'], 'agent support')
      assert.equal(roles['operations@desk.example'], 'agent operations')
      for (const role of ['admin', 'lead', 'manager', 'pam'])
        assert.match(roles[`${role}@desk.example`] ?? '', new RegExp(`^${role} `))
      const tiers = partners.map((partner) => [partner.name, partner.tier])
      assert.deepEqual(tiers, [
        ['Aurora', 'premium'],
        ['Borealis', 'advanced'],
        ['Cumulus', 'authorised'],
      ])
      for (const partner of ['Aurora', 'Borealis', 'Cumulus']) {
        const addresses = emails(contacts.get(partner) ?? [])
        assert.equal(addresses.length, 2)
        assert.ok(addresses.includes(`contact@${partner.toLowerCase()}.example`))
      }
      const everybody = emails([...staff, ...[...contacts.values()].flat()])
      assert.deepEqual([...keys.given.keys()].toSorted(), everybody)
      assert.deepEqual(demo.people.map(({ email }) => email).toSorted(), everybody)
      assert.deepEqual(new Set(keys.given.values()), new Set([demo.password]))
    })

    await t.test('One customer is a key account, another is just below the threshold of its region (D1)', () => {
      const all = [...customers.values()].flat()
      const keyAccounts = all.filter(({ keyAccount }) => keyAccount)
      assert.equal(keyAccounts.length, 1)
      const [redwood] = keyAccounts
      assert.ok(redwood !== undefined && redwood.licences >= (zoho.keyAccounts.licencesFrom['americas'] ?? Infinity))
      const nearly = customers.get('Borealis')?.some(({ licences }) => licences === 58)
      assert.equal(zoho.keyAccounts.licencesFrom['europe'], 60)
      assert.ok(nearly)
      assert.ok(
        tickets.some(
          ({ ticket }) => ticket.keyAccount && ticket.customer === redwood.id && ticket.tier === 'authorised',
        ),
      )
    })

    await t.test('Tickets stand in every status, on both desks, of every kind and each channel that is open', () => {
      assert.ok(tickets.length >= 40 && tickets.length <= 100, `${tickets.length} tickets`)
      assert.deepEqual(new Set(tickets.map(({ status }) => status)), new Set(statuses))
      assert.deepEqual(new Set(tickets.map(({ ticket }) => ticket.desk)), new Set(['support', 'operations']))
      const channels: readonly Channel[] = ['portal', 'widget', 'api', 'mail', 'chat', 'phone']
      assert.deepEqual(new Set(tickets.map(({ ticket }) => ticket.channel)), new Set(channels))
      assert.equal(new Set(tickets.map(({ ticket }) => ticket.kind)).size, 5)
      assert.deepEqual(new Set(tickets.map(({ ticket }) => ticket.severity)), new Set([1, 2, 3]))
      const facts = new Set(tickets.flatMap(({ ledger }) => ledger.map(({ event }) => event?.fact.kind)))
      for (const kind of ['severity-changed', 'reclassified', 'transferred', 'reopened', 'merged-from', 'closed'])
        assert.ok(facts.has(kind as never), `nothing was ${kind}`)
    })

    await t.test('The queue has something past its limit, within the hour, today, later, and waiting', () => {
      const open = tickets.filter((kept) => kept.open)
      assert.deepEqual(new Set(open.map(({ urgency }) => urgency.band)), new Set([0, 1, 2, 3]))
      const left = open.flatMap(({ ticket }) => runningOf(ticket).map((clock) => minutesFrom(now, clock.limitAt)))
      assert.ok(left.some((minutes) => minutes < 0))
      assert.ok(left.some((minutes) => minutes > 0 && minutes < 60))
      assert.ok(left.some((minutes) => minutes >= 60 && minutes < 24 * 60))
      assert.ok(left.some((minutes) => minutes >= 24 * 60))
      const unassigned = open.filter(({ ticket }) => ticket.assignee === null).length
      assert.ok(unassigned > 0 && unassigned < open.length / 2, `${unassigned} of ${open.length} are unassigned`)
    })

    await t.test(
      'Nothing is in the future, nothing was noticed late, and nothing is left for the first wake (C11)',
      async () => {
        for (const { number, ticket, ledger } of tickets) {
          assert.ok(minutesFrom(now, ticket.receivedAt) < 0, number)
          for (const { event } of ledger) {
            assert.ok(event !== null && minutesFrom(now, event.notedAt) <= 0, number)
            assert.ok(!('late' in event.fact) || !event.fact.late, `${number}: ${event.fact.kind} was noticed late`)
          }
        }
        assert.deepEqual(await wakeDue(app, 100), { tickets: 0, failed: [] })
      },
    )

    await t.test(
      'One ticket stands for the cause of two of other partners, is followed, and somebody is reminded',
      async () => {
        const [attached, followed, reminders] = await app.db.system(async (tx) => [
          await tx.call<{ ticket_id: string; cause_id: string }>({
            name: 'test_causes',
            text: 'select * from ticket_causes',
          }),
          await tx.call<{ ticket_id: string; person_id: string }>({
            name: 'test_follows',
            text: 'select * from follows',
          }),
          await tx.call<{ due_at: Instant }>({ name: 'test_reminders', text: 'select * from reminders' }),
        ])
        const ofId = (id: string | undefined) => tickets.find(({ ticket }) => ticket.id === id)
        const cause = ofId(attached[0]?.cause_id)
        assert.deepEqual(new Set(attached.map(({ cause_id }) => cause_id)), new Set([cause?.ticket.id]))
        const all = [cause, ...attached.map(({ ticket_id }) => ofId(ticket_id))]
        assert.ok(all.every((kept) => kept?.open === true))
        assert.equal(new Set(all.map((kept) => kept?.ticket.partner)).size, 3)
        assert.deepEqual(
          followed.map(({ ticket_id }) => ticket_id),
          [cause?.ticket.id],
        )
        assert.notEqual(followed[0]?.person_id, cause?.ticket.assignee, 'one’s own is not followed')
        assert.equal(reminders.length, 1)
        assert.ok(minutesFrom(now, reminders[0]!.due_at) > 0)
      },
    )

    await t.test('Each ticket is what its ledger makes of it, and every chain holds (G2)', async () => {
      const policy = app.policies.current()
      for (const { ticket, ledger } of tickets) {
        const events = ledger.flatMap(({ event }) => event ?? [])
        assert.deepEqual(refold(ticket.id, events, policy).ticket, ticket)
      }
      const differences: Difference[] = []
      const verified = await verify(app, (difference) => void differences.push(difference))
      assert.deepEqual(differences, [])
      assert.equal(verified.tickets, tickets.length)
    })

    await t.test('Numbers follow the order in which the requests came in', () => {
      const inOrder = tickets.toSorted((a, b) => Temporal.Instant.compare(a.ticket.receivedAt, b.ticket.receivedAt))
      const numbers = inOrder.map(({ number }) => Number(number.slice(number.indexOf('-') + 1)))
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
      )
    })

    await t.test('Conversations have code, internal notes, and words for the customer; no text is unfinished', () => {
      for (const language of ['deluge', 'json', 'http'])
        assert.ok(
          messages.some(({ body }) => body.includes(`\`\`\`${language}\n`)),
          `no ${language}`,
        )
      assert.ok(messages.some(({ visibility }) => visibility === 'internal'))
      assert.ok(messages.some(({ forCustomer }) => forCustomer))
      for (const { body } of messages) {
        assert.equal(body.trim(), body)
        assert.equal((body.match(/^```/gm) ?? []).length % 2, 0, body)
        assert.doesNotMatch(body, /lorem|undefined|\bTODO\b|\\`|\\\$/, body)
      }
    })
  })
}

test('The same tickets are told on any day, in the same state but for what a week has closed', async (t) => {
  const shown = async (now: Instant) => {
    const app = await openApp(t, now)
    await seedDemo(app, locksmith())
    const { tickets, messages } = await readEverything(app)
    const states = tickets.map(({ ticket, status }) => `${ticket.subject}: ${status === 'closed' ? 'solved' : status}`)
    return { states: states.toSorted(), bodies: messages.length }
  }
  assert.deepEqual(await shown(wednesday), await shown(saturday))
})

test('Seeding again changes nothing, and gives the same password and people', async (t) => {
  const app = await openApp(t, wednesday)
  const first = await seedDemo(app, locksmith())
  const before = await readEverything(app)
  const again = locksmith()
  const later = { ...app, now: () => wednesday.add({ hours: 30 }) }
  assert.deepEqual(await seedDemo(later, again), first)
  assert.equal(again.given.size, 0)
  assert.deepEqual(await readEverything(app), before)
  assert.deepEqual(await readDemo(app), first)
})

test('A start that is killed while passwords are given is finished by the next one, without doubles', async (t) => {
  const app = await openApp(t, wednesday)
  const killed: DemoOptions = { sharePassword: () => Promise.reject(new Error('killed')) }
  await assert.rejects(seedDemo(app, killed), /killed/)
  const before = await readEverything(app)
  const next = locksmith()
  const demo = await seedDemo(app, next)
  assert.equal(next.given.size, 12)
  assert.deepEqual(new Set(next.given.values()), new Set([demo.password]))
  assert.deepEqual(await readEverything(app), before)
})

test('Two starts at the same moment make one company', async (t) => {
  const app = await openApp(t, wednesday)
  const [one, two] = [locksmith(), locksmith()]
  const [first, second] = await Promise.all([seedDemo(app, one), seedDemo(app, two)])
  assert.deepEqual(second, first)
  assert.equal(one.given.size + two.given.size, 12)
  assert.equal((await readEverything(app)).partners.length, 3)
})

test('Each database gets a password of its own, that can be read and typed', async (t) => {
  const passwords = [wednesday, saturday].map(
    async (now) => (await seedDemo(await openApp(t, now), locksmith())).password,
  )
  const [one, two] = await Promise.all(passwords)
  assert.notEqual(one, two)
  for (const password of [one, two]) assert.match(password ?? '', /^[a-z]+-[a-z]+-[a-z]+-\d{3}$/)
})

test("Under another vendor's policy the demo is refused with what to do, and nothing is written", async (t) => {
  const app = await openApp(t, wednesday, meridian)
  await assert.rejects(seedDemo(app, locksmith()), (thrown: Error) => {
    assert.equal(thrown.name, 'StartProblem')
    assert.match(thrown.message, /do not fit the published policy \(.+\): set DEMO=0/)
    return true
  })
  assert.equal(await readDemo(app), null)
  assert.equal((await readEverything(app)).staff.length, 0)
})
