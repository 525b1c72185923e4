/** Severities that were changed, each with its cause and its reason (C8). */
import { hours, minutes } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answered, answeredFully, assigned, noted, severitySet, solved, wrote, type Story } from '../story.ts'
import { day, workingDaysAgo } from '../when.ts'

/** Corrected to a milder one: what it was called is not what it is. */
const printLayout: Story = {
  key: 'print-layout',
  from: 'dana',
  channel: 'widget',
  received: workingDaysAgo(4, '09:05'),
  form: {
    type: 'technical-support',
    category: 'existing-features',
    subType: 'configuration',
    product: 'Zoho Inventory',
    subject: 'SHOWSTOPPER: packing slip prints the logo on a second page',
    description: text`
      Pine & Paper print about 40 packing slips a day and since they changed their logo every slip comes out on two
      pages, the second one with nothing but the bottom of the logo. They are burning paper, which for a paper company
      is kind of funny, but they are not laughing. Can someone fix it today please?
    `,
    customerEmail: 'ops@pineandpaper.example',
    reproducible: true,
    reproduction: {
      userId: '70051830416',
      superAdminEmail: 'ops@pineandpaper.example',
      customizationName: 'Packing slip, letter',
      happenedBefore: hours(1),
    },
    troubleshooting: 'Tried a smaller logo, went back to the old one (fits!). Different printer, same thing.',
  },
  steps: [
    assigned(day(0, '09:20'), 'support'),
    severitySet(
      day(0, '09:41'),
      'lead',
      3,
      'corrected',
      text`
        The slips print and the goods go out; the old logo is a way round. No business is stopped, so this is severity
        3.
      `,
    ),
    answeredFully(
      day(0, '10:12'),
      'support',
      text`
        Hi Dana,

        the header of that template has a fixed height of 1.2 inches and the new logo wants 1.6. Two ways:

        - Templates, Packing slip, Edit, Header: set the height to Auto. That is all it needs.
        - Or scale the logo to 115 pixels high, if the slip must look exactly as before.

        We have set this to severity 3, since the goods go out; your reasons would be welcome if you see it otherwise.
      `,
    ),
    wrote(
      day(0, '11:30'),
      'Auto height did it. Fair enough on the severity, I was having one of those mornings. Thank you!',
    ),
    solved(day(0, '11:45'), 'support', 'We all have them. Glad that the slips are back on one page.'),
  ],
}

/** Worsened: what was an annoyance in the morning stands still at noon. */
const importSlow: Story = {
  key: 'import-slow',
  from: 'arjun',
  channel: 'portal',
  received: workingDaysAgo(3, '09:58'),
  form: {
    type: 'technical-support',
    category: 'script-execution',
    subType: 'migration',
    product: 'Zoho CRM',
    subject: 'Import of lab orders is slow since this morning and skips some rows',
    description: text`
      Vaidya imports its lab orders every hour, about 900 rows. Since this morning an import takes 25 minutes instead of
      three, and intermittently some rows are skipped without a reason in the report. They can still enter orders by
      hand, but that will not do for long.
    `,
    customerEmail: 'systems@vaidya.example',
    reproducible: true,
    reproduction: {
      userId: '60027716405',
      superAdminEmail: 'systems@vaidya.example',
      customizationName: 'Import: lab orders hourly',
      happenedBefore: minutes(40),
      supportAccessEnabled: true,
    },
    troubleshooting: 'Half the rows: 12 minutes. Same file into the sandbox: three minutes, nothing skipped.',
  },
  steps: [
    assigned(day(0, '10:20'), 'support'),
    answered(
      day(0, '11:05'),
      'support',
      text`
        Hi Arjun, thank you for trying the sandbox; that narrows it. I am looking at what production has and the sandbox
        has not.
      `,
    ),
    wrote(
      day(0, '12:40'),
      text`
        It is worse now: since noon nobody at Vaidya can save an order, not even by hand. The screen waits and then says
        that the record is in use. 64 people are standing still.
      `,
    ),
    severitySet(
      day(0, '12:49'),
      'support',
      1,
      'worsened',
      'Since noon no order can be saved at all: from slow imports to a standstill of all 64 users.',
    ),
    assigned(day(0, '12:50'), 'lead', 'support'),
    noted(
      day(0, '13:15'),
      'lead',
      'Import job 3 of this morning holds locks on the orders: its retry loops. Ending it.',
    ),
    answeredFully(
      day(0, '13:28'),
      'lead',
      text`
        Hello Arjun, Daniel Okafor here, I have taken this over from Meera.

        The third import of this morning never ended: it kept retrying eleven rows and held the lock on their orders,
        first slowing the next imports and at last everything. I have ended that job. Saving works as of 13:24, please
        have them try.

        The eleven rows are listed in the history of that import; they have a collection date in the future, which your
        validation rule refuses.
      `,
    ),
    wrote(
      day(0, '13:50'),
      'They are working again. The rows with the dates are from one centre with a wrong clock. Thank you both!',
    ),
    solved(
      day(0, '17:10'),
      'lead',
      text`
        Good. So that it cannot happen again, an import now gives up a row after five attempts and says so in its
        report. That is out in your data centre since 16:30.
      `,
    ),
  ],
}

