import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql } from 'kysely'
import { dropUnused } from '../../src/services/attachments/uploads.ts'
import { ask, cast, right } from '../support/http.ts'
import { guideDesk, type Whose } from '../support/guide.ts'

const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR and so on', 'latin1')
const gif = Buffer.from('GIF89a\x01\0\x01\0 and so on', 'latin1')

async function pictureDesk(context: TestContext) {
  const made = await guideDesk(context)
  const { desk } = made
  return {
    ...made,
    async upload(whose: Whose, content: Uint8Array = png, name = 'dialog.png'): Promise<string> {
      const form = new FormData()
      form.append('file', new Blob([Buffer.from(content)]), name)
      const headers = { authorization: `Bearer ${await desk.keyOf(cast[whose].email)}` }
      const answer = await fetch(`${desk.url}/api/v1/attachments`, { method: 'POST', headers, body: form })
      const body = (await answer.json()) as { id: string }
      assert.equal(answer.status, 201, JSON.stringify(body))
      return body.id
    },
    /** The statuses that these get for a file. */
    async statuses(id: string, ...readers: readonly Whose[]): Promise<readonly number[]> {
      const asked = readers.map(async (whose) => {
        const headers = { authorization: `Bearer ${await desk.keyOf(cast[whose].email)}` }
        return (await fetch(`${desk.url}/api/v1/attachments/${id}`, { headers })).status
      })
      return Promise.all(asked)
    },
  }
}

const showing = (...ids: readonly string[]): string =>
  ids.map((id) => `![The dialog](/api/v1/attachments/${id}#640x480)`).join('\n\n')

test('B10, G3: whoever may read a version may see its pictures, and nobody else', async (context) => {
  const { desk, upload, statuses, write, post, patch, get } = await pictureDesk(context)
  const picture = await upload('agent')
  assert.deepEqual(await statuses(picture, 'agent', 'aurora'), [200, 404])
  const draft = await write({ body: showing(picture) })
  assert.match(
    draft.html,
    new RegExp(`<img src="/api/v1/attachments/${picture}" alt="The dialog" width="640" height="480" />`),
  )
  assert.deepEqual(await statuses(picture, 'agent', 'aurora'), [200, 404])

  await post('admin', `/articles/${draft.id}/publish`, {})
  assert.deepEqual(await statuses(picture, 'agent', 'aurora', 'borealis'), [200, 200, 200])
  assert.equal((await ask(desk.url, 'GET', `/api/v1/attachments/${picture}`)).status, 401)
  // What an article shows does not vanish with the uploads that nothing uses.
  desk.setTime('2026-06-01T06:00:00Z')
  await dropUnused(desk.app)
  assert.deepEqual(await statuses(picture, 'aurora'), [200])

  // It stays with its version: what is read, what was read, and what is read once more.
  await patch('agent', `/articles/${draft.id}`, { version: 1, body: 'Without.' })
  assert.deepEqual(await statuses(picture, 'agent', 'aurora'), [200, 200])
  await post('admin', `/articles/${draft.id}/publish`, {})
  assert.deepEqual(await statuses(picture, 'agent', 'aurora'), [200, 404])
  assert.match((await get('agent', `/articles/${draft.id}?version=1`)).body.html, /<img /)
  await post('agent', `/articles/${draft.id}/restore`, { version: 1 })
  await post('admin', `/articles/${draft.id}/publish`, {})
  assert.deepEqual(await statuses(picture, 'aurora'), [200])
  await post('admin', `/articles/${draft.id}/withdraw`, { reason: 'Old.' })
  assert.deepEqual(await statuses(picture, 'agent', 'aurora'), [200, 404])
})

test('G3: pictures of an article for staff are seen by no partner; another article may show the same one', async (context) => {
  const { upload, statuses, publish } = await pictureDesk(context)
  const picture = await upload('agent')
  await publish({ title: 'Inside', audience: 'staff', body: showing(picture) })
  assert.deepEqual(await statuses(picture, 'agent', 'aurora'), [200, 404])
  await publish({ title: 'Outside', body: showing(picture) })
  assert.deepEqual(await statuses(picture, 'aurora'), [200])
})

