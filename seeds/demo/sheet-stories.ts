/** What is shown of the demo's partners (E8), for `sheets.ts` to write. */
import type { ContactKey } from './company.ts'
import { text } from './prose.ts'

export interface SheetStory {
  readonly from: ContactKey
  readonly of: 'profile' | 'store' | 'project' | 'case-study'
  /** A customer of the partner's, by its name. */
  readonly customer?: string
  /** Name of a document and its lines, for the field 'document'. */
  readonly document?: { readonly name: string; readonly heading: string; readonly lines: readonly string[] }
  /** For the field 'logo': three bars of this colour. */
  readonly logo?: readonly [red: number, green: number, blue: number]
  readonly set: Readonly<Record<string, string | readonly string[]>>
  /** Working days of 24 hours before now. */
  readonly shownBefore: number
}

/** From before the fortnight of the stories. */
export const sheetStories: readonly SheetStory[] = [
  {
    from: 'arjun',
    of: 'profile',
    logo: [232, 119, 34],
    set: {
      description: text`
        Aurora brings trading houses, clinics and food producers in the west of India onto one set of business
        applications. Forty consultants in Pune and Mumbai plan, build and look after them, in the languages in which our
        customers work.
      `,
      website: 'https://www.aurora.example',
      countries: ['IN', 'AE', 'LK'],
      languages: ['en', 'hi', 'mr'],
      industries: ['logistics', 'health', 'retail'],
      services: ['consulting', 'implementation', 'migration', 'training', 'support'],
      address: '4th floor, Senapati Bapat Road 112, Pune 411016',
      phone: '+91 20 5550 0142',
      contactName: 'Arjun Mehta',
      contactEmail: 'contact@aurora.example',
    },
    shownBefore: 21,
  },
  {
    from: 'dana',
    of: 'profile',
    logo: [46, 110, 180],
    set: {
      description: text`
        Cumulus looks after independent clinics and shops in California. We are four people, and you speak to the one who
        built your system.
      `,
      website: 'https://cumulus.example',
      countries: ['US'],
      languages: ['en', 'es'],
      industries: ['health', 'retail'],
      services: ['implementation', 'support'],
      phone: '+1 415 555 0117',
      contactEmail: 'contact@cumulus.example',
    },
    shownBefore: 20,
  },
  {
    from: 'katrin',
    of: 'profile',
    logo: [24, 92, 88],
    set: {
      description: text`
        Borealis advises mechanical engineers and trading firms in the north of Germany. We introduce CRM and finance, and
        train the people who use them.
      `,
      website: 'https://borealis.example',
      countries: ['DE', 'DK'],
      languages: ['de', 'en'],
      industries: ['manufacturing', 'retail'],
      services: ['consulting', 'implementation', 'training'],
      address: 'Große Elbstraße 39, 22767 Hamburg',
      phone: '+49 40 5550 218',
      contactName: 'Katrin Vogel',
      contactEmail: 'contact@borealis.example',
    },
    shownBefore: 19,
  },
  {
    from: 'katrin',
    of: 'store',
    set: {
      displayName: 'Borealis',
      tagline: 'Software for people who build machines',
      storeUrl: 'https://store.borealis.example',
      supportEmail: 'hilfe@borealis.example',
    },
    shownBefore: 18,
  },
  {
    from: 'henrik',
    of: 'case-study',
    customer: 'Nordlicht Maschinenbau',
    document: {
      name: 'case-study-service-on-the-shop-floor.pdf',
      heading: 'Service on the shop floor',
      lines: [
        'A machine builder in northern Germany answers service calls in a day, not in a week.',
        'What there was: spreadsheets, a telephone, and a board with magnets.',
        'What there is: one list of requests, planned by who is near and who knows the machine.',
        'What it took: eleven weeks, two of them to agree on what a service call is.',
      ],
    },
    set: {
      title: 'Service on the shop floor',
      products: ['crm', 'fsm'],
      summary: text`
        A machine builder with 58 people in the field plans its service calls in one place. Calls are answered within a day;
        they took a week before.
      `,
      link: 'https://borealis.example/service-on-the-shop-floor',
    },
    shownBefore: 16,
  },
]
