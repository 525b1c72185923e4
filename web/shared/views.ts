/** The API's shapes under the names that screens use. */
import type { NewTicket, PolicyView, TicketView } from '../../src/http/wire.ts'

export type { DemoView } from '../../src/http/wire-demo.ts'
export type { CountsView, PartnerView, PersonView, PolicyView, StreamWord } from '../../src/http/wire.ts'

export type Status = TicketView['status']
export type Kind = TicketView['kind']
export type Turn = TicketView['turn']
export type Channel = TicketView['channel']
export type RequestTypeView = PolicyView['requestTypes'][number]

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}

/** A new request while it is being written: anything may still be missing. */
export type RequestDraft = Partial<NewTicket>