test('A6: the widget gets the pictures of what it may read', async (context) => {
  const { desk, upload, publish, write } = await pictureDesk(context)
  const [shown, drafted] = [await upload('agent'), await upload('agent')]
  await publish({ body: showing(shown) })
  await write({ title: 'Draft', body: showing(drafted) })
  const admin = await desk.keyOf(cast.admin.email)
  const origin = 'https://store.example'
  await ask(desk.url, 'PUT', '/api/v1/widget-settings', { key: admin, body: { origins: [origin] } })
  const service = await desk.keyOf(cast.agent.email, 'widget')
  const begun = await ask(desk.url, 'POST', '/api/v1/widget-sessions', {
    key: service,
    body: { email: cast.aurora.email, origin },
  })
  assert.equal(begun.status, 201, JSON.stringify(begun.body))
  const headers = {
    authorization: `Bearer ${begun.body.token}`,
    'widget-host': origin,
    'sec-fetch-site': 'same-origin',
  }
  const statusOf = async (id: string) => (await fetch(`${desk.url}/api/v1/attachments/${id}`, { headers })).status
  assert.deepEqual([await statusOf(shown), await statusOf(drafted)], [200, 404])
})

test('B10: only whole pictures of one’s own are taken into an article, and everything wrong is said at once', async (context) => {
  const { upload, post, write, statuses } = await pictureDesk(context)
  const ofTicket = await upload('aurora', png, 'secret.png')
  await post('aurora', '/tickets', { ...right, attachments: [ofTicket] })
  const ofAdmin = await upload('admin', png, 'admin.png')
  const moving = await upload('agent', gif, 'moving.gif')
  const misnamed = await upload('agent', png, 'shot.pdf')
  const large = await upload('agent', Buffer.concat([png, Buffer.alloc(5 * 1_048_576)]), 'large.png')
  const fine = await upload('agent')
  const gone = '0192aa00-0000-7000-8000-0123456789ab'
  const refused = await post('agent', '/articles', {
    title: 'With pictures',
    summary: 'Some of them.',
    body: showing(ofTicket, ofAdmin, moving, misnamed, large, gone, fine),
    audience: 'partner',
  })
  assert.equal(refused.status, 422, JSON.stringify(refused.body))
  assert.deepEqual(
    refused.body.errors.map(({ field, message }: any) => [field, message]),
    [
      ['body', "'secret.png' belongs to a ticket or a mail: add it to the article as a file of its own."],
      ['body', "'admin.png' was uploaded by somebody else and is in no article yet: add it yourself."],
      ['body', "'moving.gif' is no PNG, JPEG or WebP picture: take it out."],
      ['body', "'shot.pdf' cannot be shown. Its name ends in .pdf, but it is a PNG image."],
      ['body', "'large.png' is larger than 5 MB: make it smaller, for whoever reads on a slow line."],
      ['body', 'A picture in it is not there any more: take it out of the text, and add it again.'],
    ],
  )
  // What is code in it is no picture.
  const article = await write({ body: `${showing(fine)}\n\n\`\`\`\n${showing(ofTicket)}\n\`\`\`\n` })
  await post('admin', `/articles/${article.id}/publish`, {})
  assert.deepEqual(await statuses(fine, 'borealis'), [200])
  assert.deepEqual(await statuses(ofTicket, 'borealis'), [404])
})

test('G3: the database takes no picture from a partner, and keeps those that are there', async (context) => {
  const { desk, upload, publish } = await pictureDesk(context)
  const [shown, other] = [await upload('agent'), await upload('aurora')]
  const { id } = await publish({ body: showing(shown) })
  const { aurora } = desk.people
  const actor = { kind: 'partner', person: aurora.id, partner: aurora.partner! } as const
  const added = desk.app.db.transaction(actor, (tx) =>
    tx.run(sql`insert into article_pictures values (${id}, 1, ${other}) returning version`),
  )
  await assert.rejects(added, /row-level security/)
  await assert.rejects(
    desk.app.db.system((tx) => tx.run(sql`delete from article_pictures`)),
    /permission denied|append-only/,
  )
})
