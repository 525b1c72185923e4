/** What is read again after the stream has said that something happened: soon, and not more often than lists can be read. */
import type { TicketView } from '../../src/http/wire.ts'
import { call } from './api.ts'
import { chatsChanged, keepTicket, knownRevision, listed, refreshAround, runsMoved } from './cache.ts'
import { api } from './paths.ts'
import { queries, queryClient } from './queries.ts'
import type { StreamWord } from './views.ts'

/** An event of the stream, as far as it is used here. */
export type Word = Pick<StreamWord, 'ticket' | 'revision' | 'kind'>

const gathersFor = 150
/** A list is read again this long after something changed, and not more often, for each page of it that is loaded. */
const listPause = 1_200

const pending = new Map<string, number>()
let hasTurned = false
/** A workflow has moved: what it decides over may be on the screen (E3, E6 to E10). */
let hasMoved = false
let gathering: ReturnType<typeof setTimeout> | undefined
let listsDue: ReturnType<typeof setTimeout> | undefined

export function hear(word: Word): void {
  // A4: a chat that begins is of no ticket that is known.
  hasTurned ||= word.kind === 'chat'
  hasMoved ||= word.kind === 'workflow'
  if (hasTurned || hasMoved) gathering ??= setTimeout(flush, gathersFor)
  if (knownRevision(word.ticket) >= word.revision) return
  pending.set(word.ticket, Math.max(word.revision, pending.get(word.ticket) ?? 0))
  gathering ??= setTimeout(flush, gathersFor)
}

function flush(): void {
  gathering = undefined
  const ids = [...pending.keys()]
  pending.clear()
  if (hasTurned) chatsChanged()
  hasTurned = false
  for (const id of ids) {
    refreshAround(id)
    const isShown = queryClient.getQueryState(queries.ticket(id).queryKey) !== undefined || listed(id).length > 0
    if (isShown && ids.length <= 12) void call<TicketView>(api.ticket(id)).then(keepTicket, () => undefined)
  }
  refreshLists()
}

function refreshLists(): void {
  if (listsDue !== undefined) return
  const loaded = queryClient
    .getQueriesData<{ pages?: readonly unknown[] }>({ queryKey: ['tickets'], type: 'active' })
    .reduce((sum, [, lists]) => sum + (lists?.pages?.length ?? 0), 0)
  listsDue = setTimeout(
    () => {
      listsDue = undefined
      void queryClient.invalidateQueries({ queryKey: ['tickets'] })
      void queryClient.invalidateQueries({ queryKey: ['critical'] })
      void queryClient.invalidateQueries({ queryKey: ['links'] })
      if (hasMoved) runsMoved()
      hasMoved = false
    },
    listPause * Math.max(1, loaded),
  )
}

/** After a time without the stream nobody knows what was missed. */
export function refreshEverything(): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => !['me', 'demo', 'policy', 'preview'].includes(String(queryKey[0])),
  })
}
