/** Functions written in Deluge (B6): one that nobody has answered, and a code sample. */
import { hours, minutes } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answeredFully, solved, type Story } from '../story.ts'
import { day, limitPassed, workingDaysAgo } from '../when.ts'

const emptyInvoke: Story = {
  key: 'empty-invoke',
  from: 'henrik',
  channel: 'portal',
  received: limitPassed('acknowledgement', hours(3)),
  form: {
    type: 'technical-support',
    category: 'deluge',
    subType: 'deluge-error',
    product: 'Zoho Creator',
    subject: 'invokeurl returns an empty text instead of the PDF since the last update',
    description: text`
      The delivery note of Hansekontor is made by their print service and fetched by invokeurl in a Creator function.
      For a year this gave a file. Now it gives an empty text and no error, about every second time. The print service
      writes 200 and 48 kB into its log in both cases, so the answer is lost somewhere between. Drivers wait for their
      papers.
    `,
    customerEmail: 'edv@hansekontor.example',
    reproducible: true,
    reproduction: {
      userId: '20081140562',
      superAdminEmail: 'edv@hansekontor.example',
      customizationName: 'fetchDeliveryNote',
      happenedBefore: minutes(25),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      1. \`response-format: FILE\` is set. Without it: the same.
      2. Twenty calls from curl, twenty files.
      3. Twenty calls from the function, eleven files, nine times \`""\`.
    `,
  },
}

const ageSample: Story = {
  key: 'age-sample',
  from: 'arjun',
  channel: 'portal',
  received: workingDaysAgo(7, '12:20'),
  form: {
    type: 'technical-support',
    category: 'deluge',
    subType: 'code-sample',
    product: 'Zoho CRM',
    subject: "Code sample: working days between two dates, without the customer's own holidays",
    description: text`
      Malhar Foods pays its transporters by working days on the road. We need the number of working days between
      dispatch and delivery, leaving out Sundays and the holidays that they keep in a custom module called Holidays. We
      have it with nested loops, and it is not pretty. Could you share a code sample that is?
    `,
    customerEmail: 'owner@malharfoods.example',
    reproducible: false,
  },
  steps: [
    answeredFully(
      day(0, '15:05'),
      'support',
      text`
        Hi Arjun,

        with pleasure. One query for the holidays, then a walk over the days; for spans of a few weeks that is quick
        enough and easy to read:

        \`\`\`deluge
        int workingDays(date dispatched, date delivered)
        {
            holidays = List();
            found = zoho.crm.searchRecords("Holidays", "(Day:between:" + dispatched + "," + delivered + ")");
            for each holiday in found
            {
                holidays.add(holiday.get("Day").toDate());
            }
            count = 0;
            days = dispatched.daysBetween(delivered);
            for each index step in leftpad("1", days).toList("")
            {
                dispatched = dispatched.addDay(1);
                if(dispatched.getDayOfWeek() != 1 && !holidays.contains(dispatched))
                {
                    count = count + 1;
                }
            }
            return count;
        }
        \`\`\`

        The odd-looking \`leftpad\` makes a list of as many entries as there are days: the usual way to count in Deluge.
      `,
    ),
    solved(day(1, '11:00'), 'support'),
  ],
}

export const deluge: readonly Story[] = [emptyInvoke, ageSample]
