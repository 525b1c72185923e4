/** A desk with a page of the vendor that the widget may stand in. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { ask, testDesk, type DeskOptions } from './http.ts'

export const store = 'https://store.vendor.example'

export async function widgetDesk(context: TestContext, options: DeskOptions = {}) {
  const desk = await testDesk(context, options)
  const keys = {
    admin: await desk.keyOf('admin@vendor.example'),
    agent: await desk.keyOf('agent@vendor.example'),
    /** Of the program behind the page. */
    service: await desk.keyOf('agent@vendor.example', 'widget'),
    aurora: await desk.keyOf('asha@aurora.example'),
    borealis: await desk.keyOf('bjorn@borealis.example'),
  }
  const as = (who: keyof typeof keys, method: string, path: string, body?: unknown, headers = {}) =>
    ask(desk.url, method, `/api/v1${path}`, { key: keys[who], body, headers })
  const allow = async (...origins: readonly string[]) => {
    const allowed = await as('admin', 'PUT', '/widget-settings', { origins })
    assert.equal(allowed.status, 200, JSON.stringify(allowed.body))
  }
  await allow(store)
  const open = (email = 'asha@aurora.example', origin = store, more: object = {}) =>
    as('service', 'POST', '/widget-sessions', { email, origin, ...more })
  const tokenOf = async (email?: string): Promise<string> => {
    const opened = await open(email)
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
    return opened.body.token
  }
  /** As our own frame asks, in a page of that origin. */
  const frame = (token: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    ask(desk.url, method, `/api/v1${path}`, {
      key: token,
      body,
      headers: { 'widget-host': store, 'sec-fetch-site': 'same-origin', ...headers },
    })
  return { desk, as, allow, open, tokenOf, frame }
}
