/** Small files of the demo, as uploads: drawn and written here, since the demo is the same each time. */
import { createHash } from 'node:crypto'
import { deflateSync, crc32 } from 'node:zlib'
import { fileTypeOf } from '../../src/domain/attachment/file-type.ts'
import type { Instant, PartnerId, PersonId } from '../../src/domain/kernel.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { beginAttachment, finishAttachment, insertPart, type AttachmentId } from '../../src/storage/attachments.ts'
import type { Tx } from '../../src/storage/tx.ts'

export interface Uploader {
  readonly partner: PartnerId
  readonly by: PersonId
  readonly at: Instant
}

/** Not used for anything yet. */
export async function keepFile(
  tx: Tx,
  name: string,
  content: Buffer,
  { partner, by, at }: Uploader,
): Promise<AttachmentId> {
  const id = newIdAt<'attachment'>(at)
  await beginAttachment(tx, { id, name, partner, uploadedBy: by, source: 'upload', visibleTo: 'staff', createdAt: at })
  await insertPart(tx, id, 0, content)
  const sha256 = createHash('sha256').update(content).digest('hex')
  await finishAttachment(tx, { id, name, type: fileTypeOf(content).type, bytes: content.length, sha256, warning: null })
  return id
}

/** One page: a heading, and lines of up to 80 letters below it. */
export function pdf(heading: string, lines: readonly string[] = []): Buffer {
  const said = (text: string): string => text.replaceAll(/[()\\]/g, '')
  const rest =
    lines.length === 0 ? '' : ` /F1 11 Tf 0 -28 Td ${lines.map((line) => `(${said(line)}) Tj 0 -16 Td`).join(' ')}`
  const page = `BT /F1 18 Tf 60 760 Td (${said(heading)}) Tj${rest} ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const places = objects.map((object, at) => {
    const place = body.length
    body += `${at + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`
  return Buffer.from(
    `${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  )
}

export type Colour = readonly [red: number, green: number, blue: number]
export type Box = readonly [x: number, y: number, width: number, height: number, colour: Colour]

/** Boxes on a ground, the later over the earlier. */
export function png(width: number, height: number, ground: Colour, boxes: readonly Box[]): Buffer {
  const stride = width * 3 + 1
  const rows = Buffer.alloc(stride * height)
  const paint = (x: number, y: number, colour: Colour): void => rows.set(colour, y * stride + 1 + x * 3)
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) paint(x, y, ground)
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
