/** A5, G1: the mail that came in, newest first, with what was made of each. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { MailView } from '../../../src/http/wire-mail.ts'
import { useKeys } from '../../shared/keys.ts'
import { useNow } from '../../shared/now.ts'
import { List, stepIn } from '../../shared/registry/list.tsx'
import { readInstant, sayBriefly } from '../../shared/time.ts'
import { cx } from '../../shared/ui/cx.ts'
import { Empty } from '../../shared/ui/empty.tsx'
import { Select } from '../../shared/ui/select.tsx'
import { mailIn } from './in-queries.ts'
import { choices, isTrouble, sayFrom, sayOutcome } from './in-words.ts'
import { MailDialog } from './mail-dialog.tsx'
import type { SheetProps } from './sheets.ts'

export function In({ filter, set }: SheetProps) {
  const now = useNow()
  const found = useInfiniteQuery(mailIn.list(filter))
  const list = useRef<HTMLUListElement>(null)
  useKeys({ j: () => stepIn(list, 1), k: () => stepIn(list, -1) })
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 md:px-5" role="search">
        <Select
          label="What became of it"
          place="bar"
          value={filter.outcome ?? ''}
          onChange={(outcome) => set({ outcome })}
          options={choices}
        />
      </div>
      <List
        found={found}
        what="mail"
        listRef={list}
        row={(mail) => <Row key={mail.id} mail={mail} now={now} filter={filter} set={set} />}
        empty={
          filter.outcome === undefined ? (
            <Empty title="No mail yet">
              Set MAIL_LISTEN to receive mail, or IMAP_URL to fetch it from a mailbox. Each one stands here with what
              was made of it, and why.
            </Empty>
          ) : (
            <Empty title="No mail like that">Choose ‘Everything’ to see all that came.</Empty>
          )
        }
      />
      {filter.mail === undefined ? null : <MailDialog id={filter.mail} now={now} onClose={() => set({ mail: null })} />}
    </>
  )
}

function Row({ mail, now, set }: { mail: MailView; now: number } & SheetProps) {
  return (
    <li>
      <a
        href={`?tab=in&mail=${mail.id}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          set({ mail: mail.id })
        }}
        className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-2 hover:bg-soft focus-visible:-outline-offset-2 md:grid-cols-[104px_minmax(0,1fr)_minmax(0,260px)_120px] md:items-baseline md:px-5"
      >
        <span
          className={cx(
            'order-2 text-right text-note md:order-none md:text-left',
            isTrouble(mail) ? 'font-semibold text-broken' : 'text-muted',
          )}
        >
          {sayOutcome(mail)}
          {mail.ticket === null || mail.outcome === 'hold' ? null : (
            <span className="num block text-small">{mail.ticket.number}</span>
          )}
        </span>
        <span className="min-w-0 truncate max-md:order-1">
          {mail.subject === null ? (mail.error ?? 'Not read yet') : mail.subject || 'Without a subject'}
        </span>
        <span className="min-w-0 truncate text-note text-muted max-md:order-3" title={sayFrom(mail)}>
          {mail.from?.email ?? sayFrom(mail)}
        </span>
        <time dateTime={mail.receivedAt} className="num text-right text-note text-muted max-md:order-4">
          {sayBriefly(readInstant(mail.receivedAt), now)}
        </time>
      </a>
    </li>
  )
}
