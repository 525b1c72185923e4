/** A letter's words as HTML in the product's look: one frame around all of them, nothing fetched, light and dark. */
import { blocksOf, type Block, type Part } from '../../domain/rich-text.ts'

export interface Framed {
  readonly text: string
  /** Who writes. */
  readonly desk: string
  readonly vendor: string
  /** The page that the letter is about. */
  readonly link: { readonly text: string; readonly href: string } | null
  /** What stands below, in small letters: sentences. */
  readonly small: readonly string[]
  /** To want no more of these. */
  readonly decline: { readonly text: string; readonly href: string } | null
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] as string)

/*
 * Classes are for mail programs that know dark mode; the same looks stand inline for those that drop the style element.
 * The colours are those of the screens (web/styles/index.css).
 */
const sans = `font-family:ui-sans-serif,system-ui,'Segoe UI',Roboto,'Helvetica Neue',sans-serif`
const mono = `font-family:ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,monospace`
const looks = {
  page: `margin:0;padding:24px 12px;background:#fafaf9;color:#1c1c1a;${sans};font-size:15px;line-height:23px`,
  panel: 'max-width:600px;margin:0 auto;background:#ffffff;border:1px solid #e3e3df;border-radius:10px',
  head: 'padding:14px 24px;border-bottom:1px solid #e3e3df;font-size:13px;line-height:18px;color:#62625d',
  body: 'padding:20px 24px 8px',
  paragraph: 'margin:0 0 14px;overflow-wrap:anywhere',
  quote: 'margin:0 0 14px;padding:0 0 0 12px;border-left:3px solid #e3e3df;color:#62625d;overflow-wrap:anywhere',
  code: `margin:0 0 14px;padding:10px 12px;background:#f2f2ef;border-radius:6px;${mono};font-size:13px;line-height:19px;white-space:pre-wrap;overflow-wrap:anywhere`,
  inline: `padding:1px 4px;background:#f2f2ef;border-radius:4px;${mono};font-size:13px`,
  link: 'color:#2b59c3',
  button:
    'display:inline-block;margin:4px 0 16px;padding:8px 14px;background:#2b59c3;color:#ffffff;border-radius:6px;text-decoration:none',
  foot: 'max-width:600px;margin:0 auto;padding:12px 24px;font-size:12px;line-height:17px;color:#62625d',
} as const

const dark = `@media (prefers-color-scheme:dark){
.page{background:#141413!important;color:#edece7!important}
.panel{background:#1c1c1a!important;border-color:#34342f!important}
.head{border-color:#34342f!important;color:#a7a69f!important}
.quote{border-color:#34342f!important;color:#a7a69f!important}
.code{background:#262623!important}
.link{color:#9ab6ff!important}
.button{background:#9ab6ff!important;color:#141413!important}
.foot{color:#a7a69f!important}
}`

const look = (name: keyof typeof looks, also = ''): string => {
  const classes = also === '' ? name : `${name} ${also}`
  return `class="${classes}" style="${looks[name]}"`
}

/** A whole document. Whatever was written in the text stays text. */
export function letterHtml(subject: string, { text, desk, vendor, link, small, decline }: Framed): string {
  const below = [
    ...small.map(escapeHtml),
    ...(decline === null ? [] : [anchor(decline.href, decline.text, look('link'))]),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${dark}</style>
</head>
<body ${look('page')}>
<div ${look('panel')}>
<div ${look('head')}>${escapeHtml(desk)}, ${escapeHtml(vendor)}</div>
<div ${look('body')}>
${blocksOf(text).map(blockHtml).join('\n')}
${link === null ? '' : anchor(link.href, link.text, look('button'))}
</div>
</div>
${below.length === 0 ? '' : `<div ${look('foot')}>${below.join('<br>')}</div>`}
</body>
</html>
`
}

const anchor = (href: string, text: string, looks: string): string =>
  `<a href="${escapeHtml(href)}" ${looks}>${escapeHtml(text)}</a>`

function blockHtml(block: Block): string {
  if (block.kind === 'code') return `<pre ${look('code')}>${escapeHtml(block.text)}</pre>`
  return quotesApart(block.parts)
    .map(({ quoted, lines }) => {
      const inner = lines.map((line) => line.map(partHtml).join('')).join('<br>\n')
      return quoted
        ? `<blockquote dir="auto" ${look('quote')}>${inner}</blockquote>`
        : `<p dir="auto" ${look('paragraph')}>${inner}</p>`
    })
    .join('\n')
}

type Line = readonly Part[]

/** Lines that begin with '>' are somebody else's words. */
function quotesApart(parts: readonly Part[]): readonly { readonly quoted: boolean; readonly lines: readonly Line[] }[] {
  const groups: { quoted: boolean; lines: Line[] }[] = []
  for (const line of linesOf(parts)) {
    const [first, ...others] = line
    const quoted = first?.kind === 'plain' && /^ ?>/.test(first.text)
    const shown: Line = quoted ? [{ ...first, text: first.text.replace(/^( ?> ?)+/, '') }, ...others] : line
    const last = groups.at(-1)
    if (last?.quoted === quoted) last.lines.push(shown)
    else groups.push({ quoted, lines: [shown] })
  }
  return groups
}

function linesOf(parts: readonly Part[]): readonly Line[] {
  const lines: Part[][] = [[]]
  for (const part of parts) {
    const [first = '', ...others] = part.kind === 'plain' ? part.text.split('\n') : [part.text]
    lines.at(-1)?.push({ ...part, text: first })
    for (const text of others) lines.push([{ kind: 'plain', text }])
  }
  return lines
}

function partHtml(part: Part): string {
  switch (part.kind) {
    case 'plain':
      return escapeHtml(part.text)
    case 'code':
      return `<code ${look('inline', 'code')}>${escapeHtml(part.text)}</code>`
    case 'link':
      return anchor(part.href, part.text, look('link'))
  }
}
