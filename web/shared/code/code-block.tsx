/** A piece of code: what it is written in, its colours, and one press to copy it (B6). */
import { useState } from 'react'
import { cannotCopy, copyText } from '../copy.ts'
import { toast } from '../ui/toast.tsx'
import { Icon } from '../ui/icons.tsx'
import { highlight, languageName, type TokenKind } from './highlight.ts'

const looks: Readonly<Record<TokenKind, string>> = {
  plain: '',
  word: 'text-accent',
  text: 'text-fine',
  number: 'text-soon',
  comment: 'text-muted italic',
  name: 'text-accent font-medium',
}

interface CodeBlockProps {
  readonly language: string
  readonly text: string
  /** What it is, where it is no piece of code. */
  readonly name?: string
}

export function CodeBlock({ language, text, name = languageName(language) }: CodeBlockProps) {
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    void copyText(text).then((isThere) => {
      if (!isThere) return toast.done(cannotCopy)
      setCopied(true)
      setTimeout(() => setCopied(false), 2_000)
    })
  }
  return (
    <figure dir="ltr" className="overflow-hidden rounded-box border border-line bg-soft">
      <figcaption className="flex items-center justify-between border-b border-line py-0.5 pr-1 pl-3 text-small text-muted">
        <span>{name}</span>
        <button
          type="button"
          onClick={copy}
          className="flex items-center gap-1 rounded-tag px-1.5 py-1 hover:bg-line hover:text-ink pointer-coarse:min-h-10 print:hidden"
        >
          <Icon name={copied ? 'check' : 'copy'} className="size-3.5" />
          <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
        </button>
      </figcaption>
      {/* Long lines scroll inside; the keyboard must reach them too. */}
      <pre
        tabIndex={0}
        aria-label={language === '' ? name : `Code, ${name}`}
        className="overflow-x-auto px-3 py-2 font-mono text-note focus-visible:-outline-offset-2"
      >
        <code>
          {highlight(language, text).map((token, at) =>
            token.kind === 'plain' ? (
              token.text
            ) : (
              <span key={at} className={looks[token.kind]}>
                {token.text}
              </span>
            ),
          )}
        </code>
      </pre>
    </figure>
  )
}
