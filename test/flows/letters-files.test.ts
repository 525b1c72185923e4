import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import PostalMime from 'postal-mime'
import { openSmtp } from '../../src/channels/mail/out/smtp.ts'
import type { App } from '../../src/services/app.ts'
import type { Scanner } from '../../src/services/attachments/scanning.ts'
import { addressDue, deliverDue } from '../../src/services/outbox/deliver.ts'
import { mailSettings } from '../../src/services/outbox/settings.ts'
import { escalationDesk } from '../support/escalated.ts'
import { cast } from '../support/http.ts'
import { mailCatcher } from '../support/mail-catcher.ts'

const png = (bytes: number): Buffer => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(bytes, 7)])
const megabyte = 1_048_576

/** A desk that sends. `answer` replies with files and gives back the mails that came of it. */
async function sending(context: TestContext, more: { readonly scanner?: Scanner } = {}) {
  const catcher = await mailCatcher(context)
  const all = await escalationDesk(context, { letters: 'queued' })
  const app: App = { ...all.desk.app, publicUrl: 'https://desk.vendor.example', ...more }
  const server = openSmtp(catcher.url, null)
  context.after(() => server.close())
  const settings = await mailSettings(app)
  const round = async () => {
    await addressDue(app)
    await deliverDue(app, server, settings)
  }
  const key = await all.desk.keyOf(cast.agent.email)
  const upload = async ([name, content]: readonly [string, Buffer]): Promise<string> => {
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(content)]), name)
    const headers = { authorization: `Bearer ${key}` }
    const sent = await fetch(`${all.desk.url}/api/v1/attachments`, { method: 'POST', headers, body })
    return ((await sent.json()) as { id: string }).id
  }
  const { path } = await all.openSupport()
  await round()
  const answer = async (files: readonly (readonly [string, Buffer])[], visibility = 'public') => {
    const attachments = await Promise.all(files.map(upload))
    const said = await all.post('agent', `${path}/messages`, { body: 'See the file.', visibility, attachments })
    assert.equal(said.status, 201, JSON.stringify(said.body))
    const before = catcher.mails.length
    await round()
    return Promise.all(catcher.mails.slice(before).map(({ raw }) => PostalMime.parse(raw)))
  }
  return { ...all, answer, path }
}

test("A5: the files of an answer go along with its mail, whole and as what their bytes say, and stand on the letter's page", async (context) => {
  const { answer, get, path } = await sending(context)
  const picture = png(1_300_000)
  const [mail] = await answer([
    ['shot.png', picture],
    ['notes.txt', Buffer.from('limit = 6\n')],
  ])
  assert.deepEqual(
    mail?.attachments.map(({ filename, mimeType }) => [filename, mimeType]),
    [
      ['shot.png', 'image/png'],
      ['notes.txt', 'text/plain'],
    ],
  )
  assert.deepEqual(Buffer.from(mail?.attachments[0]?.content as ArrayBuffer), picture)
  const letters = (await get('agent', `${path}/letters`)).body.items
  const reply = letters.find((letter: { template: string }) => letter.template === 'reply')
  assert.deepEqual((await get('agent', `/letters/${reply.id}`)).body.files, ['shot.png', 'notes.txt'])
})

test('A5: what is more than a mail may carry stays on the page, and the mail says so', async (context) => {
  const { answer } = await sending(context)
  const [mail] = await answer([
    ['small.png', png(1_000)],
    ['film.png', png(11 * megabyte)],
  ])
  assert.deepEqual(
    mail?.attachments.map(({ filename }) => filename),
    ['small.png'],
  )
  assert.match(mail?.text ?? '', /and not in this mail: film\.png/)
  assert.match(mail?.html ?? '', /and not in this mail: film\.png/)
})

test('B4: a file that is not scanned yet goes along with no mail', async (context) => {
  const { answer } = await sending(context, {
    scanner: { scan: () => new Promise(() => undefined) } as unknown as Scanner,
  })
  const [mail] = await answer([['shot.png', png(1_000)]])
  assert.deepEqual(mail?.attachments, [])
  assert.match(mail?.text ?? '', /and not in this mail: shot\.png/)
})

test('G3: an internal note sends nothing, and its files go nowhere', async (context) => {
  const { answer } = await sending(context)
  assert.deepEqual(await answer([['secret.png', png(1_000)]], 'internal'), [])
  const [mail] = await answer([])
  assert.deepEqual(mail?.attachments, [])
})
