/** Who must move, as the partner reads it. What a workflow goes on with waits for whom the workflow says. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { TicketView } from '../../src/http/wire.ts'
import { workflowQueries } from '../shared/workflow/queries.ts'
import { waitsForWords } from '../shared/workflow/words.ts'
import { isOver, partnerStatusWords, partnerTurnWords } from '../shared/words.ts'

interface Standing {
  readonly words: string
  /** It is the partner's turn. */
  readonly isYours: boolean
}

type Waiting = Parameters<typeof waitsForWords>[0] | undefined

/** Undefined where no workflow goes on. */
function standing(ticket: TicketView, waitsFor: Waiting, otherwise: string): Standing {
  if (isOver(ticket.status)) return { words: partnerStatusWords[ticket.status], isYours: false }
  if (waitsFor === 'partner') return { words: partnerTurnWords.partner, isYours: true }
  const isYours = ticket.turn === 'partner'
  if (!isYours || waitsFor === undefined) return { words: otherwise, isYours }
  return {
    words: waitsFor === null ? 'under way' : `waiting for ${waitsForWords(waitsFor, 'partner')}`,
    isYours: false,
  }
}

/** In a list. */
export function useStandingInList(ticket: TicketView): Standing {
  const runs = useInfiniteQuery(workflowQueries.runs({})).data?.pages.flatMap(({ items }) => items) ?? []
  const waitsFor = runs.find((run) => run.ticket.id === ticket.id)?.waitsFor
  return standing(ticket, waitsFor, partnerTurnWords[ticket.turn])
}

/** On its own page. */
export function useStanding(ticket: TicketView): string {
  const run = useQuery(workflowQueries.run(ticket.id)).data?.run ?? null
  const { words } = standing(
    ticket,
    run?.endedAt === null ? run.waitsFor : undefined,
    partnerStatusWords[ticket.status],
  )
  return words.charAt(0).toUpperCase() + words.slice(1)
}
