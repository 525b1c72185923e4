/** E1: what a partner writes on the ticket instead of answering is no silence. Machines write nothing (C13). */
import { hasPartnerWritten } from '../../../storage/events.ts'
import type { FindFact } from './index.ts'

export const partnerHasWritten: FindFact = async ({ tx, ticket, since }) =>
  since !== null && (await hasPartnerWritten(tx, ticket.id, since))
