/** What was promised to a partner, and what became of it (C12). */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { pages } from '../../shared/pages.ts'
import { Statement } from '../../shared/statement/page.tsx'

export function PromisesPage() {
  const search = useSearch({ from: '/app/promises' })
  const navigate = useNavigate()
  return (
    <Statement
      search={search}
      onAsk={(next) => void navigate({ to: pages.promises, search: next, replace: true, resetScroll: false })}
    />
  )
}
