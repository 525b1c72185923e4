/** Files are scanned where a scanner is set (B4); until then, and where something was found, they are not given out. */
import {
  keepScanned,
  readPart,
  unscannedAttachments,
  type Attachment,
  type AttachmentId,
} from '../../storage/attachments.ts'
import { system } from '../../storage/actor.ts'
import type { Actor, App } from '../app.ts'

export interface Scanner {
  /** Reads it all and says what is in it. Rejects where it cannot: the file stays unscanned. */
  scan(content: AsyncIterable<Uint8Array>): Promise<Scanned>
}

export type Scanned = { readonly infected: false } | { readonly infected: true; readonly said: string }

/** 'not-scanned' is the answer of a desk that has no scanner. */
export type ScanState = 'clean' | 'infected' | 'waiting' | 'not-scanned'

export const scanStateOf = (app: App, { scanned }: Pick<Attachment, 'scanned'>): ScanState =>
  scanned ?? (app.scanner === undefined ? 'not-scanned' : 'waiting')

/** The parts of a file, from one on; each is read in a transaction of its own, so that a slow reader holds none. */
export async function* contentOf(app: App, actor: Actor, id: AttachmentId, from = 0): AsyncGenerator<Buffer> {
  for (let place = from; ; place += 1) {
    const part = await app.db.transaction(actor, (tx) => readPart(tx, id, place))
    if (part === null) return
    yield part
  }
}

/** Asks the scanner about one file and keeps what it says; what went wrong is kept too, and tried again later. */
export async function scanFile(app: App, id: AttachmentId): Promise<void> {
  const { scanner } = app
  if (scanner === undefined) return
  const keep = (scanned: Attachment['scanned'], said: string | null): Promise<void> =>
    app.db.system((tx) => keepScanned(tx, id, { scanned, said, at: app.now() }))
  try {
    const found = await scanner.scan(contentOf(app, system, id))
    await keep(found.infected ? 'infected' : 'clean', found.infected ? found.said : null)
  } catch (thrown) {
    await keep(null, thrown instanceof Error ? thrown.message : String(thrown))
  }
}

const batch = 20
const againAfterMinutes = 10

/** What came by mail, what the scanner could not be reached for, and what is from before there was one; how many. */
export async function scanWaiting(app: App): Promise<{ readonly scanned: number }> {
  const before = app.now().subtract({ minutes: againAfterMinutes })
  let scanned = 0
  while (app.scanner !== undefined) {
    const files = await app.db.system((tx) => unscannedAttachments(tx, before, batch))
    for (const { id } of files) await scanFile(app, id)
    scanned += files.length
    if (files.length < batch) break
  }
  return { scanned }
}
