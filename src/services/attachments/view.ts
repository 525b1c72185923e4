/** A file as readers get it, and whether they get its bytes. */
import { knownType } from '../../domain/attachment/file-type.ts'
import type { Attachment } from '../../storage/attachments.ts'
import type { App } from '../app.ts'
import { utc } from '../instants.ts'
import { scanStateOf } from './scanning.ts'

export type AttachmentView = ReturnType<typeof attachmentView>

export const attachmentView = (app: App, file: Viewed) => ({
  id: file.id as string,
  name: file.name,
  /** By its bytes; null of what was refused. */
  type: file.type,
  kind: file.type === null ? null : knownType(file.type).name,
  bytes: file.bytes,
  sha256: file.sha256,
  scan: scanStateOf(app, file),
  /** How a browser may show it; null where it is for downloading. */
  shows: showsOf(file),
  warning: file.warning,
  /** Why its bytes are not given out, in a sentence; null where they are. */
  withheld: withheldBecause(app, file),
  ...(file.removedAt === null ? {} : { removed: { at: utc(file.removedAt), by: file.removedBy } }),
})

type Viewed = Pick<
  Attachment,
  'id' | 'name' | 'type' | 'bytes' | 'sha256' | 'warning' | 'state' | 'scanned' | 'scanSaid' | 'removedAt' | 'removedBy'
>

/** Nothing that its readers are warned of is shown. */
export const showsOf = ({ type, warning }: Pick<Attachment, 'type' | 'warning'>) =>
  type === null || warning !== null ? null : knownType(type).shows

export function withheldBecause(
  app: App,
  file: Pick<Attachment, 'state' | 'scanned' | 'scanSaid' | 'warning' | 'removedBy'>,
): string | null {
  if (file.state === 'refused') return `It was not kept. ${file.warning ?? ''}`.trim()
  if (file.state === 'removed')
    return `It was removed for good${file.removedBy === null ? '' : ` by ${file.removedBy}`}.`
  if (file.state === 'uploading') return 'It is still being uploaded.'
  switch (scanStateOf(app, file)) {
    case 'infected':
      return `The scanner found ${file.scanSaid ?? 'something'} in it: it is not given out.`
    case 'waiting':
      return 'It is being scanned: it can be opened when that is done.'
    default:
      return null
  }
}
