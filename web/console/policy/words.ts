/** What publishing means, in the same words wherever it is said. */
import { sayCount } from '../../shared/words.ts'

/** 'Every ticket that is opened from then on follows it. The 12 tickets that are open now keep …' */
export function sayWhatHolds(openTickets: number): string {
  const young = 'It holds at once: every ticket that is opened from then on follows it.'
  if (openTickets === 0) return `${young} No ticket is open now.`
  const old =
    openTickets === 1
      ? 'The one ticket that is open now keeps the version that it has, and for it nothing changes.'
      : `The ${sayCount(openTickets, 'ticket')} that are open now keep the version that they have, and for them nothing changes.`
  return `${young} ${old}`
}
