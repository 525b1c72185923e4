/** A desk whose policy's folder is a copy of the test's own, and those who look at it, check it and publish it. */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { PersonId } from '../../src/domain/kernel.ts'
import { makeKey } from '../../src/services/access.ts'
import { ask, right, testDesk, type Answer } from './http.ts'
import { editedFolder, zohoFolder } from './policies.ts'

/** What the folder says otherwise than the policy that holds. */
const forms = { file: 'products.yaml', from: 'name: Zoho Forms', to: 'name: Zoho Forms and Surveys' }

export async function policyDesk(context: TestContext, edits = [forms], folder?: string) {
  const policyFolder = folder ?? (await editedFolder(context, zohoFolder, edits))
  const held = await testDesk(context, { policyFolder })
  const send =
    (key: string) =>
    (method: string, path: string, body?: unknown, headers = {}) =>
      ask(held.url, method, `/api/v1${path}`, { key, headers, ...(body === undefined ? {} : { body }) })
  const as = async (email: string) => send(await held.keyOf(email))
  return {
    held,
    folder: policyFolder,
    admin: await as('admin@vendor.example'),
    agent: await as('agent@vendor.example'),
    aurora: await as('asha@aurora.example'),
    /** Somebody else who administers. */
    async another() {
      const first = await as('admin@vendor.example')
      const body = { name: 'Bob Admin', email: 'bob@vendor.example', role: 'admin', desks: [] }
      const { body: added } = await first('POST', '/staff', body)
      return send((await makeKey(held.app, added.id as PersonId, { scope: 'full', label: 'test' })).key)
    },
  }
}

/** In a file, a text becomes another. */
export const edit = async (folder: string, file: string, from: string, to: string): Promise<void> => {
  const text = await readFile(join(folder, file), 'utf8')
  assert.ok(text.includes(from), from)
  await writeFile(join(folder, file), text.replace(from, to))
}

export type Sender = Awaited<ReturnType<typeof policyDesk>>['admin']

/** What the check of a right folder gives to publish it by. */
export async function checked(admin: Sender): Promise<{ digest: string; follows: number }> {
  const { status, body } = await admin('GET', '/policy/folder')
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(body.mistakes, [])
  return { digest: body.publishable.digest, follows: body.publishable.follows }
}

export function assertRefused({ status, headers, body }: Answer, expected: number, words: RegExp): void {
  assert.equal(status, expected, JSON.stringify(body))
  assert.equal(headers.get('content-type'), 'application/problem+json')
  assert.match(body.detail, words)
}

export const versions = async (whose: Sender) => (await whose('GET', '/policy/versions')).body.items
export const openTicket = async (whose: Sender) => (await whose('POST', '/tickets', right)).body
