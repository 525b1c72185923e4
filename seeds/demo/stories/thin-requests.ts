/** Requests that leave out what is needed (B2, B3): what is missing is listed and asked for at once. */
import { text } from '../prose.ts'
import { answered, answeredFully, assigned, mergedInto, noted, withdrawn, wrote, type Story } from '../story.ts'
import { day, workingDaysAgo } from '../when.ts'

const workflowBroken: Story = {
  key: 'workflow-broken',
  from: 'marcus',
  channel: 'mail',
  received: workingDaysAgo(2, '15:50'),
  form: {
    type: 'technical-support',
    category: 'existing-features',
    subType: 'workflow',
    kind: 'incident',
    subject: 'workflow not working',
    description: 'Hi, the workflow for Pine & Paper is not working, can you check please? Thx Marcus',
  },
  steps: [
    assigned(day(0, '16:05'), 'support'),
    answeredFully(
      day(0, '16:20'),
      'support',
      text`
        Hi Marcus,

        happily, but I need to know where to look. Pine & Paper have 31 workflows in three products. Please tell me:

        - which product, and which workflow
        - what should have happened, and for which record
        - when it last went wrong, and whether you can make it happen again
        - what you have tried

        With the name and one record I can usually say more within the hour.
      `,
    ),
  ],
}

const greyButton: Story = {
  key: 'grey-button',
  from: 'arjun',
  channel: 'mail',
  received: workingDaysAgo(3, '18:40'),
  form: {
    type: 'technical-support',
    category: 'technical',
    product: 'Zoho Inventory',
    subject: 'Malhar Foods: transfer order button is grey',
    description: text`
      From my phone, so only in short: at Malhar Foods the button for transfer orders is grey for the store manager
      since today, although her role has the right. Please check, details follow when I am back at my desk.
    `,
    customerEmail: 'owner@malharfoods.example',
    reproducible: true,
  },
  steps: [
    assigned(day(0, '19:05'), 'support'),
    answered(
      day(0, '19:30'),
      'support',
      text`
        Hi Arjun, got it. When you are back: the user ID of the store manager, the super-admin's address, and the
        warehouse she is in. My first guess is that her warehouse was set to inactive; the button looks at that before
        it looks at the role.
      `,
    ),
    wrote(day(1, '09:50'), 'User 60040028811, super-admin owner@malharfoods.example, warehouse Pune 2.'),
    answered(
      day(1, '11:35'),
      'support',
      text`
        Pune 2 is active, so my guess was wrong. But she was given a second role that day, and it forbids transfers: the
        stricter one wins. Take away "Counter staff" and the button comes back. Would you try it and tell me?
      `,
    ),
  ],
}

const urgentPlease: Story = {
  key: 'urgent-please',
  from: 'dana',
  channel: 'mail',
  received: workingDaysAgo(4, '09:12'),
  form: {
    type: 'technical-support',
    category: 'existing-features',
    subType: 'configuration',
    product: 'Zoho Inventory',
    subject: 'Fwd: packing slips two pages!!',
    description: text`
      Forwarding what Pine & Paper just wrote me: "the slips are two pages again, please make it stop". I think I
      already put this in through the widget but I'm not sure that it went out.
    `,
    customerEmail: 'ops@pineandpaper.example',
  },
  steps: [mergedInto(day(0, '09:30'), 'support', 'print-layout')],
}

const neverMind: Story = {
  key: 'never-mind',
  from: 'rhea',
  channel: 'widget',
  received: workingDaysAgo(6, '12:10'),
  form: {
    type: 'technical-support',
    category: 'technical',
    product: 'Zoho Meeting',
    subject: 'Recording of the Kaveri training is not in the library',
    description: text`
      We held the user training for Kaveri this morning with recording switched on, and the recording is not in the
      library. 23 people missed the session and wait for it. Could you see whether it was stored at all?
    `,
    customerEmail: 'admin@kaveritextiles.example',
    reproducible: false,
    troubleshooting: 'Looked in the library of both organisers, and in the recycle bin.',
  },
  steps: [
    withdrawn(day(0, '12:50')),
    noted(day(0, '13:00'), 'support', 'Withdrawn by Rhea before we answered: it had only not been processed yet.'),
  ],
}

const largeMigration: Story = {
  key: 'large-migration',
  from: 'henrik',
  channel: 'portal',
  received: workingDaysAgo(3, '11:15'),
  form: {
    type: 'technical-support',
    category: 'script-execution',
    subType: 'migration',
    product: 'Zoho WorkDrive',
    subject: 'Migration script stops at 62,000 of 90,000 files with 429',
    description: text`
      Our script moves the drawings of Nordlicht to WorkDrive. It runs with eight threads and stops at about 62,000
      files with status 429, although we wait between the calls. A second start goes on from there and stops again after
      some thousand files. We would like to know which limit it is that we run into.
    `,
    customerEmail: 'it-leitung@nordlicht.example',
    reproducible: true,
    reproduction: { userId: '20093358117', superAdminEmail: 'it-leitung@nordlicht.example' },
    troubleshooting: 'With four threads: stops later, at 71,000. With one thread: not tried, it would take nine days.',
  },
  steps: [
    assigned(day(0, '11:40'), 'support'),
    answeredFully(
      day(0, '15:20'),
      'support',
      text`
        Hello Henrik, there are two limits that answer with 429: calls in a minute, and uploads of one user in a day.
        For the second the answer carries a \`Retry-After\` of several hours. Which one do you get? And the name of the
        script's client, please, so that I can see its calls.
      `,
    ),
    noted(
      day(1, '09:15'),
      'support',
      'If it is the daily one: three technical users would do, one for each folder tree.',
    ),
  ],
}

export const thinRequests: readonly Story[] = [workflowBroken, greyButton, urgentPlease, neverMind, largeMigration]
