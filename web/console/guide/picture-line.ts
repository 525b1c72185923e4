/** How a picture stands in an article's Markdown, and where it goes in the text. */
import { api } from '../../shared/paths.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** '![Renew dialog](/api/v1/attachments/…#1280x720)': described by its name until the author says it better. */
export function pictureLine({ id, name }: { readonly id: string; readonly name: string }, size: Size | null): string {
  const words = name
    .replace(/\.\w+$/, '')
    .replaceAll(/[_[\]\\]+/g, ' ')
    .trim()
  return `![${words}](${api.attachment(id)}${size === null ? '' : `#${size.width}x${size.height}`})`
}

export interface Put {
  readonly text: string
  /** The description, to be written over. */
  readonly from: number
  readonly to: number
}

/** Behind what is selected, on a line of its own with an empty one on each side. */
export function putPicture(text: string, at: number, line: string): Put {
  const [before, after] = [text.slice(0, at), text.slice(at)]
  const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const end = after.startsWith('\n\n') || after === '' ? '' : after.startsWith('\n') ? '\n' : '\n\n'
  const from = before.length + gap.length + '!['.length
  return { text: `${before}${gap}${line}${end}${after}`, from, to: from + line.indexOf('](') - '!['.length }
}
