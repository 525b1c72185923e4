/** Files of an answer go along with its letter, as far as a mail may carry them; the others stay on the request's page (A5, B4). */
import { isAutomatic } from '../../domain/letter.ts'
import { attachmentsOf, readPart, type Attachment } from '../../storage/attachments.ts'
import type { Tx } from '../../storage/database.ts'
import type { StoredLetter } from '../../storage/letters.ts'
import type { App } from '../app.ts'
import { withheldBecause } from '../attachments/view.ts'
import { attachmentRules, megabyte } from '../attachments/attachments.ts'

export interface MailFile {
  readonly name: string
  /** As its bytes say. */
  readonly type: string
  /** From its beginning, each time it is asked for; never more than a part of it in memory. */
  content(): AsyncIterable<Uint8Array>
}

export interface LetterFiles {
  readonly sent: readonly MailFile[]
  /** Names of those that do not go along: too large, or not scanned yet. */
  readonly left: readonly string[]
}

const none: LetterFiles = { sent: [], left: [] }

/** Of letters in which a person's words go to a partner. What is internal is in none of them. */
export async function filesOf(
  app: App,
  tx: Tx,
  letters: readonly StoredLetter[],
): Promise<(letter: StoredLetter) => LetterFiles> {
  const messages = letters.flatMap(({ template, message }) =>
    message !== null && isAutomatic(template, true) === false ? [message] : [],
  )
  const files = await attachmentsOf(tx, [...new Set(messages)])
  return ({ template, message }) =>
    message === null || isAutomatic(template, true) !== false ? none : shared(app, files.get(message) ?? [])
}

function shared(app: App, files: readonly Attachment[]): LetterFiles {
  const most = attachmentRules(app).mailedMb * megabyte
  const sent: MailFile[] = []
  const left: string[] = []
  let bytes = 0
  for (const file of files) {
    if (file.visibleTo !== 'partner' || file.state === 'refused' || file.state === 'removed') continue
    const { name, type } = file
    if (type === null || withheldBecause(app, file) !== null || bytes + file.bytes > most) left.push(name)
    else {
      bytes += file.bytes
      sent.push({ name, type, content: () => contentOf(app, file) })
    }
  }
  return { sent, left }
}

async function* contentOf(app: App, { id }: Attachment): AsyncGenerator<Uint8Array> {
  for (let place = 0; ; place += 1) {
    const part = await app.db.system((tx) => readPart(tx, id, place))
    if (part === null) return
    yield part
  }
}
