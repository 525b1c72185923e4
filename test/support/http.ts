/** A running desk for tests: the real server over a database of its own, with a clock to be set. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { CustomerId, Instant, PartnerId, PersonId } from '../../src/domain/kernel.ts'
import { buildServer } from '../../src/http/server.ts'
import { openSite, type SiteOptions } from '../../src/http/open-site.ts'
import type { Site } from '../../src/http/site.ts'
import { keepDemo, makeKey, type Demo, type KeyScope } from '../../src/services/access.ts'
import type { App } from '../../src/services/app.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { openPolicies, publishPolicy } from '../../src/services/policies.ts'
import { openAuthPool } from '../../src/storage/auth-pool.ts'
import { insertCustomers } from '../../src/storage/customers.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { insertPartners } from '../../src/storage/partners.ts'
import { insertPeople, type Person } from '../../src/storage/people.ts'
import { freshDatabase } from './cluster.ts'
import { holdTo } from './hold-to.ts'
import { holdToDocument } from './hold-to-document.ts'
import { zoho, zohoFolder } from './policies.ts'

/** A request that may be opened as it stands. */
export const right = { type: 'Technical Support', subject: 'A report is wrong', description: 'The sum is wrong.' }

/** Tuesday morning in India, nothing closed for days. */
export const start = '2026-03-10T06:00:00Z'

export interface TestDesk {
  readonly url: string
  readonly app: App
  readonly site: Site
  /** Sets the desk's clock. */
  setTime(at: string): void
  /** A key of the person with that address. */
  keyOf(email: string, scope?: KeyScope): Promise<string>
  readonly people: Readonly<Record<keyof typeof cast, Person>>
  /** Another server over the same database, as a second node is. */
  join(options?: Partial<SiteOptions>): Promise<{ readonly url: string; readonly site: Site; close(): Promise<void> }>
  /** What the servers logged as wrong; a test that expects something takes it out. */
  readonly complaints: unknown[]
  close(): Promise<void>
}

/** Everybody in the tests' company. */
export const cast = {
  admin: { side: 'staff', role: 'admin', email: 'admin@vendor.example', name: 'Ada Admin', desks: [] },
  agent: { side: 'staff', role: 'agent', email: 'agent@vendor.example', name: 'Ann Agent', desks: ['support'] },
  aurora: { side: 'partner', role: 'contact', email: 'asha@aurora.example', name: 'Asha', desks: [] },
  colleague: { side: 'partner', role: 'contact', email: 'arun@aurora.example', name: 'Arun', desks: [] },
  borealis: { side: 'partner', role: 'contact', email: 'bjorn@borealis.example', name: 'Björn', desks: [] },
} as const

const idOf = <Kind extends string>(at: Instant) => newIdAt<Kind>(at)

export interface DeskOptions extends Partial<
  Pick<SiteOptions, 'publicUrl' | 'takesMail' | 'provider' | 'demoIsOpen' | 'warnings' | 'lookEvery' | 'beatEvery'>
> {
  readonly demo?: Demo
  readonly webDir?: string
  /** Where it listens; anywhere unless told. */
  readonly port?: number
  /** Where the policy is checked and published from; the one of the two pages unless told. */
  readonly policyFolder?: string
  /** 'queued' as where a mail server is set. */
  readonly letters?: 'queued'
  /** A way to the database that can be shut, and how long a statement may take, in milliseconds. */
  readonly through?: (url: string) => Promise<string>
  readonly answerMs?: number
}

/** Starts one, and stops it when the test ends. */
export async function testDesk(context: TestContext, options: DeskOptions = {}): Promise<TestDesk> {
  const desk = await openDesk(options)
  context.after(() => desk.close())
  return desk
}

