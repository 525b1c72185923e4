/** Who is who in the demo: six people of the vendor, three partners with two contacts each, their customers. */
import type { Instant } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { placeOf } from '../../src/domain/region.ts'
import { newIdAt } from '../../src/services/ids.ts'
import type { Customer } from '../../src/storage/customers.ts'
import type { Partner } from '../../src/storage/partners.ts'
import type { Person } from '../../src/storage/people.ts'

interface StaffMember extends Pick<Person, 'name' | 'email' | 'role' | 'desks' | 'zone'> {
  /** For whoever chooses whom to come in as. */
  readonly what: string
}

const bothDesks = ['support', 'operations']

export const staff = {
  support: {
    name: 'Meera Krishnan',
    email: 'support@desk.example',
    role: 'agent',
    desks: ['support'],
    zone: 'Asia/Kolkata',
    what: 'Agent, Partner Support',
  },
  operations: {
    name: 'Tomás Herrera',
    email: 'operations@desk.example',
    role: 'agent',
    desks: ['operations'],
    zone: 'Europe/Madrid',
    what: 'Agent, Partner Operations',
  },
  lead: {
    name: 'Daniel Okafor',
    email: 'lead@desk.example',
    role: 'lead',
    desks: bothDesks,
    zone: 'Europe/London',
    what: 'Lead of both desks',
  },
  manager: {
    name: 'Ingrid Halvorsen',
    email: 'manager@desk.example',
    role: 'manager',
    desks: bothDesks,
    zone: 'Europe/Oslo',
    what: 'Manager of both desks',
  },
  pam: {
    name: 'Pamela Ruiz',
    email: 'pam@desk.example',
    role: 'pam',
    desks: bothDesks,
    zone: 'America/Chicago',
    what: 'Partner Account Manager of all three partners',
  },
  admin: {
    name: 'Nora Lindqvist',
    email: 'admin@desk.example',
    role: 'admin',
    desks: bothDesks,
    zone: 'Europe/Stockholm',
    what: 'Administrator',
  },
} as const satisfies Record<string, StaffMember>

export type StaffKey = keyof typeof staff

interface Company extends Pick<Partner, 'name' | 'tier' | 'country' | 'state'> {
  readonly what: string
  readonly zone: string
  readonly joinedDaysAgo: number
  readonly contacts: Readonly<Record<string, { readonly name: string; readonly email: string }>>
  /** Name, domain, super-admin, licences. */
  readonly customers: readonly (readonly [string, string, string, number])[]
}

export const partners = {
  aurora: {
    name: 'Aurora',
    tier: 'premium',
    country: 'IN',
    state: null,
    what: 'Aurora, Premium partner in India',
    zone: 'Asia/Kolkata',
    joinedDaysAgo: 1_460,
    contacts: {
      arjun: { name: 'Arjun Mehta', email: 'contact@aurora.example' },
      rhea: { name: 'Rhea Fernandes', email: 'rhea@aurora.example' },
    },
    customers: [
      ['Sahyadri Logistics', 'sahyadri.example', 'it@sahyadri.example', 96],
      ['Vaidya Diagnostics', 'vaidya.example', 'systems@vaidya.example', 64],
      ['Kaveri Textiles', 'kaveritextiles.example', 'admin@kaveritextiles.example', 41],
      ['Malhar Foods', 'malharfoods.example', 'owner@malharfoods.example', 18],
    ],
  },
  borealis: {
    name: 'Borealis',
    tier: 'advanced',
    country: 'DE',
    state: null,
    what: 'Borealis, Advanced partner in Germany',
    zone: 'Europe/Berlin',
    joinedDaysAgo: 990,
    contacts: {
      katrin: { name: 'Katrin Vogel', email: 'contact@borealis.example' },
      henrik: { name: 'Henrik Brandt', email: 'henrik@borealis.example' },
    },
    customers: [
      ['Nordlicht Maschinenbau', 'nordlicht.example', 'it-leitung@nordlicht.example', 58],
      ['Hansekontor', 'hansekontor.example', 'edv@hansekontor.example', 27],
      ['Praxis am Stadtpark', 'praxis-stadtpark.example', 'praxis@praxis-stadtpark.example', 12],
    ],
  },
  cumulus: {
    name: 'Cumulus',
    tier: 'authorised',
    country: 'US',
    state: 'CA',
    what: 'Cumulus, Authorised partner in California',
    zone: 'America/Los_Angeles',
    joinedDaysAgo: 310,
    contacts: {
      dana: { name: 'Dana Whitfield', email: 'contact@cumulus.example' },
      marcus: { name: 'Marcus Lee', email: 'marcus@cumulus.example' },
    },
    customers: [
      ['Redwood Health Network', 'redwoodhealth.example', 'it@redwoodhealth.example', 128],
      ['Pine & Paper Co.', 'pineandpaper.example', 'ops@pineandpaper.example', 66],
      ['Golden Gate Bikes', 'ggbikes.example', 'shop@ggbikes.example', 14],
    ],
  },
} as const satisfies Record<string, Company>

