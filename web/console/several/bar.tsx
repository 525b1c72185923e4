/** What is selected, what can be done with it, and what came of it. It lies over the end of the list and moves nothing. */
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { mostAtOnce } from '../../../src/domain/at-once.ts'
import { pages } from '../../shared/pages.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Icon } from '../../shared/ui/icons.tsx'
import { Menu } from '../../shared/ui/menu.tsx'
import { oftenActs, rarerActs } from './acts.ts'
import type { Said, SharedAct } from './words.ts'

interface SeveralBarProps {
  readonly count: number
  readonly said: Said | null
  readonly onAct: (act: SharedAct['kind']) => void
  readonly onAll: () => void
  readonly onClear: () => void
}

/** Why nothing can be done with so many. */
export const whyNotSeveral = (count: number): string | null =>
  count === 0 ? 'Select a ticket first.' : count > mostAtOnce ? `${mostAtOnce} at once at most: leave some out.` : null

export function SeveralBar({ count, said, onAct, onAll, onClear }: SeveralBarProps) {
  const bar = useRef<HTMLElement>(null)
  // What is told in passing appears above it.
  useEffect(() => {
    const { style } = document.documentElement
    const measured = new ResizeObserver(([entry]) =>
      style.setProperty('--over-bar', `${entry?.borderBoxSize[0]?.blockSize ?? 0}px`),
    )
    if (bar.current !== null) measured.observe(bar.current)
    return () => {
      measured.disconnect()
      style.removeProperty('--over-bar')
    }
  }, [])
  const because = whyNotSeveral(count)
  return (
    <section
      ref={bar}
      aria-label="Selected tickets"
      className="float fixed inset-x-2 bottom-[calc(57px+env(safe-area-inset-bottom)+8px)] z-20 flex flex-col gap-2 rounded-pane bg-panel px-3 py-2 shadow-float sm:right-auto sm:max-w-[min(720px,calc(100%-16px))] md:bottom-4 md:left-[212px] md:max-w-[min(720px,calc(100%-228px))]"
    >
      {said === null ? null : <Result said={said} />}
      {/* On a phone what is done stands below, near the thumb. */}
      <div className="flex flex-wrap items-center gap-2">
        <span className="num mr-1 text-note font-semibold max-md:flex-1">{count} selected</span>
        <div className="flex flex-wrap gap-2 max-md:order-last max-md:basis-full">
          {oftenActs.map(({ id, label, shortcut }) => (
            <Button key={id} size="small" because={because} shortcut={shortcut} onClick={() => onAct(id)}>
              {label}
            </Button>
          ))}
          <Menu
            trigger={
              <Button size="small" because={because} aria-label="More to do with those selected">
                More
              </Button>
            }
            groups={rarerActs.map((group) => group.map((each) => ({ ...each, onSelect: () => onAct(each.id) })))}
          />
        </div>
        <Button size="small" look="bare" aria-label="Select all that are shown" className="md:hidden" onClick={onAll}>
          All
        </Button>
        <Button size="small" look="bare" shortcut="Esc" className="md:ml-auto" onClick={onClear}>
          {count === 0 ? 'Close' : 'Clear'}
        </Button>
      </div>
    </section>
  )
}

const namedAtMost = 6
const reasonsAtMost = 3

export function Result({ said: { words, notDone } }: { said: Said }) {
  const further = notDone.slice(reasonsAtMost).reduce((sum, { tickets }) => sum + tickets.length, 0)
  return (
    <div className="flex items-start gap-2 text-note">
      {notDone.length === 0 ? null : <Icon name="close" className="mt-0.5 text-broken" />}
      <div className="min-w-0">
        <p>{words}</p>
        {notDone.length === 0 ? null : (
          <ul>
            {notDone.slice(0, reasonsAtMost).map(({ because, tickets }) => (
              <li key={because}>
                {tickets.slice(0, namedAtMost).map(({ id, number }, at) => (
                  <span key={id}>
                    {at === 0 ? '' : ', '}
                    <Link to={pages.ticket} params={{ ticket: id }} className="num underline underline-offset-2">
                      {number}
                    </Link>
                  </span>
                ))}
                {tickets.length > namedAtMost ? ` and ${tickets.length - namedAtMost} more` : ''}: {because}
              </li>
            ))}
            {further === 0 ? null : <li>{further} more for other reasons.</li>}
          </ul>
        )}
      </div>
    </div>
  )
}
