/** Contacts of partners out of a file: known again by their address. */
import type { PartnerId, PersonId } from '../../domain/kernel.ts'
import { needsCountry, phoneNumber } from '../../domain/phone.ts'
import { placeOf } from '../../domain/region.ts'
import type { Tx } from '../../storage/database.ts'
import {
  addContacts,
  changeContacts,
  peopleByEmails,
  type ContactRow,
  type KnownPerson,
} from '../../storage/import/contacts.ts'
import { recordChanges, type Change } from '../../storage/partner-history.ts'
import { addNumbers, ownersOf, type NumberOf } from '../../storage/phone.ts'
import { isZone } from '../registry/contacts.ts'
import { ownDomainOf } from '../registry/partner-fields.ts'
import { rejected, type Draft, type Import, type ImportKind, type Outcome } from './kind.ts'
import type { NamedPartner } from './partner-finder.ts'

interface ContactFacts {
  /** As the row names it, else the domain of the address. */
  readonly partner: string | null
  readonly name: string
  readonly email: string
  readonly zone: string | null
  readonly active: boolean | null
  /** Added to those that there are (A3). */
  readonly phone: string | null
}

export const contacts: ImportKind<ContactFacts> = {
  columns: [
    {
      name: 'partner',
      also: ['partner_ref', 'partner_reference', 'external_ref', 'partner_id', 'partner_name', 'company'],
    },
    { name: 'name', also: ['contact', 'contact_name', 'full_name'], required: 'first_name' },
    { name: 'first_name', also: ['given_name'] },
    { name: 'last_name', also: ['surname', 'family_name'] },
    { name: 'email', also: ['email_id', 'email_address', 'mail', 'e_mail', 'contact_email'], required: true },
    { name: 'zone', also: ['timezone', 'time_zone'] },
    { name: 'phone', also: ['phone_number', 'telephone', 'mobile', 'mobile_number'] },
    { name: 'active', also: ['is_active', 'status'] },
  ],

  read(fields, { partner, policy }) {
    const email = fields.email('email')
    if (email === null && fields.text('email') === null) fields.required('email')
    const zone = fields.text('zone')
    if (zone !== null && !isZone(zone)) fields.wrong('zone', `'${zone}' is no zone, such as 'Europe/Berlin'.`)
    const shown = fields.text('phone')
    const phone = shown === null ? null : phoneNumber(shown)
    if (shown !== null && phone === null) fields.wrong('phone', `'${shown}' is no number. ${needsCountry}`)
    const parts = [fields.text('first_name'), fields.text('last_name')].filter((part) => part !== null).join(' ')
    const name = fields.text('name') ?? parts
    if (name === '') fields.wrong('name', 'Required: this is empty.')
    return {
      partner: partner ?? fields.text('partner') ?? (email === null ? null : ownDomainOf(policy, email)),
      name,
      email: email ?? '',
      zone,
      phone,
      active: yesOrNo(fields.choice('active', ['yes', 'no'], words)),
    }
  },

  keyOf: ({ email }) => ({ field: 'email', key: email }),

  async write(tx, drafts, of) {
    const named = drafts.flatMap(({ facts }) => facts.partner ?? [])
    const partnerOf = await of.partners.find(tx, named)
    const known = await peopleByEmails(
      tx,
      drafts.map(({ facts }) => facts.email),
    )
    const owners = new Map(
      await ownersOf(
        tx,
        drafts.flatMap(({ facts }) => facts.phone ?? []),
      ),
    )
    const numbers: NumberOf[] = []
    const [added, changed]: [ContactRow[], ContactRow[]] = [[], []]
    const changes: Change[] = []
    const outcomes = drafts.map(({ line, facts }): Outcome => {
      if (facts.partner === null) return rejected(line, 'partner', noPartner)
      const partner = partnerOf(facts.partner)
      if (!partner.ok) return rejected(line, 'partner', partner.problem)
      const before = known.get(facts.email)
      if (before !== undefined && before.partner !== partner.value.id) return rejected(line, 'email', takenBy(before))
      const owner = facts.phone === null ? undefined : owners.get(facts.phone)
      if (owner !== undefined && owner.person !== before?.id) return rejected(line, 'phone', numberTaken)
      const young = newContact(of, facts, partner.value)
      const person: PersonId = before?.id ?? young.id
      const isNewNumber = facts.phone !== null && owner === undefined
      if (facts.phone !== null && isNewNumber) {
        const number = { number: facts.phone, person, partner: partner.value.id }
        owners.set(facts.phone, number)
        numbers.push(number)
      }
      if (before === undefined) {
        added.push(young)
        return { line, did: 'inserted' }
      }
      const after = merged(before, facts, partner.value.id)
      const what = (['name', 'zone', 'active'] as const).filter((field) => before[field] !== after[field])
      if (isNewNumber) changes.push(changeOf(of, before, partner.value.id, 'phones', null, facts.phone))
      if (what.length === 0) return { line, did: isNewNumber ? 'updated' : 'unchanged' }
      changed.push(after)
      changes.push(
        ...what.map((field) => changeOf(of, before, partner.value.id, field, said(before[field]), said(after[field]))),
      )
      return { line, did: 'updated' }
    })
    await write(tx, of, added, changed, changes)
    await addNumbers(tx, numbers, of.at)
    return outcomes
  },
}

const words = { active: 'yes', inactive: 'no', true: 'yes', false: 'no', '1': 'yes', '0': 'no' } as const
const yesOrNo = (word: 'yes' | 'no' | null): boolean | null => (word === null ? null : word === 'yes')
const numberTaken = 'This number is another contact’s already: a number belongs to one contact.'
const said = (value: string | boolean): string => (typeof value === 'string' ? value : value ? 'yes' : 'no')
const noPartner = "Say whose contact it is in a column 'partner': the address is at no company's own domain."
const takenBy = ({ side }: KnownPerson): string =>
  `This address is ${side === 'staff' ? 'somebody of the staff' : 'another partner’s contact'}: an address belongs to one person.`

const newContact = (
  { app, policy }: Import,
  { name, email, zone, active }: ContactFacts,
  partner: NamedPartner,
): ContactRow => ({
  id: app.newId<'person'>(),
  partner: partner.id,
  name,
  email,
  zone: zone ?? placeOf(policy, partner.country, partner.state).zone,
  active: active ?? true,
})

/** An empty value leaves what was. */
const merged = (before: KnownPerson, { name, zone, active }: ContactFacts, partner: PartnerId): ContactRow => ({
  id: before.id,
  partner,
  name,
  email: before.email,
  zone: zone ?? before.zone,
  active: active ?? before.active,
})

function changeOf(
  { at, by }: Import,
  before: KnownPerson,
  partner: PartnerId,
  what: 'name' | 'zone' | 'active' | 'phones',
  was: string | null,
  became: string | null,
): Change {
  const about = { kind: 'contact', id: before.id, name: before.name } as const
  return {
    partner,
    at,
    by,
    via: 'import',
    about,
    what,
    was,
    became,
    reason: null,
  }
}

async function write(
  tx: Tx,
  { at }: Import,
  added: readonly ContactRow[],
  changed: readonly ContactRow[],
  changes: readonly Change[],
): Promise<void> {
  await addContacts(tx, added, at)
  await changeContacts(tx, changed)
  await recordChanges(tx, changes)
}

export type { Draft }
