import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { urlOfDatabase } from '../../src/storage/database-url.ts'
import { startTestCluster, withClient } from './server.ts'
import type { TestCluster } from './server.ts'

let own: Promise<TestCluster> | undefined
let made = 0

/** The run's cluster; a test file that is run by hand, without one, starts its own and stops it at the end. */
function cluster(): Promise<Pick<TestCluster, 'url' | 'template'>> {
  const { TEST_CLUSTER_URL: url, TEST_TEMPLATE: template } = process.env
  if (url !== undefined && template !== undefined) return Promise.resolve({ url, template })
  own ??= startTestCluster()
  return own
}

// At the top of the file, so that it belongs to the whole test file, whichever test asks for the first database.
after(async () => {
  const cluster = await own?.catch(() => undefined)
  await cluster?.close()
})

/** A database of one's own, migrated and empty. `url` is for `pg`; `drop` cuts off whoever is still connected. */
export async function freshDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const { url, template } = await cluster()
  made += 1
  const name = `${template.replace(/_template$/, '')}_${process.pid}_${made}`
  await withClient(url, (client) => copied(client, template, name))
  const drop = (): Promise<void> => withClient(url, (client) => dropped(client, name))
  return { url: urlOfDatabase(url, name), drop }
}

/** A vacuum that passes through a database is the server's own, and no ordinary owner may end it: wait until it has gone. */
const dropped = (client: pg.Client, name: string): Promise<void> =>
  patiently('42501', () => client.query(`drop database if exists ${name} with (force)`))

/** A template can be copied while nobody is connected to it: a vacuum may pass through. */
const copied = (client: pg.Client, template: string, name: string): Promise<void> =>
  patiently('55006', () => client.query(`create database ${name} template ${template} strategy file_copy`))

/** Tries again while the server refuses with this code, for some ten seconds. */
async function patiently(code: string, act: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await act()
      return
    } catch (thrown) {
      if ((thrown as { readonly code?: string }).code !== code || attempt === 20) throw thrown
      await pause(50 * attempt)
    }
  }
}
