/** Requests as partners write them: some of each kind that the form knows. */

const long =
  'When a deal is moved to the next stage, the custom function that copies its number into the invoice stops after the first ' +
  'record. The log of the function shows no error, and nothing was changed on our side since last Tuesday. It happens for ' +
  'three of our users, on two computers, with every browser that we have tried so far.'

const reproduction = {
  userId: '60001284',
  superAdminEmail: 'admin@customer7-1.example',
  customizationName: 'copy_invoice_number',
  occurredAt: '2026-03-02T09:41:00Z',
  supportAccessEnabled: true,
}

const technical = (subject: string, more: object = {}): object => ({
  type: 'Technical Support',
  product: 'Zoho CRM',
  subject,
  description: long,
  customerEmail: 'admin@customer7-1.example',
  reproducible: true,
  reproduction,
  troubleshooting: 'Ran it by hand: it works. Saved the workflow rule again: no change.',
  ...more,
})

export const requestBodies: readonly string[] = [
  technical('A custom function stops after the last release'),
  technical('The renewal is refused', { type: 'Payments Renewal', reproduction: undefined, reproducible: undefined }),
  technical('Two more weeks for a customer that tries it', { type: 'Trial Extension', reproduction: undefined }),
  technical('The sums of a report are wrong', { severity: 2, product: 'Zoho Books' }),
  technical('Invoice to another address', { type: 'Invoice changes', reproduction: undefined }),
  technical('How is a field shared between modules?', {
    kind: 'question',
    reproducible: false,
    reproduction: undefined,
  }),
  technical('The webhook gets no answer', { troubleshooting: undefined }),
  technical('Commission of the last quarter', { type: 'Commission Payment', reproduction: undefined }),
].map((body) => JSON.stringify(body))
