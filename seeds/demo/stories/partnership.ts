/** What a partner is and may do: tier, profile, reviews, mapping, demo accounts, reselling (B5). */
import { hours, minutes } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answered, answeredFully, assigned, noted, waits, wrote, type Story } from '../story.ts'
import { day, later, limitIn, targetIn, workingDaysAgo } from '../when.ts'

const tierScore: Story = {
  key: 'tier-score',
  from: 'katrin',
  channel: 'portal',
  received: targetIn('acknowledgement', hours(11)),
  form: {
    category: 'tier-updates',
    subType: 'value-score',
    subject: 'Partner value score: 588 points, and how the training of our new colleagues counts',
    description: text`
      Dear Operations team,

      the portal shows 588 points for us, twelve fewer than Premium asks for. Under Market Readiness we see 110 points,
      although three colleagues completed their certifications last month. We would like to understand whether these are
      counted with the next evaluation or are missing by mistake.

      Kind regards, Katrin Vogel
    `,
  },
}

const customerMapping: Story = {
  key: 'customer-mapping',
  from: 'dana',
  channel: 'widget',
  received: targetIn('determination', hours(30)),
  form: {
    category: 'customer-management',
    subType: 'mapping',
    product: 'Zoho Books',
    subject: 'Customer mapping: Golden Gate Bikes bought Books on their own',
    description: text`
      Golden Gate Bikes signed up for Books directly three weeks ago, without telling us, and now want us to look after
      it together with the rest. How do we get it mapped to us? Nobody else is their partner as far as they know.
    `,
    customerEmail: 'shop@ggbikes.example',
  },
  steps: [
    assigned(later(minutes(50)), 'operations'),
    answered(
      later(hours(4)),
      'operations',
      text`
        Hi Dana, three weeks is young enough to map it without a form. I am checking that there is no other partner on
        it.
      `,
    ),
  ],
}

const unfairReview: Story = {
  key: 'unfair-review',
  from: 'dana',
  channel: 'portal',
  received: limitIn('determination', hours(9)),
  form: {
    category: 'customer-reviews',
    subType: 'review-concern',
    subject: 'Unfair review on our profile from somebody who was never our customer',
    description: text`
      There's a one-star review on our partner profile since last week, from "T. Ballard". We never had a customer of
      that name, and the project in it, a hotel chain, isn't ours either. Two prospects have asked me about it. Can it
      be taken down, or at least marked, while you look into it?
    `,
  },
  steps: [
    assigned(later(minutes(40)), 'operations'),
    answered(
      later(hours(5)),
      'operations',
      text`
        Hi Dana, I understand that this hurts. I have asked the reviews team to check whether the author bought anything
        through you; that takes them a day or two. You will hear the decision from me, with its reasons.
      `,
    ),
    noted(
      later(hours(14)),
      'operations',
      'The author has a subscription through another partner: reviewed the wrong one, it seems.',
    ),
  ],
}

/** A concern over a review as its partner raises it; `runs.ts` tells how it went on. */
const concern = (
  key: string,
  from: Story['from'],
  received: Story['received'],
  subject: string,
  description: string,
): Story => ({
  key,
  from,
  channel: 'portal',
  received,
  form: { category: 'customer-reviews', subType: 'review-concern', subject, description },
  steps: [
    assigned(day(0, '15:00'), 'operations'),
    answered(day(0, '15:20'), 'operations', 'Thank you. We look at it, and you hear the decision with its reasons.'),
  ],
})

const concerns: readonly Story[] = [
  concern(
    'kaveri-review',
    'rhea',
    workingDaysAgo(6, '11:20'),
    'Kaveri Textiles says that we did not answer',
    'Kaveri Textiles writes in its review that it waited for answers. We answered on each of these days.',
  ),
  concern(
    'competitor-review',
    'henrik',
    workingDaysAgo(6, '09:15'),
    'A review of us that was written by a competitor',
    'The review by Kai R. was written by somebody who works for Alsterwerk, which it recommends. He was no customer of ours.',
  ),
  concern(
    'insulting-review',
    'katrin',
    workingDaysAgo(6, '13:05'),
    'Hansekontor’s review insults one of us',
    'What Hansekontor says of the work is fair. What it says of my colleague is not, and it names him.',
  ),
]

