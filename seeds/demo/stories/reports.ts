/** Figures that are wrong, late or missing: told twice (C13), with the product team (C6), answered too late (C14). */
import { hours, minutes } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import {
  answered,
  answeredForCustomer,
  assigned,
  mergedInto,
  noted,
  solved,
  waits,
  wrote,
  type Story,
} from '../story.ts'
import { day, later, targetIn, workingDaysAgo } from '../when.ts'

const wrongTotals: Story = {
  key: 'wrong-totals',
  from: 'arjun',
  channel: 'portal',
  received: workingDaysAgo(5, '10:12'),
  form: {
    type: 'technical-support',
    category: 'incorrect-behaviour',
    product: 'Zoho Analytics',
    subject: 'Freight report of Sahyadri shows wrong totals for consignments in two currencies',
    description: text`
      Since the weekend the monthly freight report shows a wrong total wherever a consignment has costs in rupees and in
      dollars: the dollars are added as if they were rupees. Single rows are right, the sums are not. The board of
      Sahyadri gets this report on the first working day of each month.
    `,
    customerEmail: 'it@sahyadri.example',
    reproducible: true,
    reproduction: {
      userId: '60018812934',
      superAdminEmail: 'it@sahyadri.example',
      customizationName: 'Freight by month (pivot)',
      happenedBefore: hours(2),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      1. Same data in a plain summary: right.
      2. Copy of the pivot without the currency column: right.
      3. Pivot made anew from the same table: wrong in the same way.
    `,
  },
  steps: [
    assigned(day(0, '10:30'), 'support'),
    answered(
      day(0, '12:45'),
      'support',
      'Hi Arjun, seen: ₹ 4,18,200 where there should be ₹ 11,02,650. I am building the smallest case that shows it.',
    ),
    noted(
      day(0, '18:30'),
      'support',
      text`
        Pivot with a currency column and a computed sum: exchange rate is applied to rows, not to totals. Since build
        6.2.
      `,
    ),
    answered(
      day(1, '11:10'),
      'support',
      text`
        This is a fault on our side: since the last build, a pivot converts each row but adds up the sums before they
        are converted. It is with the Analytics team now, with your case attached.

        For this month's report, put the converted amount into the query table and sum that column. I have checked it on
        your data: ₹ 11,02,650.
      `,
    ),
    waits(day(1, '11:25'), 'support', 'Zoho Analytics, reporting', 'ZA-51873', 6),
    wrote(
      day(1, '16:05'),
      'The workaround is in, and the totals agree with the books. We will wait for the real fix. Thanks!',
    ),
    answered(
      day(2, '12:00'),
      'support',
      text`
        Good. The team has reproduced it and promised a fix with the next build; you see reference and date above. I
        will tell you when it is out, so that you can take the workaround away again.
      `,
    ),
  ],
}

const wrongTotalsAgain: Story = {
  key: 'wrong-totals-again',
  from: 'rhea',
  channel: 'mail',
  received: workingDaysAgo(5, '10:47'),
  form: {
    type: 'technical-support',
    category: 'incorrect-behaviour',
    product: 'Zoho Analytics',
    subject: 'Sahyadri: figures in the freight report',
    description: text`
      Hello team, the finance head of Sahyadri called me: the totals in their freight report are wrong, the dollar
      amounts seem to be treated as rupees. Arjun may have written to you already, in that case please put the two
      together. It goes to their board, so they are nervous. Regards, Rhea
    `,
    customerEmail: 'it@sahyadri.example',
    reproducible: true,
  },
  steps: [mergedInto(day(0, '11:20'), 'support', 'wrong-totals')],
}

const scheduledExport: Story = {
  key: 'scheduled-export',
  from: 'katrin',
  channel: 'portal',
  received: targetIn('determination', hours(6)),
  form: {
    type: 'technical-support',
    category: 'incorrect-behaviour',
    product: 'Zoho Analytics',
    subject: 'Scheduled export of the production figures arrives without its attachment',
    description: text`
      Every morning at 06:00 Analytics sends the production figures of Nordlicht by e-mail to the plant management. For
      some days the e-mail has arrived, but without the spreadsheet. A manual export of the same view works. The
      schedule has not been changed by us, and the size of the file is about 2 MB as before. The plant plans its shifts
      by it.
    `,
    customerEmail: 'it-leitung@nordlicht.example',
    reproducible: true,
    reproduction: {
      userId: '20093358117',
      superAdminEmail: 'it-leitung@nordlicht.example',
      customizationName: 'Schedule: Production 06:00',
      happenedBefore: hours(3),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      1. Schedule paused and started again: no change.
      2. Recipient outside of the company: the attachment is missing there as well, so it is not their mail filter.
      3. Second schedule with a small view: attachment is there.
    `,
  },
  steps: [
    assigned(later(minutes(26)), 'support'),
    answered(
      later(hours(2)),
      'support',
      text`
        Dear Ms Vogel,

        thank you, the second recipient was a good idea: it rules out the filter. I am comparing the log of the schedule
        with that of the small view and will tell you what I find.

        Kind regards, Meera Krishnan
      `,
    ),
  ],
}

const silentSync: Story = {
  key: 'silent-sync',
  from: 'dana',
  channel: 'portal',
  received: workingDaysAgo(9, '08:50'),
  form: {
    type: 'technical-support',
    category: 'incorrect-behaviour',
    product: 'Zoho Analytics',
    subject: 'Shop data in Analytics stopped working three days ago, no warning',
    description: text`
      Hi folks, the nightly sync from the bike shop's store to Analytics stopped working three days ago and nobody got
      told. The owner has been looking at a flat sales line and thought the shop was dying. Data source says "last
      synced: 3 days ago", status green. Pressing "sync now" says it started, then nothing happens.
    `,
    customerEmail: 'shop@ggbikes.example',
    reproducible: true,
    reproduction: {
      userId: '70044190023',
      superAdminEmail: 'shop@ggbikes.example',
      customizationName: 'Data source: shop',
      happenedBefore: hours(1),
    },
    troubleshooting: 'Sync now, twice. Signed out and in. Removed nothing, because we were scared to lose the history.',
  },
  steps: [
    assigned(day(1, '09:20'), 'support', 'lead'),
    answered(
      day(1, '10:05'),
      'support',
      text`
        Hi Dana,

        first of all: sorry. You should have heard from us long before now. I am on it now, and your history is safe:
        nothing was removed.

        Meera
      `,
    ),
    answeredForCustomer(
      day(1, '14:40'),
      'support',
      text`
        The store's API key had been replaced on its own side, and our sync took the refusal for "nothing new". With the
        new key entered under Data Sources, Edit, the sync has fetched the missing three days; the sales line is back.

        That a refused key shows as green is wrong. It has been reported as a fault.
      `,
    ),
    wrote(day(1, '15:30'), 'Sales are back, owner is breathing again. Thanks for being straight about it!'),
    solved(
      day(1, '15:55'),
      'support',
      'Thank you for your patience, Dana. Next time you will hear from us on the same day.',
    ),
  ],
}

export const reports: readonly Story[] = [wrongTotals, wrongTotalsAgain, scheduledExport, silentSync]
