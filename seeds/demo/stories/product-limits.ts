/** Where the product ends: feature requests, and an incident that turned out to be a limitation (B7, D6). */
import { hours } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import {
  answered,
  answeredForCustomer,
  answeredFully,
  assigned,
  noted,
  reclassified,
  waits,
  wrote,
  type Story,
} from '../story.ts'
import { day, workingDaysAgo } from '../when.ts'

const subformUpdate: Story = {
  key: 'subform-update',
  from: 'arjun',
  channel: 'portal',
  received: workingDaysAgo(5, '14:30'),
  form: {
    type: 'technical-support',
    category: 'incorrect-behaviour',
    product: 'Zoho CRM',
    subject: 'Field update of a workflow does not work for rows of a subform',
    description: text`
      Kaveri keeps the dye lots of an order in a subform. When the order is released, a workflow should set each lot to
      "Reserved". The field update is offered only for fields of the order, not for those of the subform, so it does not
      work for the lots. They update up to 30 lots by hand for each order now.
    `,
    customerEmail: 'admin@kaveritextiles.example',
    reproducible: true,
    reproduction: {
      userId: '60031177820',
      superAdminEmail: 'admin@kaveritextiles.example',
      customizationName: 'Workflow "Order released"',
      happenedBefore: hours(2),
      supportAccessEnabled: true,
    },
    troubleshooting: 'Tried from the order and from the subform: the fields of the lots are never in the list.',
  },
  steps: [
    assigned(day(0, '15:00'), 'support'),
    answered(
      day(0, '17:10'),
      'support',
      'Hi Arjun, I am asking the workflow team whether this is meant to be so, and will come back with either answer.',
    ),
    noted(
      day(2, '18:45'),
      'support',
      'Workflow team: by design. Subform rows are not open to field updates; a function can do it.',
    ),
    reclassified(
      day(3, '11:40'),
      'support',
      'product-limitation',
      text`
        Field updates reach the fields of a record, not the rows of its subforms: the product works as built, and ends
        here.
      `,
    ),
    answeredForCustomer(
      day(3, '11:55'),
      'support',
      text`
        A workflow's field update can set the fields of the order itself. The rows of a subform are outside of what it
        can reach; this is how the feature is built, not a fault in your set-up.

        The same result can be had with a function that the workflow calls:

        \`\`\`deluge
        order = zoho.crm.getRecordById("Sales_Orders", orderId);
        lots = order.get("Dye_Lots");
        for each lot in lots
        {
            lot.put("Lot_State", "Reserved");
        }
        change = Map();
        change.put("Dye_Lots", lots);
        response = zoho.crm.updateRecord("Sales_Orders", orderId, change);
        \`\`\`
      `,
    ),
    noted(
      day(3, '12:00'),
      'support',
      'Our answer came after the limit. The breach stays on record; the rest is exempt.',
    ),
    wrote(
      day(4, '10:25'),
      'Sent your text to Kaveri as it is, and the function runs. Shall we wait for anything more?',
    ),
    answered(
      day(4, '11:15'),
      'support',
      text`
        No, that is all there is today. I will leave this open for two days in case Kaveri has questions about the text.
      `,
    ),
  ],
}

const offlineWork: Story = {
  key: 'offline-work',
  from: 'dana',
  channel: 'widget',
  received: workingDaysAgo(3, '10:20'),
  form: {
    type: 'product-management-related',
    category: 'product-feedback',
    subType: 'feature-request',
    product: 'Zoho FSM',
    subject: 'Feature request: let technicians finish a work order without a network',
    description: text`
      Golden Gate Bikes send mechanics to fleet customers, and half of those garages are underground. The app shows the
      work order but won't let them close it without a network, so they write it on their hand. Would be great if it
      could be closed there and sent later.
    `,
    customerEmail: 'shop@ggbikes.example',
  },
  steps: [
    answeredFully(
      day(0, '15:40'),
      'support',
      text`
        Hi Dana, thank you, "they write it on their hand" went to the FSM team word for word. It is on their board, and
        more partners have asked for it. Nothing is promised for feature requests, so please plan without it for now.
      `,
    ),
  ],
}

const fiscalQuarters: Story = {
  key: 'fiscal-quarters',
  from: 'katrin',
  channel: 'portal',
  received: workingDaysAgo(6, '11:30'),
  form: {
    type: 'product-management-related',
    category: 'product-feedback',
    subType: 'enhancement',
    product: 'Zoho CRM',
    subject: 'Suggestion: fiscal year for each legal entity in one organisation',
    description: text`
      Nordlicht consists of two companies whose fiscal years begin in January and in October. The CRM knows one fiscal
      year for the organisation, so the dashboards of the second company are off by one quarter. We would suggest a
      fiscal year for each entity, or at least for each dashboard. We know of two more customers with the same need.
    `,
    customerEmail: 'it-leitung@nordlicht.example',
  },
  steps: [
    answered(
      day(0, '16:00'),
      'support',
      text`
        Dear Ms Vogel,

        thank you for describing the need and not only the button. I have passed it on to the CRM team with your three
        customers. Feature requests are outside the commitment, so I cannot name a date; you will hear when its state
        changes.

        Until then a formula field with the fiscal quarter of the second company keeps the dashboards apart; if it
        helps, I will send you the formula.
      `,
    ),
    waits(day(0, '16:05'), 'support', 'Zoho CRM, analytics', 'CRM-IDEA-3318', null),
    wrote(day(1, '08:45'), 'Thank you. Yes, please, the formula would help us.\n\nKind regards, Katrin Vogel'),
    answered(
      day(1, '10:30'),
      'support',
      text`
        With pleasure. For a fiscal year that begins in October:

        \`\`\`text
        If(Month(\${Closing Date}) >= 10, 1, Ceil((Month(\${Closing Date}) + 3) / 3))
        \`\`\`
      `,
    ),
  ],
}

export const productLimits: readonly Story[] = [subformUpdate, offlineWork, fiscalQuarters]
