/** Problems of the API (B6): queries, webhooks, picklists, and a connection from the beginning. */
import { hours, minutes } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answered, answeredForCustomer, assigned, solved, wrote, type Story } from '../story.ts'
import { ago, day, limitIn, workingDaysAgo } from '../when.ts'

const coqlDates: Story = {
  key: 'coql-dates',
  from: 'arjun',
  channel: 'api',
  received: workingDaysAgo(4, '15:26'),
  form: {
    type: 'technical-support',
    category: 'api',
    subType: 'api-problem',
    product: 'Zoho CRM',
    subject: 'COQL gives inconsistent counts for date ranges across midnight',
    description: text`
      We count the consignments of a day for Sahyadri with COQL. The count is inconsistent with the list view for the
      same day: some consignments created before 05:30 are counted on the day before. The list view is right. We pass
      the dates with offset +05:30, as in the documentation.
    `,
    customerEmail: 'it@sahyadri.example',
    reproducible: true,
    reproduction: {
      userId: '60018812934',
      superAdminEmail: 'it@sahyadri.example',
      customizationName: 'Consignments (custom module)',
      happenedBefore: hours(3),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      \`\`\`json
      {
        "select_query": "select COUNT(id) from Consignments where Created_Time between '<day>T00:00:00+05:30' and '<day>T23:59:59+05:30'"
      }
      \`\`\`

      Gives 212; the list view shows 231. With UTC instants instead of the offset: 231.
    `,
  },
  steps: [
    assigned(day(0, '15:55'), 'support'),
    answered(
      day(0, '17:40'),
      'support',
      text`
        Hi Arjun, your numbers hold: with your request I get 212 and 231 too. It looks as if the offset were lost on the
        way, since 05:30 in your zone is midnight UTC. I am checking with a second organisation.
      `,
    ),
    answered(
      day(1, '12:15'),
      'support',
      text`
        The offset is lost, but not by COQL: the plus sign in "+05:30" must be sent as it is in a JSON body, and your
        request carries it as a blank. A client library that encodes the body as a form would do that.

        Could you send me the raw request, headers included? In curl's words:

        \`\`\`http
        POST /crm/v8/coql HTTP/1.1
        Host: www.zohoapis.in
        Content-Type: application/json
        \`\`\`

        I expect \`application/x-www-form-urlencoded\` there. Until then, instants in UTC are a safe way round.
      `,
    ),
  ],
}

const webhookRetries: Story = {
  key: 'webhook-retries',
  from: 'arjun',
  channel: 'portal',
  received: limitIn('acknowledgement', hours(3)),
  form: {
    type: 'technical-support',
    category: 'api',
    subType: 'api-problem',
    product: 'Zoho CRM',
    subject: 'Webhooks arrive twice since last night, invoices are written twice',
    description: text`
      Each won deal calls our webhook, and our service writes an invoice. Since last night most calls come twice, about
      ten seconds apart, with the same body. Kaveri's accountant has found nineteen doubled invoices so far. Our
      endpoint answers 200 within two seconds, so there is nothing to retry, and this is not as documented.
    `,
    customerEmail: 'admin@kaveritextiles.example',
    reproducible: true,
    reproduction: {
      userId: '60031177820',
      superAdminEmail: 'admin@kaveritextiles.example',
      customizationName: 'Webhook: deal won to billing',
      happenedBefore: minutes(35),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      - Two hours of access log: 61 calls for 33 deals, each answered 200 in under 2 s.
      - The second call has the same body and another \`X-Request-Id\`.
      - Stop-gap on our side: we now ignore a deal that has an invoice already.
    `,
  },
}

const picklistPatch: Story = {
  key: 'picklist-patch',
  from: 'arjun',
  channel: 'api',
  received: workingDaysAgo(2, '11:08'),
  form: {
    type: 'technical-support',
    category: 'api',
    subType: 'api-problem',
    product: 'Zoho CRM',
    subject: 'Update of a picklist by API fails with INVALID_DATA although the value exists',
    description: text`
      Setting Dispatch_Hub to "Nashik (North)" by API fails with INVALID_DATA. The value exists, users can choose it,
      and every other hub works. We add hubs for Sahyadri about once a month, always in the same way, and this is the
      first that is refused. Twelve new trucks cannot be booked to their hub until then.
    `,
    customerEmail: 'it@sahyadri.example',
    reproducible: true,
    reproduction: {
      userId: '60018812934',
      superAdminEmail: 'it@sahyadri.example',
      customizationName: 'Vehicles.Dispatch_Hub',
      happenedBefore: minutes(50),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      \`\`\`json
      {
        "data": [{ "code": "INVALID_DATA", "details": { "api_name": "Dispatch_Hub" }, "message": "invalid data" }]
      }
      \`\`\`

      Tried with and without the brackets, and with another user. Removing and adding the value again did not help.
    `,
  },
  steps: [
    assigned(day(0, '11:30'), 'support'),
    answered(
      day(0, '14:02'),
      'support',
      text`
        Hi Arjun, thank you. My first guess is that the value shown and the value stored differ, since the API wants the
        stored one. I am looking at the field and will write as soon as I know.
      `,
    ),
    answered(
      day(1, '10:40'),
      'support',
      text`
        The value shown is \`Nashik (North)\`; the stored one is \`Nashik (North) \`, with a blank at the end, as it was
        typed when the hub was added. Either send the blank, or ask for the values and take what comes:

        \`\`\`http
        GET /crm/v8/settings/fields?module=Vehicles HTTP/1.1
        \`\`\`

        \`\`\`json
        { "display_value": "Nashik (North)", "actual_value": "Nashik (North) " }
        \`\`\`

        Renaming the hub changes only the value shown, so removing and adding it in one go kept the blank.
      `,
    ),
    wrote(
      ago(minutes(47)),
      text`
        That explains it, thank you. We would rather fix the stored value than live with a blank for ever. If we delete
        the hub and add it anew, what happens to the eight vehicles that have it already? Do they keep it, or do we have
        to write them all again?
      `,
    ),
  ],
}

const buildItForUs: Story = {
  key: 'build-it-for-us',
  from: 'katrin',
  channel: 'mail',
  received: workingDaysAgo(6, '14:05'),
  form: {
    type: 'technical-support',
    category: 'api-from-the-beginning',
    product: 'Zoho Books',
    subject: 'Connection between Zoho Books and DATEV for Praxis am Stadtpark',
    description: text`
      Dear support team,

      our customer Praxis am Stadtpark would like its bookings to be handed over to its tax adviser every month. We
      would therefore ask you to create an API connection from Zoho Books to DATEV, including the mapping of accounts.
      The list of accounts is attached to the customer's file.

      Kind regards, Katrin Vogel
    `,
    customerEmail: 'praxis@praxis-stadtpark.example',
    reproducible: false,
  },
  steps: [
    answeredForCustomer(
      day(0, '17:20'),
      'support',
      text`
        Thank you for asking. Please note that we do not provide support for creating API connections from the
        beginning. Once a connection has been built, we are glad to answer questions about the API features of our
        services and to help with problems in its execution.

        For a monthly hand-over no connection may be needed at all: Books exports the journal of a month as CSV, with
        the account numbers of your own chart. Reports, Journal, Export. Tax advisers usually import that as it is.
      `,
    ),
    wrote(
      day(1, '09:00'),
      text`
        Thank you for the clear answer. The export is sufficient for the practice; the tax adviser has confirmed the
        format. We need nothing further.

        Kind regards, Katrin Vogel
      `,
    ),
    solved(day(1, '10:15'), 'support', 'Thank you for letting us know. I am glad that the short way is enough.'),
  ],
}

export const api: readonly Story[] = [coqlDates, webhookRetries, picklistPatch, buildItForUs]
