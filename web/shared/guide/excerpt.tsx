/** Words around what was sought, the sought ones marked. */

interface ExcerptProps {
  readonly parts: readonly { readonly text: string; readonly hit: boolean }[]
}

export const Excerpt = ({ parts }: ExcerptProps) =>
  parts.map((part, at) =>
    part.hit ? (
      <mark key={at} className="rounded-tag bg-internal px-0.5 text-ink">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  )