export async function openDesk(given: DeskOptions = {}): Promise<TestDesk> {
  const {
    demo,
    webDir,
    port = 0,
    policyFolder = zohoFolder,
    letters: _letters,
    through,
    answerMs: _answerMs,
    ...options
  } = given
  const database = await freshDatabase()
  const connection = through === undefined ? database.url : await through(database.url)
  const db = await openDatabase({ ...given, connection })
  const accounts = openAuthPool(connection)
  let time = Temporal.Instant.from(start)
  await publishPolicy(db, zoho, null, time)
  const policies = await openPolicies(db)
  if (policies === null) throw new Error('No policy was published.')
  const app: App = { db, policies, now: () => time, newId: () => newIdAt(time), policyFolder }
  const people = await settle(app)
  if (demo !== undefined) await keepDemo(app, demo)

  const complaints: unknown[] = []
  const nodes: { close(): Promise<void> }[] = []
  async function join(more: Partial<SiteOptions> = {}) {
    const site = await openSite({
      app,
      accounts,
      publicUrl: null,
      demoIsOpen: false,
      complain: (reason) => complaints.push(reason),
      ...options,
      ...more,
    })
    const logger = { level: 'error', stream: { write: (line: string) => void complaints.push(line) } }
    const server = await buildServer({ site, webDir: webDir ?? null, logger, inspect: holdTo })
    // The client goes by the server's time: what a browser is shown says the desk's, not this machine's.
    if (webDir !== undefined)
      server.server.prependListener('request', (_request, response) =>
        response.setHeader('date', new Date(time.epochMilliseconds).toUTCString()),
      )
    const url = await server.listen({ port: nodes.length === 0 ? port : 0, host: '127.0.0.1' })
    let closed: Promise<void> | undefined
    const close = (): Promise<void> => (closed ??= server.close().then(() => site.close()))
    nodes.push({ close })
    return { url, site, close }
  }
  const { url, site } = await join()

  return {
    url,
    app,
    site,
    people,
    complaints,
    join,
    setTime: (at) => (time = Temporal.Instant.from(at)),
    async keyOf(email, scope = 'full') {
      const person = Object.values(people).find((each) => each.email === email)
      if (person === undefined) throw new Error(`Nobody has the address ${email}.`)
      return (await makeKey(app, person.id, { scope, label: 'test' })).key
    },
    async close() {
      for (const node of nodes) await node.close()
      await accounts.end()
      await db.close()
      await database.drop()
      assert.deepEqual(complaints, [], 'the server complained')
    },
  }
}

async function settle(app: App): Promise<TestDesk['people']> {
  const at = app.now()
  const partnerRow = (name: string, tier: string, country: string) => ({
    id: idOf<'partner'>(at),
    name,
    tier,
    country,
    state: null,
    externalRef: null,
    accountManager: null,
    createdAt: at,
  })
  const aurora = partnerRow('Aurora', 'premium', 'IN')
  const borealis = partnerRow('Borealis', 'advanced', 'DE')
  const homes: Partial<Record<keyof typeof cast, PartnerId>> = {
    aurora: aurora.id,
    colleague: aurora.id,
    borealis: borealis.id,
  }
  const people = Object.fromEntries(
    Object.entries(cast).map(([key, person]) => [
      key,
      {
        ...person,
        id: idOf<'person'>(at) as PersonId,
        partner: homes[key as keyof typeof cast] ?? null,
        zone: 'Asia/Kolkata',
        active: true,
        createdAt: at,
      },
    ]),
  ) as unknown as TestDesk['people']
  await app.db.system(async (tx) => {
    await insertPartners(tx, [aurora, borealis])
    await insertPeople(tx, Object.values(people))
    await insertCustomers(tx, [
      {
        id: idOf<'customer'>(at) as CustomerId,
        partner: aurora.id,
        name: 'Kestrel Ltd',
        domain: 'kestrel.example',
        superAdminEmail: 'admin@kestrel.example',
        licences: 120,
        keyAccount: true,
        createdAt: at,
      },
      {
        id: idOf<'customer'>(at) as CustomerId,
        partner: borealis.id,
        name: 'Nord GmbH',
        domain: 'nord.example',
        superAdminEmail: null,
        licences: 3,
        keyAccount: false,
        createdAt: at,
      },
    ])
  })
  return people
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it freely
  readonly body: any
}

export interface Ask {
  readonly key?: string | null
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks a server; a body that is text, or bytes, goes as it is. */
export async function ask(
  url: string,
  method: string,
  path: string,
  { key, body, headers = {} }: Ask = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(key === undefined || key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isWritten(body) ? body : JSON.stringify(body) }),
  })
  await holdToDocument(url, method, path, response.status)
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

const isWritten = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array
