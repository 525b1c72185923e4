/** What colleagues and the partner do while one writes: two answers to one question are one too many. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { TicketView } from '../../../src/http/wire.ts'
import { isProvisional } from '../../shared/actions.ts'
import { allStoppedTyping, useTypists } from '../../shared/chat/typing.ts'
import { queries } from '../../shared/queries.ts'
import { useMe } from '../../shared/session.ts'
import { Button } from '../../shared/ui/button.tsx'

/** `isWriting`: something stands in the composer. */
export function Others({ ticket, isWriting }: { ticket: TicketView; isWriting: boolean }) {
  const me = useMe()
  const typists = useTypists(ticket.id, me.id)
  useEffect(() => allStoppedTyping(ticket.id), [ticket.id, ticket.revision])
  const messages = useQuery(queries.messages(ticket.id)).data ?? []
  // What stood there when the writing began.
  const [seen, setSeen] = useState<number | null>(null)
  const count = messages.length
  if (!isWriting && seen !== null) setSeen(null)
  if (isWriting && seen === null && count > 0) setSeen(count)
  const since = seen === null ? [] : messages.slice(seen)
  const meanwhile = since.filter((message) => message.author?.id !== me.id && !isProvisional(message))
  const names = [...new Set(meanwhile.map(({ author }) => author?.name ?? 'The partner'))]
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 px-3 text-note text-soon not-empty:border-b not-empty:border-line not-empty:py-1"
    >
      {typists.length === 0 ? null : (
        <span>{`${typists.join(' and ')} ${typists.length === 1 ? 'is' : 'are'} writing an answer.`}</span>
      )}
      {names.length === 0 ? null : (
        <>
          <span>{`${names.join(' and ')} ${names.length === 1 ? 'has' : 'have'} written meanwhile.`}</span>
          <Button
            size="small"
            look="bare"
            onClick={() => [...document.querySelectorAll('article')].at(-1)?.scrollIntoView({ block: 'center' })}
          >
            Show it
          </Button>
        </>
      )}
    </div>
  )
}