type Contacts = { [Key in keyof typeof partners]: keyof (typeof partners)[Key]['contacts'] }
export type ContactKey = Contacts[keyof Contacts]

/** The company as rows, and found by the names that stories call people by. */
export interface Cast {
  readonly people: readonly Person[]
  readonly partners: readonly Partner[]
  readonly customers: readonly Customer[]
  staff(key: StaffKey): Person
  contact(key: ContactKey): { readonly person: Person; readonly partner: Partner }
}

/** New identifiers each time: to be made once, and written once. */
export function cast(policy: Policy, now: Instant): Cast {
  const employees = new Map<string, Person>()
  const contacts = new Map<string, { readonly person: Person; readonly partner: Partner }>()
  const customers: Customer[] = []
  const daysAgo = (days: number): Instant => now.subtract({ hours: 24 * days })

  for (const [key, { what: _what, ...member }] of Object.entries<StaffMember>(staff)) {
    const createdAt = daysAgo(1_500)
    const id = newIdAt<'person'>(createdAt)
    employees.set(key, { ...member, id, side: 'staff', partner: null, active: true, createdAt })
  }
  const accountManager = employees.get('pam' satisfies StaffKey)?.id ?? null

  for (const company of Object.values<Company>(partners)) {
    const { name, tier, country, state, zone } = company
    const createdAt = daysAgo(company.joinedDaysAgo)
    const id = newIdAt<'partner'>(createdAt)
    const partner: Partner = { id, name, tier, country, state, externalRef: null, accountManager, createdAt }
    for (const [key, contact] of Object.entries(company.contacts)) {
      const person: Person = {
        ...contact,
        id: newIdAt<'person'>(createdAt),
        side: 'partner',
        partner: id,
        role: 'contact',
        desks: [],
        zone,
        active: true,
        createdAt,
      }
      contacts.set(key, { person, partner })
    }
    // D1: what makes an account a key account is the policy's to say.
    const licencesFrom = policy.keyAccounts.licencesFrom[placeOf(policy, country, state).region] ?? Infinity
    for (const [customer, domain, superAdminEmail, licences] of company.customers)
      customers.push({
        id: newIdAt<'customer'>(createdAt),
        partner: id,
        name: customer,
        domain,
        superAdminEmail,
        licences,
        keyAccount: licences >= licencesFrom,
        createdAt,
      })
  }

  return {
    people: [...employees.values(), ...[...contacts.values()].map(({ person }) => person)],
    partners: [...new Set([...contacts.values()].map(({ partner }) => partner))],
    customers,
    staff: (key) => found(employees, key),
    contact: (key) => found(contacts, key),
  }
}

function found<Value>(those: ReadonlyMap<string, Value>, key: string): Value {
  const value = those.get(key)
  if (value === undefined) throw new Error(`Nobody of the demo is called '${key}'.`)
  return value
}
