/** A long hunt with code on both sides (B6): from a function that times out to a pattern for the library. */
import { hours } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answered, assigned, noted, solved, wrote, type Story } from '../story.ts'
import { day, workingDaysAgo } from '../when.ts'

const functionTimesOut: Story = {
  key: 'function-times-out',
  from: 'henrik',
  channel: 'api',
  received: workingDaysAgo(8, '09:14'),
  form: {
    type: 'technical-support',
    category: 'deluge',
    subType: 'deluge-error',
    product: 'Zoho CRM',
    subject: 'Deluge function syncQuoteToErp times out for quotes with more than 40 lines',
    description: text`
      Our function syncQuoteToErp writes each line of an accepted quote to the customer's ERP. Up to about 40 lines it
      works. Above that it fails with "The task has been terminated since it exceeded the maximum execution time", and
      the ERP holds half an order. Nordlicht builds machines: quotes with 60 to 120 lines are normal for them.
    `,
    customerEmail: 'it-leitung@nordlicht.example',
    reproducible: true,
    reproduction: {
      userId: '20093358117',
      superAdminEmail: 'it-leitung@nordlicht.example',
      customizationName: 'syncQuoteToErp (workflow: Quote accepted)',
      happenedBefore: hours(1),
      supportAccessEnabled: true,
    },
    troubleshooting: text`
      1. ERP alone: 30 ms for each line when called from outside.
      2. Same function started by hand on a quote with 12 lines: 6 seconds.
      3. Removed all \`info\` statements: no difference.

      The loop, shortened:

      \`\`\`deluge
      quote = zoho.crm.getRecordById("Quotes", quoteId);
      for each item in quote.get("Quoted_Items")
      {
          product = zoho.crm.getRecordById("Products", item.get("Product_Name").get("id"));
          line = Map();
          line.put("sku", product.get("Product_Code"));
          line.put("quantity", item.get("Quantity"));
          response = invokeurl
          [
              url: "https://erp.nordlicht.example/api/orders/" + orderId + "/lines"
              type: POST
              parameters: line.toString()
              connection: "nordlicht_erp"
          ];
      }
      \`\`\`
    `,
  },
  steps: [
    assigned(day(0, '09:40'), 'support'),
    answered(
      day(0, '10:55'),
      'support',
      text`
        Hello Henrik,

        thank you, this is a model of a request: I can see the function and the workflow. I am measuring where the time
        goes and will come back to you with figures on the next working morning.

        Meera
      `,
    ),
    noted(
      day(0, '16:20'),
      'support',
      text`
        Two calls for every line: one to read the product, one to the ERP. At 12 lines that is 24 calls in 6 seconds, so
        about 250 ms each, most of it ours. Not a fault of the platform; the function does what it says. Reading the
        products in one go and posting the lines together should bring it to two calls in all.
      `,
    ),
    answered(
      day(1, '10:05'),
      'support',
      text`
        Good morning Henrik,

        here is where the time goes: the function makes two calls for each line, one to read the product and one to the
        ERP, and each takes about 250 ms seen from here. With 60 lines that is 120 calls, and a function started by a
        workflow is ended before they are through.

        Two questions before I propose a change:

        - Does the ERP take several lines in one call?
        - Is there a limit to how large such a call may be?
      `,
    ),
    wrote(
      day(1, '11:32'),
      text`
        Yes. POST /api/orders/{id}/lines takes an array, up to 200 entries:

        \`\`\`json
        [
          { "sku": "NL-4471-A", "quantity": 4 },
          { "sku": "NL-0093", "quantity": 120 }
        ]
        \`\`\`

        But I do not see how to get the product codes without reading each product. They are not in the quoted items.
      `,
    ),
    answered(
      day(1, '15:48'),
      'support',
      text`
        They can be had in one call with a query over the ids. This is the function with both changes; I have tried it
        in my own organisation with 120 lines: 3.1 seconds.

        \`\`\`deluge
        quote = zoho.crm.getRecordById("Quotes", quoteId);
        items = quote.get("Quoted_Items");

        ids = List();
        for each item in items
        {
            ids.add(item.get("Product_Name").get("id"));
        }

        query = Map();
        query.put("select_query", "select Product_Code from Products where id in (" + ids.toString() + ") limit 200");
        found = invokeurl
        [
            url: "https://www.zohoapis.eu/crm/v8/coql"
            type: POST
            parameters: query.toString()
            connection: "zoho_crm"
        ];

        codes = Map();
        for each row in found.get("data")
        {
            codes.put(row.get("id"), row.get("Product_Code"));
        }

        lines = List();
        for each item in items
        {
            line = Map();
            line.put("sku", codes.get(item.get("Product_Name").get("id")));
            line.put("quantity", item.get("Quantity"));
            lines.add(line);
        }

        response = invokeurl
        [
            url: "https://erp.nordlicht.example/api/orders/" + orderId + "/lines"
            type: POST
            parameters: lines.toString()
            connection: "nordlicht_erp"
        ];
        \`\`\`

        The connection zoho_crm needs the scope \`ZohoCRM.coql.READ\`.
      `,
    ),
    wrote(
      day(2, '09:20'),
      text`
        Very good. 84 lines in 2.7 seconds. One remark: a quote with the same product twice gives the id twice in the
        list. It does no harm, but the query is then larger than it must be.

        And one question. If the ERP refuses one line, it refuses all. Today the function would not notice.
      `,
    ),
    answered(
      day(2, '13:10'),
      'support',
      text`
        Right on both. \`ids.distinct()\` deals with the first. For the second, ask for the detailed answer and look at
        the status, so that the quote says what happened:

        \`\`\`deluge
        response = invokeurl
        [
            url: "https://erp.nordlicht.example/api/orders/" + orderId + "/lines"
            type: POST
            parameters: lines.toString()
            connection: "nordlicht_erp"
            detailed: true
        ];
        if(response.get("responseCode") != 201)
        {
            note = Map();
            note.put("Erp_State", "Refused: " + response.get("responseText"));
            zoho.crm.updateRecord("Quotes", quoteId, note);
        }
        \`\`\`
      `,
    ),
    wrote(
      day(4, '16:45'),
      text`
        In production at Nordlicht since then: 41 quotes, no timeout. The largest had 117 lines. From our side this can
        be closed. Thank you for the code, it is now our pattern for the other two customers as well.
      `,
    ),
    solved(
      day(4, '17:30'),
      'support',
      text`
        Thank you for reporting back with figures. I have put the pattern into our library of samples, with your remark
        on distinct ids.
      `,
    ),
  ],
}

export const longHunt: readonly Story[] = [functionTimesOut]
