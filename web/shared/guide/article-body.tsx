/**
 * An article's text. The server renders and cleans it; here it is read as a document that runs nothing, and drawn tag by tag
 * out of a short list: what is not in it is drawn as its words.
 */
import { useRouter } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { CodeBlock } from '../code/code-block.tsx'
import { blockLooks, inlineLooks, languageOf, type Drawn, type Element, readHtml } from './read-html.ts'

interface ArticleBodyProps {
  readonly html: string
  /** Of headings: whether they can be linked to. Not where the article is not the page. */
  readonly anchored?: boolean
}

export function ArticleBody({ html, anchored = false }: ArticleBodyProps) {
  const nodes = useMemo(() => readHtml(html), [html])
  useEffect(() => {
    // The article came after the page: whoever followed a link to a part of it is brought there now.
    const wanted = anchored ? decodeURIComponent(location.hash.slice(1)) : ''
    if (wanted !== '') document.getElementById(wanted)?.scrollIntoView()
  }, [nodes, anchored])
  return (
    <div dir="auto" className="flex flex-col gap-3">
      {nodes.map((node, at) => (
        <Node key={at} node={node} anchored={anchored} />
      ))}
    </div>
  )
}

function Node({ node, anchored }: { node: Drawn; anchored: boolean }) {
  if (typeof node === 'string') return node
  const { tag, attributes, children } = node
  const inner = children.map((child, at) => <Node key={at} node={child} anchored={anchored} />)
  switch (tag) {
    case 'h2':
    case 'h3':
    case 'h4':
      return <Heading level={tag} id={anchored ? (attributes.id ?? '') : ''} inner={inner} />
    case 'pre':
      return <CodeBlock language={languageOf(node)} text={textOf(node).replace(/\n$/, '')} />
    case 'a':
      return <ArticleLink href={attributes.href ?? ''} inner={inner} />
    case 'img':
      return <Picture attributes={attributes} />
    case 'table':
      return (
        <div
          className="relative overflow-x-auto focus-visible:-outline-offset-2"
          tabIndex={0}
          role="region"
          aria-label="Table"
        >
          <table className="border-collapse text-left text-note">{inner}</table>
        </div>
      )
    case 'ol':
      return (
        <ol start={Number(attributes.start ?? 1)} className={blockLooks.ol}>
          {inner}
        </ol>
      )
    case 'br':
    case 'hr': {
      const Tag = tag
      return <Tag className={blockLooks[tag]} />
    }
    default: {
      const Tag = tag
      return <Tag className={blockLooks[tag] ?? inlineLooks[tag]}>{inner}</Tag>
    }
  }
}

/** As wide as it is, and no higher than the window; where its size is known its place is kept free until it is there. */
function Picture({ attributes }: { attributes: Element['attributes'] }) {
  const { src, alt = '', title, width, height } = attributes
  const [isGone, setGone] = useState(false)
  if (isGone)
    return (
      <span className="inline-block rounded-box border border-dashed border-edge px-3 py-2 text-note text-muted">
        {alt === '' ? 'A picture' : alt} <span className="text-small">(the picture cannot be shown now)</span>
      </span>
    )
  const known = width === undefined || height === undefined ? null : Number(width) / Number(height)
  return (
    <img
      src={src}
      alt={alt}
      title={title}
      width={width}
      height={height}
      loading="lazy"
      referrerPolicy="no-referrer"
      onError={() => setGone(true)}
      style={known === null ? undefined : { maxWidth: `min(100%, ${(known * 70).toFixed(2)}vh)` }}
      className="h-auto max-h-[70vh] max-w-full rounded-box border border-line bg-soft"
    />
  )
}

const textOf = (node: Drawn): string => (typeof node === 'string' ? node : node.children.map(textOf).join(''))

const headingLooks = { h2: 'mt-3 text-lead', h3: 'mt-2', h4: 'text-note' } as const

function Heading({ level: Level, id, inner }: { level: 'h2' | 'h3' | 'h4'; id: string; inner: React.ReactNode }) {
  const look = `font-semibold ${headingLooks[Level]}`
  if (id === '') return <Level className={look}>{inner}</Level>
  return (
    // The link stands beside the heading: it is no part of its name.
    <div className="group flex items-baseline gap-1">
      <Level id={id} className={`scroll-mt-20 ${look}`}>
        {inner}
      </Level>
      <a
        href={`#${id}`}
        aria-label="Link to this part"
        className="rounded-tag px-1 text-muted opacity-0 group-hover:opacity-100 hover:text-ink focus-visible:opacity-100 pointer-coarse:opacity-100"
      >
        #
      </a>
    </div>
  )
}

function ArticleLink({ href, inner }: { href: string; inner: React.ReactNode }) {
  const { history } = useRouter()
  const isOwn = /^\/(?![/\\]|api\/)/.test(href)
  const isElsewhere = /^(https?:)/i.test(href)
  return (
    <a
      href={href}
      rel={isElsewhere ? 'noopener noreferrer nofollow' : 'noopener'}
      target={isElsewhere ? '_blank' : undefined}
      className="text-accent underline underline-offset-2"
      onClick={(event) => {
        if (!isOwn || event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        history.push(href)
      }}
    >
      {inner}
    </a>
  )
}
