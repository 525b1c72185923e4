/** A way to the tests' PostgreSQL that can be shut: what a server looks like that hangs, or has gone. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net'
import path from 'node:path'
import type { TestContext } from 'node:test'

export interface Valve {
  /** The server of that URL, reached by this way. */
  through(url: string): Promise<string>
  /** Connections stay, and nothing is said over them any more; new ones are taken and not answered. */
  hold(): void
  /** Connections are cut, and new ones refused. */
  cut(): void
  /** As before. What was held comes through. */
  open(): void
}

export function valve(context: TestContext): Valve {
  const pairs = new Set<readonly [Socket, Socket]>()
  let state: 'open' | 'held' | 'cut' = 'open'
  let target: NetConnectOpts = { port: 0 }
  const destroy = (): void => pairs.forEach((pair) => pair.forEach((end) => void end.destroy()))
  const server = createServer((client) => {
    if (state === 'cut') return void client.destroy()
    const pair = [client, connect(target)] as const
    pairs.add(pair)
    for (const [end, other] of [pair, pair.toReversed() as [Socket, Socket]]) {
      end.on('data', (piece) => void other.write(piece))
      end.on('error', () => undefined)
      end.once('close', () => {
        other.destroy()
        pairs.delete(pair)
      })
      if (state === 'held') end.pause()
    }
  })
  context.after(() => {
    server.close()
    destroy()
  })
  return {
    async through(url) {
      const there = new URL(url)
      const { searchParams } = there
      const host = searchParams.get('host') ?? there.hostname
      const port = Number(searchParams.get('port') ?? there.port)
      target = path.isAbsolute(host) ? { path: path.join(host, `.s.PGSQL.${port}`) } : { host, port }
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      searchParams.delete('host')
      searchParams.delete('port')
      there.hostname = '127.0.0.1'
      there.port = String((server.address() as AddressInfo).port)
      return there.href
    },
    hold() {
      state = 'held'
      pairs.forEach((pair) => pair.forEach((end) => void end.pause()))
    },
    cut() {
      state = 'cut'
      destroy()
    },
    open() {
      state = 'open'
      pairs.forEach((pair) => pair.forEach((end) => void end.resume()))
    },
  }
}
