/** Training records out of a file: one for each contact and product (D4). */
import type { PersonId } from '../../domain/kernel.ts'
import { peopleByEmails } from '../../storage/import/contacts.ts'
import { recordTraining, trainingOf, type TrainingRecord } from '../../storage/training.ts'
import { inFuture, isInFuture, productNamed } from '../registry/training.ts'
import { rejected, type ImportKind, type Outcome } from './kind.ts'

interface TrainingFacts {
  readonly contact: string
  /** Id of the policy's product. */
  readonly product: string
  readonly completedOn: string
  readonly certificate: string | null
}

export const training: ImportKind<TrainingFacts> = {
  columns: [
    { name: 'contact', also: ['email', 'contact_email', 'email_id', 'email_address', 'mail'], required: true },
    { name: 'product', also: ['service', 'service_name', 'product_name', 'course', 'training'], required: true },
    {
      name: 'completed_on',
      also: ['completed', 'completion_date', 'completed_date', 'date', 'completed_at'],
      required: true,
    },
    { name: 'certificate', also: ['certificate_id', 'certificate_number', 'certification'] },
  ],

  read(fields, { app, policy }) {
    const contact = fields.email('contact')
    if (contact === null && fields.text('contact') === null) fields.required('contact')
    const named = fields.required('product')
    const product = named === '' ? null : productNamed(policy, named)
    if (named !== '' && product === null) fields.wrong('product', `The policy has no product '${named}'.`)
    const completedOn = fields.day('completed_on')
    if (completedOn === null && fields.text('completed_on') === null) fields.required('completed_on')
    if (completedOn !== null && isInFuture(app, completedOn)) fields.wrong('completed_on', inFuture)
    return {
      contact: contact ?? '',
      product: product ?? '',
      completedOn: completedOn ?? '',
      certificate: fields.text('certificate'),
    }
  },

  keyOf: ({ contact, product }) => ({ field: 'contact', key: `${contact}\n${product}` }),

  async write(tx, drafts, { at }) {
    const people = await peopleByEmails(tx, [...new Set(drafts.map(({ facts }) => facts.contact))])
    const records = await trainingOf(
      tx,
      [...people.values()].map(({ id }) => id),
    )
    const known = new Map(records.map((record) => [keyOf(record.person, record.product), record]))
    const kept: TrainingRecord[] = []
    const outcomes = drafts.map(({ line, facts }): Outcome => {
      const person = people.get(facts.contact)
      if (person === undefined || person.partner === null)
        return rejected(
          line,
          'contact',
          `No contact of a partner has the address ${facts.contact}: import the contacts first.`,
        )
      const { product, completedOn } = facts
      const before = known.get(keyOf(person.id, product))
      const certificate = facts.certificate ?? before?.certificate ?? null
      if (before?.completedOn === completedOn && before.certificate === certificate) return { line, did: 'unchanged' }
      kept.push({ person: person.id, partner: person.partner, product, completedOn, certificate })
      return { line, did: before === undefined ? 'inserted' : 'updated' }
    })
    await recordTraining(tx, kept, at)
    return outcomes
  },
}

const keyOf = (person: PersonId, product: string): string => `${person}\n${product}`
