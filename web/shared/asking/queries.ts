/** What was asked for on a ticket, and what of it was given (B2, B3). Read anew whenever something happened to the ticket. */
import { queryOptions } from '@tanstack/react-query'
import type { AskingView } from '../../../src/http/wire-asking.ts'
import { call } from '../api.ts'
import { api } from '../paths.ts'

export const askingOf = (ticket: string) =>
  queryOptions({
    queryKey: ['asking', ticket],
    queryFn: ({ signal }) => call<AskingView>(api.asked(ticket), { signal }),
  })
