/** A message's text on the screen. */
import { redactionMark } from '../../../src/domain/redaction.ts'
import { CodeBlock } from '../code/code-block.tsx'
import { blocksOf, type Part } from './rich-text.ts'

export const RichText = ({ body }: { body: string }) => (
  <div className="flex flex-col gap-2">
    {blocksOf(body).map((block, index) =>
      block.kind === 'code' ? (
        <CodeBlock key={index} language={block.language} text={block.text} />
      ) : (
        // Each line runs the way its own script does.
        <p key={index} dir="auto" className="[unicode-bidi:plaintext] whitespace-pre-wrap wrap-anywhere">
          {block.parts.map((part, at) => (
            <InlinePart key={at} part={part} />
          ))}
        </p>
      ),
    )}
  </div>
)

/** The mark, as it is said aloud. */
const Redacted = () => (
  <span role="img" aria-label="redacted">
    {redactionMark}
  </span>
)

function InlinePart({ part }: { part: Part }) {
  switch (part.kind) {
    case 'plain':
      return part.text
        .split(redactionMark)
        .flatMap((text, place) => (place === 0 ? [text] : [<Redacted key={place} />, text]))
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
