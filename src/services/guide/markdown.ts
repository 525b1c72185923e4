/**
 * Markdown of an article as HTML that is safe to show: a small set of tags, no HTML of the author's own, links that cannot
 * reach back, images from the desk itself: a picture from elsewhere would tell its site who reads, and leaves a link. Every article is rendered here and nowhere else.
 */
import { Marked, type Tokens } from 'marked'
import sanitizeHtml from 'sanitize-html'
import { slugOf } from '../../domain/guide/article.ts'
import { pictureAt, type PictureAddress } from '../../domain/guide/picture.ts'

export interface Rendered {
  readonly html: string
  /** Headings with the ids by which they are linked to. */
  readonly outline: readonly { readonly id: string; readonly text: string; readonly level: number }[]
  /** Without any marks: what is searched. */
  readonly plain: string
  /** Attachments that it shows, each once. */
  readonly pictures: readonly string[]
}

type Heading = Rendered['outline'][number]

/** Renders anew each time: versions are read seldom, and none of it is kept. */
export function renderMarkdown(body: string): Rendered {
  const outline: Heading[] = []
  const pictures = new Set<string>()
  const html = clean(parserFor(outline).parse(body.replaceAll(privateUse, ''), { async: false }), pictures)
  return { html, outline, plain: plainOf(html), pictures: [...pictures] }
}

/** Marks around a found word are signs of this kind: none may come from a text. */
const privateUse = /[\uE000-\uF8FF]/g

/** The page's own title is its first heading: an article begins with the second, and ends with the fourth. */
const levelOf = (depth: number): number => Math.min(Math.max(depth, 2), 4)

function parserFor(outline: Heading[]): Marked {
  const taken = new Set<string>()
  return new Marked({
    gfm: true,
    breaks: false,
    renderer: {
      heading(
        this: { parser: { parseInline(tokens: readonly unknown[]): string } },
        { tokens, depth }: Tokens.Heading,
      ) {
        const inner = this.parser.parseInline(tokens)
        const text = plainOf(inner)
        const id = free(taken, `s-${slugOf(text)}`)
        const level = levelOf(depth)
        outline.push({ id, text, level })
        return `<h${level} id="${id}">${inner}</h${level}>\n`
      },
      // Shown as it was typed: somebody may write about HTML.
      html: ({ text }: Tokens.HTML | Tokens.Tag) => escape(text),
    },
  })
}

function free(taken: Set<string>, wanted: string): string {
  let id = wanted
  for (let at = 2; taken.has(id); at += 1) id = `${wanted}-${at}`
  taken.add(id)
  return id
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const isLinked = (source: string): boolean => /^https:\/\//i.test(source)
/** A page of the desk, or a place in this article. */
const isOwnLink = (href: string): boolean => /^(#|\/(?![/\\]))/.test(href)

const tags = `h2 h3 h4 p ul ol li blockquote pre code hr br strong em del a img table thead tbody tr th td`.split(' ')

const clean = (html: string, pictures: Set<string>): string =>
  sanitizeHtml(html, {
    allowedTags: tags,
    allowedAttributes: {
      a: ['href', 'rel', 'title'],
      img: ['src', 'alt', 'title', 'width', 'height'],
      code: ['class'],
      ol: ['start'],
      th: ['align'],
      td: ['align'],
      h2: ['id'],
      h3: ['id'],
      h4: ['id'],
    },
    allowedClasses: { code: [/^language-[\w+#.-]{1,30}$/] },
    allowedSchemes: ['https', 'http', 'mailto'],
    allowProtocolRelative: false,
    transformTags: {
      a: (tagName, { href = '', title }) => ({
        tagName,
        attribs: {
          href,
          ...(title === undefined ? {} : { title }),
          rel: isOwnLink(href) ? 'noopener' : 'noopener noreferrer nofollow',
        },
      }),
      // An image that may not be shown leaves its words, and the way to it where it has one.
      img: (tagName, { src = '', alt = '', title }) => {
        const picture = pictureAt(src)
        if (picture !== null) {
          pictures.add(picture.id)
          return {
            tagName,
            attribs: {
              src: src.replace(/#.*/, ''),
              alt,
              ...sizeOf(picture),
              ...(title === undefined ? {} : { title }),
            },
          }
        }
        const text = alt === '' ? 'image' : alt
        return isLinked(src)
          ? { tagName: 'a', attribs: { href: src, rel: 'noopener noreferrer nofollow' }, text }
          : { tagName: 'em', attribs: {}, text }
      },
    },
  })

const sizeOf = ({ size }: PictureAddress): Record<string, string> =>
  size === null ? {} : { width: String(size.width), height: String(size.height) }

/** Words of the HTML, blocks apart from one another. */
function plainOf(html: string): string {
  const apart = html.replaceAll(/<\/(?:p|h\d|li|tr|td|th|pre|blockquote)>|<(?:br|hr)\b[^>]*>/g, (end) => `${end}\n`)
  const text = sanitizeHtml(apart, { allowedTags: [], allowedAttributes: {} })
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/\s*\n\s*/g, '\n')
    .trim()
}
