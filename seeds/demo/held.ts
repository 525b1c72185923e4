/** What nobody could let in by itself (A7): from a private address, and from one that nobody knows. */
import type { Finding } from '../../src/domain/intake/request.ts'
import { senderFindings } from '../../src/domain/intake/sender.ts'
import { hours, type Instant, type Minutes } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { TicketForm } from '../../src/services/tickets/intake.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { addHeldAct, insertHeld, noteTold } from '../../src/storage/held.ts'
import type { Tx } from '../../src/storage/tx.ts'
import { text } from './prose.ts'

interface Stranger {
  readonly from: { readonly name: string; readonly email: string }
  readonly desk: string
  readonly before: Minutes
  readonly form: TicketForm
  readonly reasons?: readonly Finding[]
}

const strangers: readonly Stranger[] = [
  {
    from: { name: 'Katrin Vogel', email: 'katrin.vogel.privat@gmail.com' },
    desk: 'support',
    before: hours(5),
    form: {
      type: 'technical-support',
      product: 'Zoho CRM',
      subject: 'Nordlicht: quotes are printed without prices',
      description: text`
        I am on the train and cannot reach our mail, so I write from my own address. Since this morning the quotes of
        Nordlicht Maschinenbau are printed without prices: the column is there and stays empty. On the screen all prices
        are right. They send about forty quotes a day. Please have a look. Katrin, Borealis
      `,
      customerEmail: 'it-leitung@nordlicht.example',
      reproducible: true,
      troubleshooting: 'Printed with another template: the same. In another browser: the same.',
    },
  },
  {
    from: { name: 'Priya Nair', email: 'priya@sahyadri-consulting.example' },
    desk: 'operations',
    before: hours(26),
    form: {
      type: 'commission-payment',
      subject: 'When is the commission for Malhar Foods paid?',
      description: text`
        I look after the books for a partner of yours. The invoice for Malhar Foods was uploaded three weeks ago and I
        find no payment for it. Could you tell me when it is due?
      `,
    },
    reasons: [
      {
        verdict: 'hold',
        field: 'from',
        message: 'Nobody is registered with this address, and its domain is no partner’s.',
        rule: 'A7',
      },
    ],
  },
]

export async function furnishHeld(tx: Tx, policy: Policy, now: Instant): Promise<void> {
  // Another vendor's desks are others.
  for (const { from, desk, before, form, reasons } of strangers) {
    if (!policy.desks.some(({ id }) => id === desk)) continue
    const receivedAt = now.subtract({ minutes: before })
    const { id } = await insertHeld(tx, {
      id: newIdAt<'held'>(receivedAt),
      channel: 'mail',
      desk,
      from,
      subject: form.subject,
      text: form.description,
      form,
      reasons: reasons ?? senderFindings(from.email, policy),
      receivedAt,
      heldAt: receivedAt,
      mail: null,
      replyTo: null,
    })
    await addHeldAct(tx, id, { at: receivedAt, by: null, what: 'held', because: null })
    await addHeldAct(tx, id, { at: receivedAt, by: null, what: 'told', because: null })
    await noteTold(tx, id, receivedAt)
  }
}
