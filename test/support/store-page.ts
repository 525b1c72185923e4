/** A page of the vendor on another origin, with the program behind it that asks for sessions of the widget. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { ask, type TestDesk } from './http.ts'

export interface StorePage {
  origin: string
  /** Who is signed in there; null for nobody. */
  signedIn: string | null
  /** How many sessions the page asked for. */
  asked: number
}

/** `head`: more of the page. Nothing of it is the desk's but the one line. */
export async function storePage(context: TestContext, desk: TestDesk, head = ''): Promise<StorePage> {
  const key = await desk.keyOf('agent@vendor.example', 'widget')
  const self: StorePage = { origin: '', signedIn: 'asha@aurora.example', asked: 0 }
  const server = createServer((request, response) => {
    void (async () => {
      if (request.url === '/desk-session' && request.method === 'POST') {
        self.asked += 1
        const body = { email: self.signedIn, origin: self.origin }
        const made =
          self.signedIn === null ? null : await ask(desk.url, 'POST', '/api/v1/widget-sessions', { key, body })
        response.writeHead(200, { 'content-type': 'application/json' })
        return response.end(JSON.stringify({ token: made?.body.token ?? null }))
      }
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        // As strict as a page can be that has the widget.
        'content-security-policy': `default-src 'self'; img-src data:; style-src 'unsafe-inline'; script-src ${desk.url}; frame-src ${desk.url}`,
      })
      return response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Partner store</title>
        <link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1">
        <style>body { margin: 40px } button { background: red; font-size: 60px }</style>${head}</head>
        <body><main><h1>Partner store</h1><p id="text">${'Order licences here. '.repeat(60)}</p><a href="#text">A link</a></main>
        <script src="${desk.url}/widget.js" data-session="/desk-session" async></script></body></html>`)
    })()
  })
  // Another site than the desk's 127.0.0.1, not only another port.
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  self.origin = `http://localhost:${(server.address() as AddressInfo).port}`
  server.unref()
  context.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const admin = await desk.keyOf('admin@vendor.example')
  await ask(desk.url, 'PUT', '/api/v1/widget-settings', { key: admin, body: { origins: [self.origin] } })
  return self
}
