/** Listens to the event stream as a browser does. */
import { request, type IncomingMessage } from 'node:http'

export interface Heard {
  readonly id: string
  readonly event: string
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into it freely
  readonly data: any
}

export interface Listening {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  /** What was heard so far, in order. */
  readonly heard: readonly Heard[]
  /** The id to resume from, as a browser keeps it: also of what carries no event. */
  lastId(): string
  /** How many signs of life. */
  beats(): number
  /** How often it was said that people changed: whoever makes a key for a test says so, too. */
  peopleChanges(): number
  /** Waits until there is a place to resume from. */
  readonly placed: Promise<void>
  /** Waits until so many events, or as many as `enough` wants, were heard. */
  until(enough: number | ((heard: readonly Heard[]) => boolean)): Promise<void>
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>
  /** Hangs up. */
  stop(): void
}

export interface ListenOptions {
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly lastEventId?: string
  readonly path?: string
}

export function listen(
  url: string,
  { key, headers = {}, lastEventId, path = '/api/v1/events' }: ListenOptions,
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, {
      headers: {
        accept: 'text/event-stream',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
        ...headers,
      },
    })
    asked.on('error', reject)
    asked.on('response', (response) => resolve(listening(response, lastEventId ?? '', () => asked.destroy())))
    asked.end()
  })
}

function listening(response: IncomingMessage, begunAt: string, hangUp: () => void): Listening {
  const heard: Heard[] = []
  let beats = 0
  let people = 0
  const waiting = new Set<() => void>()
  let last = begunAt
  let text = ''
  const take = (block: string): void => {
    const said = new Map<string, string>()
    for (const line of block.split('\n')) {
      const at = line.indexOf(':')
      said.set(line.slice(0, at), line.slice(at + 1).replace(/^ /, ''))
    }
    last = said.get('id') ?? last
    const data = said.get('data')
    if (said.get('event') === 'beat') beats += 1
    else if (said.get('event') === 'people') people += 1
    else if (data !== undefined) heard.push({ id: last, event: said.get('event') ?? 'message', data: JSON.parse(data) })
  }
  const { promise: placed, resolve: place } = Promise.withResolvers<void>()
  if (last !== '') place()
  response.setEncoding('utf8')
  response.on('data', (part: string) => {
    text += part
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      take(text.slice(0, end))
      text = text.slice(end + 2)
    }
    if (last !== '') place()
    for (const each of waiting) each()
  })
  const ended = new Promise<void>((resolve) => response.on('close', resolve))
  response.on('error', () => undefined)
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    heard,
    beats: () => beats,
    peopleChanges: () => people,
    lastId: () => last,
    ended,
    placed,
    async until(enough) {
      const isEnough = typeof enough === 'number' ? () => heard.length >= enough : () => enough(heard)
      if (isEnough()) return
      const { promise, resolve } = Promise.withResolvers<void>()
      const look = (): void => {
        if (isEnough()) resolve()
      }
      waiting.add(look)
      const late = setTimeout(resolve, 30_000)
      await Promise.race([promise, ended])
      clearTimeout(late)
      waiting.delete(look)
      if (!isEnough()) throw new Error(`Heard only ${heard.length}: ${JSON.stringify(heard.slice(-5))}`)
    },
    stop: hangUp,
  }
}
