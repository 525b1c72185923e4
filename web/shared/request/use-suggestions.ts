/** What may answer a request that is being written, and what becomes of it (B10). For partners: staff knows the guide. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { SuggestionView } from '../../../src/http/wire-guide.ts'
import { call, newKey } from '../api.ts'
import { guide, type BeingWritten } from '../guide/queries.ts'
import { api } from '../paths.ts'
import type { RequestForm } from './draft.ts'

const pause = 600

export interface Suggestions {
  readonly items: readonly SuggestionView[]
  /** While the reader is among them they stay as they are. */
  readonly hold: (held: boolean) => void
  readonly note: (outcome: 'opened' | 'solved', suggestion: SuggestionView) => Promise<void>
  readonly sent: (ticket: string) => void
}

const none: readonly SuggestionView[] = []

export function useSuggestions(form: RequestForm, isFor: 'partner' | 'staff'): Suggestions {
  const typed = `${form.subject}\n${form.description}`.trim()
  const question = JSON.stringify(writtenOf(form))
  const [asked, setAsked] = useState(question)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(question), pause)
    return () => clearTimeout(timer)
  }, [question])
  const writing = JSON.parse(asked) as BeingWritten
  const { data } = useQuery({
    ...guide.suggestions(writing),
    enabled: isFor === 'partner' && Object.keys(writing).length > (writing.draft === undefined ? 0 : 1),
  })
  const isEmpty = Object.keys(writing).every((name) => name === 'draft')
  const latest = isFor === 'staff' || isEmpty ? none : (data?.items ?? none)
  const [held, setHeld] = useState<readonly SuggestionView[] | null>(null)
  const note = (outcome: 'opened' | 'solved', suggestion: SuggestionView): Promise<void> =>
    call(api.deflections, {
      method: 'POST',
      body: { draft: form.draft, outcome, [suggestion.kind]: suggestion.id, typed: typed.slice(0, 2_000) },
      idempotencyKey: newKey(),
    })
  return {
    items: held ?? latest,
    hold: (isHeld) => setHeld(isHeld ? latest : null),
    note,
    sent: (ticket) => {
      if (form.draft === '' || isFor === 'staff') return
      const body = { draft: form.draft, outcome: 'sent', ticket }
      // Only counted: whether that works changes nothing for who writes.
      void call(api.deflections, { method: 'POST', body, idempotencyKey: newKey() }).catch(() => undefined)
    },
  }
}

/** As much as is known: what is empty is not asked about. */
function writtenOf(form: RequestForm): BeingWritten {
  const { type, category, subType, product, subject, description, draft } = form
  const given = { type, category, subType, product, subject: subject.trim(), description: description.trim(), draft }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== ''))
}