/** Corrected to a more severe one: it was worse from the beginning than it looked. */
const doubledContacts: Story = {
  key: 'doubled-contacts',
  from: 'katrin',
  channel: 'portal',
  received: workingDaysAgo(6, '08:35'),
  form: {
    type: 'technical-support',
    category: 'incorrect-behaviour',
    product: 'Zoho CRM',
    subject: 'Contacts of Hansekontor exist twice after merging two accounts',
    description: text`
      After two accounts were merged, some contacts exist twice, once with their history and once without. It concerns
      about 30 contacts so far. The function does not work as the help page describes it: there the contacts of the
      second account are moved, not copied.
    `,
    customerEmail: 'edv@hansekontor.example',
    reproducible: true,
    reproduction: {
      userId: '20081140562',
      superAdminEmail: 'edv@hansekontor.example',
      customizationName: 'Accounts, Merge',
      happenedBefore: hours(2),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      1. Merged two test accounts: contacts were moved correctly.
      2. Looked for the doubled ones in the recycle bin: none there.
    `,
  },
  steps: [
    assigned(day(0, '08:50'), 'support'),
    noted(
      day(0, '09:20'),
      'support',
      'The copies without history receive the new e-mails, so each reply since the merge hangs on the wrong contact.',
    ),
    severitySet(
      day(0, '09:24'),
      'support',
      1,
      'corrected',
      text`
        E-mails since the merge are filed on the wrong contacts: a data integrity issue from the start, hence severity
        1.
      `,
    ),
    answered(
      day(0, '09:35'),
      'support',
      text`
        Dear Ms Vogel,

        I have raised this to severity 1: new e-mails are being filed on the copies, so every hour adds to what must be
        put right. Please ask Hansekontor not to merge any further accounts today, and not to delete the copies.
      `,
    ),
    answered(
      day(0, '11:50'),
      'support',
      text`
        The cause: both accounts had a contact with the same external id, and in that case the merge copies instead of
        moving. 34 contacts are concerned, no more. With your consent I will run the repair at 13:00: it moves e-mails
        and activities of the copies back to the originals and then removes the copies. It can be undone for seven days.
      `,
    ),
    wrote(day(0, '12:15'), 'You have our consent and that of Hansekontor.\n\nKind regards, Katrin Vogel'),
    answered(
      day(0, '13:40'),
      'support',
      text`
        The repair has run: 34 contacts, 211 e-mails, 18 activities moved. Please compare two or three that you know
        well.
      `,
    ),
    wrote(day(1, '09:30'), 'We have compared ten contacts. Everything is in its place.\n\nKind regards, Katrin Vogel'),
    solved(
      day(1, '10:00'),
      'support',
      'Thank you. The merge will refuse such a pair in future and say why, until the team has fixed it.',
    ),
  ],
}

export const severity: readonly Story[] = [printLayout, importSlow, doubledContacts]
