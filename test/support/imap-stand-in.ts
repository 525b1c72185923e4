/** As much of an IMAP server (RFC 3501, 2177) as fetching needs, in the test's own process: where no real one can be had. */
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Mailbox } from './mailbox.ts'

interface Message {
  readonly uid: number
  readonly raw: Buffer
  seen: boolean
  moved: boolean
}

const user = 'partner-support@zohocorp.com'
const password = 'secret word'

export async function startStandIn(): Promise<Mailbox> {
  const messages: Message[] = []
  const sessions = new Set<Session>()
  let validity = 7
  const server = createServer((socket) => {
    const session = new Session(socket, messages, () => validity)
    sessions.add(session)
    socket.on('close', () => sessions.delete(session))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    user,
    password,
    put(raw) {
      messages.push({ uid: (messages.at(-1)?.uid ?? 0) + 1, raw: Buffer.from(raw), seen: false, moved: false })
      for (const session of sessions) session.tell()
    },
    seen: () => messages.filter(({ seen }) => seen).length,
    moved: () => messages.filter(({ moved }) => moved).length,
    drop() {
      for (const session of sessions) session.socket.destroy()
    },
    renumber() {
      validity += 1
    },
    async stop() {
      for (const session of sessions) session.socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** One client. Commands are answered in order; literals are never needed. */
class Session {
  readonly socket: Socket
  readonly #messages: Message[]
  readonly #validity: () => number
  #rest = ''
  #idle: string | null = null
  #known = 0

  constructor(socket: Socket, messages: Message[], validity: () => number) {
    this.socket = socket
    this.#messages = messages
    this.#validity = validity
    socket.on('error', () => undefined)
    socket.on('data', (piece) => this.#read(String(piece)))
    this.#say('* OK stand-in')
  }

  /** There is a new message. */
  tell(): void {
    if (this.#idle !== null) this.#announce()
  }

  #here = (): Message[] => this.#messages.filter(({ moved }) => !moved)
  #say = (line: string): void => void this.socket.write(`${line}\r\n`)

  #announce(): void {
    this.#known = this.#here().length
    this.#say(`* ${this.#known} EXISTS`)
  }

  #read(piece: string): void {
    this.#rest += piece
    for (let end = this.#rest.indexOf('\r\n'); end >= 0; end = this.#rest.indexOf('\r\n')) {
      const line = this.#rest.slice(0, end)
      this.#rest = this.#rest.slice(end + 2)
      if (this.#idle !== null) {
        this.#say(`${this.#idle} OK done`)
        this.#idle = null
      } else this.#answer(line)
    }
  }

  #answer(line: string): void {
    const [tag = '*', ...words] = line.split(' ')
    const [command = ''] = words
    const name = command.toUpperCase() === 'UID' ? `UID ${(words[1] ?? '').toUpperCase()}` : command.toUpperCase()
    const rest = words.slice(name.split(' ').length).join(' ')
    const ok = (said = 'done'): void => this.#say(`${tag} OK ${said}`)
    switch (name) {
      case 'CAPABILITY':
        this.#say('* CAPABILITY IMAP4rev1 IDLE MOVE UIDPLUS')
        return ok()
      case 'LOGIN':
        return rest.includes(`"${password}"`)
          ? ok('[CAPABILITY IMAP4rev1 IDLE MOVE UIDPLUS] in')
          : this.#say(`${tag} NO [AUTHENTICATIONFAILED] wrong`)
      case 'NAMESPACE':
        this.#say('* NAMESPACE (("" "/")) NIL NIL')
        return ok()
      case 'LIST':
      case 'LSUB':
        for (const folder of ['INBOX', 'Processed']) this.#say(`* ${name} () "/" "${folder}"`)
        return ok()
      case 'SELECT':
        this.#announce()
        this.#say('* FLAGS (\\Seen \\Deleted)')
        this.#say('* OK [PERMANENTFLAGS (\\Seen \\Deleted)] ok')
        this.#say(`* OK [UIDVALIDITY ${this.#validity()}] ok`)
        this.#say(`* OK [UIDNEXT ${(this.#messages.at(-1)?.uid ?? 0) + 1}] ok`)
        return ok('[READ-WRITE] selected')
      case 'UID SEARCH': {
        const from = /(?:UID )(\d+):\*/.exec(rest)?.[1]
        const found = this.#here().filter(({ uid, seen }) => (from === undefined ? !seen : uid >= Number(from)))
        this.#say(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}`.trimEnd())
        return ok()
      }
      case 'UID FETCH': {
        const at = this.#here().findIndex(({ uid }) => uid === Number(rest.split(' ')[0]))
        const message = this.#here()[at]
        if (message !== undefined) {
          const most = /BODY(?:\.PEEK)?\[\]<0\.(\d+)>/.exec(rest)?.[1]
          const raw = message.raw.subarray(0, most === undefined ? undefined : Number(most))
          const label = most === undefined ? 'BODY[]' : 'BODY[]<0>'
          this.socket.write(`* ${at + 1} FETCH (UID ${message.uid} ${label} {${raw.length}}\r\n`)
          this.socket.write(raw)
          this.#say(')')
        }
        return ok()
      }
      case 'UID STORE':
        for (const message of this.#here()) if (message.uid === Number(rest.split(' ')[0])) message.seen = true
        return ok()
      case 'UID MOVE':
        for (const message of this.#here()) if (message.uid === Number(rest.split(' ')[0])) message.moved = true
        return ok()
      case 'IDLE':
        this.#idle = tag
        this.#say('+ idling')
        if (this.#here().length !== this.#known) this.#announce()
        return
      case 'LOGOUT':
        this.#say('* BYE')
        ok()
        return void this.socket.end()
      case 'NOOP':
        if (this.#here().length !== this.#known) this.#announce()
        return ok()
      default:
        this.#say(`${tag} BAD ${name} is not known here`)
    }
  }
}
