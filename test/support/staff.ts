/** A desk whose administrator keeps its staff, and how they come in. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { ask, testDesk, type Answer, type TestDesk } from './http.ts'

export const password = 'three words of mine'
export const none = '0192aa00-0000-7000-8000-000000000000'

export interface Held extends TestDesk {
  /** Asks as somebody with a key. */
  as(email: string, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  add(name: string, more?: object): Promise<{ id: string; email: string }>
  signIn(email: string, given?: string): Promise<{ status: number; cookie: string }>
}

export async function held(context: TestContext): Promise<Held> {
  const desk = await testDesk(context)
  const keys = new Map<string, string>()
  const as: Held['as'] = async (email, method, path, body, headers = {}) => {
    const key = keys.get(email) ?? (await desk.keyOf(email))
    keys.set(email, key)
    return ask(desk.url, method, `/api/v1${path}`, { key, body, headers })
  }
  return {
    ...desk,
    as,
    async add(name, more = {}) {
      const email = `${name.toLowerCase()}@vendor.example`
      const made = await as('admin@vendor.example', 'POST', '/staff', {
        name,
        email,
        role: 'agent',
        desks: ['support'],
        ...more,
      })
      assert.equal(made.status, 201, JSON.stringify(made.body))
      return { id: made.body.id, email }
    },
    async signIn(email, given = password) {
      const answer = await ask(desk.url, 'POST', '/api/v1/session', { body: { email, password: given } })
      const cookie = answer.headers
        .getSetCookie()
        .map((each) => each.split(';')[0])
        .join('; ')
      return { status: answer.status, cookie }
    },
  }
}

export const admin = 'admin@vendor.example'
export const agent = 'agent@vendor.example'
export const contact = 'asha@aurora.example'
export const fieldsOf = ({ body }: Answer) => (body.errors ?? []).map(({ field }: { field: string }) => field)

/** Gives somebody the password by a link, as they would. */
export async function admitted({ as, url }: Held, id: string, given = password): Promise<void> {
  const made = await as(admin, 'POST', `/people/${id}/password-links`, {})
  const used = await ask(url, 'POST', '/api/v1/password-links/use', {
    body: { token: tokenOf(made), password: given },
  })
  assert.equal(used.status, 200, JSON.stringify(used.body))
}
export const tokenOf = ({ body }: Answer): string => body.link.split('/').at(-1)
