/** E2: who asks for a customer that another partner has opens the disassociation there, which the customer and that partner answer. */
import { workflowsOf } from '../../../domain/workflow/rules.ts'
import { activeMappings } from '../../../storage/customer-mappings.ts'
import { contactsOf } from '../../../storage/people.ts'
import { lockTicket } from '../../../storage/tickets.ts'
import { openTicketIn } from '../../tickets/opening.ts'
import { no } from '../../refusals.ts'
import { knownBy, textOf } from '../facts/customers.ts'
import { beginRun } from '../begin.ts'
import type { Effect } from './index.ts'

const workflow = 'disassociation'
const refused = (message: string) => no({ code: 'conflict', message })

/**
 * The other partner is told what its customer wants, and nothing of who asked.
 */
export const openDisassociation: Effect = async ({ app, tx, ticket, run, at }) => {
  const policy = app.policies.current()
  const rules = workflowsOf(policy).find(({ id }) => id === workflow)
  const category = policy.categories.find((row) => row.subTypes.some((part) => part.workflow === workflow))
  const subType = category?.subTypes.find((part) => part.workflow === workflow)
  if (rules === undefined || category === undefined || subType === undefined)
    throw new Error(`No category of the policy has the workflow '${workflow}'.`)
  const known = knownBy(policy, run.fields)
  const product = textOf(run.fields, 'product')
  const mapping = (await activeMappings(tx, known, product)).find(({ partner }) => partner !== ticket.partner)
  if (mapping === undefined) return refused('The customer is with no other partner any more: try again.')
  const contact = (await contactsOf(tx, mapping.partner)).find(({ active }) => active)
  if (contact === undefined) return refused('The partner that the customer is mapped to has no contact to write to.')

  const opened = await openTicketIn(app, tx, {
    form: {
      category: category.id,
      subType: subType.id,
      subject: `${rules.name}: ${mapping.customerName}`,
      description: `${mapping.customerName} is asked whether it wants to leave you. Nothing changes before it says so and you were asked: what is asked of you then stands on this page.`,
      contactEmail: contact.email,
    },
    channel: 'api',
    at,
    receipt: false,
  })
  if (!opened.ok) return opened
  const other = await lockTicket(tx, opened.value.ticket)
  if (other === null) throw new Error('A ticket was opened and is not there.')
  const begun = await beginRun(
    { app, tx, ticket: other, policy, rules, by: { kind: 'system' }, at },
    {
      fields: {
        customer: mapping.customer,
        consentFrom: known.superAdminEmail,
        ...(product === null ? {} : { product }),
      },
      by: null,
      startedBy: run.id,
      note: null,
    },
  )
  if (!begun.ok) return begun
  return {
    ok: true,
    // The one who asks reads it: it is told nothing of the other's ticket.
    value: { said: 'The disassociation was opened at the partner that has the customer.', other: begun.value.id },
  }
}
