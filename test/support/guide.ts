/** A desk for tests of the guide: articles that are written by an agent and published by those who lead. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { ArticleId } from '../../src/domain/guide/article.ts'
import { addArticle, publishArticle } from '../../src/services/guide/articles.ts'
import { addSavedReply } from '../../src/services/saved-replies.ts'
import { ask, cast, right, testDesk, type Answer, type TestDesk } from './http.ts'

export type Whose = keyof typeof cast

export const renewal = {
  title: 'Renew a subscription in the store',
  summary: 'How a partner renews a customer’s licences without a ticket.',
  body: '## In the store\n\nOpen the customer and choose **Renew**.\n\n```json\n{ "plan": "enterprise" }\n```\n',
  audience: 'partner',
  categories: ['subscription-management/renewal'],
  products: ['crm'],
}

export async function guideDesk(context: TestContext) {
  const desk = await testDesk(context)
  const keys = new Map<Whose, string>()
  const send =
    (method: string) =>
    async (
      whose: Whose,
      path: string,
      body?: unknown,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Answer> => {
      const key = keys.get(whose) ?? (await desk.keyOf(cast[whose].email))
      keys.set(whose, key)
      return ask(desk.url, method, `/api/v1${path}`, { key, headers, ...(body === undefined ? {} : { body }) })
    }
  const post = send('POST')

  async function write(more: Record<string, unknown> = {}): Promise<any> {
    const { status, body } = await post('agent', '/articles', { ...renewal, ...more })
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }
  async function publish(more: Record<string, unknown> = {}): Promise<any> {
    const { status, body } = await post('admin', `/articles/${(await write(more)).id}/publish`, {})
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  async function open(whose: Whose, more: Record<string, unknown> = {}): Promise<any> {
    const { status, body } = await post(whose, '/tickets', { ...right, severity: 2, ...more })
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }
  return { desk, get: send('GET'), post, patch: send('PATCH'), remove: send('DELETE'), write, publish, open }
}

/** The one field that a refusal names, and what it says. */
export const wrongField = ({ body }: Answer): readonly [string, string] => {
  assert.equal(body.errors?.length, 1, JSON.stringify(body))
  return [body.errors[0].field, body.errors[0].message]
}

/** An article that partners read and a reply of the library, by what they are: for tests that visit every endpoint. */
export async function guideThingsOf({ app, people }: TestDesk): Promise<Record<string, string>> {
  const admin = { kind: 'staff', person: people.admin.id, role: 'admin', desks: [] } as const
  const article = await addArticle(app, admin, { ...renewal, audience: 'partner' }, null)
  const reply = await addSavedReply(app, admin, { title: 'Of the tests', body: 'Hello {contact}' }, null)
  if (!article.ok || !article.value.fresh || !reply.ok || !reply.value.fresh) throw new Error('It was refused.')
  const { id } = article.value.value
  await publishArticle(app, admin, id as ArticleId, {}, null)
  return { article: id, 'saved reply': reply.value.value.id }
}
