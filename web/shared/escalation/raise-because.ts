/** Why an escalation cannot go up; null while it can. */
import type { TicketView } from '../../../src/http/wire.ts'

export function raiseBecause({ escalation }: TicketView): string | null {
  if (escalation === null) return 'It is not escalated.'
  return escalation.ladder.at(-1)?.current === true ? 'It is with the highest level already.' : null
}
