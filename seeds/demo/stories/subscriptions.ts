/** Subscriptions of customers: renewals, trials, and one that wants to leave (B5). */
import { hours } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answered, answeredFully, assigned, solved, wrote, type Story } from '../story.ts'
import { ago, day, targetIn, workingDaysAgo } from '../when.ts'

const cancellation: Story = {
  key: 'cancellation',
  from: 'rhea',
  channel: 'portal',
  received: workingDaysAgo(7, '10:05'),
  form: {
    type: 'payments-renewal',
    category: 'subscription-management',
    subType: 'cancellation',
    product: 'Zoho People',
    subject: 'Account cancellation request from Kaveri Textiles, renewal is tomorrow',
    description: text`
      Kaveri closes one of its two plants and wants to cancel its account for Zoho People before it renews tomorrow. The
      payroll of the other plant runs in the same account, so we are not sure that a cancellation is what they need.
      Please stop the renewal first and then let us sort it out together.
    `,
    customerEmail: 'admin@kaveritextiles.example',
  },
  steps: [
    assigned(day(0, '10:30'), 'operations'),
    answeredFully(
      day(0, '13:10'),
      'operations',
      text`
        Hello Rhea,

        the renewal is stopped: the account now ends in 15 days unless it is renewed, and nothing is charged tomorrow.

        From what you write, fewer licences are the better way: 22 instead of 41 keeps the payroll and its history. You
        can do this in the store under Change users. If it must be the cancellation after all, we need the super-admin's
        consent by e-mail.
      `,
    ),
    wrote(
      day(0, '17:45'),
      'They prefer 22 licences. I have changed it in the store and renewed. You saved them a lot of grief.',
    ),
    solved(day(0, '19:20'), 'operations', 'Very good. The renewal went through for 22 users.'),
  ],
}

const failedPayment: Story = {
  key: 'failed-payment',
  from: 'rhea',
  channel: 'portal',
  received: workingDaysAgo(2, '12:35'),
  form: {
    type: 'payments-renewal',
    category: 'subscription-management',
    subType: 'renewal',
    product: 'Zoho CRM Plus',
    subject: 'Renewal of Malhar Foods: payment failed twice on the reseller card',
    description: text`
      The renewal of Malhar Foods (18 licences, reseller card) was declined twice in the store with "payment failed".
      The same card paid for Vaidya an hour earlier. The subscription is in its grace period, so nothing stands still
      yet, but they get a banner in every application and keep calling us.
    `,
    customerEmail: 'owner@malharfoods.example',
  },
  steps: [
    assigned(day(0, '13:00'), 'operations'),
    answered(
      day(0, '17:50'),
      'operations',
      'Hello Rhea, I can see both attempts. I am asking the payment team for the reason the bank gave.',
    ),
    answered(
      day(1, '12:10'),
      'operations',
      text`
        The bank declined both with "limit for one transaction": the card allows up to ₹ 1,00,000 at once, and this
        renewal is ₹ 1,26,000. The grace period runs for nine more days. You can have the limit raised and try again, or
        pay by bank transfer; for the transfer I would send you a pro-forma invoice. Which do you prefer?
      `,
    ),
  ],
}

const trialExtension: Story = {
  key: 'trial-extension',
  from: 'rhea',
  channel: 'widget',
  received: targetIn('acknowledgement', hours(2)),
  form: {
    type: 'trial-extension',
    category: 'subscription-management',
    subType: 'trial-extension',
    product: 'Zoho Desk',
    subject: 'Trial of Zoho Desk for Vaidya: ten more days, please',
    description: text`
      Vaidya's trial of Desk Enterprise ends the day after tomorrow. They lost most of a week to moving their mail
      server, and the head of their call centre wants to see one full week before she decides. It is about 30 licences.
      Could we have ten more days?
    `,
    customerEmail: 'systems@vaidya.example',
  },
}

const mixedCards: Story = {
  key: 'mixed-cards',
  from: 'katrin',
  channel: 'portal',
  received: workingDaysAgo(3, '09:45'),
  form: {
    type: 'payments-renewal',
    category: 'subscription-management',
    subType: 'renewal',
    product: 'Zoho Mail',
    subject: "Change from reseller card to the customer's own card for Praxis am Stadtpark",
    description: text`
      Praxis am Stadtpark would like to pay its licences itself from the next renewal on. At present they run on our
      card. We ask you to tell us the steps, and whether the annual price and the end of the term remain as they are.
      The renewal is in five weeks.

      Kind regards, Katrin Vogel
    `,
    customerEmail: 'praxis@praxis-stadtpark.example',
  },
  steps: [
    assigned(day(0, '10:10'), 'operations'),
    answered(
      day(0, '15:30'),
      'operations',
      text`
        Dear Ms Vogel,

        the customer enters its card under Subscription, Payment method; then you give the subscription over in the
        store under Payment, Change payer. Price and term stay. The practice confirms by a link in an e-mail. Shall I
        send you the short guide in German for them?
      `,
    ),
    wrote(
      day(1, '09:20'),
      'Yes, please, that would be kind. What becomes of the discount that we pass on to the practice?',
    ),
    answered(
      day(1, '14:45'),
      'operations',
      text`
        The guide is in your downloads. As to the discount: with the customer's own card the list price is charged, and
        your share comes to you as commission. What you pass on is then between the practice and you.
      `,
    ),
    wrote(
      ago(hours(2)),
      text`
        Dear Mr Herrera,

        the practice has one question before it agrees: will the invoices then bear the address of the practice or that
        of the physician who owns it? Her tax adviser asks for the latter.

        Kind regards, Katrin Vogel
      `,
    ),
  ],
}

export const subscriptions: readonly Story[] = [cancellation, failedPayment, trialExtension, mixedCards]
