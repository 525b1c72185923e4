/** Letters out: the newest first, narrowed by what became of them and by whom they went to. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { LetterView } from '../../../src/http/wire-letters.ts'
import { FindField } from '../../shared/find-field.tsx'
import { useKeys } from '../../shared/keys.ts'
import { useNow } from '../../shared/now.ts'
import { List, stepIn } from '../../shared/registry/list.tsx'
import { readInstant, sayBriefly } from '../../shared/time.ts'
import { cx } from '../../shared/ui/cx.ts'
import { Empty } from '../../shared/ui/empty.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { LetterDialog } from './letter-dialog.tsx'
import { mail, type MailFilter } from './queries.ts'
import type { SheetProps } from './sheets.ts'
import { isTrouble, sayAddress, sayReceivers, sayState, stateChoices } from './words.ts'

export function Out({ filter, set }: SheetProps) {
  const now = useNow()
  const found = useInfiniteQuery(mail.letters(filter))
  const find = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  useKeys({ '/': () => find.current?.focus(), j: () => stepIn(list, 1), k: () => stepIn(list, -1) })
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 md:px-5" role="search">
        <FindField
          label="Find by a whole address, a domain with its @, or a ticket's number"
          value={filter.q ?? ''}
          onChange={(q) => set({ q })}
          inputRef={find}
          onDown={() => stepIn(list, 1)}
        />
        <Select
          label="State"
          place="bar"
          value={filter.state ?? ''}
          onChange={(state) => set({ state })}
          options={[{ value: '', label: 'Every state' }, ...stateChoices]}
        />
      </div>
      <List
        found={found}
        what="letters"
        listRef={list}
        row={(letter) => <Row key={letter.id} letter={letter} now={now} filter={filter} set={set} />}
        empty={<Nothing filter={filter} />}
      />
      {filter.letter === undefined ? null : (
        <LetterDialog id={filter.letter} now={now} onClose={() => set({ letter: null })} />
      )}
    </>
  )
}

function Row({ letter, now, set }: { letter: LetterView; now: number } & SheetProps) {
  return (
    <li>
      <a
        href={`?letter=${letter.id}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          set({ letter: letter.id })
        }}
        className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-2 hover:bg-soft focus-visible:-outline-offset-2 md:grid-cols-[104px_minmax(0,1fr)_minmax(0,260px)_120px] md:items-baseline md:px-5"
      >
        <span
          className={cx(
            'order-2 text-note md:order-none',
            isTrouble(letter) ? 'font-semibold text-broken' : 'text-muted',
          )}
        >
          {sayState(letter.state)}
        </span>
        <span dir="auto" className="min-w-0 truncate text-left max-md:order-1">
          {letter.subject}
        </span>
        <span
          className="min-w-0 truncate text-note text-muted max-md:order-3"
          title={letter.to.map(sayAddress).join(', ')}
        >
          {letter.to[0]?.email ?? sayReceivers(letter)}
        </span>
        <time dateTime={letter.at} className="num text-right text-note text-muted max-md:order-4">
          {sayBriefly(readInstant(letter.at), now)}
        </time>
      </a>
    </li>
  )
}

const Nothing = ({ filter: { state, q } }: { filter: MailFilter }) =>
  state === undefined && q === undefined ? (
    <Empty title="No letters yet">
      Whatever the desk writes to somebody stands here: captured while no mail server is set, else with what became of
      it.
    </Empty>
  ) : (
    <Empty title="No letters like that">
      Give a whole address (asha@aurora.example), a domain with its @ (@aurora.example), or a ticket's number.
    </Empty>
  )
