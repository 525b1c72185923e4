/** How many want an idea, and, for a contact of a partner, the vote: given and taken back at once, with a way back. */
import { useState } from 'react'
import type { IdeaListView } from '../../../src/http/wire-board.ts'
import { isSettled } from '../../../src/domain/idea.ts'
import { call } from '../api.ts'
import { api } from '../paths.ts'
import { toast } from '../ui/toast.tsx'
import { cx } from '../ui/cx.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import { boardChanged } from './queries.ts'

type Votable = Pick<IdeaListView, 'id' | 'title' | 'votes' | 'voted' | 'status'>

const send = (id: string, wanted: boolean): Promise<unknown> =>
  call(api.ideaVotes(id), { method: wanted ? 'POST' : 'DELETE', ...(wanted ? { body: {} } : {}) })

const boxClass =
  'num flex h-11 w-12 shrink-0 flex-col items-center justify-center rounded-box border text-note leading-4'

export function Vote({ idea, canVote }: { idea: Votable; canVote: boolean }) {
  // What was just pressed is shown until the board has been read again.
  const [pressed, setPressed] = useState<{ readonly voted: boolean; readonly of: boolean } | null>(null)
  if (pressed !== null && pressed.of !== idea.voted) setPressed(null)
  const voted = pressed?.voted ?? idea.voted
  const votes = idea.votes + (voted === idea.voted ? 0 : voted ? 1 : -1)
  const change = (wanted: boolean): void => {
    setPressed({ voted: wanted, of: idea.voted })
    void send(idea.id, wanted).then(
      () => {
        boardChanged()
        toast.undoable(
          wanted ? `You voted for ‘${idea.title}’.` : `Your vote for ‘${idea.title}’ is taken back.`,
          () => void send(idea.id, !wanted).then(boardChanged, toast.failed),
        )
      },
      (reason: unknown) => {
        setPressed(null)
        toast.failed(reason)
      },
    )
  }
  const words = `${votes} ${votes === 1 ? 'vote' : 'votes'}`
  if (!canVote)
    return (
      <span className={cx(boxClass, 'border-line text-muted')}>
        <span className="font-semibold text-ink">{votes}</span>
        <span className="text-small">{votes === 1 ? 'vote' : 'votes'}</span>
      </span>
    )
  const settled = isSettled(idea.status) && !voted
  const button = (
    <button
      type="button"
      aria-pressed={voted}
      aria-disabled={settled}
      aria-label={`${voted ? 'Take back the vote for' : 'Vote for'} ${idea.title}, ${words}`}
      onClick={() => (settled ? undefined : change(!voted))}
      className={cx(
        boxClass,
        voted ? 'border-ink bg-ink text-bg hover:bg-ink/88' : 'border-edge/60 bg-panel hover:bg-soft',
        settled && 'border-line text-muted',
      )}
    >
      <svg viewBox="0 0 12 7" width="12" height="7" aria-hidden="true">
        <path d="M1 6l5-5 5 5" fill="none" stroke="currentColor" strokeWidth="1.6" />
      </svg>
      <span className="font-semibold">{votes}</span>
    </button>
  )
  return settled ? <Tooltip text="It is decided: there is nothing to vote for any more.">{button}</Tooltip> : button
}
