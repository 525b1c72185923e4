/** The server's HTML of an article as a tree of few tags: what is drawn of it, and how each looks. */

export type DrawnTag = keyof typeof known

export interface Element {
  readonly tag: DrawnTag
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly children: readonly Drawn[]
}

export type Drawn = string | Element

/** Attributes that are read of each tag. */
const known = {
  h2: ['id'],
  h3: ['id'],
  h4: ['id'],
  p: [],
  ul: [],
  ol: ['start'],
  li: [],
  blockquote: [],
  pre: [],
  code: ['class'],
  hr: [],
  br: [],
  strong: [],
  em: [],
  del: [],
  a: ['href'],
  img: ['src', 'alt', 'title', 'width', 'height'],
  table: [],
  thead: [],
  tbody: [],
  tr: [],
  th: [],
  td: [],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** The document that is read runs nothing and loads nothing: it is in no window. */
export const readHtml = (html: string): readonly Drawn[] =>
  [...new DOMParser().parseFromString(html, 'text/html').body.childNodes].flatMap(drawnOf)

function drawnOf(node: ChildNode): readonly Drawn[] {
  if (node.nodeType === 3) return node.textContent === null || node.textContent === '' ? [] : [node.textContent]
  if (node.nodeType !== 1) return []
  const element = node as globalThis.Element
  const tag = element.tagName.toLowerCase()
  const children = [...element.childNodes].flatMap(drawnOf)
  if (!isKnown(tag)) return children
  const attributes = Object.fromEntries(known[tag].map((name) => [name, element.getAttribute(name) ?? undefined]))
  const isTable = tag === 'table' || tag === 'thead' || tag === 'tbody' || tag === 'tr'
  // Blanks between the rows of a table are no content of it.
  return [{ tag, attributes, children: isTable ? children.filter((child) => typeof child !== 'string') : children }]
}

const isKnown = (tag: string): tag is DrawnTag => Object.hasOwn(known, tag)

/** Of a block of code: 'deluge' of 'language-deluge'. */
export function languageOf({ children }: Element): string {
  const code = children.find((child): child is Element => typeof child !== 'string' && child.tag === 'code')
  return /^language-(\S+)/.exec(code?.attributes.class ?? '')?.[1] ?? ''
}

export const blockLooks: Partial<Readonly<Record<DrawnTag, string>>> = {
  p: 'wrap-anywhere',
  ul: 'flex list-disc flex-col gap-1 pl-5',
  ol: 'flex list-decimal flex-col gap-1 pl-5',
  li: 'wrap-anywhere [&>figure]:my-2 [&>ul]:mt-1 [&>ol]:mt-1 [&>p+p]:mt-2',
  blockquote: 'flex flex-col gap-2 border-l-[3px] border-line pl-3 text-muted',
  hr: 'my-2 border-line',
  tr: 'border-b border-line align-top',
  th: 'py-1.5 pr-4 font-semibold',
  td: 'py-1.5 pr-4',
}

export const inlineLooks: Partial<Readonly<Record<DrawnTag, string>>> = {
  code: 'rounded-tag bg-soft px-1 font-mono text-note',
  strong: 'font-semibold',
  em: 'italic',
}
