/**
 * Answers that are there already, beside the form: what comes and goes here moves nothing of the form, and stays as it is
 * while the reader is among it.
 */
import { useState } from 'react'
import type { SuggestionView } from '../../../src/http/wire-guide.ts'
import { toast } from '../ui/toast.tsx'
import { cx } from '../ui/cx.ts'
import { Icon } from '../ui/icons.tsx'
import { sayCount, statusWords } from '../words.ts'
import { SuggestionPanel } from './suggestion-panel.tsx'
import type { Suggestions } from './use-suggestions.ts'

interface SuggestionsProps {
  readonly suggestions: Suggestions
  /** The request is solved: the form is emptied, and the answer is the way back. */
  readonly onSolved: () => () => void
}

const listId = 'suggestions'

/** Within the form, always as high as it is: how many there are, and the way to them. */
export function SuggestionsLine({ suggestions: { items } }: Pick<SuggestionsProps, 'suggestions'>) {
  const toList = (): void => {
    const first = document.getElementById(listId)?.querySelector<HTMLElement>('button')
    first?.scrollIntoView({ block: 'center' })
    first?.focus()
  }
  return (
    <div className="-mt-2 flex min-h-10 items-center text-note lg:min-h-7" role="status">
      {items.length === 0 ? (
        <span className="text-muted">If the guide has an answer, it shows here while you write.</span>
      ) : (
        <button
          type="button"
          onClick={toList}
          className="rounded-tag text-accent underline underline-offset-2 pointer-coarse:min-h-10"
        >
          {items.length === 1 ? 'There may be an answer already' : `There may be answers already: ${items.length}`}
        </button>
      )}
    </div>
  )
}

export function SuggestionsList({ suggestions, onSolved }: SuggestionsProps) {
  const { items, hold, note } = suggestions
  const [open, setOpen] = useState<SuggestionView | null>(null)
  const show = (suggestion: SuggestionView): void => {
    setOpen(suggestion)
    // Only counted.
    void note('opened', suggestion).catch(() => undefined)
  }
  const close = (): void => {
    const id = open?.id
    setOpen(null)
    requestAnimationFrame(() => document.getElementById(`suggestion-${id ?? ''}`)?.focus())
  }
  const solved = (suggestion: SuggestionView): void => {
    note('solved', suggestion).then(() => {
      setOpen(null)
      const undo = onSolved()
      toast.undoable('Good: nothing was sent.', () => {
        undo()
        void note('opened', suggestion).catch(() => undefined)
      })
    }, toast.failed)
  }
  return (
    <section
      id={listId}
      aria-label="Perhaps answered already"
      // Room for a few from the start: the page does not grow and shrink with every word.
      className="min-h-44 border-t border-line pt-3"
      onFocus={() => hold(true)}
      onBlur={(event) => (event.currentTarget.contains(event.relatedTarget) ? undefined : hold(false))}
      onMouseEnter={() => hold(true)}
      onMouseLeave={(event) => (event.currentTarget.contains(document.activeElement) ? undefined : hold(false))}
    >
      <h2 className="font-semibold">Perhaps answered already</h2>
      <p className="sr-only" role="status">
        {items.length === 0 ? '' : `${sayCount(items.length, 'suggestion')} beside the form`}
      </p>
      {items.length === 0 ? (
        <p className="mt-1 text-note text-muted">
          Articles of the guide and your earlier tickets that fit what you write show here.
        </p>
      ) : (
        <ul className="-mx-2 mt-1 flex flex-col">
          {items.map((suggestion) => (
            <li key={`${suggestion.kind}/${suggestion.id}`}>
              <button
                id={`suggestion-${suggestion.id}`}
                type="button"
                aria-expanded={open?.id === suggestion.id}
                onClick={() => show(suggestion)}
                className={cx(
                  'grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 rounded-box px-2 py-1.5 text-left hover:bg-soft pointer-coarse:min-h-10',
                  open?.id === suggestion.id && 'bg-soft',
                )}
              >
                <span className="line-clamp-2 text-note font-medium">{suggestion.title}</span>
                <Icon name="chevron" className="size-3.5 -rotate-90 text-muted" />
                <span className="col-span-full text-small text-muted">{sayWhat(suggestion)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {open === null ? null : (
        <SuggestionPanel key={open.id} suggestion={open} onSolved={() => solved(open)} onClose={close} />
      )}
    </section>
  )
}

const sayWhat = (suggestion: SuggestionView): string =>
  suggestion.kind === 'article'
    ? `Guide · ${suggestion.because.replace(/\.$/, '')}`
    : `Your ticket ${suggestion.number} · ${statusWords[suggestion.status]}`
