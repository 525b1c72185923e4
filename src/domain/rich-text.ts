/** A message's plain text as paragraphs, code and links. Nothing in it is ever taken for HTML. */

export type Block =
  | { readonly kind: 'text'; readonly parts: readonly Part[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }

export type Part =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const fence = /^ {0,3}(`{3,})([\w+#.-]*)[^`\n]*$/

/** Fenced code apart, the rest as paragraphs with their line breaks. A fence that is not closed runs to the end. */
export function blocksOf(body: string): readonly Block[] {
  const blocks: Block[] = []
  let lines: string[] = []
  let open: { readonly ticks: string; readonly language: string } | null = null
  const flushText = (): void => {
    for (const paragraph of lines.join('\n').split(/\n{2,}/)) {
      const text = paragraph.replace(/^\n+|\s+$/g, '')
      if (text !== '') blocks.push({ kind: 'text', parts: partsOf(text) })
    }
    lines = []
  }
  const flushCode = (language: string): void => {
    blocks.push({ kind: 'code', language, text: lines.join('\n') })
    lines = []
  }
  for (const line of body.replaceAll('\r\n', '\n').split('\n')) {
    const found = fence.exec(line)
    if (open === null && found !== null) {
      flushText()
      open = { ticks: found[1]!, language: found[2]! }
    } else if (open !== null && found !== null && found[1]!.length >= open.ticks.length && found[2] === '') {
      flushCode(open.language)
      open = null
    } else lines.push(line)
  }
  if (open === null) flushText()
  else flushCode(open.language)
  return blocks
}

const inline = /`([^`\n]+)`|(https?:\/\/[^\s<>"'`]+)|(?<![\w.+-])([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/g

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = []
  let from = 0
  const plain = (to: number): void => {
    if (to > from) parts.push({ kind: 'plain', text: text.slice(from, to) })
  }
  for (const found of text.matchAll(inline)) {
    const [whole, code, url, mail] = found
    let length = whole.length
    let part: Part
    if (code !== undefined) part = { kind: 'code', text: code }
    else if (mail !== undefined) part = { kind: 'link', text: mail, href: `mailto:${mail}` }
    else {
      const address = withoutTail(url!)
      if (!hasHost.test(address)) continue
      length = address.length
      part = { kind: 'link', text: address, href: address }
    }
    plain(found.index)
    parts.push(part)
    from = found.index + length
  }
  plain(text.length)
  return parts
}

/** What a browser would make an address of. */
const hasHost = /^https?:\/\/(?:[^\s/?#@[\]]*@)?(?:\[[\da-f:.]+\]|[^\s/?#@[\]:\\^|%<>]+)(?::\d{1,5})?(?:[/?#].*)?$/i

/** A full stop or a closing bracket after an address belongs to the sentence, unless the address opened it. */
function withoutTail(address: string): string {
  let end = address.length
  for (; end > 0; end--) {
    const last = address[end - 1]!
    if (last === ')' && address.slice(0, end).includes('(')) break
    if (!'.,;:!?)]}'.includes(last)) break
  }
  return address.slice(0, end)
}
