/** What people outside wrote: text and nothing else, in its own direction; a long one is opened on request. */
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'

const fits = 700

export function Words({
  text,
  about,
  className,
}: {
  readonly text: string
  readonly about: string
  readonly className?: string
}) {
  const [open, setOpen] = useState(false)
  const isLong = text.length > fits
  const shown = isLong && !open ? `${text.slice(0, fits).trimEnd()} …` : text
  return (
    <>
      <p dir="auto" className={cx('max-w-[72ch] whitespace-pre-line wrap-anywhere', className)}>
        {shown}
      </p>
      {isLong ? (
        <Button
          size="small"
          look="bare"
          className="-ml-2 self-start"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Show less' : 'Show all of it'}
          <span className="sr-only"> {about}</span>
        </Button>
      ) : null}
    </>
  )
}
