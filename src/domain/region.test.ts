import assert from 'node:assert/strict'
import { test } from 'node:test'
import iso from 'i18n-iso-countries'
import { meridian, zoho } from '../../test/support/policies.ts'
import { countries, statesOf } from './countries.ts'
import { findPlace, placeOf } from './region.ts'

/** The contract's table, as it stands there: region, sub-region, zone, the countries it lists. */
const table = `
anz | anz | Australia/Sydney | AU NZ
apac | japan | Asia/Tokyo | JP
india | india | Asia/Kolkata | IN
europe | uk | Europe/London | GB
europe | benelux-nordics | Europe/Amsterdam | NL BE LU NO DK IS FI SE
europe | france | Europe/Paris | FR MC
europe | italy | Europe/Rome | IT SM VA HR BA AL ME XK MK RS RO MD
europe | spain | Europe/Madrid | ES AD PT
europe | dach | Europe/Berlin | DE AT CH
europe | rest-of-europe | Europe/Warsaw | IE LV LT EE PL CZ SK HU TR CY GR SI RU BY UA GE AZ AM MT BG LI
americas | canada | America/Toronto | CA
americas | brazil | America/Sao_Paulo | BR
`
/** What it calls the Pacific islands, the rest of Asia, the Middle East and Africa, the rest of Latin America: some of each. */
const rest = `
anz | anz | Australia/Sydney | FJ PG WS TO NC PF GU
apac | apac | Asia/Singapore | SG MY ID PH TH VN CN HK TW KR KP MN KZ UZ PK BD LK NP MV AF TL
mea | mea | Asia/Dubai | AE SA QA IL IQ IR JO YE EG ZA NG KE MA DZ ET SD MG MU RE
europe | rest-of-europe | Europe/Warsaw | FO GI JE
americas | latam | America/Mexico_City | MX AR CL CO PE VE CR CU JM HT PR TT GY SR GF
`
const states = `
us-east | America/New_York | CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV
us-central | America/Chicago | AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI
us-west | America/Los_Angeles | AK AZ CA CO HI ID MT NM NV OR UT WA WY
`
const rows = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(' | '))

test("every country that the contract's table names has its region, sub-region, zone and data centre (A9, A10)", () => {
  for (const [region = '', subregion = '', zone = '', codes = ''] of [...rows(table), ...rows(rest)]) {
    for (const code of codes.split(' ')) {
      const place = placeOf(zoho, code, null)
      assert.deepEqual(
        [place.region, place.subregion, place.zone, place.dataCentre],
        [region, subregion, zone, region === 'europe' ? 'eu' : 'com'],
        code,
      )
    }
  }
})

test('every state of the United States, and DC, has its part (F7)', () => {
  const seen: string[] = []
  for (const [subregion = '', zone = '', codes = ''] of rows(states)) {
    for (const state of codes.split(' ')) {
      const place = placeOf(zoho, 'US', state)
      assert.deepEqual([place.region, place.subregion, place.zone], ['americas', subregion, zone], state)
      seen.push(state)
    }
  }
  assert.equal(seen.length, 51)
  assert.deepEqual(seen.toSorted(), [...(statesOf['US']?.keys() ?? [])])
})

test('every country and territory of ISO 3166-1, and XK, has exactly one place in both policies', () => {
  const codes = Object.keys(iso.getAlpha2Codes()).toSorted()
  assert.deepEqual([...countries.keys()].toSorted(), codes)
  assert.equal(codes.length, 250)
  for (const policy of [zoho, meridian]) {
    const placed = policy.regions
      .flatMap((region) => region.subregions)
      .flatMap((part) => part.countries.filter((code) => part.states?.[code] === undefined))
    const split = policy === zoho ? 'US' : 'CA'
    assert.deepEqual([...placed, split].toSorted(), codes)
    for (const code of codes) assert.equal(findPlace(policy, code, null).ok, true, code)
  }
})

test('a ticket from the United States without a state has one place, and a state elsewhere is not looked at', () => {
  assert.equal(placeOf(zoho, 'US', null).subregion, 'us-east')
  assert.equal(placeOf(zoho, 'IN', 'TN').subregion, 'india')
  assert.equal(placeOf(meridian, 'CA', null).subregion, 'canada')
})

test('the team is there from Monday 00:00 to Friday 24:00 on the clock of the sub-region (A9)', () => {
  const day = [{ opens: '00:00', closes: '24:00' }]
  for (const { subregions } of zoho.regions) {
    for (const part of subregions) {
      const calendar = zoho.calendars[part.calendar]
      assert.deepEqual(calendar?.week, { 1: day, 2: day, 3: day, 4: day, 5: day }, part.id)
      assert.equal(calendar.zone, part.zone)
    }
  }
  assert.equal(placeOf(zoho, 'JP', null).calendar, placeOf(zoho, 'JP', null).calendar, 'compiled once')
})

test('a country may have a weekend and a zone of its own (A9)', () => {
  const egypt = placeOf(meridian, 'EG', null)
  assert.deepEqual([egypt.subregion, egypt.zone, egypt.calendarId], ['elsewhere', 'Africa/Cairo', 'EG'])
  assert.deepEqual(Object.keys(egypt.calendar.week), ['1', '2', '3', '4', '7'])
  assert.deepEqual(Object.keys(placeOf(meridian, 'KE', null).calendar.week), ['1', '2', '3', '4', '5'])
})

test('office hours with a lunch break, a holiday, a short day and a break are kept as they are written', () => {
  const { calendar, zone } = placeOf(meridian, 'PT', null)
  assert.equal(zone, 'Europe/Lisbon')
  assert.deepEqual(calendar.week[3], [
    { opens: '09:00', closes: '12:30' },
    { opens: '13:30', closes: '17:00' },
  ])
  assert.deepEqual(calendar.dates, { '2026-06-10': [], '2026-12-24': [{ opens: '09:00', closes: '12:00' }] })
  assert.deepEqual(calendar.breaks, { '2026-09-15': [{ opens: '14:00', closes: '15:00' }] })
})

test('a country or state that the policy does not place is refused by its field, and a program error to placeOf', () => {
  const refused = (country: string, state: string | null): unknown => {
    const found = findPlace(zoho, country, state)
    return found.ok ? null : [found.problem.field, found.problem.message]
  }
  assert.deepEqual(refused('UK', null), ['country', "'UK' is not a country code of ISO 3166-1, such as DE or US."])
  assert.deepEqual(refused('de', null), ['country', "'de' is not a country code of ISO 3166-1, such as DE or US."])
  assert.deepEqual(refused('US', 'ZZ'), ['state', "'ZZ' is not a state of United States in this policy."])
  assert.deepEqual(refused('US', ''), ['state', "'' is not a state of United States in this policy."])
  const without = { ...zoho, regions: zoho.regions.filter((region) => region.id !== 'india') }
  const found = findPlace(without, 'IN', null)
  assert.equal(found.ok ? '' : found.problem.message, 'India has no region in this policy.')
  assert.throws(() => placeOf(zoho, 'UK', null), /'UK' is not a country code/)
})
