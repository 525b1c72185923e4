/** HTML of strangers: made safe to show, and read as text. */
import { Parser } from 'htmlparser2'
import sanitize from 'sanitize-html'

/** More than this is not a letter; it is cut before it is looked at. */
const longest = 1_000_000
/** Deeper than any table of a newsletter. */
const deepest = 200
const tooDeep = 1_000

/**
 * Only what formats text and cannot act, load or hide: no scripts, styles, forms, frames, and no pictures from elsewhere, for
 * those tell the sender who read it, and when. Pictures that came along (`cid:`) stay. 'named' keeps where the others are in
 * `data-remote`, for a reader who asks for them.
 */
export function safeHtml(html: string, remotePictures: 'left-out' | 'named' = 'left-out'): string {
  return sanitize(bounded(html), {
    allowedTags: (
      'a abbr b blockquote br caption center cite code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q ' +
      's samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul'
    ).split(' '),
    allowedAttributes: {
      a: ['href', 'title'],
      img: ['src', 'alt', 'width', 'height', ...(remotePictures === 'named' ? ['data-remote'] : [])],
      td: ['colspan', 'rowspan', 'align'],
      th: ['colspan', 'rowspan', 'align'],
      ol: ['start', 'type'],
      '*': ['dir', 'lang'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    nestingLimit: deepest,
    transformTags: {
      a: sanitize.simpleTransform('a', { rel: 'noopener noreferrer nofollow', target: '_blank' }),
      img: (tagName, attribs) => ({ tagName, attribs: remotePictures === 'named' ? named(attribs) : attribs }),
    },
    // A place without its server would be asked of our own.
    exclusiveFilter: ({ tag, attribs }) =>
      tag === 'img' && !/^cid:/i.test(attribs['src'] ?? '') && !attribs['data-remote'],
  }).trim()
}

/** Where a picture lies elsewhere, it is only told where. */
function named({ 'data-remote': _claimed, src = '', ...attributes }: Readonly<Record<string, string>>) {
  const place = src.trim()
  return /^https?:\/\//i.test(place) ? { ...attributes, 'data-remote': place } : { ...attributes, src }
}

/** Parsers take ever longer the deeper it goes: what is deeper than any letter is made to cost time, and read without its tags. */
function bounded(html: string): string {
  const text = html.slice(0, longest)
  let depth = 0
  for (const [, closes, name = ''] of text.matchAll(/<(\/?)([a-z][a-z0-9:-]{0,40})/gi)) {
    if (closesItself.has(name.toLowerCase()) || empty.has(name.toLowerCase())) continue
    depth = Math.max(0, depth + (closes === '/' ? -1 : 1))
    if (depth > tooDeep) return text.replace(/<[^<>]*>?/g, ' ').replace(/[<>]/g, ' ')
  }
  return text
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const silent = words('script style head title template noscript object svg math select textarea')
const blocks = words(
  'address article aside body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead tr ul blockquote',
)
const spaced = words('p h1 h2 h3 h4 h5 h6 ul ol dl pre table blockquote')
const closesItself = words('p li td th tr dd dt option')
const empty = words('area base br col embed hr img input link meta source track wbr')

/** How each mail program fences what it quotes: Gmail, Yahoo, Zoho, Outlook on the web, Thunderbird, Proton, Apple. */
const quotation = {
  classes:
    /(^|\s)(gmail_quote(_container)?|gmail_extra|yahoo_quoted|zmail_extra|zmail_extra_hr|moz-cite-prefix|protonmail_quote|tutanota_quote|OutlookMessageHeader|WordSection1Reply|ms-outlook-mobile-reference-message)(\s|$)/,
  ids: /^(x_)*(divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|replySplit|yahoo_quoted_\d+|isReplyContent|reply-intro|mail-editor-reference-message-container|Zm-_Id_-Sgn-quote|zmail_quote)$/i,
  /** The rest of the message is what stood there before. */
  toTheEnd: /^(x_)*(divRplyFwdMsg|appendonsend|replySplit)$/i,
}

const isForward =
  /^[\s-]*(forwarded message|begin forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada)/i

/** A line as it grows: joined once, for a string that is looked at with every piece costs its whole length each time. */
class Line {
  #pieces: string[] = []
  isBlank = true
  /** Its last character; '' of an empty one. */
  last = ''

  add(piece: string): void {
    if (piece === '') return
    this.#pieces.push(piece)
    this.last = piece.slice(-1)
    this.isBlank &&= piece.trim() === ''
  }

  take(): string {
    const text = this.#pieces.join('')
    this.#pieces = []
    this.isBlank = true
    this.last = ''
    return text
  }
}

/** HTML as text: blocks on their own lines, cells apart by tabs, quotations behind '> '. */
export function htmlToText(html: string): string {
  return read(html, false)
}

/** The same without what the mail programs mark as quoted; forwarded messages are no quotation, they are what is said. */
export function htmlToReply(html: string): string {
  return read(html, true)
}

function read(html: string, withoutQuotations: boolean): string {
  const lines: string[] = []
  const line = new Line()
  let quotes = 0
  let hushed = 0
  let pre = 0
  let ended = false
  /** Open elements: how deep inside a quotation that is left out, and what it was if it turns out to be a forward. */
  const open: { name: string; left: boolean }[] = []
  let leaving = 0
  let kept: number | null = null

  const prefix = (): string => '> '.repeat(Math.min(quotes, 5))
  const endLine = (): void => {
    const text = line.take().trimEnd()
    if (text.trim() !== '') lines.push(prefix() + text)
  }
  const gap = (): void => {
    endLine()
    const last = lines.at(-1)
    if (last === undefined) return
    if (/^[> ]*$/.test(last)) lines[lines.length - 1] = prefix().trim()
    else lines.push(prefix().trim())
  }
  const breakAt = (name: string): void => {
    if (spaced.has(name)) gap()
    else if (blocks.has(name)) endLine()
  }
  const close = (): void => {
    const element = open.pop()
    if (element === undefined) return
    const { name } = element
    if (silent.has(name)) hushed -= 1
    if (name === 'pre') pre -= 1
    if (name === 'blockquote') {
      endLine()
      quotes -= 1
    }
    breakAt(name)
    if (element.left) {
      leaving -= 1
      if (leaving === 0 && kept !== null) {
        endLine()
        const inside = lines.slice(kept).join('\n')
        if (!isForward.test(inside)) lines.length = kept
        kept = null
      }
    }
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (ended) return
        if (name === 'br') {
          const wasEmpty = line.isBlank
          endLine()
          if (wasEmpty) lines.push(prefix().trim())
          return
        }
        breakAt(name)
        if ((name === 'td' || name === 'th') && !line.isBlank) line.add('\t')
        if (name === 'li') line.add('- ')
        if (empty.has(name)) return
        const { id = '', class: classes = '', type = '' } = attributes
        const fenced =
          quotation.classes.test(classes) || quotation.ids.test(id) || (name === 'blockquote' && type === 'cite')
        const left = withoutQuotations && fenced
        if (left && quotation.toTheEnd.test(id)) {
          endLine()
          ended = true
          return
        }
        if (left) {
          endLine()
          if (leaving === 0) kept = lines.length
          leaving += 1
        }
        if (silent.has(name)) hushed += 1
        if (name === 'pre') pre += 1
        if (name === 'blockquote') quotes += 1
        open.push({ name, left })
      },
      ontext(text) {
        if (ended || hushed > 0) return
        if (pre > 0) {
          const [first = '', ...rest] = text.replaceAll('\r', '').split('\n')
          line.add(first)
          for (const next of rest) {
            lines.push(prefix() + line.take())
            line.add(next)
          }
          return
        }
        const run = text.replace(/[\t\n\f\r ]+/g, ' ')
        line.add(/[ \t]$|^$/.test(line.last) ? run.replace(/^ /, '') : run)
      },
      onclosetag(name) {
        if (ended || empty.has(name) || !open.some((element) => element.name === name)) return
        while (open.at(-1)?.name !== name) close()
        close()
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
  parser.write(bounded(html))
  parser.end()
  while (open.length > 0) close()
  endLine()
  return lines
    .join('\n')
    .replace(/\u00a0/gu, ' ')
    .replace(/\u200b|\u200c|\u2060|\ufeff/gu, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

export const textToHtml = (text: string): string =>
  `<pre>${text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;')}</pre>`
