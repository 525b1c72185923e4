/** Redwood Health Network, a key account (D1): it gets the highest tier's targets, though its partner is Authorised. */
import { hours, minutes } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answered, answeredFully, assigned, noted, solved, wrote, type Story } from '../story.ts'
import { ago, day, later, limitPassed, workingDaysAgo } from '../when.ts'

const missingReferrals: Story = {
  key: 'missing-referrals',
  from: 'dana',
  channel: 'portal',
  received: ago(minutes(12)),
  form: {
    type: 'technical-support',
    category: 'data-integrity',
    subType: 'data-loss',
    product: 'Zoho CRM',
    subject: 'Redwood Health: referral records have disappeared from the intake view',
    description: text`
      Hi, this one is serious. Redwood's intake team says about 200 referral records disappeared from CRM within the
      last hour. They are not in the recycle bin and not in the audit log that I can see. These are patients waiting for
      an appointment. As far as we know nobody ran an import. Please call in whoever you need.
    `,
    customerEmail: 'it@redwoodhealth.example',
    reproducible: true,
    reproduction: {
      userId: '70012207751',
      superAdminEmail: 'it@redwoodhealth.example',
      customizationName: 'Referrals (custom module), view "Intake today"',
      happenedBefore: minutes(30),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      - Checked as super-admin, so it is not a sharing rule.
      - "All referrals" has 8,412 rows, yesterday's report said 8,617.
      - Opened three of them by their old links: "record not found".
    `,
  },
}

const slowCases: Story = {
  key: 'slow-cases',
  from: 'dana',
  channel: 'portal',
  received: limitPassed('determination', minutes(52)),
  form: {
    type: 'technical-support',
    category: 'slowness',
    product: 'Zoho Desk',
    subject: 'Redwood Health: opening a case takes 40 seconds, extremely slow since the shift change',
    description: text`
      Every case at Redwood takes 30 to 40 seconds to open, in every browser and in the app. Lists are fine, single
      cases are extremely slow. The nurses' line works on cases, so people are waiting on hold while the screen is
      loading. It began with the last shift change and has not got better.
    `,
    customerEmail: 'it@redwoodhealth.example',
    reproducible: true,
    reproduction: {
      userId: '70012207751',
      superAdminEmail: 'it@redwoodhealth.example',
      customizationName: 'Layout "Nurse line"',
      happenedBefore: minutes(20),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      1. Their network is fine: other cloud tools load at once.
      2. Default layout: 2 seconds. "Nurse line" layout: 38 seconds.
      3. Browser console shows a call to \`/relatedlists\` that hangs.
    `,
  },
  steps: [
    assigned(later(minutes(14)), 'support'),
    answered(
      later(minutes(33)),
      'support',
      text`
        Hi Dana,

        I can see the 38 seconds. Since the default layout is quick, it is something on "Nurse line"; please let the
        team use the default layout for now, they lose only the two related lists. I am taking the layout apart.

        Meera
      `,
    ),
    wrote(
      later(hours(2)),
      'OK, moved them over. It helps, but they need the medication list from that layout before the next shift.',
    ),
    noted(
      later(hours(1)),
      'support',
      text`
        It is the related list "Medication": 1.2 million rows, and the layout sorts by a field without an index. Asked
        Desk for one.
      `,
    ),
  ],
}

const consentForms: Story = {
  key: 'consent-forms',
  from: 'marcus',
  channel: 'portal',
  received: workingDaysAgo(5, '13:15'),
  form: {
    type: 'technical-support',
    category: 'existing-features',
    subType: 'workflow',
    product: 'Zoho Sign',
    subject: 'Consent forms of Redwood: second signer gets the mail before the first has signed',
    description: text`
      Redwood sends consent forms to a parent and then to the physician. The signing order is on, but since they moved
      to the new template both get the mail at once, and some physicians sign first. Their compliance people want the
      order kept. We set the template up ourselves, so it may well be us.
    `,
    customerEmail: 'it@redwoodhealth.example',
    reproducible: true,
    reproduction: {
      userId: '70012207751',
      superAdminEmail: 'it@redwoodhealth.example',
      customizationName: 'Template "Consent 2.1"',
      happenedBefore: hours(4),
      supportAccessEnabled: true,
    },
    troubleshooting: 'Compared with the old template side by side, all the switches look the same to us.',
  },
  steps: [
    assigned(day(0, '13:40'), 'support'),
    answeredFully(
      day(0, '16:05'),
      'support',
      text`
        Hi Marcus,

        you were right to suspect the set-up: the switch is on, but both signers have the number 1. With equal numbers
        they sign in parallel, whatever the switch says. Edit, Recipients, and give the physician number 2.

        For the 14 forms already out: recall them and send them again; those that were signed in the wrong order stay
        valid for Sign, but whether they are for Redwood is for their compliance people to say.
      `,
    ),
    wrote(day(0, '16:50'), 'Oh no. Yes, both were 1. Changed it, and Redwood is happy. Thanks Meera!'),
    solved(day(1, '08:30'), 'support', 'You are welcome. I have suggested that the page should warn of this.'),
  ],
}

export const redwood: readonly Story[] = [missingReferrals, slowCases, consentForms]
