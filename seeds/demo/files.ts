/** Screenshots and logs on the demo's tickets (B4): drawn and written here, since the demo is the same each time. */
import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import { fileTypeOf } from '../../src/domain/attachment/file-type.ts'
import type { Instant, PartnerId, PersonId } from '../../src/domain/kernel.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { attachTo, beginAttachment, finishAttachment, insertPart } from '../../src/storage/attachments.ts'
import type { Write } from '../../src/storage/commit.ts'
import type { Tx } from '../../src/storage/tx.ts'

type Colour = readonly [red: number, green: number, blue: number]
type Box = readonly [x: number, y: number, width: number, height: number, colour: Colour]

const width = 640
const height = 400
const page: Colour = [241, 243, 246]
const panel: Colour = [255, 255, 255]
const line: Colour = [214, 219, 226]
const text: Colour = [120, 128, 140]
const red: Colour = [200, 52, 46]
const blue: Colour = [52, 98, 196]

/** A window with a form, and the red message that somebody has made a picture of. */
const picture: readonly Box[] = [
  [0, 0, width, 44, blue],
  [16, 15, 120, 14, panel],
  [24, 64, 592, 312, panel],
  ...[0, 1, 2, 3].flatMap((row): readonly Box[] => [
    [48, 92 + row * 46, 90, 10, text],
    [160, 84 + row * 46, 420, 26, line],
  ]),
  [48, 290, 532, 56, red],
  [64, 304, 300, 10, panel],
  [64, 322, 220, 8, panel],
]

function png(boxes: readonly Box[]): Buffer {
  const stride = width * 3 + 1
  const rows = Buffer.alloc(stride * height)
  const paint = (x: number, y: number, colour: Colour): void => rows.set(colour, y * stride + 1 + x * 3)
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) paint(x, y, page)
  for (const [left, top, wide, high, colour] of boxes)
    for (let y = top; y < top + high; y += 1) for (let x = left; x < left + wide; x += 1) paint(x, y, colour)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(content.length)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

const log = `10:41:07 INFO  request 7f31 POST /v2/records accepted
10:41:07 WARN  request 7f31 field 'invoice_no' is longer than 40 characters
10:41:08 ERROR request 7f31 500 INTERNAL_ERROR after 812 ms
10:41:38 INFO  request 7f31 tried again: 500 INTERNAL_ERROR after 805 ms
`

/** On the first messages of so many technical tickets of partners, a picture on each and a log on every other. */
const tickets = 4

export async function furnishFiles(tx: Tx, writes: readonly Write[]): Promise<void> {
  const shot = png(picture)
  const opened = writes.filter(
    ({ opened, decision }) => opened !== undefined && decision.ticket.desk === writes[0]?.decision.ticket.desk,
  )
  for (const [place, { decision, messages }] of opened.slice(-tickets).entries()) {
    const [first] = messages
    const { id: ticket, partner } = decision.ticket
    if (first === undefined || first.author === null || partner === null) continue
    const { id: message, at, author } = first
    const names = place % 2 === 0 ? (['screenshot.png', 'requests.log'] as const) : (['screenshot.png'] as const)
    const ids = []
    for (const name of names)
      ids.push(await keep(tx, name, name === 'screenshot.png' ? shot : Buffer.from(log), { partner, author, at }))
    await attachTo(tx, { id: message, ticket, partner, visibility: 'public', at }, ids)
  }
}

async function keep(
  tx: Tx,
  name: string,
  content: Buffer,
  { partner, author, at }: { readonly partner: PartnerId; readonly author: PersonId; readonly at: Instant },
) {
  const id = newIdAt<'attachment'>(at)
  const whose = { partner, uploadedBy: author, source: 'upload', visibleTo: 'staff' } as const
  await beginAttachment(tx, { id, name, createdAt: at, ...whose })
  await insertPart(tx, id, 0, content)
  const sha256 = createHash('sha256').update(content).digest('hex')
  await finishAttachment(tx, { id, name, type: fileTypeOf(content).type, bytes: content.length, sha256, warning: null })
  return id
}
