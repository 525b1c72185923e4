import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'node:test'
import { ask, right, testDesk } from '../../../test/support/http.ts'
import { openDesk, person } from '../../../test/support/storage.ts'
import { customersOf, updateCustomer } from '../../storage/customers.ts'
import { insertPeople, personByEmail, updatePerson } from '../../storage/people.ts'
import { updatePartner } from '../../storage/partners.ts'
import type { App } from '../app.ts'
import { contextFor, rememberContexts } from './opening-contexts.ts'

const nobody = { contactEmail: null, customerEmail: null, superAdminEmail: null }

test('Where nobody tells of changes, each request is looked up: a new tier counts at once (A2)', async (t) => {
  const { db, asAurora, aurora } = await openDesk(t)
  const app = { db } as App
  assert.equal((await contextFor(app, asAurora, nobody))?.partner.tier, 'premium')
  await db.system((tx) => updatePartner(tx, { ...aurora, tier: 'advanced' }))
  assert.equal((await contextFor(app, asAurora, nobody))?.partner.tier, 'advanced')
})

test('What was found is remembered until a change is told of, and no longer than somebody tells', async (t) => {
  const { db, asAurora, aurora } = await openDesk(t)
  const app = { db } as App
  const contexts = rememberContexts(app)
  const tier = async (): Promise<string | undefined> => (await contextFor(app, asAurora, nobody))?.partner.tier
  assert.equal(await tier(), 'premium')
  await db.system((tx) => updatePartner(tx, { ...aurora, tier: 'advanced' }))
  assert.equal(await tier(), 'premium')
  contexts.forget()
  assert.equal(await tier(), 'advanced')
  await db.system((tx) => updatePartner(tx, aurora))
  contexts.stop()
  assert.equal(await tier(), 'premium')
})

test('That nobody was found is not remembered: a contact that is registered now may send at once', async (t) => {
  const { db, asAgent, aurora } = await openDesk(t)
  const app = { db } as App
  rememberContexts(app)
  const sought = { contactEmail: 'nina.new@desk.example', customerEmail: null, superAdminEmail: null }
  assert.equal(await contextFor(app, asAgent, sought), null)
  await db.system((tx) => insertPeople(tx, [person('Nina New', { partner: aurora.id })]))
  assert.equal((await contextFor(app, asAgent, sought))?.contact.name, 'Nina New')
})

test('What one was found in is nobody else’s (G3)', async (t) => {
  const { db, asAgent, asAurora, asBorealis } = await openDesk(t)
  const app = { db } as App
  rememberContexts(app)
  assert.equal((await contextFor(app, asAurora, nobody))?.partner.name, 'Aurora')
  assert.equal((await contextFor(app, asBorealis, nobody))?.partner.name, 'Borealis')
  assert.equal(await contextFor(app, asAgent, nobody), null)
})

test('A change of contact, partner or customer counts for the next request, on whatever node it was made', async (t) => {
  const desk = await testDesk(t)
  const key = await desk.keyOf('asha@aurora.example')
  const opened = async () => {
    const body = { ...right, customerEmail: 'admin@kestrel.example' }
    return (await ask(desk.url, 'POST', '/api/v1/tickets', { key, body })).body
  }
  // As on another node: the server hears of it from PostgreSQL.
  const until = async (seen: (ticket: Awaited<ReturnType<typeof opened>>) => boolean): Promise<void> => {
    for (let tries = 0; !seen(await opened()); tries += 1) {
      assert.ok(tries < 150, 'the change was never seen')
      await pause(10)
    }
  }
  const first = await opened()
  assert.deepEqual([first.keyAccount, first.partner.tier, first.contact.name], [true, 'premium', 'Asha'])

  const { db } = desk.app
  await db.system(async (tx) => {
    const [kestrel] = await customersOf(tx, first.partner.id)
    if (kestrel !== undefined) await updateCustomer(tx, { ...kestrel, keyAccount: false })
  })
  await until(({ keyAccount }) => keyAccount === false)
  await db.system(async (tx) => {
    const asha = await personByEmail(tx, 'asha@aurora.example')
    if (asha !== null) await updatePerson(tx, { ...asha, name: 'Asha Rao' })
  })
  await until(({ contact }) => contact.name === 'Asha Rao')
})
