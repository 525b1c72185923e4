/** The product as it is started, on a desk's database, and keys to call it with. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { PartnerId, PersonId } from '../../src/domain/kernel.ts'
import { makeKey } from '../../src/services/access.ts'
import type { App } from '../../src/services/app.ts'
import { insertPartners } from '../../src/storage/partners.ts'
import { insertPeople } from '../../src/storage/people.ts'
import { startNode, type Started } from './processes.ts'

export interface Ready {
  readonly ready: true
  readonly url: string
}

const root = path.resolve(import.meta.dirname, '../..')

/** What `npm start` runs with the node of this run: 'node --flag src/main.ts'. */
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }
const [, ...flags] = scripts.start.split(' ')
const main = path.join(root, flags.pop() ?? '')

/** `npm start` with these settings; ends with `stop`. */
export const startProduct = (env: Record<string, string>): Promise<Started<Ready>> =>
  startNode<Ready>([...flags, main], {
    env: { PORT: '0', HOST: '127.0.0.1', DEMO: '0', NODE_ENV: 'production', ...env },
    wanted: ({ ready }) => ready,
  })

/** A key for somebody. */
export const keyFor = async (app: App, person: PersonId): Promise<string> =>
  (await makeKey(app, person, { scope: 'full', label: 'Benchmark' })).key

/** Partners with a contact each, and each contact's key. */
export async function partnersWithKeys(app: App, many: number): Promise<readonly string[]> {
  const createdAt = app.now()
  const people = Array.from({ length: many }, (_, index) => ({
    id: app.newId<'person'>() as PersonId,
    partner: app.newId<'partner'>() as PartnerId,
    index,
  }))
  await app.db.system(async (tx) => {
    await insertPartners(
      tx,
      people.map(({ partner, index }) => ({
        id: partner,
        name: `Partner ${index}`,
        tier: (['authorised', 'advanced', 'premium'] as const)[index % 3] ?? 'authorised',
        country: ['IN', 'DE', 'GB', 'BR'][index % 4] ?? 'IN',
        state: null,
        externalRef: null,
        accountManager: null,
        createdAt,
      })),
    )
    await insertPeople(
      tx,
      people.map(({ id, partner, index }) => ({
        id,
        side: 'partner',
        partner,
        name: `Contact ${index}`,
        email: `contact@partner${index}.example`,
        role: 'contact',
        desks: [],
        zone: 'UTC',
        active: true,
        createdAt,
      })),
    )
  })
  return Promise.all(people.map(({ id }) => keyFor(app, id)))
}
