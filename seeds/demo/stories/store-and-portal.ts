/** The Partner Store and the Partner Portal: no access is critical there (A9), the rest is not. */
import { hours, minutes } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answered, answeredFully, assigned, noted, solved, transferred, wrote, type Story } from '../story.ts'
import { day, later, limitIn, workingDaysAgo } from '../when.ts'

const noStore: Story = {
  key: 'no-store',
  from: 'katrin',
  channel: 'mail',
  received: limitIn('determination', hours(2.5)),
  form: {
    type: 'store-related',
    category: 'partner-store',
    subType: 'store-access',
    subject: 'We cannot access the Partner Store, four renewals are due',
    description: text`
      Dear Operations team,

      for about an hour we cannot access the Partner Store. After signing in we see "You do not belong to a partner
      organisation", with my account as well as with Mr Brandt's. Four renewals are due within a day, among them
      Nordlicht with 58 licences. We kindly ask for help at once.

      Kind regards, Katrin Vogel
    `,
  },
  steps: [
    assigned(later(minutes(35)), 'operations'),
    answered(
      later(hours(2)),
      'operations',
      text`
        Dear Ms Vogel,

        your organisation is there, but both of you have lost your membership in it; that must have been on our side.
        The identity team is putting it back. I have moved the four renewals by three days, so that none of them lapses.

        Tomás Herrera
      `,
    ),
    noted(
      later(hours(4)),
      'operations',
      text`
        Identity: a clean-up of double accounts took the wrong one of each pair. Restored for 6 of 9 partners, Borealis
        is next.
      `,
    ),
    wrote(
      later(hours(3)),
      text`
        Hello, Henrik Brandt here, for Ms Vogel who is with a customer. We still see the same message, with two browsers
        and after signing out. Thank you for moving the renewals; new orders cannot wait as long. Is there any news?
      `,
      'henrik',
    ),
  ],
}

const caseStudy: Story = {
  key: 'case-study',
  from: 'rhea',
  channel: 'portal',
  received: workingDaysAgo(9, '11:15'),
  form: {
    type: 'store-related',
    category: 'partner-store',
    subType: 'case-study',
    subject: 'Case study "Cold chain at Malhar Foods" is waiting for approval',
    description: text`
      We uploaded the case study of Malhar Foods to our store twelve days ago and it is still waiting for approval.
      Malhar would like to show it at a fair at the end of next week. Their consent is attached to the upload. Is there
      anything missing from our side?
    `,
    customerEmail: 'owner@malharfoods.example',
  },
  steps: [
    assigned(day(0, '11:40'), 'operations'),
    answered(
      day(0, '16:15'),
      'operations',
      text`
        Hello Rhea, nothing is missing; it lay with a colleague who is on leave. I have taken it over and will read it
        next.
      `,
    ),
    answered(
      day(1, '12:40'),
      'operations',
      text`
        Approved, and it reads very well. One sentence names a competitor; I have put "their former software" there, as
        the guidelines ask. It is visible in your store now, in good time for the fair.
      `,
    ),
    solved(day(1, '12:45'), 'operations'),
  ],
}

const controlPanel: Story = {
  key: 'control-panel',
  from: 'dana',
  channel: 'widget',
  received: workingDaysAgo(8, '09:10'),
  form: {
    category: 'partner-portal',
    subType: 'control-panel',
    subject: "Main control panel: Marcus can't see the customers",
    description: text`
      Marcus signed in to the main control panel for the first time today and his customer list is empty, mine is full.
      I'd like him to see everything except the commission. Which role is that?
    `,
  },
  steps: [
    answeredFully(
      day(0, '15:20'),
      'operations',
      text`
        Hi Dana, that is the role "Consultant": all customers and subscriptions, no earnings. Portal, Settings, Members,
        Marcus, Role. He sees the list after his next sign-in.
      `,
    ),
    wrote(day(1, '10:05'), 'He can see them. Thank you!'),
    solved(
      day(1, '10:20'),
      'operations',
      'Great. If he is to see the commission one day, the role above it is "Manager".',
    ),
  ],
}

const portalLocked: Story = {
  key: 'portal-locked',
  from: 'arjun',
  channel: 'mail',
  received: workingDaysAgo(6, '17:30'),
  form: {
    category: 'partner-portal',
    subType: 'portal-access',
    subject: 'Locked out of the Partner Portal after changing my telephone',
    description: text`
      I have a new telephone and the authenticator did not come along. I am locked out of the Partner Portal and have
      used all of my backup codes. Rhea can still sign in. Ten people of ours need new licences by tomorrow and only I
      have the right to order them.
    `,
  },
  steps: [
    assigned(day(0, '17:45'), 'operations'),
    answeredFully(
      day(0, '18:50'),
      'operations',
      text`
        Hello Arjun,

        Rhea can let you in again: Portal, Settings, Members, your name, Reset second factor. As an administrator of
        your organisation she has the right to; for your safety we do not do it ourselves while one of you can.

        Until then she can place the order as well, I have given her the right for two days.
      `,
    ),
    wrote(day(0, '19:20'), 'Reset by Rhea, I am in, order placed. New backup codes are in the safe this time.'),
    solved(day(0, '19:30'), 'operations', 'The safe is the right place. Good night!'),
  ],
}

const unpublished: Story = {
  key: 'unpublished',
  from: 'henrik',
  channel: 'portal',
  received: workingDaysAgo(5, '13:05'),
  form: {
    type: 'store-related',
    category: 'partner-store',
    product: 'Zoho Creator',
    subject: 'Creator application of Hansekontor cannot be published from the store',
    description: text`
      In the store we chose "Publish to customer" for our Creator application and got "function_error 2945". The
      customer waits for the new version of its order form. The application runs in our own account, and all pages open
      there without a message.
    `,
    customerEmail: 'edv@hansekontor.example',
  },
  steps: [
    transferred(
      day(0, '14:20'),
      'operations',
      { desk: 'support', category: 'deluge', subType: 'deluge-error', severity: 2 },
      'The message comes from a function of the application and not from the store: Partner Support can read it.',
    ),
    assigned(day(0, '14:40'), 'support'),
    answeredFully(
      day(0, '17:30'),
      'support',
      text`
        Hello Henrik, Partner Operations has handed this over to us. 2945 says that a function uses a connection which
        the receiving account does not have: \`hk_mail\`, in the function "confirmOrder". Make a connection of that name
        in Hansekontor's account, then publish again.
      `,
    ),
    wrote(day(1, '09:30'), 'Correct, published. The message could have said so.'),
    solved(day(1, '09:45'), 'support', 'It could. I have passed that on in your words.'),
  ],
}

export const storeAndPortal: readonly Story[] = [noStore, caseStudy, controlPanel, portalLocked, unpublished]
