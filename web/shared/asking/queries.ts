/** What was asked for on a ticket, and what of it was given (B2, B3). */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AskingView } from '../../../src/http/wire-asking.ts'
import type { TicketView } from '../../../src/http/wire.ts'
import { call } from '../api.ts'
import { api } from '../paths.ts'

/** Read anew whenever something happened to the ticket. */
export const askingOf = ({ id, revision }: Pick<TicketView, 'id' | 'revision'>) =>
  queryOptions({
    queryKey: ['asking', id, revision],
    queryFn: ({ signal }) => call<AskingView>(api.asked(id), { signal }),
    placeholderData: keepPreviousData,
  })
