/** Live chats (A4): two that are over, and one that somebody begins now. */
import { minutes } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answered, chatBegun, chatEnded, chatTaken, noted, solved, wrote, type Story } from '../story.ts'
import { ago, later, workingDaysAgo } from '../when.ts'

const soon = (n: number) => later(minutes(n))

const webhookTest: Story = {
  key: 'chat-webhook-test',
  from: 'katrin',
  channel: 'chat',
  received: workingDaysAgo(3, '10:05'),
  form: {
    type: 'technical-support',
    kind: 'question',
    product: 'Zoho CRM',
    subject: 'Can a webhook be sent once for a test?',
    description: 'We have set up a webhook for Hansekontor and would like to see what it sends before we switch it on.',
    customerEmail: 'edv@hansekontor.example',
  },
  steps: [
    chatBegun(soon(0)),
    chatTaken(soon(1), 'support'),
    answered(
      soon(1),
      'support',
      'Good morning Ms Vogel, Meera here. Is it a webhook of a workflow rule, or of a button?',
    ),
    wrote(soon(1), 'Good morning! Of a workflow rule, on deals.'),
    answered(
      soon(2),
      'support',
      text`
        Then there is no button for a test, but a quiet way: give the rule the condition "Deal Name contains TEST", switch it
        on, and make one deal of that name. Only that one is sent. Setup, Workflow Rules, the rule, History shows the answer.
      `,
    ),
    wrote(soon(4), 'It came in, with everything we need. And History shows the 200. Thank you, that was quick!'),
    answered(soon(1), 'support', 'Glad to hear it. Do not forget to take the condition out again.'),
    chatEnded(soon(1), 'support'),
    solved(soon(0), 'support'),
  ],
}

const missingField: Story = {
  key: 'chat-missing-field',
  from: 'arjun',
  channel: 'chat',
  received: workingDaysAgo(1, '15:30'),
  form: {
    type: 'technical-support',
    kind: 'incident',
    product: 'Zoho Books',
    subject: 'A custom field of Sahyadri is not in the export',
    description:
      'The field "Vehicle" of invoices was in the CSV export until last week. Since Monday the column is missing.',
    customerEmail: 'it@sahyadri.example',
  },
  steps: [
    chatBegun(soon(0)),
    chatTaken(soon(2), 'support'),
    answered(
      soon(1),
      'support',
      'Hello Arjun, I am looking at it with you. Does the column come back in an export as XLSX?',
    ),
    wrote(soon(2), 'Yes! In XLSX it is there. Only CSV has lost it.'),
    noted(soon(1), 'support', 'Same as two reports of this week. Books knows about it.'),
    answered(
      soon(3),
      'support',
      'Thank you, that says where it is. The Books team has changed the CSV export; I ask them when it is put right, and write to you here on the ticket.',
    ),
    wrote(soon(1), 'XLSX will do until then. Thanks.'),
    chatEnded(soon(1), 'support'),
  ],
}

const loginLoop: Story = {
  key: 'chat-login-loop',
  from: 'rhea',
  channel: 'chat',
  received: ago(minutes(1)),
  form: {
    type: 'technical-support',
    kind: 'incident',
    product: 'Zoho Creator',
    subject: 'The portal of Malhar Foods asks for the password again and again',
    description: text`
      Customers of Malhar Foods sign in to the Creator portal and land on the sign-in page again. It began after they
      changed the portal's address this morning. Their own staff can sign in.
    `,
    customerEmail: 'owner@malharfoods.example',
  },
  steps: [chatBegun(soon(0))],
}

export const chats: readonly Story[] = [webhookTest, missingField, loginLoop]
