/** What was set up to happen by itself, and happened otherwise. */
import { hours } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answered, assigned, productAnswered, solved, waits, wrote, type Story } from '../story.ts'
import { day, targetIn, workingDaysAgo } from '../when.ts'

const skippedStage: Story = {
  key: 'skipped-stage',
  from: 'dana',
  channel: 'widget',
  received: workingDaysAgo(7, '11:02'),
  form: {
    type: 'technical-support',
    category: 'existing-features',
    subType: 'workflow',
    kind: 'incident',
    product: 'Zoho CRM',
    subject: 'Blueprint skips the "Credit check" stage for some orders',
    description: text`
      Hey folks, Pine & Paper's order Blueprint is supposed to go Quote, Credit check, Approved. Maybe one in ten orders
      jumps straight to Approved, so the credit check is not working as expected. Always orders from the web shop, now
      that I look at it. Last one was $6,200 to somebody with a history, so the owner is not amused.
    `,
    customerEmail: 'ops@pineandpaper.example',
    reproducible: true,
    reproduction: {
      userId: '70051830416',
      superAdminEmail: 'ops@pineandpaper.example',
      customizationName: 'Blueprint "Order to cash"',
      happenedBefore: hours(5),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      - Made five orders by hand as a salesperson: all fine.
      - Made one in the web shop: skipped.
      - No workflow that touches the stage, we checked all nine.
    `,
  },
  steps: [
    assigned(day(0, '11:30'), 'support'),
    answered(
      day(0, '14:15'),
      'support',
      'Hi Dana, "always from the web shop" is the best clue one can get. I am looking at how those orders come in.',
    ),
    answered(
      day(1, '09:50'),
      'support',
      text`
        The shop writes its orders by API with

        \`\`\`json
        { "data": [{ "Subject": "Web order", "Stage": "Approved" }], "trigger": ["workflow"] }
        \`\`\`

        It sets the stage itself, and since \`blueprint\` is not among the triggers the Blueprint never sees the order.
        Two changes in the shop's connector, then every order goes through the check:

        1. Leave \`Stage\` out, or send "Quote".
        2. \`"trigger": ["workflow", "blueprint"]\`
      `,
    ),
    wrote(day(2, '10:10'), 'The shop people changed both. Six web orders since, six credit checks. You are a star.'),
    solved(day(2, '10:40'), 'support', 'Wonderful. The clue was yours.'),
  ],
}

const assignmentRules: Story = {
  key: 'assignment-rules',
  from: 'katrin',
  channel: 'portal',
  received: targetIn('acknowledgement', hours(4)),
  form: {
    type: 'technical-support',
    category: 'incorrect-behaviour',
    product: 'Zoho Desk',
    subject: 'Assignment rule gives tickets to agents who are marked as absent',
    description: text`
      At Hansekontor, tickets are assigned in turn among four agents. Since the new rota was entered, the rule also
      assigns to agents who are marked as absent, which is inconsistent with the help page "Round robin". Two tickets of
      an important buyer lay with a colleague on holiday for a day. We have switched the rule off for the moment.
    `,
    customerEmail: 'edv@hansekontor.example',
    reproducible: true,
    reproduction: {
      userId: '20081140562',
      superAdminEmail: 'edv@hansekontor.example',
      customizationName: 'Assignment rule "Verkauf"',
      happenedBefore: hours(6),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      1. Rule deleted and made anew: no change.
      2. Absence entered for a test agent: the test ticket was assigned to this agent.
      3. A second department with the same rule works correctly.
    `,
  },
}

const sameCoupon: Story = {
  key: 'same-coupon',
  from: 'dana',
  channel: 'portal',
  received: workingDaysAgo(8, '12:30'),
  form: {
    type: 'technical-support',
    category: 'incorrect-behaviour',
    product: 'Zoho Campaigns',
    subject: 'Newsletter of Golden Gate Bikes went out with the wrong value in every coupon',
    description: text`
      The bike shop's newsletter was supposed to have a personal coupon for everyone. Everyone got the same one, the
      code of the first contact on the list, and it has been used 61 times already. Preview and test mails were right.
      We need to know what happened before the shop dares to send another.
    `,
    customerEmail: 'shop@ggbikes.example',
    reproducible: true,
    reproduction: {
      userId: '70044190023',
      superAdminEmail: 'shop@ggbikes.example',
      customizationName: 'Campaign "Tune-up"',
      happenedBefore: hours(3),
    },
    troubleshooting: 'Looked at 10 mails, all the same coupon. Preview for each of them shows the right one.',
  },
  steps: [
    assigned(day(0, '13:00'), 'support'),
    answered(
      day(0, '16:10'),
      'support',
      'Hi Dana, I have pulled the sending log; the merge of that field looks odd. More soon.',
    ),
    waits(day(0, '16:30'), 'support', 'Zoho Campaigns, sending', 'ZC-20931', 3),
    answered(
      day(1, '12:20'),
      'support',
      text`
        It was us: a field whose name ends in a digit was taken from the first row for the whole batch. Yours is
        \`coupon1\`. Rename it to \`coupon_code\` and the next newsletter is safe today already; the fix itself goes out
        tonight.
      `,
    ),
    productAnswered(day(2, '08:20'), 'support'),
    answered(day(2, '08:30'), 'support', 'The fix is out. A batch of 2,000 test rows came through with 2,000 coupons.'),
    wrote(
      day(2, '10:45'),
      'Test batch is fine here too. The shop will eat the 61 coupons, they sold a lot of tubes with it.',
    ),
    solved(day(2, '11:00'), 'support', 'Then at least somebody gained by it. Thank you for your patience.'),
  ],
}

export const automation: readonly Story[] = [skippedStage, assignmentRules, sameCoupon]
