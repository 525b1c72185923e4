/**
 * Sends the same kind of request over and over on kept connections, one at a time on each, and counts. It is a process of
 * its own and does as little as it can, so that what it measures is the server. Reads one `Load` as its argument, prints
 * one `Loaded`.
 */
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'

export interface Load {
  readonly port: number
  readonly path: string
  /** One connection each; undefined for none. */
  readonly keys: readonly string[]
  /** Sent in turn; each with an Idempotency-Key of its own. */
  readonly bodies: readonly string[]
  readonly warmMs: number
  readonly measuredMs: number
}

export interface Loaded {
  readonly requests: number
  readonly perSecond: number
  readonly medianMs: number
  readonly p99Ms: number
  /** All that were answered, those of the time to warm up too. */
  readonly answered: number
  /** Processor time of this process, in milliseconds. */
  readonly processorMs: number
}

const load = JSON.parse(process.argv[2] ?? '') as Load
const took: number[] = []
const heads = load.bodies.map((body) => `content-length: ${Buffer.byteLength(body)}\r\n`)

const spent = process.cpuUsage()
const begun = performance.now()
const from = begun + load.warmMs
const until = from + load.measuredMs
let sent = 0
let answered = 0

const run = (key: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(load.port, '127.0.0.1')
    socket.setNoDelay(true)
    const start =
      `POST ${load.path} HTTP/1.1\r\nhost: 127.0.0.1:${load.port}\r\nauthorization: Bearer ${key}\r\n` +
      'content-type: application/json\r\naccept: application/json\r\n'
    let sentAt = 0
    let answer = ''

    const send = (): void => {
      sentAt = performance.now()
      if (sentAt >= until) {
        socket.end()
        return resolve()
      }
      const which = sent++ % load.bodies.length
      socket.write(`${start}idempotency-key: ${randomUUID()}\r\n${heads[which]}\r\n${load.bodies[which]}`)
    }

    socket.setEncoding('latin1')
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.on('data', (text: string) => {
      answer = answer === '' ? text : answer + text
      const end = answer.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end))?.[1])
      if (Number.isNaN(length)) return reject(new Error(`An answer without a length:\n${answer}`))
      if (answer.length < end + 4 + length) return
      if (!answer.startsWith('HTTP/1.1 201 ')) return reject(new Error(`Not what was asked for:\n${answer}`))
      const now = performance.now()
      answered += 1
      if (sentAt >= from && now <= until) took.push(now - sentAt)
      answer = ''
      send()
    })
  })

await Promise.all(load.keys.map(run))
took.sort((a, b) => a - b)
const { user, system } = process.cpuUsage(spent)
const at = (share: number): number => Number((took[Math.floor(took.length * share)] ?? 0).toFixed(2))
const loaded: Loaded = {
  requests: took.length,
  perSecond: Math.round((took.length / load.measuredMs) * 1_000),
  medianMs: at(0.5),
  p99Ms: at(0.99),
  answered,
  processorMs: (user + system) / 1_000,
}
console.log(JSON.stringify(loaded))
