/** Invoices and commission (B5), one of them sent to the wrong desk (A1). */
import { hours } from '../../../src/domain/kernel.ts'
import { text } from '../prose.ts'
import { answered, answeredFully, assigned, noted, solved, transferred, wrote, type Story } from '../story.ts'
import { day, later, limitPassed, workingDaysAgo } from '../when.ts'

const gstNumber: Story = {
  key: 'gst-number',
  from: 'rhea',
  channel: 'widget',
  received: workingDaysAgo(8, '11:05'),
  form: {
    type: 'technical-support',
    category: 'technical',
    product: 'Zoho Books',
    subject: 'Wrong GSTIN on the licence invoices of Kaveri Textiles',
    description: text`
      The last two licence invoices for Kaveri carry the GSTIN of their old Chennai office instead of Coimbatore, so
      their accounts department cannot claim the input tax. They need corrected invoices before they file, in nine days.
      The address in the store is right, only the number on the invoice is old.
    `,
    customerEmail: 'admin@kaveritextiles.example',
    reproducible: false,
    troubleshooting: 'Compared the store, both invoices and the registration certificate.',
  },
  steps: [
    transferred(
      day(0, '11:50'),
      'support',
      { desk: 'operations', category: 'partner-earnings', subType: 'invoices', severity: 2 },
      'It is about an invoice of ours, not about Zoho Books: Partner Operations can correct it.',
    ),
    assigned(day(0, '12:30'), 'operations'),
    answered(
      day(0, '16:40'),
      'operations',
      text`
        Hello Rhea,

        your request has come over to us from Partner Support, with its time of receipt. Please send me the registration
        certificate for Coimbatore; with it, billing can correct both invoices under their old numbers.
      `,
    ),
    wrote(day(1, '10:20'), 'Certificate attached. The number ends in 1Z5.'),
    answered(
      day(2, '10:05'),
      'operations',
      text`
        Both invoices have been corrected and lie in the store under their old numbers, marked "revised". The old number
        was kept with the subscription itself, which is why the address did not change it; that is put right as well, so
        the next one will be correct.
      `,
    ),
    wrote(day(2, '15:30'), 'Kaveri has both and filed today. Thank you, Tomás.'),
    solved(day(2, '16:00'), 'operations', 'Thank you for the certificate at once, Rhea; that made it easy.'),
  ],
}

const latePayout: Story = {
  key: 'late-payout',
  from: 'dana',
  channel: 'portal',
  received: workingDaysAgo(5, '10:15'),
  form: {
    type: 'commission-payment',
    category: 'partner-earnings',
    subType: 'payout',
    subject: 'Commission payout not received, invoice uploaded 23 business days ago',
    description: text`
      Hi, we uploaded our invoice for last quarter 23 business days ago and the payout has not arrived. The page says 15
      to 20. It's $4,870 and for a shop of our size that's two salaries. The portal shows the invoice as "approved",
      nothing else. Can you tell me where it is?
    `,
  },
  steps: [
    assigned(day(0, '10:50'), 'operations'),
    answered(
      day(0, '16:20'),
      'operations',
      text`
        Hi Dana,

        you have counted right: with an upload 23 business days ago the amount should be with you. I have asked finance
        for the state of the transfer and will write as soon as I have it.

        Tomás
      `,
    ),
    answered(
      day(1, '15:40'),
      'operations',
      text`
        Finance sent it on business day 19, and it came back yesterday: the account number in the portal has one digit
        less than the one on your invoice. Please check both and correct it under Profile, Bank details; the transfer is
        made again within two days of that.
      `,
    ),
    wrote(
      limitPassed('determination', hours(5)),
      text`
        Fixed the number right after your message, sorry about that. It's been a few days now, and still nothing in the
        account. Did finance pick it up? I'd really like to be able to tell my people something.
      `,
    ),
    noted(
      later(hours(6)),
      'pam',
      text`
        Dana has called me about this. Finance needs the new number confirmed by us, which nobody has done. Tomás,
        please send it over with the upload date, and tell her what finance says, even if it is only a day.
      `,
    ),
  ],
}

const vatNumber: Story = {
  key: 'vat-number',
  from: 'katrin',
  channel: 'mail',
  received: workingDaysAgo(9, '09:30'),
  form: {
    type: 'invoice-changes',
    category: 'partner-earnings',
    subType: 'invoices',
    subject: 'Correction of invoice: reverse charge note is missing',
    description: text`
      Dear Operations team,

      the invoice for the licences of Nordlicht lacks the note on the reverse charge procedure. Our tax office does not
      accept it in this form. Please issue a corrected invoice with the note and our VAT identification number. The
      number is the one in our profile.

      Kind regards, Katrin Vogel
    `,
    customerEmail: 'it-leitung@nordlicht.example',
  },
  steps: [
    assigned(day(0, '10:15'), 'operations'),
    answered(
      day(0, '15:00'),
      'operations',
      'Dear Ms Vogel, thank you. I have passed the invoice to billing for correction and will send you the new one.',
    ),
    noted(
      day(2, '08:50'),
      'lead',
      'Billing has had this for two days, and our limit passes at 09:30. I have called them.',
    ),
    answered(
      day(3, '11:20'),
      'operations',
      text`
        Dear Ms Vogel,

        the corrected invoice is in your store, with the note and your VAT number. It has taken longer than we had
        promised, for which I apologise: billing had waited for a confirmation that I should have given on the first
        day.
      `,
    ),
    wrote(day(3, '14:10'), 'Thank you. The invoice is now in order.\n\nKind regards, Katrin Vogel'),
    solved(day(3, '14:30'), 'operations', 'Thank you for your patience, Ms Vogel.'),
  ],
}

const commissionRate: Story = {
  key: 'commission-rate',
  from: 'rhea',
  channel: 'portal',
  received: workingDaysAgo(3, '15:10'),
  form: {
    type: 'commission-payment',
    category: 'partner-earnings',
    subType: 'commission-rate',
    subject: 'Commission percentage on add-ons bought later in the year',
    description: text`
      For our own planning: when a customer buys an add-on in the middle of a yearly subscription, is the commission
      percentage that of the year of the subscription, or that of the day of the purchase? The statement of Malhar Foods
      shows two percentages and we would like to understand it.
    `,
    customerEmail: 'owner@malharfoods.example',
  },
  steps: [
    answeredFully(
      day(1, '10:20'),
      'operations',
      text`
        Hello Rhea, the percentage is that of the day of the purchase. Malhar's subscription was bought when you were
        Advanced and the add-on after your move to Premium, hence the two. From the next renewal on both follow Premium.
      `,
    ),
    wrote(day(1, '14:00'), 'Clear, and good news for the renewal. Thank you!'),
    solved(
      day(1, '14:25'),
      'operations',
      'You are welcome. The guide to commissions has a worked example of the same.',
    ),
  ],
}

export const earnings: readonly Story[] = [gstNumber, latePayout, vatNumber, commissionRate]
