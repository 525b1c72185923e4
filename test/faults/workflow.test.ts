import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { mailCatcher } from '../support/mail-catcher.ts'
import { deskCommand, startProduct, stopProduct, type Product } from '../support/product.ts'
import { throwawayFolder } from '../support/server.ts'

const count = 24
const connections = 6

test('E6, G1: killed between steps and their letters, each step that was taken has its letter once, and no letter is without its step', async (context: TestContext) => {
  const { folder, clear } = throwawayFolder()
  const catcher = await mailCatcher(context)
  const settings = { SMTP_URL: catcher.url }
  let product: Product | null = null
  context.after(async () => {
    if (product !== null) await stopProduct(product)
    clear()
  })
  product = await startProduct(folder, settings)
  const [made] = (await deskCommand(folder, ['key', 'create', '--as', 'manager@desk.example'])).lines
  const authorization = `Bearer ${String(made?.['token'])}`
  const send = async (path: string, body: object, key: string) => {
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': key }
    const answer = await fetch(`${product!.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as { ticket?: { id: string } } }
  }
  const get = async (path: string) =>
    (await fetch(`${product!.url}/api/v1${path}`, { headers: { authorization } })).json() as Promise<any> // oxlint-disable-line typescript/no-explicit-any -- looked into freely

  const tickets: string[] = []
  for (let nth = 0; nth < count; nth += 1) {
    const fields = { kind: 'demo', product: 'crm', owner: `d${nth}@aurora.example`, purpose: 'A fair.' }
    const body = { workflow: 'account-request', fields, contactEmail: 'contact@aurora.example' }
    const asked = await send('/runs', body, `ask-${nth}`)
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    tickets.push(asked.body.ticket?.id ?? '')
  }

  // Refused by several at once; nobody who is not answered knows whether the step was taken.
  const refuse = (ticket: string) =>
    send(`/tickets/${ticket}/run/steps`, { step: 'refuse', fields: { decision: `For ${ticket}.` } }, `no-${ticket}`)
  const unanswered = new Set(tickets)
  const left = [...tickets]
  const load = Array.from({ length: connections }, async () => {
    for (let ticket = left.shift(); ticket !== undefined; ticket = left.shift())
      try {
        const { status, body } = await refuse(ticket)
        assert.equal(status, 200, JSON.stringify(body))
        unanswered.delete(ticket)
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error
        return
      }
  })
  const all = Promise.all(load)
  let isOver = false
  void all.catch(() => undefined).then(() => (isOver = true))
  while (unanswered.size > count / 2 && !isOver) await pause(2)
  const dead = once(product.process, 'exit')
  product.process.kill('SIGKILL')
  await Promise.all([dead, all])
  assert.ok(unanswered.size > 0, 'it was killed too late')
  product = await startProduct(folder, settings)
  const own = async (ticket: string) =>
    (await get(`/tickets/${ticket}/letters`)).items.filter(
      ({ template }: { template: string }) => template === 'workflow',
    )
  // Before anybody asks again: what the killed process had written is whole, step and letter, or not there at all.
  for (const ticket of tickets) {
    const { run } = await get(`/tickets/${ticket}/run`)
    const letters = await own(ticket)
    assert.equal(letters.length, run.outcome === 'refused' ? 1 : 0, ticket)
    if (!unanswered.has(ticket)) assert.equal(run.outcome, 'refused')
  }
  for (const ticket of unanswered) assert.equal((await refuse(ticket)).status, 200)
  for (const ticket of tickets) {
    const letters = await own(ticket)
    assert.deepEqual([letters.length, letters[0].text.includes(`For ${ticket}.`)], [1, true])
  }

  // All go out but those that the killed process had in its hands: their lease has to run out first, and they keep their name.
  const mailsOf = (ticket: string): readonly string[] =>
    catcher.mails.map(({ raw }) => raw.toString('latin1')).filter((mail) => mail.includes(`For ${ticket}.`))
  for (;;) {
    const states: string[] = []
    for (const ticket of tickets) states.push((await own(ticket))[0].state)
    if (states.every((state) => state === 'sent' || state === 'sending')) break
    await pause(200)
  }
  for (const ticket of tickets) {
    const mails = mailsOf(ticket)
    const [letter] = await own(ticket)
    const names = new Set(mails.map((mail) => /^Message-ID: (.*)$/im.exec(mail)?.[1]))
    if (letter.state === 'sent') assert.equal(names.size, 1, ticket)
    else assert.ok(names.size <= 1, ticket)
  }
  const verified = await deskCommand(folder, ['verify'], settings)
  assert.equal(verified.code, 0, JSON.stringify(verified.lines.slice(0, 5)))
})
