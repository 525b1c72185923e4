/** Requests that run through a workflow (section E); `runs.ts` tells how far each has come. */
import { text } from '../prose.ts'
import { answeredFully, type Story } from '../story.ts'
import { day, workingDaysAgo } from '../when.ts'

export const workflows: readonly Story[] = [
  {
    key: 'hansekontor-leaves',
    from: 'katrin',
    channel: 'portal',
    received: workingDaysAgo(3, '10:12'),
    form: {
      category: 'customer-management',
      subType: 'disassociation',
      subject: 'Hansekontor asks to be disassociated',
      description: 'Hansekontor has written to us and would like to be disassociated from Borealis.',
    },
    steps: [
      answeredFully(
        day(0, '11:05'),
        'operations',
        'We have asked Hansekontor to confirm it. What follows, and until when, stands on this page.',
      ),
    ],
  },
  {
    key: 'pine-leaves',
    from: 'dana',
    channel: 'portal',
    received: workingDaysAgo(4, '09:20'),
    form: {
      category: 'customer-management',
      subType: 'disassociation',
      subject: 'Pine & Paper Co. asks to be disassociated',
      description: 'Pine & Paper Co. has asked us to be disassociated from Cumulus.',
    },
    steps: [
      answeredFully(
        day(0, '10:02'),
        'operations',
        'Pine & Paper Co. is asked to confirm it first. You will hear from us, and can answer on this page.',
      ),
    ],
  },
  {
    key: 'deccan-mapping',
    from: 'rhea',
    channel: 'portal',
    received: workingDaysAgo(2, '09:41'),
    form: {
      category: 'customer-management',
      subType: 'mapping',
      subject: 'Please map Deccan Ceramics to us',
      description: 'We have won Deccan Ceramics. Their order form is attached; please map them to us for CRM.',
    },
    steps: [
      answeredFully(
        day(0, '10:20'),
        'operations',
        'Thank you. We look at the order form and tell you on this page what follows.',
      ),
    ],
  },
  {
    key: 'sierra-mapping',
    from: 'marcus',
    channel: 'portal',
    received: workingDaysAgo(4, '08:55'),
    form: {
      category: 'customer-management',
      subType: 'mapping',
      subject: 'Map Sierra Outfitters to Cumulus',
      description: 'Sierra Outfitters signed with us on Monday. They have no paid plan yet.',
    },
    steps: [
      answeredFully(
        day(0, '09:38'),
        'operations',
        'Your proof is good, and Sierra Outfitters pays nothing yet: it can be mapped at once.',
      ),
    ],
  },
  {
    key: 'sahyadri-admin',
    from: 'arjun',
    channel: 'portal',
    received: workingDaysAgo(3, '12:10'),
    form: {
      category: 'account-changes',
      subType: 'admin-change',
      subject: 'New super-admin for Sahyadri Logistics',
      description: text`
        The super-admin of Sahyadri Logistics leaves at the end of the month. Please make Ishaan Kulkarni the super-admin;
        his address is ishaan@sahyadri.example.
      `,
    },
    steps: [
      answeredFully(
        day(0, '12:52'),
        'support',
        'Such a change needs the consent of Sahyadri Logistics. We have asked its super-admin in the usual format.',
      ),
    ],
  },
  {
    key: 'nordlicht-dispute',
    from: 'henrik',
    channel: 'portal',
    received: workingDaysAgo(4, '11:31'),
    form: {
      category: 'account-changes',
      subType: 'account-dispute',
      subject: 'Two people claim the account of Nordlicht Maschinenbau',
      description: text`
        A former employee of Nordlicht Maschinenbau still owns the account and does not hand it over. Nordlicht asks you to
        take the ownership from him.
      `,
    },
    steps: [
      answeredFully(
        day(0, '12:15'),
        'support',
        'For security reasons we need the word of Nordlicht itself. We have asked in the usual format.',
      ),
    ],
  },
  {
    key: 'bicycle-project',
    from: 'marcus',
    channel: 'portal',
    received: workingDaysAgo(3, '10:05'),
    form: {
      category: 'partner-store',
      subType: 'project',
      subject: "Project 'The best bicycle shop in the world, online'",
      description: 'We would like to show what we did for a bicycle shop on our profile. The words are below.',
    },
    steps: [
      answeredFully(day(0, '11:20'), 'operations', 'Thank you. Pamela reads it and decides; you hear it on this page.'),
    ],
  },
]
