/** How-to questions (B8), most of them from one partner that is still learning (B9). */
import { hours } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answeredFully, assigned, solved, wrote, type Story } from '../story.ts'
import { ago, day, targetIn, workingDaysAgo } from '../when.ts'

const hideField: Story = {
  key: 'hide-field',
  from: 'marcus',
  channel: 'widget',
  received: workingDaysAgo(10, '10:40'),
  form: {
    type: 'technical-support',
    category: 'how-to',
    product: 'Zoho CRM',
    subject: 'How do I hide a field from one profile only?',
    description: text`
      Golden Gate Bikes want the purchase price hidden from the shop floor but visible to the owner. I found "mark as
      private" but that seems to be about privacy law. How do I hide one field from one profile?
    `,
    customerEmail: 'shop@ggbikes.example',
  },
  steps: [
    answeredFully(
      day(0, '15:20'),
      'support',
      text`
        Hi Marcus,

        Setup, Modules and Fields, the module, then the three dots at the field: Set Permission. Choose "Don't show" for
        the profile. It then disappears from layouts, lists, reports and exports for them.

        "Mark as private" is indeed for personal data, so well spotted.
      `,
    ),
    solved(day(1, '09:10'), 'support'),
  ],
}

const mailReport: Story = {
  key: 'mail-report',
  from: 'marcus',
  channel: 'widget',
  received: workingDaysAgo(9, '11:25'),
  form: {
    type: 'technical-support',
    category: 'how-to',
    product: 'Zoho CRM',
    subject: 'How can we send a report by mail every Friday?',
    description: text`
      The owner of Pine & Paper wants the open deals in his inbox every Friday at 4 pm and does not want to sign in for
      it. How can we do that? He is not a CRM user, if that matters.
    `,
    customerEmail: 'ops@pineandpaper.example',
  },
  steps: [
    answeredFully(
      day(0, '16:30'),
      'support',
      text`
        Open the report, More, Schedule Report: weekly, Friday, 4 pm, as a spreadsheet or PDF. Under Additional
        Recipients any address can be entered; he need not be a user.

        Times are those of whoever makes the schedule, so make it with a user in his time zone.
      `,
    ),
    wrote(day(0, '16:44'), 'That was easy, sorry for bothering you.'),
    solved(day(1, '09:00'), 'support', 'No bother. The guide "Scheduling reports" has a few more tricks of the kind.'),
  ],
}

const apiName: Story = {
  key: 'api-name',
  from: 'marcus',
  channel: 'portal',
  received: workingDaysAgo(8, '14:10'),
  form: {
    type: 'technical-support',
    category: 'how-to',
    product: 'Zoho CRM',
    subject: 'Where can I find the API name of a custom module?',
    description: text`
      A developer at Redwood asks me for the API name of the Referrals module. It is called "Referrals" on the screen,
      but he says that is not it. Where can I find the real one?
    `,
    customerEmail: 'it@redwoodhealth.example',
  },
  steps: [
    answeredFully(
      day(1, '08:40'),
      'support',
      text`
        Setup, Developer Hub, APIs and SDKs, API Names: one line for each module, and one for each field behind it.
        Yours is \`Patient_Referrals\`, since it was renamed after it had been made. Renaming changes only what the
        screen shows.
      `,
    ),
    solved(day(1, '13:00'), 'support'),
  ],
}

const mergeFields: Story = {
  key: 'merge-fields',
  from: 'marcus',
  channel: 'widget',
  received: workingDaysAgo(4, '09:35'),
  form: {
    type: 'technical-support',
    category: 'how-to',
    product: 'Zoho Campaigns',
    subject: 'How do we put the name of the account owner into a mail template?',
    description: text`
      Pine & Paper want each newsletter signed by the person who looks after that customer. The template offers the
      contact's fields but not the owner. Is it possible without one campaign for each salesperson?
    `,
    customerEmail: 'ops@pineandpaper.example',
  },
  steps: [
    answeredFully(
      day(0, '17:15'),
      'support',
      text`
        It is possible: in the sync settings map the owner's name to a custom field of the list, for instance
        \`OWNER_NAME\`, and put \`$[OWNER_NAME|Your Pine & Paper team]$\` into the template. What stands after the bar
        is used where the field is empty.

        The mapping works from the next sync on, so send yourself a test afterwards.
      `,
    ),
    solved(day(1, '10:20'), 'support'),
  ],
}

const sandboxBlueprint: Story = {
  key: 'sandbox-blueprint',
  from: 'marcus',
  channel: 'widget',
  received: targetIn('acknowledgement', hours(14)),
  form: {
    type: 'technical-support',
    category: 'how-to',
    product: 'Zoho CRM',
    subject: 'How do we move a Blueprint from the sandbox to production?',
    description: text`
      We rebuilt the order Blueprint for Pine & Paper in their sandbox and they signed it off. Do we have to build it a
      second time in production by hand, or is there a way to move it? About 300 orders are in the old one right now.
    `,
    customerEmail: 'ops@pineandpaper.example',
  },
}

const bulkOwner: Story = {
  key: 'bulk-owner',
  from: 'marcus',
  channel: 'widget',
  received: targetIn('acknowledgement', hours(20)),
  form: {
    type: 'technical-support',
    category: 'how-to',
    product: 'Zoho CRM',
    subject: 'How can I give all deals of somebody who left to a colleague?',
    description: text`
      A salesperson at Golden Gate Bikes has left, with 85 open deals and a calendar full of calls. How can I hand all
      of it to somebody else at once, calls included, without changing the owner of the deals that are already won?
    `,
    customerEmail: 'shop@ggbikes.example',
  },
  steps: [assigned(ago(hours(1)), 'support')],
}

export const howTos: readonly Story[] = [hideField, mailReport, apiName, mergeFields, sandboxBlueprint, bulkOwner]
