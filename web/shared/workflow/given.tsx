/** What was given in a field; a file is there to be opened. */
import type { AttachmentView } from '../../../src/http/wire-attachment.ts'
import { api } from '../paths.ts'

export function GivenValue({ said, file }: { readonly said: string; readonly file: AttachmentView | null }) {
  if (file === null) return said
  if (file.withheld !== null) return `${file.name}. ${file.withheld}`
  return (
    <a
      href={api.attachment(file.id)}
      target="_blank"
      rel="noreferrer"
      title={file.warning ?? undefined}
      className="text-accent underline underline-offset-2"
    >
      {file.name}
    </a>
  )
}
