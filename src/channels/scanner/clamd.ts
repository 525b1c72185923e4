/** ClamAV's daemon as a scanner: its INSTREAM command over TCP. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Scanned, Scanner } from '../../services/attachments/scanning.ts'

/** Without a word of the other side for so long, it is given up. */
const patienceMs = 60_000

/** `url`: 'tcp://host:port'. */
export function clamd(url: string, waitMs = patienceMs): Scanner {
  const { hostname, port } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  return {
    async scan(content) {
      const socket = connect({ host, port: Number(port) })
      socket.setTimeout(waitMs, () => socket.destroy(new Error(`The scanner at ${url} does not answer.`)))
      const answer = answerOf(socket)
      // It is waited for at the end; a connection that breaks before that is told there.
      answer.catch(() => undefined)
      try {
        await send(socket, content)
        return understood(await answer)
      } catch (thrown) {
        // clamd says why it hangs up, such as for a file that is too large for it: that is worth more than the broken pipe.
        const said = await answer.catch(() => '')
        if (said !== '') return understood(said)
        throw thrown
      } finally {
        socket.destroy()
      }
    },
  }
}

async function send(socket: Socket, content: AsyncIterable<Uint8Array>): Promise<void> {
  await once(socket, 'connect')
  socket.write('zINSTREAM\0')
  for await (const part of content) {
    socket.write(lengthOf(part.length))
    if (!socket.write(part)) await Promise.race([once(socket, 'drain'), once(socket, 'close')])
    if (socket.destroyed) throw new Error('The scanner hung up.')
  }
  socket.write(lengthOf(0))
}

/** Four bytes, the largest first. */
function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

async function answerOf(socket: Socket): Promise<string> {
  let text = ''
  for await (const piece of socket) {
    text += String(piece)
    if (text.includes('\0')) break
  }
  return text.replace(/\0[^]*$/, '').trim()
}

/** 'stream: OK', 'stream: NAME FOUND', or '… ERROR'. */
function understood(said: string): Scanned {
  if (/^stream: OK$/.test(said)) return { infected: false }
  const found = /^stream: (.+) FOUND$/.exec(said)?.[1]
  if (found !== undefined) return { infected: true, said: found }
  throw new Error(said === '' ? 'The scanner hung up without a word.' : `The scanner said: ${said}`)
}
