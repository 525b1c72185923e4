/** Escalations (F2 to F5): one raised by itself, one that waits for its update, one that ended; and a disputed severity (C7). */
import { hours, minutes } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import {
  answered,
  answeredFully,
  assigned,
  disputed,
  escalated,
  escalationEnded,
  noted,
  raised,
  solved,
  wrote,
  type Story,
} from '../story.ts'
import { ago, day, later, workingDaysAgo } from '../when.ts'

/** Nobody of the first level has said a word within its four hours: it is with the regional leads now. */
const switchboard: Story = {
  key: 'switchboard',
  from: 'rhea',
  channel: 'portal',
  received: ago(hours(9)),
  form: {
    type: 'technical-support',
    category: 'downtime',
    subType: 'outage',
    product: 'Zoho Voice',
    subject: 'Malhar Foods cannot be called: every incoming call ends after one ring',
    description: text`
      Since this morning every call to the order line of Malhar Foods ends after one ring. Outgoing calls work. They take
      most of their orders by phone, for delivery on the same day, and the line has been an outage for two hours now.
    `,
    customerEmail: 'owner@malharfoods.example',
    reproducible: true,
    reproduction: {
      userId: '60033190028',
      superAdminEmail: 'owner@malharfoods.example',
      customizationName: 'Order line, queue 1',
      happenedBefore: minutes(5),
      supportAccessEnabled: true,
    },
    troubleshooting:
      'Called from four numbers of three networks: one ring, then silence. The queue shows no call at all.',
  },
  steps: [
    assigned(later(minutes(12)), 'support'),
    answered(
      later(minutes(20)),
      'support',
      'Hi Rhea, I see the calls arrive at our edge and end there. I am asking the telephony team what ends them.',
    ),
    escalated(
      ago(hours(6)),
      'business-risk',
      text`
        Malhar has lost a day of orders already and may lose its biggest hotel account over this. We need somebody who can
        say when it will work, not only that it is being looked at.
      `,
    ),
    noted(
      ago(hours(5)),
      'support',
      'Telephony: the carrier changed its certificate last night. They are on it, no time.',
    ),
  ],
}

/** The level has answered once, and has been silent since: the partner should have heard of it two days ago. */
const storeLockedOut: Story = {
  key: 'store-locked-out',
  from: 'henrik',
  channel: 'mail',
  received: workingDaysAgo(4, '09:10'),
  form: {
    type: 'store-related',
    category: 'partner-store',
    subject: 'Partner Store: no access for Borealis since the change of our legal name',
    description: text`
      Since our legal name was changed in the partner portal, nobody of Borealis gets into the Partner Store. It says that
      the profile is being verified. Three renewals of ours are due by the end of the month, and without the store we can
      neither see nor place them.
    `,
  },
  steps: [
    assigned(day(0, '09:40'), 'operations'),
    answered(
      day(0, '10:30'),
      'operations',
      'Dear Henrik, the verification is with our legal team since Monday. I have asked for it to be done first.',
    ),
    wrote(day(1, '09:05'), 'Still locked out. What does it wait for?'),
    escalated(
      day(1, '09:15'),
      'major-problem',
      text`
        Three renewals worth about 11,400 euros lapse at the end of the month. Our customers ask us, and we have nothing
        to tell them.
      `,
    ),
    answered(
      day(1, '11:40'),
      'lead',
      text`
        Dear Henrik,

        Daniel Okafor, I lead both desks. I have taken this on. Legal wants the excerpt from the commercial register in
        English as well; I have had it translated at our side, so you need to do nothing. I will write again tomorrow.
      `,
    ),
  ],
}

/** Raised once by the partner, kept informed, and ended when there was a plan that it agreed to. */
const slowDashboards: Story = {
  key: 'slow-dashboards',
  from: 'marcus',
  channel: 'portal',
  received: workingDaysAgo(8, '09:20'),
  form: {
    type: 'technical-support',
    category: 'incorrect-behaviour',
    product: 'Zoho Analytics',
    subject: 'Dashboards of Pine & Paper take two minutes each morning',
    description: text`
      Between 8 and 10 every morning each dashboard takes about two minutes to load; after that it is fine. It is the third
      time this month, and it happens when their shift leads need them.
    `,
    customerEmail: 'ops@pineandpaper.example',
    reproducible: true,
    reproduction: {
      userId: '70051830416',
      superAdminEmail: 'ops@pineandpaper.example',
      customizationName: 'Dashboard: morning shift',
      happenedBefore: minutes(30),
    },
    troubleshooting: 'Fewer widgets: a little faster. Another browser: the same. At noon: two seconds.',
  },
  steps: [
    assigned(day(0, '09:45'), 'support'),
    answered(
      day(0, '11:10'),
      'support',
      'Hi Marcus, thank you. The nightly import of theirs ends later each day; I am on it.',
    ),
    escalated(
      day(1, '09:00'),
      'recurring-incidents',
      'Third time this month, each time at the start of the shift, each time another explanation.',
    ),
    answered(day(1, '10:30'), 'support', 'I have this with the lead of our desk now, who will write to you today.'),
    raised(day(1, '12:00'), 'We would like to hear from somebody who can decide on their import.'),
    answeredFully(
      day(1, '14:20'),
      'lead',
      text`
        Hi Marcus,

        the cause: their import of the warehouse's history grows by a day each night and reaches into the morning by now.
        From tonight it takes only what changed, which is eleven minutes instead of five hours. I will look at it myself
        tomorrow at eight and tell you what I see.
      `,
    ),
    answered(day(2, '08:30'), 'lead', 'It ended at 02:11, and the dashboards opened in three seconds at 08:05.'),
    wrote(day(2, '10:00'), 'Confirmed from their side. That is what we wanted to hear.'),
    escalationEnded(
      day(2, '10:20'),
      'lead',
      'The cause is removed and Pine & Paper confirms it; we look at the import for a week without being asked.',
    ),
    solved(day(7, '10:00'), 'support', 'Seven nights, each under fifteen minutes. Thank you for your patience.'),
  ],
}

/** Waits for the lead: is it one user, or everybody? */
const exportFails: Story = {
  key: 'export-fails',
  from: 'dana',
  channel: 'portal',
  received: workingDaysAgo(1, '09:30'),
  form: {
    type: 'technical-support',
    category: 'incorrect-behaviour',
    product: 'Zoho Inventory',
    subject: 'Stock export of Golden Gate Bikes ends with an error at row 4,096',
    description: text`
      The export of the stock list stops at row 4,096 with "unexpected end of data". They need the list for their count,
      which is on Friday. Smaller exports by category work.
    `,
    customerEmail: 'shop@ggbikes.example',
    reproducible: true,
    reproduction: {
      userId: '70060915532',
      superAdminEmail: 'shop@ggbikes.example',
      customizationName: 'Items, Export, XLSX',
      happenedBefore: minutes(15),
    },
    troubleshooting: 'CSV instead of XLSX: the same row. Another user: the same row.',
    severity: 2,
  },
  steps: [
    assigned(day(0, '10:00'), 'support'),
    answered(
      day(0, '10:40'),
      'support',
      'Hi Dana, I get the same row here, so it is ours. Exports by category will do for now.',
    ),
    disputed(
      day(0, '11:20'),
      1,
      text`
        By category is 212 exports, and the count is on Friday. Without the list the shop has to close for a day, so this
        stops their business.
      `,
    ),
  ],
}

export const escalations: readonly Story[] = [switchboard, storeLockedOut, slowDashboards, exportFails]
