/** Screenshots and logs on the demo's tickets (B4). */
import { attachTo } from '../../src/storage/attachments.ts'
import type { Write } from '../../src/storage/commit.ts'
import type { Tx } from '../../src/storage/tx.ts'
import { keepFile, png, type Box, type Colour } from './kept-file.ts'

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

const log = `10:41:07 INFO  request 7f31 POST /v2/records accepted
10:41:07 WARN  request 7f31 field 'invoice_no' is longer than 40 characters
10:41:08 ERROR request 7f31 500 INTERNAL_ERROR after 812 ms
10:41:38 INFO  request 7f31 tried again: 500 INTERNAL_ERROR after 805 ms
`

/** On the first messages of so many technical tickets of partners, a picture on each and a log on every other. */
const tickets = 4

export async function furnishFiles(tx: Tx, writes: readonly Write[]): Promise<void> {
  const shot = png(width, height, page, picture)
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
      ids.push(
        await keepFile(tx, name, name === 'screenshot.png' ? shot : Buffer.from(log), { partner, by: author, at }),
      )
    await attachTo(tx, { id: message, ticket, partner, visibility: 'public', at }, ids)
  }
}
