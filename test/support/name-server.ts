/** A name server for tests of the whole product: it knows the texts of a few names, and that there is nothing else. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export interface NameServer {
  /** 'address:port', as DNS_SERVERS takes it. */
  readonly address: string
  close(): void
}

/** `texts` by name in lower case. */
export async function nameServer(texts: Readonly<Record<string, string>>): Promise<NameServer> {
  const socket = createSocket('udp4')
  socket.on('message', (query, { address, port }) => socket.send(answerTo(query, texts), port, address))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address() as AddressInfo
  return { address: `127.0.0.1:${port}`, close: () => socket.close() }
}

const textType = 16

/** RFC 1035: the question again, and its answer, or 'no such name'. */
function answerTo(query: Buffer, texts: Readonly<Record<string, string>>): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  const question = query.subarray(12, at + 5)
  const text = query.readUInt16BE(at + 1) === textType ? texts[labels.join('.').toLowerCase()] : undefined
  const head = Buffer.alloc(12)
  query.copy(head, 0, 0, 2)
  head.writeUInt16BE(text === undefined ? 0x8183 : 0x8180, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(text === undefined ? 0 : 1, 6)
  if (text === undefined) return Buffer.concat([head, question])
  const words = Buffer.from(text, 'latin1')
  const record = Buffer.alloc(13)
  // The name of the question, at byte 12.
  record.writeUInt16BE(0xc00c, 0)
  record.writeUInt16BE(textType, 2)
  record.writeUInt16BE(1, 4)
  record.writeUInt32BE(60, 6)
  record.writeUInt16BE(words.length + 1, 10)
  record.writeUInt8(words.length, 12)
  return Buffer.concat([head, question, record, words])
}
