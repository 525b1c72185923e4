/** The causes a change of severity may have, and what each does to the clocks (C8). */
import type { PromiseClock } from '../../shared/promise-bar/clock.ts'
import { isRunning } from '../../shared/promise-bar/clock.ts'

export type Cause = 'worsened' | 'corrected' | 'eased'

export interface CauseChoice {
  readonly value: Cause
  readonly label: string
  readonly hint: string
}

const choices: Readonly<Record<Cause, CauseChoice>> = {
  worsened: {
    value: 'worsened',
    label: 'It got worse',
    hint: 'The facts changed. Each running clock ends at the earlier of its old limit and the new range counted from now.',
  },
  eased: {
    value: 'eased',
    label: 'It eased',
    hint: 'The facts changed. Each running clock keeps the later limit, counted from its own start.',
  },
  corrected: {
    value: 'corrected',
    label: 'It was wrong from the start',
    hint: 'Each running clock is counted again from its own start under the new range. A limit that is past by then was broken then.',
  },
}

/** Only those that fit the direction. 1 is the most severe. */
export const causesFor = (from: number, to: number): readonly CauseChoice[] =>
  to === from ? [] : [to < from ? choices.worsened : choices.eased, choices.corrected]

/** Of tickets of these severities, those that fit any of them: a ticket that one does not fit refuses it by itself. */
export function causesForAll(from: readonly number[], to: number): readonly CauseChoice[] {
  const fitting = new Set(from.flatMap((each) => causesFor(each, to)))
  return Object.values(choices).filter((choice) => fitting.has(choice))
}

/** Said where it matters: what was broken stays broken, and without a running clock nothing moves. */
export function causeNote(clocks: readonly PromiseClock[]): string | null {
  const running = clocks.filter(isRunning)
  if (running.length === 0) return 'No clock is running: the change counts from the partner’s next message.'
  if (running.some((clock) => clock.breachedAt !== null))
    return 'A limit that was passed stays on record as passed, whatever the severity becomes.'
  return null
}
