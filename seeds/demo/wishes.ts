/** What the demo company's partners wish for (B6). */
import type { IdeaStatus } from '../../src/domain/idea.ts'
import type { ContactKey } from './company.ts'

export interface Wish {
  readonly title: string
  readonly description: string
  readonly product: string
  readonly daysAgo: number
  /** After it was noted: what it became, how many days ago, and why. */
  readonly since?: readonly (readonly [IdeaStatus, daysAgo: number, reason: string])[]
  readonly votes: readonly ContactKey[]
  /** The beginning of a ticket's subject that asks for it. */
  readonly ticket?: string
}

export const wishes: readonly Wish[] = [
  {
    title: 'Finish a work order without a network',
    description:
      'Technicians complete a work order with photos and a signature where there is no reception; it is sent once there is.',
    product: 'fsm',
    daysAgo: 160,
    since: [
      ['under-review', 120, 'The product team looks into how conflicts would be settled.'],
      ['planned', 12, 'Many field teams need it; work begins next quarter.'],
    ],
    votes: ['dana', 'marcus', 'arjun', 'katrin'],
    ticket: 'Feature request: let technicians finish',
  },
  {
    title: 'A fiscal year for each legal entity',
    description: 'One organisation with several companies closes each of them by its own fiscal year.',
    product: 'books',
    daysAgo: 96,
    since: [['under-review', 40, 'Accounting is asked what a closing across entities would mean.']],
    votes: ['katrin', 'henrik', 'rhea'],
    ticket: 'Suggestion: fiscal year',
  },
  {
    title: 'Field updates for rows of a subform',
    description: 'A workflow rule changes a field in each row of a subform, not only in the record itself.',
    product: 'crm',
    daysAgo: 210,
    since: [
      ['planned', 150, 'It comes together with the new workflow editor.'],
      ['in-progress', 34, 'Being built; the first customers try it next month.'],
    ],
    votes: ['arjun', 'rhea', 'katrin', 'henrik', 'dana'],
  },
  {
    title: 'Export reports with their number formats',
    description: 'A report that is exported as a spreadsheet keeps currency, percentages and dates as they are shown.',
    product: 'analytics',
    daysAgo: 300,
    since: [
      ['planned', 220, 'Part of the export that is being rewritten.'],
      ['released', 20, 'It is there for every edition; no setting is needed.'],
    ],
    votes: ['arjun', 'katrin'],
  },
  {
    title: 'Approve a quote from the mobile app',
    description:
      'Whoever approves quotes sees the lines and the margin in the app, and approves or returns them there.',
    product: 'crm',
    daysAgo: 75,
    votes: ['rhea', 'marcus'],
  },
  {
    title: 'Round-robin by working hours',
    description: 'Tickets are given in turn only to agents whose shift it is at that moment, holidays included.',
    product: 'desk',
    daysAgo: 58,
    since: [['under-review', 15, 'Shifts exist already; the product team checks what is missing.']],
    votes: ['katrin', 'arjun', 'marcus'],
  },
  {
    title: 'Webhooks that are tried again',
    description: 'A webhook that was not answered is tried again for a day, and those that failed can be listed.',
    product: 'flow',
    daysAgo: 44,
    votes: ['henrik'],
  },
  {
    title: 'Stock in several bins of one warehouse',
    description: 'An item lies in more than one place of a warehouse, and the picking list says in which.',
    product: 'inventory',
    daysAgo: 33,
    votes: ['dana', 'henrik'],
  },
  {
    title: 'Sign-in by a company’s own directory on every plan',
    description: 'Single sign-on is part of every plan and not only of the largest one.',
    product: 'people',
    daysAgo: 140,
    since: [['declined', 60, 'It stays part of the larger plans; sign-in with a second factor is on all of them.']],
    votes: ['marcus', 'rhea'],
  },
  {
    title: 'A test copy of an organisation',
    description: 'Changes are tried in a copy with made-up data, and taken over one by one when they are right.',
    product: 'creator',
    daysAgo: 6,
    votes: ['arjun'],
  },
]
