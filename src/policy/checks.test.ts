/** One wrong policy a row: each check beyond a value's own shape, and what it says. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editedFolder, meridianFolder, zohoFolder, type Edit } from '../../test/support/policies.ts'
import { loadPolicy } from './load.ts'

interface Row extends Edit {
  readonly title: string
  /** 'path: found; expected' of every mistake there is. */
  readonly says: readonly (string | RegExp)[]
}

const zoho: readonly Row[] = [
  {
    title: 'a category that is out of scope needs its polite sentence (B6)',
    file: 'categories.yaml',
    from: 'outOfScopeReply: >-',
    to: 'description2: >-',
    says: [
      /^categories\[4\]\.outOfScopeReply: nothing; the polite sentence that the partner gets \(B6\)$/,
      /^categories\[4\]\.description2: the unknown key 'description2'; one of id, desk, name/,
    ],
  },
  {
    title: 'a category in scope has no such sentence',
    file: 'categories.yaml',
    from: `scope: out`,
    to: 'scope: in',
    says: [/^categories\[4\]\.outOfScopeReply: 'Thank you .*'; this only where scope is out$/],
  },
  {
    title: 'a sub-type stands once in its category',
    file: 'categories.yaml',
    from: '{ id: outage, name: Outage',
    to: '{ id: service-downtime, name: Outage',
    says: [/^categories\[0\]\.subTypes\[1\]\.id: 'service-downtime'; each sub-type once/],
  },
  {
    title: 'a desk without a mailbox in a data centre cannot be written to there (A10)',
    file: 'desks.yaml',
    from: '      eu: partner-operations@eu.zohocorp.com\n',
    to: '',
    says: ["desks[1].mailboxes.eu: nothing; an entry for data centre 'eu'"],
  },
  {
    title: 'two desks cannot number their tickets alike',
    file: 'desks.yaml',
    from: 'ticketPrefix: PO',
    to: 'ticketPrefix: PS',
    says: [/^desks\[1\]\.ticketPrefix: 'PS'; each ticket prefix once/],
  },
  {
    title: 'a label names one field (B1)',
    file: 'intake.yaml',
    from: '      - Issue description\n',
    to: '      - TROUBLESHOOTING\n',
    says: [/^fields\[10\]\.labels\[2\]: 'Troubleshooting'; each label once/],
  },
  {
    title: 'the depth of troubleshooting adds up to 100 (B3)',
    file: 'intake.yaml',
    from: 'depth: 25',
    to: 'depth: 30',
    says: ['fields: depths that add up to 105; depths that add up to 100 (B3)'],
  },
  {
    title: 'a country is split or whole, not both (F7)',
    file: 'regions.yaml',
    from: 'countries: [CA]',
    to: 'countries: [CA, US]',
    says: Array.from(
      { length: 3 },
      (_, part) =>
        `regions[5].subregions[${part}].states.US: 'US'; a country that stands under no countries: of a sub-region as a whole`,
    ),
  },
  {
    title: 'only one part of a split country takes the tickets without a state (F7)',
    file: 'regions.yaml',
    from: 'states: { US: [AK, AZ',
    to: 'takesUnknownState: true\n        states: { US: [AK, AZ',
    says: [/^regions\[5\]\.subregions\[2\]\.takesUnknownState: true; each part for tickets without a state once/],
  },
  {
    title: 'a part that is not split takes none',
    file: 'regions.yaml',
    from: 'countries: [BR]',
    to: 'countries: [BR]\n        takesUnknownState: true',
    says: ['regions[5].subregions[4].takesUnknownState: true; this only where a country is split by state'],
  },
  {
    title: 'a state is one of its country',
    file: 'regions.yaml',
    from: 'US: [CT, DC',
    to: 'US: [PR, CT, DC',
    says: ["regions[5].subregions[0].states.US[0]: 'PR'; the code of a state of United States"],
  },
  {
    title: 'a calendar is open some time in the week (A9)',
    file: 'calendars.yaml',
    from: `      monday: 00:00-24:00
      tuesday: 00:00-24:00
      wednesday: 00:00-24:00
      thursday: 00:00-24:00
      friday: 00:00-24:00`,
    to: '      sunday: []',
    says: ['calendars.working-week.week: a mapping; hours on one day of the week at least'],
  },
  {
    title: 'hours do not run past midnight into the next day’s',
    file: 'calendars.yaml',
    from: 'monday: 00:00-24:00',
    to: 'monday: 22:00-06:00',
    says: ["calendars.working-week.week.tuesday: '00:00-24:00'; hours that begin after the hours before have ended"],
  },
  {
    title: 'nor from Sunday into Monday',
    file: 'calendars.yaml',
    from: 'monday: 00:00-24:00',
    to: 'sunday: 23:00-01:00\n      monday: 00:30-24:00',
    says: ["calendars.working-week.week.monday: '00:30-24:00'; hours that begin after the hours before have ended"],
  },
  {
    title: 'hours are times of a day',
    file: 'calendars.yaml',
    from: 'monday: 00:00-24:00',
    to: 'monday: 00:00-24:30',
    says: [/^calendars\.working-week\.week\.monday: '00:00-24:30'; hours such as '09:00-17:00'/],
  },
  {
    title: 'zones are written as their registry does',
    file: 'regions.yaml',
    from: 'zone: Asia/Kolkata',
    to: 'zone: asia/kolkata',
    says: [
      /^regions\[2\]\.subregions\[0\]\.zone: 'asia\/kolkata'; an IANA time zone \(did you mean 'Asia\/Kolkata'\?\)$/,
    ],
  },
  {
    title: 'a severity that never waits is one that a desk has (C3)',
    file: 'tickets.yaml',
    from: 'neverWaits: [1]',
    to: 'neverWaits: [1, 4]',
    says: ['urgency.neverWaits[1]: 4; a severity that a desk has'],
  },
  {
    title: 'each severity promises something (C1)',
    file: 'commitments.yaml',
    from: '    2: { acknowledgement: 6-12 h, determination: 24-48 h }',
    to: '    #',
    says: ['commitments.support.2: nothing; what is promised at severity 2'],
  },
  {
    title: 'a range is longer than nothing',
    file: 'commitments.yaml',
    from: '1: { acknowledgement: 1-3 h',
    to: '1: { acknowledgement: 0-0 h',
    says: [/^commitments\.support\.1\.acknowledgement: '0-0 h'; a range of time that runs upwards/],
  },
  {
    title: 'each billing entity stands once (E3)',
    file: 'partnership.yaml',
    from: '{ id: apac, name: Asia and Pacific,',
    to: '{ id: anz, name: Asia and Pacific,',
    says: [/^payout\.entities\[1\]\.id: 'anz'; each billing entity once/],
  },
  {
    title: 'a channel or feature is opened by one row (A8)',
    file: 'entitlements.yaml',
    from: 'opens: [email, mail]',
    to: 'opens: [email, chat, mail]',
    says: [/^offerings\[8\]\.opens\[1\]: 'chat'; each channel or feature once/],
  },
  {
    title: 'the first level has none before it (F1)',
    file: 'escalation/support.yaml',
    from: 'fallback: desk',
    to: 'fallback: level-before',
    says: ["levels[0].fallback: 'level-before'; partner-account-manager or desk: there is no level before the first"],
  },
  {
    title: 'a row of the matrix names somebody (F1)',
    file: 'escalation/operations.yaml',
    from: '[{ name: Harvey, email: harvey@eu.zohocorp.com, role: DACH }]',
    to: '[]',
    says: ['levels[3].people[12].people: a list; one entry at least'],
  },
  {
    title: 'nobody is named twice for the same place (F1)',
    file: 'escalation/support.yaml',
    from: `      - subregions: [us-central]
        people:
          - { name: Gokul`,
    to: `      - subregions: [us-central]
        people:
          - { name: Deepak, email: deepak.b@zohocorp.com }
          - { name: Gokul`,
    says: ["levels[1].people[7].people[0]: 'deepak.b@zohocorp.com'; each person once for a place"],
  },
  {
    title: 'a region has one DRI at a desk (F6)',
    file: 'desks.yaml',
    from: 'regions: [europe], person',
    to: 'regions: [europe, apac], person',
    says: ["desks[1].dris[2].regions[1]: 'apac'; each region at one DRI of the desk (F6)"],
  },
  {
    title: 'a score that proposes a tier can be reached, the highest first (E7)',
    file: 'partnership.yaml',
    from: '{ tier: advanced, above: 400 }',
    to: '{ tier: advanced, above: 1000 }',
    says: ['evaluation.thresholds[1].above: 1000; less than 600: the highest first, each in reach'],
  },
  {
    title: 'what a partner shows has each field once, a list where one is chosen from, and what it is called by (E8)',
    file: 'partnership.yaml',
    from: '- { id: tagline, name: Tagline, type: line, most: 120 }',
    to: '- { id: displayName, name: Tagline, type: choice, most: 120 }',
    says: [
      /^sheets\[1\]\.fields\[1\]\.choices: nothing; this where the type is choice or choices/,
      /^sheets\[1\]\.fields\[1\]\.id: 'displayName'; each field of a sheet once/,
    ],
  },
  {
    title: 'one of many is called by a required line, and a consent stands beside a customer only (E8)',
    file: 'partnership.yaml',
    from: '- { id: product, name: Product, type: product, required: true }',
    to: '- { id: product, name: Product, type: customer, required: true }',
    says: [/^sheets\[2\]\.fields: .*; one customer at most, and a consent only beside it/],
  },
  {
    title: 'the registry has one name, changed in one place (E8)',
    file: 'partnership.yaml',
    from: 'name: Name in the store, type: line,',
    to: 'name: Name in the store, registry: name, type: line,',
    says: [/^sheets\[1\]\.fields\[0\]\.registry: .*; one field of all sheets that is the registry’s/],
  },
  {
    title: 'a workflow changes only what there is to change (E8)',
    file: 'workflows/profile-change.yaml',
    from: 'changesOf: [profile, store] }',
    to: 'changesOf: [profile, shop] }',
    says: [/^begins\.fields\[0\]\.changesOf\[1\]: 'shop'; .*kind of sheet/],
  },
  {
    title: 'an offset is no zone: it would not change its clocks',
    file: 'regions.yaml',
    from: 'zone: Asia/Kolkata',
    to: "zone: '+05:30'",
    says: ["regions[2].subregions[0].zone: '+05:30'; an IANA time zone, such as 'Europe/Berlin'"],
  },
  {
    title: 'an unknown sub-region in a matrix is found (F1)',
    file: 'escalation/operations.yaml',
    from: 'subregions: [us-west]',
    to: 'subregions: [us-wset]',
    says: ["levels[3].people[4].subregions[0]: 'us-wset'; a sub-region of this policy (did you mean 'us-west'?)"],
  },
  {
    title: 'an escalation reason stands once at its desk (F2)',
    file: 'escalation/support.yaml',
    from: 'id: security-breach',
    to: 'id: major-problem',
    says: [/^reasons\[5\]\.id: 'major-problem'; each escalation reason once/],
  },
  {
    title: 'a name that this place gives is written in small letters',
    file: 'tiers.yaml',
    from: 'id: premium',
    to: 'id: Premium Plus',
    says: ["tiers[2].id: 'Premium Plus'; a name for a tier in small letters, digits and hyphens", /^offerings/],
  },
]

