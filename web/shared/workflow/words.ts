/** Runs as people say them. */
import type { RunView, WorkflowView } from '../../../src/http/wire-workflow.ts'
import { sayLeft } from '../escalation/words.ts'
import { readInstant } from '../time.ts'

type Role = NonNullable<RunView['waitsFor']>

export const roleWords: Readonly<Record<Role, string>> = {
  partner: 'the partner',
  customer: 'the customer',
  agent: 'the desk',
  dri: 'the DRI',
  pam: 'the account manager',
  lead: 'a lead',
  manager: 'a manager',
}

type Target = WorkflowView['states'][number]['letters'][number]['to']

/** Whom a letter goes to. */
export const targetWords: Readonly<Record<Target, string>> = {
  partner: 'the partner',
  customer: 'the customer',
  desk: 'the desk',
  dri: 'the DRI',
  pam: 'the account manager',
}

/** To the partner itself: 'waits for you'. */
export const waitsForWords = (role: Role | null, reader: 'staff' | 'partner'): string =>
  role === null ? 'time' : role === 'partner' && reader === 'partner' ? 'you' : roleWords[role]

export const outcomeWords = {
  done: 'Done',
  refused: 'Refused',
  lapsed: 'Lapsed',
  withdrawn: 'Taken back',
} as const

/** How near the end of a state is. */
export function nearness(dueAt: string | null, now: number): 'fine' | 'soon' | 'broken' | null {
  if (dueAt === null) return null
  const left = readInstant(dueAt) - now
  return left < 0 ? 'broken' : left <= 4 * 60 * 60_000 ? 'soon' : 'fine'
}

/** 'in 3 h 20 min', '5 h over'; '' where nothing is due. */
export const sayDue = (dueAt: string | null, now: number): string =>
  dueAt === null ? '' : sayLeft(readInstant(dueAt), now)
