/** Calls, written down by the agent who took them (A3). */
import { hours } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answered, answeredFully, assigned, noted, solved, waits, wrote, type Story } from '../story.ts'
import { day, workingDaysAgo } from '../when.ts'

const droppedCalls: Story = {
  key: 'dropped-calls',
  from: 'katrin',
  channel: 'phone',
  takenBy: 'support',
  received: workingDaysAgo(5, '08:20'),
  form: {
    type: 'technical-support',
    category: 'incorrect-behaviour',
    product: 'Zoho Voice',
    subject: 'Call: outgoing calls of Hansekontor drop after 30 seconds',
    description: text`
      Call from Katrin Vogel, 11 minutes. Since their provider changed the line, outgoing calls of Hansekontor drop
      after 30 seconds, incoming ones are fine. The order hotline works on mobile phones for now. The provider says that
      nothing on its side stopped working. She has a recording of the signalling and sends it by mail.
    `,
    customerEmail: 'edv@hansekontor.example',
    reproducible: true,
    reproduction: {
      userId: '20081140562',
      superAdminEmail: 'edv@hansekontor.example',
      customizationName: 'Trunk "Hansekontor main"',
      happenedBefore: hours(1),
      supportAccessEnabled: true,
    },
    troubleshooting: 'Other telephone, other codec, direct line past the switch: the same 30 seconds each time.',
  },
  steps: [
    assigned(day(0, '08:22'), 'support'),
    answered(
      day(0, '08:40'),
      'support',
      text`
        Dear Ms Vogel,

        as we said on the phone: 30 seconds is nearly always a confirmation that does not arrive. Please send me the
        recording of one such call; I will look at it as soon as I have it.
      `,
    ),
    wrote(day(0, '09:05'), 'Enclosed is the recording of two calls.\n\nKind regards, Katrin Vogel'),
    answered(
      day(0, '11:30'),
      'support',
      text`
        The recording shows it: the provider's new line puts its private address into the \`Contact\` header, so our
        confirmation goes nowhere and the call is ended after 32 seconds, as the standard demands.

        \`\`\`text
        Contact: <sip:hotline@10.14.2.9:5060>      <- not reachable from outside
        \`\`\`

        The provider can correct it with "NAT on" for this line. Quote this line of the recording and they will know.
      `,
    ),
    wrote(
      day(1, '10:15'),
      'The provider has corrected it; calls are stable. Thank you for the quick help on the phone.',
    ),
    solved(day(1, '10:40'), 'support', 'Thank you, I am glad that the hotline has its desks back.'),
  ],
}

const lostApprovals: Story = {
  key: 'lost-approvals',
  from: 'rhea',
  channel: 'phone',
  takenBy: 'support',
  received: workingDaysAgo(2, '16:15'),
  form: {
    type: 'technical-support',
    category: 'existing-features',
    subType: 'workflow',
    kind: 'incident',
    product: 'Zoho Expense',
    subject: 'Call: travel claims of Malhar Foods wait for an approver who left',
    description: text`
      Call from Rhea Fernandes, 6 minutes. Nine travel claims at Malhar Foods wait for the approval of somebody who has
      left; the approver cannot be changed, the screen gives an error message without a number. Salaries with the claims
      are run on the last working day of the month. She sends a screenshot.
    `,
    customerEmail: 'owner@malharfoods.example',
    reproducible: true,
    reproduction: {
      userId: '60040028811',
      superAdminEmail: 'owner@malharfoods.example',
      customizationName: 'Approval "Travel"',
    },
    troubleshooting: 'Tried as super-admin and as the approver above.',
  },
  steps: [
    assigned(day(0, '16:17'), 'support'),
    answeredFully(
      day(0, '17:05'),
      'support',
      text`
        Hi Rhea,

        the approver can be changed only while the account exists, even if switched off; this one was deleted, hence the
        error. I have asked the Expense team to move the nine claims to the next approver, which they can do and we
        cannot. It usually takes them two days.
      `,
    ),
    waits(day(0, '17:10'), 'support', 'Zoho Expense', 'ZE-8846', 2),
    noted(
      day(1, '10:00'),
      'support',
      'Expense confirms: done with the next maintenance, well before the end of the month.',
    ),
  ],
}

const crmPlus: Story = {
  key: 'crm-plus',
  from: 'rhea',
  channel: 'phone',
  takenBy: 'operations',
  received: workingDaysAgo(4, '14:20'),
  form: {
    type: 'upgrades',
    category: 'subscription-management',
    subType: 'upgrade',
    product: 'Zoho CRM Plus',
    subject: 'Call: Sahyadri from CRM Enterprise to CRM Plus in the middle of the year',
    description: text`
      Call from Rhea Fernandes, 8 minutes. Sahyadri (96 licences of CRM Enterprise, yearly, seven months left) wants to
      go up to CRM Plus for all users and asks what is credited for the seven months. She needs the figure in writing
      for their purchase committee, which meets on the day after tomorrow.
    `,
    customerEmail: 'it@sahyadri.example',
  },
  steps: [
    assigned(day(0, '14:25'), 'operations'),
    answered(
      day(0, '18:00'),
      'operations',
      text`
        Hello Rhea, thank you for the call. I am having the credit worked out by billing and will send it to you in
        writing.
      `,
    ),
    answered(
      day(1, '12:30'),
      'operations',
      text`
        Hello Rhea,

        here it is in writing. The unused seven months of all 96 licences are credited in full against the new
        subscription, to the day of the change; nothing is lost by going up in the middle of the year. In the store:
        Customers, Sahyadri Logistics, Change plan. The credit is shown before you confirm, so the committee can see the
        figure of the very day.

        Add-ons stay as they are. Going down again is possible at the next renewal.
      `,
    ),
    wrote(
      day(2, '11:45'),
      'The committee has approved. I changed the plan in the store, and the credit was as you said. Thanks!',
    ),
    solved(day(2, '12:10'), 'operations', 'Congratulations to you and to Sahyadri.'),
  ],
}

export const phone: readonly Story[] = [droppedCalls, lostApprovals, crmPlus]
