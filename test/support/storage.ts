/** A database for storage's tests: two partners with a contact each, and an agent. */
import type { TestContext } from 'node:test'
import pg from 'pg'
import type { PartnerId, PersonId } from '../../src/domain/kernel.ts'
import { openDatabase, type Actor, type Database } from '../../src/storage/database.ts'
import { insertPartners, type Partner } from '../../src/storage/partners.ts'
import { insertPeople, type Person } from '../../src/storage/people.ts'
import { freshDatabase } from './cluster.ts'
import { at, uuid } from './decisions.ts'

export interface Desk {
  readonly url: string
  readonly db: Database
  /** The tables' owner: what it may not do, nobody may. */
  readonly owner: pg.Client
  readonly agent: Person
  readonly aurora: Partner
  readonly borealis: Partner
  readonly asAgent: Actor
  readonly asAurora: Actor
  readonly asBorealis: Actor
}

/** Opened for one test, and gone with it. */
export async function openDesk(t: TestContext): Promise<Desk> {
  const { url, drop } = await freshDatabase()
  const db = await openDatabase({ connection: url })
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  t.after(async () => {
    await db.close()
    await owner.end()
    await drop()
  })
  const aurora = partner('Aurora', { country: 'IN' })
  const borealis = partner('Borealis', { country: 'DE', tier: 'advanced' })
  const agent = person('Agnes Agent', { side: 'staff', role: 'agent', desks: ['support'] })
  const contacts = [aurora, borealis].map(({ id, name }) => person(`Contact of ${name}`, { partner: id }))
  await db.system(async (tx) => {
    await insertPartners(tx, [aurora, borealis])
    await insertPeople(tx, [agent, ...contacts])
  })
  const [ofAurora, ofBorealis] = contacts as [Person, Person]
  return {
    url,
    db,
    owner,
    agent,
    aurora,
    borealis,
    asAgent: { kind: 'staff', person: agent.id, role: 'agent', desks: ['support'] },
    asAurora: { kind: 'partner', person: ofAurora.id, partner: aurora.id },
    asBorealis: { kind: 'partner', person: ofBorealis.id, partner: borealis.id },
  }
}

const earlier = at('2026-01-05T09:00:00Z')

export const partner = (name: string, change: Partial<Partner> = {}): Partner => ({
  id: uuid<PartnerId>(),
  name,
  tier: 'premium',
  country: 'IN',
  state: null,
  externalRef: null,
  accountManager: null,
  createdAt: earlier,
  ...change,
})

export const person = (name: string, change: Partial<Person> = {}): Person => ({
  id: uuid<PersonId>(),
  side: 'partner',
  partner: null,
  name,
  email: `${name.toLowerCase().replaceAll(' ', '.')}@desk.example`,
  role: 'contact',
  desks: [],
  zone: 'Asia/Kolkata',
  active: true,
  createdAt: earlier,
  ...change,
})
