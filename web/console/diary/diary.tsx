/** A partner's diary on its page: what was talked about and when, and when the next contact is due (D5). */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContactStateView } from '../../../src/http/wire-diary.ts'
import { useNow } from '../../shared/now.ts'
import { List, Part } from '../../shared/registry/list.tsx'
import { sayDate } from '../../shared/time.ts'
import { Button } from '../../shared/ui/button.tsx'
import { EntryDialog } from './entry-dialog.tsx'
import { NextDialog } from './next-dialog.tsx'
import { diary, kindWords } from './queries.ts'

export function Diary({ partner }: { partner: string }) {
  const now = useNow(60_000)
  const found = useInfiniteQuery(diary.of(partner))
  const standing = found.data?.pages[0]?.standing
  const [open, setOpen] = useState<'entry' | 'next' | null>(null)
  return (
    <Part
      title="Diary"
      action={
        <span className="flex gap-2">
          <Button
            size="small"
            look="bare"
            because={standing === undefined ? 'It is being read.' : null}
            onClick={() => setOpen('next')}
          >
            Next contact
          </Button>
          <Button
            size="small"
            because={standing === undefined ? 'It is being read.' : null}
            onClick={() => setOpen('entry')}
          >
            Write<span className="sr-only"> a contact into the diary</span>
          </Button>
        </span>
      }
    >
      {standing === undefined ? null : (
        <p className="pb-1 text-note">
          <SayStanding standing={standing} now={now} />
        </p>
      )}
      <List
        found={found}
        what="the diary"
        row={(entry) => (
          <li key={entry.id} className="grid grid-cols-[110px_minmax(0,1fr)] gap-x-4 py-2">
            <span className="num text-note">
              {sayDate(entry.on, now)}
              <span className="block text-small text-muted">{kindWords[entry.kind]}</span>
            </span>
            <span className="text-note whitespace-pre-wrap wrap-anywhere">
              <span dir="auto" className="block">
                {entry.words}
              </span>
              <span className="block text-small text-muted">{entry.by?.name ?? 'somebody'}</span>
            </span>
          </li>
        )}
        empty={
          <p className="text-note text-muted">
            Nothing yet. Visits, meetings and mails with this partner are written down here; calls stand above.
          </p>
        }
      />
      {standing === undefined || open === null ? null : open === 'entry' ? (
        <EntryDialog standing={standing} onClose={() => setOpen(null)} />
      ) : (
        <NextDialog standing={standing} onClose={() => setOpen(null)} />
      )}
    </Part>
  )
}

/** 'Last contact Tue 24 Nov. Next due Mon 1 Feb: the results of the quarter.' */
export function SayStanding({ standing, now }: { standing: ContactStateView; now: number }) {
  const { lastContactOn, next, quiet, quietAfterDays } = standing
  return (
    <>
      <span className={quiet ? 'text-broken' : 'text-muted'}>
        Last contact {sayDate(lastContactOn, now)}
        {quiet ? `, more than ${quietAfterDays} days ago` : ''}.
      </span>{' '}
      {next === null ? (
        <span className="text-muted">No next one is set.</span>
      ) : (
        <span className={next.dueOn <= new Date(now).toISOString().slice(0, 10) ? 'text-soon' : 'text-muted'}>
          Next due {sayDate(next.dueOn, now)}: {next.about}
        </span>
      )}
    </>
  )
}
