import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { App } from '../../src/services/app.ts'
import { scanWaiting, type Scanner } from '../../src/services/attachments/scanning.ts'
import { ask, right, testDesk } from '../support/http.ts'

const eicar = 'X5O!P%@AP EICAR'

/** Finds EICAR, and cannot be reached while it is `down`. */
function scanner(): Scanner & { down: boolean; asked: number } {
  const made = {
    down: false,
    asked: 0,
    async scan(content: AsyncIterable<Uint8Array>) {
      made.asked += 1
      if (made.down) throw new Error('connect ECONNREFUSED 127.0.0.1:3310')
      let text = ''
      for await (const part of content) text += String(part)
      return text.includes('EICAR') ? ({ infected: true, said: 'Eicar' } as const) : ({ infected: false } as const)
    },
  }
  return made
}

async function scanned(context: TestContext) {
  const desk = await testDesk(context)
  const key = await desk.keyOf('asha@aurora.example')
  const with_ = (found: Scanner): void => {
    ;(desk.app as { scanner?: Scanner }).scanner = found
  }
  const upload = async (content: string) => {
    const form = new FormData()
    form.append('file', new Blob([content]), 'a.txt')
    const headers = { authorization: `Bearer ${key}` }
    const answer = await fetch(`${desk.url}/api/v1/attachments`, { method: 'POST', headers, body: form })
    return { status: answer.status, body: (await answer.json()) as Record<string, string> }
  }
  const get = (id: string | undefined) => ask(desk.url, 'GET', `/api/v1/attachments/${id}`, { key })
  const open = (id: string | undefined) =>
    ask(desk.url, 'POST', '/api/v1/tickets', { key, body: { ...right, attachments: [id] } })
  return { desk, with: with_, upload, get, open, app: desk.app as App }
}

test('B4: where a scanner is set, an upload is scanned before it is answered, and what is infected is neither used nor given out', async (context) => {
  const { upload, get, open, with: set } = await scanned(context)
  set(scanner())
  const clean = await upload('hello')
  assert.deepEqual([clean.status, clean.body.scan, clean.body.withheld], [201, 'clean', null])
  assert.equal((await get(clean.body.id)).status, 200)
  const infected = await upload(eicar)
  assert.equal(infected.body.scan, 'infected')
  assert.match(infected.body.withheld ?? '', /found Eicar/)
  const refused = await get(infected.body.id)
  assert.equal(refused.status, 409)
  assert.match(refused.body.detail, /found Eicar/)
  const used = await open(infected.body.id)
  assert.equal(used.status, 422)
  assert.match(used.body.errors[0].message, /infected \(Eicar\)/)
})

test('B4: while the scanner cannot be reached a file waits, is not given out, and is scanned by the timetable ten minutes later', async (context) => {
  const { desk, app, upload, get, open, with: set } = await scanned(context)
  const found = scanner()
  found.down = true
  set(found)
  const { body } = await upload('hello')
  assert.equal(body.scan, 'waiting')
  assert.match((await get(body.id)).body.detail, /is being scanned/)
  assert.equal((await open(body.id)).status, 201, 'it may be sent meanwhile')
  found.down = false
  assert.deepEqual(await scanWaiting(app), { scanned: 0 })
  desk.setTime('2026-03-10T06:10:01Z')
  assert.deepEqual(await scanWaiting(app), { scanned: 1 })
  assert.equal((await get(body.id)).status, 200)
  assert.deepEqual(await scanWaiting(app), { scanned: 0 })
  assert.equal(found.asked, 2)
})

test('B4: without a scanner a file says that it was not scanned; once there is one, it is scanned before it is given out again', async (context) => {
  const { app, upload, get, with: set } = await scanned(context)
  const { body } = await upload('hello')
  assert.equal(body.scan, 'not-scanned')
  assert.equal((await get(body.id)).status, 200)
  assert.deepEqual(await scanWaiting(app), { scanned: 0 })
  set(scanner())
  assert.equal((await get(body.id)).status, 409)
  assert.deepEqual(await scanWaiting(app), { scanned: 1 })
  assert.equal((await get(body.id)).status, 200)
})