const meridian: readonly Row[] = [
  {
    title: 'a day that has hours of its own is no holiday as well',
    file: 'calendars.yaml',
    from: 'holidays: [2026-06-10]',
    to: 'holidays: [2026-12-24, 2026-06-10, 2026-06-10]',
    says: [
      "calendars.office-hours.holidays[0]: '2026-12-24'; a day that has no hours of its own under dates:",
      "calendars.office-hours.holidays[2]: '2026-06-10'; each holiday once",
    ],
  },
  {
    title: 'a country with a calendar of its own names one that there is (A9)',
    file: 'regions.yaml',
    from: 'EG: sunday-to-thursday',
    to: 'EG: sunday-to-tuesday',
    says: [
      "regions[1].subregions[2].countryCalendars.EG: 'sunday-to-tuesday'; a calendar of this policy (did you mean 'sunday-to-thursday'?)",
    ],
  },
  {
    title: 'a country with a calendar of its own is one of its sub-region (A9)',
    file: 'regions.yaml',
    from: 'EG: sunday-to-thursday',
    to: 'PT: sunday-to-thursday',
    says: ["regions[1].subregions[2].countryCalendars.PT: 'sunday-to-thursday'; a country of this sub-region"],
  },
  {
    title: 'a state of a country that nobody has listed stands once too (F7)',
    file: 'regions.yaml',
    from: 'CA: [ON, AB, BC]',
    to: 'CA: [ON, AB, QC]',
    says: [/^regions\[1\]\.subregions\[1\]\.states\.CA\[2\]: 'QC'; each state once/],
  },
  {
    title: 'a policy has one tier at least (A2)',
    file: 'tiers.yaml',
    from: `tiers:
  - { id: silver, name: Silver, rank: 1, targetPosition: 0.8 }
  - { id: gold, name: Gold, rank: 2, targetPosition: 0.25 }`,
    to: 'tiers: []',
    says: ['tiers: a list; one entry at least', /^offerings/],
  },
]

for (const [folder, rows] of [
  [zohoFolder, zoho],
  [meridianFolder, meridian],
] as const) {
  for (const { title, says, ...edit } of rows) {
    test(title, async (t) => {
      const loaded = await loadPolicy(await editedFolder(t, folder, [edit]))
      const said = loaded.ok ? [] : loaded.mistakes.map(({ path, found, expected }) => `${path}: ${found}; ${expected}`)
      says.forEach((expected, index) => {
        if (typeof expected === 'string') assert.equal(said[index], expected)
        else assert.match(said[index] ?? '', expected)
      })
      const open = says.some((expected) => expected instanceof RegExp && expected.source === '^offerings')
      if (!open) assert.equal(said.length, says.length, said.join('\n'))
    })
  }
}
