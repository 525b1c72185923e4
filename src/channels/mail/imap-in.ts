/**
 * Fetches from mailboxes elsewhere (A5, G1): each message is committed here before anything is done with it there, and nothing is
 * ever deleted unless told. Of several nodes one reads each mailbox.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import type { App } from '../../services/app.ts'
import { heldBack } from '../../services/backup/release.ts'
import { isTold } from '../../services/health.ts'
import { keepMark, markOf, turnAt } from '../../services/mail-in/fetching.ts'
import { keepMail } from '../../services/mail-in/keep.ts'
import { addressesOf } from './address.ts'
import { fieldsOf, rawText } from './header.ts'
import type { ImapSource } from './imap-source.ts'
import { mailLimits } from './tree.ts'

export interface Fetching {
  stop(): Promise<void>
}

/** Milliseconds; and how many bytes of one message are taken. */
const bounds = { shortest: 1_000, longest: 300_000, turn: 10_000, look: 60_000, ending: 3_000, most: mailLimits.bytes }

/** Keeps reading; `tell` hears, in sentences, when a mailbox cannot be read, and when it can again. */
export function fetchMail(
  app: App,
  sources: readonly ImapSource[],
  tell: (message: string) => void,
  bounded: Partial<typeof bounds> = {},
): Fetching {
  const stopping = new AbortController()
  const running = sources.map((source) => keepFetching(app, source, tell, { ...bounds, ...bounded }, stopping.signal))
  return {
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

async function keepFetching(
  app: App,
  source: ImapSource,
  tell: (message: string) => void,
  { shortest, longest, turn: turnMs, ...within }: typeof bounds,
  stopping: AbortSignal,
): Promise<void> {
  let next = shortest
  let said = ''
  while (!stopping.aborted) {
    try {
      // A desk that was restored leaves the mailboxes to the one that it is a copy of, until it is let out.
      const turn = (await heldBack(app)) === null ? await turnAt(app, source.name) : null
      if (turn === null) {
        await rest(turnMs, stopping)
        continue
      }
      const lost = new AbortController()
      void turn.lost.then(() => lost.abort())
      try {
        await readUntil(app, source, within, AbortSignal.any([stopping, lost.signal]), () => {
          if (said !== '') tell(`The mailbox ${source.name} is read again.`)
          said = ''
          next = shortest
        })
      } finally {
        await turn.release().catch(() => undefined)
      }
    } catch (thrown) {
      const why = `The mailbox ${source.name} cannot be read, and is tried again: ${saying(thrown)}`
      if (why !== said && !isTold(thrown)) tell(why)
      said = why
    }
    await rest(next, stopping)
    next = Math.min(next * 2, longest)
  }
}

const rest = (ms: number, signal: AbortSignal): Promise<unknown> =>
  pause(ms, undefined, { signal }).catch(() => undefined)

/** What the server answered says more than that it did not work. */
const saying = (thrown: unknown): string => {
  const { responseText, message } = thrown as { responseText?: string; message?: string }
  return responseText ?? message ?? String(thrown)
}

/** Reads what there is, and waits for more (IDLE), until told to end or the connection does. */
async function readUntil(
  app: App,
  source: ImapSource,
  { look, ending: endingMs, most }: Pick<typeof bounds, 'look' | 'ending' | 'most'>,
  ending: AbortSignal,
  onReading: () => void,
): Promise<void> {
  const { host, port, secure, user, password, folder } = source
  const client = new ImapFlow({
    host,
    port,
    secure,
    ...(secure ? {} : { doSTARTTLS: isThisMachine(host) ? undefined : true }),
    auth: { user, pass: password },
    logger: false,
    clientInfo: { name: 'Partner Desk' },
    disableAutoIdle: true,
  })
  let failed: unknown = null
  const woken = new EventTarget()
  const wake = (): void => void woken.dispatchEvent(new Event('wake'))
  // A server that hangs must not keep us from ending: what waits for its answer is given a moment, and then none.
  const end = (): void => {
    wake()
    setTimeout(() => client.close(), endingMs).unref()
  }
  client.on('error', (thrown: unknown) => (failed ??= thrown))
  client.on('close', wake)
  client.on('exists', wake)
  ending.addEventListener('abort', end)
  try {
    await client.connect()
    await client.mailboxOpen(folder)
    while (!ending.aborted && client.usable) {
      const told = new Promise<void>((resolve) => woken.addEventListener('wake', () => resolve(), { once: true }))
      await readNew(app, source, client, most, ending)
      onReading()
      if (ending.aborted || !client.usable) break
      client.idle().catch(() => undefined)
      await Promise.race([told, rest(look, ending)])
    }
    if (!ending.aborted) throw failed ?? new Error('The connection was closed.')
  } finally {
    ending.removeEventListener('abort', end)
    if (client.usable) await Promise.race([client.logout().catch(() => undefined), pause(2_000)])
    client.close()
  }
}

const isThisMachine = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.')

async function readNew(
  app: App,
  source: ImapSource,
  client: ImapFlow,
  most: number,
  ending: AbortSignal,
): Promise<void> {
  const box = client.mailbox
  if (box === false) throw new Error('The mailbox was closed.')
  const validity = String(box.uidValidity)
  const mark = await markOf(app, source.name)
  const known = mark?.validity === validity ? mark.lastUid : null
  // Before they are asked for: what comes meanwhile is newer, or among them.
  const { uidNext } = box
  // Where it was never read, or was made anew, what somebody has read there is not taken up.
  const found = await client.search(known === null ? { seen: false } : { uid: `${known + 1}:*` }, { uid: true })
  if (found === false || found === undefined) throw new Error('The server did not say which messages there are.')
  // '8:*' names the last message, even where that is number 7.
  const uids = found.filter((uid) => known === null || uid > known).toSorted((a, b) => a - b)
  for (const uid of uids) {
    if (ending.aborted || !client.usable) return
    await takeOne(app, source, client, { validity, uid, most })
    if (known !== null) await keepMark(app, source.name, { validity, lastUid: uid })
  }
  if (known === null) await keepMark(app, source.name, { validity, lastUid: Math.max(uidNext - 1, ...uids) })
}

async function takeOne(
  app: App,
  source: ImapSource,
  client: ImapFlow,
  { validity, uid, most }: { validity: string; uid: number; most: number },
): Promise<void> {
  const message = await client.fetchOne(String(uid), { source: { maxLength: most + 1 } }, { uid: true })
  // Somebody else has removed it.
  if (message === false || message?.source === undefined) return
  const raw = message.source
  await keepMail(app, {
    way: 'imap',
    ip: null,
    helo: null,
    mailFrom: null,
    rcptTo: [source.address, ...addressedIn(raw)],
    raw,
    fetchedAs: `${source.name} ${validity} ${uid}`,
  })
  // Of a longer one only the beginning was taken, which is parked: the whole of it is there alone, and stays.
  if (raw.length > most) return
  const { after } = source
  if (after === 'flag') await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
  else if (after === 'delete') await client.messageDelete(String(uid), { uid: true })
  else if (after !== 'leave') await client.messageMove(String(uid), after.moveTo, { uid: true })
}

/** Whom it was sent to, as its head tells: the token of a letter of ours may stand there. */
function addressedIn(raw: Buffer): readonly string[] {
  const head = raw.toString('latin1', 0, 200_000).split(/\r?\n\r?\n/, 1)[0] ?? ''
  return fieldsOf(head)
    .filter(({ name }) => /^(to|cc|delivered-to|x-original-to|envelope-to)$/.test(name))
    .flatMap(({ bytes }) => addressesOf(rawText(bytes, null)))
    .map(({ email }) => email)
    .slice(0, 500)
}
