/** What one policy says otherwise than another: where, what was there, and what is there now. */
import { useState } from 'react'
import type { PolicyDifferencesView } from '../../../src/http/wire-policy.ts'
import { Button } from '../../shared/ui/button.tsx'
import { cx } from '../../shared/ui/cx.ts'
import { sayValue } from './value.ts'

type Difference = PolicyDifferencesView['items'][number]

const shownAtOnce = 60

export function Differences({ items, label }: { items: readonly Difference[]; label: string }) {
  const [all, setAll] = useState(false)
  const shown = all ? items : items.slice(0, shownAtOnce)
  return (
    <>
      <ul aria-label={label} className="divide-y divide-line border-y border-line text-note">
        {shown.map((each) => (
          <Row key={each.path} {...each} />
        ))}
      </ul>
      {items.length <= shown.length ? null : (
        <Button size="small" className="mt-2" onClick={() => setAll(true)}>
          Show all {items.length}
        </Button>
      )}
    </>
  )
}

function Row({ path, before, after }: Difference) {
  return (
    <li className="grid gap-x-5 gap-y-0.5 py-2 md:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,2fr)]">
      <p className="font-medium wrap-anywhere">{path}</p>
      <Side name="before" value={before} isOther={after === null} />
      <Side name="after" value={after} isOther={before === null} />
    </li>
  )
}

interface SideProps {
  readonly name: 'before' | 'after'
  readonly value: unknown
  /** There is nothing on the other side. */
  readonly isOther: boolean
}

const names = { before: 'was', after: 'is' } as const
/** Lines and letters of a value that are shown at once; a letter to partners has many. */
const [fewLines, fewLetters] = [7, 420]

function Side({ name, value, isOther }: SideProps) {
  const [isWhole, setWhole] = useState(false)
  const text = sayValue(value)
  const cut = text.split('\n').slice(0, fewLines).join('\n').slice(0, fewLetters)
  const isLong = text.length > cut.length
  return (
    <div className="grid min-w-0 grid-cols-[2.25rem_minmax(0,1fr)] gap-x-1">
      <span className="text-muted">{names[name]}</span>
      <div className="min-w-0">
        <p
          className={cx(
            'whitespace-pre-wrap wrap-anywhere',
            (value === null || (name === 'before' && !isOther)) && 'text-muted',
          )}
        >
          {isLong && !isWhole ? `${cut} …` : text}
        </p>
        {isLong ? (
          <button
            type="button"
            aria-expanded={isWhole}
            className="min-h-6 text-muted underline decoration-edge underline-offset-2 hover:decoration-current pointer-coarse:min-h-10"
            onClick={() => setWhole(!isWhole)}
          >
            {isWhole ? 'Less' : 'All of it'}
          </button>
        ) : null}
      </div>
    </div>
  )
}
