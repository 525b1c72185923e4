/** One idea of the board, found by its words. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { ideaStatusWords } from '../../../src/domain/idea.ts'
import { board } from '../../shared/board/queries.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { TextField } from '../../shared/ui/field.tsx'
import { sayCount } from '../../shared/words.ts'

interface IdeaChoiceProps {
  readonly label: string
  readonly value: string | null
  readonly onChange: (id: string) => void
  /** Not to be chosen. */
  readonly without?: string | undefined
  readonly error?: string | undefined
}

export function IdeaChoice({ label, value, onChange, without, error }: IdeaChoiceProps) {
  const [q, setQ] = useState('')
  const asked = useDeferredValue(q.trim())
  const found = useInfiniteQuery(board.ideas(asked === '' ? {} : { q: asked }))
  const ideas = (found.data?.pages[0]?.items ?? []).filter(({ id }) => id !== without)
  return (
    <>
      <TextField
        label="Find it by its words"
        type="search"
        autoFocus
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      {found.isPending ? null : ideas.length === 0 ? (
        <p className="text-note text-muted">
          {asked === '' ? 'There is no other idea on the board yet.' : `No idea has the words ‘${asked}’.`}
        </p>
      ) : (
        <Choices
          label={label}
          layout="list"
          options={ideas.slice(0, 6).map((idea) => ({
            value: idea.id,
            label: idea.title,
            hint: [ideaStatusWords[idea.status], sayCount(idea.votes, 'vote'), idea.productName]
              .filter((part) => part !== null)
              .join(' · '),
          }))}
          value={value}
          onChange={onChange}
          error={error}
        />
      )}
    </>
  )
}
