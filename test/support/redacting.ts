/** A desk for tests of redactions: mail in and out, a lead, and every table to be looked through for a word. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { makeKey } from '../../src/services/access.ts'
import { sealAudit } from '../../src/services/audit/seal.ts'
import { addressDue, deliverDue } from '../../src/services/outbox/deliver.ts'
import { mailSettings } from '../../src/services/outbox/settings.ts'
import { verify, type Difference } from '../../src/services/verify.ts'
import { insertPeople, type Person } from '../../src/storage/people.ts'
import { ask, testDesk, type Answer } from './http.ts'
import { withMail } from './mail-in.ts'

export async function redactingDesk(context: TestContext) {
  let database = ''
  const through = async (url: string): Promise<string> => (database = url)
  const desk = await withMail(await testDesk(context, { letters: 'queued', through }))
  const { app } = desk
  /** As the tables' owner, who may do what the program may not. */
  async function owner<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
    const client = new pg.Client({ connectionString: database })
    await client.connect()
    try {
      return await client.query<Row>(text, [...values])
    } finally {
      await client.end()
    }
  }
  const lead: Person = {
    ...desk.people.agent,
    id: app.newId<'person'>(),
    name: 'Lena Lead',
    email: 'lead@vendor.example',
    role: 'lead',
  }
  await app.db.system((tx) => insertPeople(tx, [lead]))
  const people = { ...desk.people, lead }
  // A key of each, made once.
  const keys = new Map<string, string>()
  async function keyOf(whose: keyof typeof people): Promise<string> {
    const key = keys.get(whose) ?? (await makeKey(app, people[whose].id, { scope: 'full', label: 'test' })).key
    keys.set(whose, key)
    return key
  }
  const send =
    (method: string) =>
    async (
      whose: keyof typeof people,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer> =>
      ask(desk.url, method, `/api/v1${path}`, {
        key: await keyOf(whose),
        headers,
        ...(body === undefined ? {} : { body }),
      })
  const post = send('POST')
  const get = send('GET')
  const settings = await mailSettings(app)

  return {
    ...desk,
    owner,
    people,
    keyOf,
    post,
    put: send('PUT'),
    get,
    redact: (whose: keyof typeof people, ticket: string, body: unknown, headers: Record<string, string> = {}) =>
      post(whose, `/tickets/${ticket}/redactions`, body, headers),
    messagesOf: async (whose: keyof typeof people, ticket: string) =>
      (await get(whose, `/tickets/${ticket}/messages`)).body.items,
    /** Letters that are due go out; nobody gets them. */
    async deliverLetters(): Promise<void> {
      await addressDue(app)
      await deliverDue(app, { send: async () => ({ kind: 'sent', answer: '250 OK' }) }, settings)
    },
    async upload(whose: keyof typeof people, content: string, name: string): Promise<string> {
      const form = new FormData()
      form.append('file', new Blob([content]), name)
      const sent = await fetch(`${desk.url}/api/v1/attachments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await keyOf(whose)}` },
        body: form,
      })
      assert.equal(sent.status, 201)
      return ((await sent.json()) as { readonly id: string }).id
    },
    /** Tables in which the word stands in any column, as letters or as bytes. */
    async tablesWith(word: string): Promise<readonly string[]> {
      const { rows: tables } = await owner<{ name: string }>(
        `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`,
      )
      const one = ({ name }: { readonly name: string }): string =>
        `(select '${name}' as name from ${name} as t where t::text ilike $1 or t::text ilike $2 limit 1)`
      const { rows } = await owner<{ name: string }>(tables.map(one).join(' union all '), [
        `%${word}%`,
        `%${Buffer.from(word).toString('hex')}%`,
      ])
      return rows.map(({ name }) => name)
    },
    /** Other tests' transactions are open in the same server: what is younger than they is not sealed. */
    async seal(): Promise<void> {
      for (;;) {
        const { rowCount } = await owner(
          `select from audit where txid >= pg_snapshot_xmin(pg_current_snapshot())
           union all select from events where txid >= pg_snapshot_xmin(pg_current_snapshot())`,
        )
        if (rowCount === 0) break
        await pause(10)
      }
      await sealAudit(app)
    },
    async verified() {
      const differences: Difference[] = []
      return { ...(await verify(app, (difference) => void differences.push(difference))), found: differences }
    },
  }
}

export type RedactingDesk = Awaited<ReturnType<typeof redactingDesk>>
