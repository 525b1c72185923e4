/** Writes a file into an answer, part by part, as fast as it is taken. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor, App } from '../../services/app.ts'
import { contentOf } from '../../services/attachments/scanning.ts'
import { partBytes, type Attachment } from '../../services/attachments/attachments.ts'
import { etagOf, fileHeaders } from './headers.ts'
import { rangeOf, type ByteRange } from './range.ts'

interface Sending {
  readonly app: App
  readonly actor: Actor
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly download: boolean
}

/** Answers with the file, a range of it, or that it has not changed. */
export async function sendFile({ app, actor, request, reply, download }: Sending, file: Attachment): Promise<void> {
  const { raw } = reply.hijack()
  const headers = fileHeaders(file, download)
  const etag = etagOf(file)
  const known = request.headers['if-none-match']
  if (known !== undefined && known.split(',').some((each) => each.trim().replace(/^W\//, '') === etag)) {
    raw.writeHead(304, { etag, 'cache-control': headers['cache-control'] }).end()
    return
  }
  // A range of another version than the one that the reader has begun with is none.
  const { 'if-range': begun, range } = request.headers
  const wanted = rangeOf(begun === undefined || begun === etag ? range : undefined, file.bytes)
  if (wanted === null) {
    raw.writeHead(416, { 'content-range': `bytes */${file.bytes}`, 'content-length': 0 }).end()
    return
  }
  raw.writeHead(wanted.partial ? 206 : 200, {
    ...headers,
    'content-length': wanted.to - wanted.from,
    ...(wanted.partial ? { 'content-range': `bytes ${wanted.from}-${wanted.to - 1}/${file.bytes}` } : {}),
  })
  if (request.method === 'HEAD') {
    raw.end()
    return
  }
  // Whoever goes away in the middle has what it wanted: a player that jumps does so all the time.
  const content = Readable.from(bytesOf(app, actor, file, wanted), { objectMode: false })
  await pipeline(content, raw).catch((thrown: unknown) => {
    raw.destroy()
    if (!wentAway.has((thrown as NodeJS.ErrnoException).code ?? '')) throw thrown
  })
}

const wentAway = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_DESTROYED'])

async function* bytesOf(app: App, actor: Actor, { id }: Attachment, { from, to }: ByteRange): AsyncGenerator<Buffer> {
  let at = Math.floor(from / partBytes) * partBytes
  for await (const part of contentOf(app, actor, id, at / partBytes)) {
    yield part.subarray(Math.max(from - at, 0), Math.min(to - at, part.length))
    at += part.length
    if (at >= to) return
  }
}
