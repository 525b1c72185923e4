/** A message's text on the screen. */
import { useState } from 'react'
import { Icon } from '../ui/icons.tsx'
import { blocksOf, type Part } from './rich-text.ts'

export const RichText = ({ body }: { body: string }) => (
  <div className="flex flex-col gap-2">
    {blocksOf(body).map((block, index) =>
      block.kind === 'code' ? (
        <CodeBlock key={index} language={block.language} text={block.text} />
      ) : (
        <p key={index} className="whitespace-pre-wrap wrap-anywhere">
          {block.parts.map((part, at) => (
            <InlinePart key={at} part={part} />
          ))}
        </p>
      ),
    )}
  </div>
)

function InlinePart({ part }: { part: Part }) {
  switch (part.kind) {
    case 'plain':
      return part.text
    case 'code':
      return <code className="rounded-tag bg-soft px-1 font-mono text-note">{part.text}</code>
    case 'link':
      return (
        <a
          href={part.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent underline underline-offset-2"
        >
          {part.text}
        </a>
      )
  }
}

function CodeBlock({ language, text }: { language: string; text: string }) {
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    void navigator.clipboard?.writeText(text).then(() => {
      setCopied(true)
      setTimeout(() => setCopied(false), 2_000)
    })
  }
  return (
    <figure className="overflow-hidden rounded-box border border-line bg-soft">
      <figcaption className="flex items-center justify-between border-b border-line py-0.5 pr-1 pl-3 text-small text-muted">
        <span>{language === '' ? 'code' : language}</span>
        <button
          type="button"
          onClick={copy}
          className="flex items-center gap-1 rounded-tag px-1.5 py-1 hover:bg-line hover:text-ink"
        >
          <Icon name={copied ? 'check' : 'copy'} className="size-3.5" />
          <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
        </button>
      </figcaption>
      {/* Long lines scroll inside; the keyboard must reach them too. */}
      <pre
        tabIndex={0}
        aria-label={`Code${language === '' ? '' : `, ${language}`}`}
        className="overflow-x-auto px-3 py-2 font-mono text-note focus-visible:-outline-offset-2"
      >
        <code>{text}</code>
      </pre>
    </figure>
  )
}