const companyName: Story = {
  key: 'company-name',
  from: 'henrik',
  channel: 'portal',
  received: workingDaysAgo(3, '13:30'),
  form: {
    category: 'partner-profile',
    subType: 'company-name',
    subject: 'Company name in our profile: GmbH becomes GmbH & Co. KG',
    description: text`
      Our company has a new legal form since the first of the month. Please change the company name in the profile and
      on future contracts. Address, bank and contacts stay the same. Which documents do you need for it?
    `,
  },
  steps: [
    assigned(day(0, '14:00'), 'operations'),
    answeredFully(
      day(1, '10:30'),
      'operations',
      text`
        Hello Henrik, congratulations on the new form. I need two things: the extract of the commercial register, not
        older than three months, and the new VAT number if it has changed. Please attach them here; the change then
        takes three working days.
      `,
    ),
  ],
}

const demoAccounts: Story = {
  key: 'demo-accounts',
  from: 'henrik',
  channel: 'portal',
  received: workingDaysAgo(7, '15:40'),
  form: {
    category: 'demo-accounts',
    subType: 'demo-account',
    product: 'Zoho FSM',
    subject: 'Demo account of Zoho FSM for a trade fair in Hanover',
    description: text`
      For a trade fair we need one demo account of FSM with ten technicians and sample work orders, for four weeks. We
      have two demo accounts at present, so it should be within our number. An address of the domain borealis.example is
      reserved for it: fsm-demo@borealis.example.
    `,
  },
  steps: [
    assigned(day(0, '16:00'), 'operations'),
    answeredFully(
      day(1, '09:30'),
      'operations',
      text`
        Hello Henrik, that is within your number. The account gets ten technicians and the sample data "Heating and water";
        you hear of it on this page once it is there.
      `,
    ),
  ],
}

const resellRecruit: Story = {
  key: 'resell-recruit',
  from: 'katrin',
  channel: 'portal',
  received: workingDaysAgo(5, '10:40'),
  form: {
    type: 'sales-discussions',
    category: 'reselling-access',
    subType: 'enable-access',
    product: 'Zoho Recruit',
    subject: 'Reselling access for Zoho Recruit',
    description: text`
      We would like to resell Zoho Recruit. Two of our customers have asked for it, one of them, Nordlicht, for the next
      quarter. Two colleagues hold the product certificate. Please enable the reselling access, or tell us what is still
      missing.

      Kind regards, Katrin Vogel
    `,
    customerEmail: 'it-leitung@nordlicht.example',
  },
  steps: [
    assigned(day(0, '11:10'), 'operations'),
    answeredFully(
      day(1, '10:15'),
      'operations',
      text`
        Dear Ms Vogel,

        everything that is asked for is there. The access is enabled by the channel team, and your request is with them
        with our recommendation; reference and date stand above. I will write as soon as Recruit shows in your store.
      `,
    ),
    waits(day(1, '10:20'), 'operations', 'Channel programme', 'CH-7702', 4),
    wrote(
      day(1, '11:00'),
      'Thank you very much. May we already make an offer to Nordlicht?\n\nKind regards, Katrin Vogel',
    ),
    answered(
      day(2, '10:05'),
      'operations',
      'Yes, an offer is no problem. Only the order has to wait until the access is enabled.',
    ),
  ],
}

export const partnership: readonly Story[] = [
  tierScore,
  customerMapping,
  unfairReview,
  ...concerns,
  companyName,
  demoAccounts,
  resellRecruit,
]
