/** A program that webhooks are posted to, on this machine. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it freely
  readonly body: any
}

export interface Receiver {
  readonly url: string
  readonly received: Received[]
  /** What comes next is answered so. */
  answer: (response: ServerResponse) => void
  /** How many connections were made to it. */
  connections(): number
}

const taken = (response: ServerResponse): void => void response.writeHead(200).end('ok')

export async function receiver(context: TestContext): Promise<Receiver> {
  const received: Received[] = []
  let connections = 0
  const self = { url: '', received, answer: taken, connections: () => connections }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8')
      received.push({ path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) })
      self.answer(response)
    })
  })
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  self.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  context.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return self
}
