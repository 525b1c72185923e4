import assert from 'node:assert/strict'
import { test } from 'node:test'
import iso from 'i18n-iso-countries'
import { zoho } from '../../test/support/policies.ts'
import { placeOf } from './region.ts'
import { route } from './routing.ts'

/**
 * Every country and territory of ISO 3166-1, and XK, put where it lies by hand: the lists of the pages first, the rest by
 * continent. Support's lead and account managers, and Operations' account managers, by the first names on the pages.
 */
interface Group {
  readonly subregion: string
  readonly lead: string
  readonly manager: string
  readonly pam: string
  /** Of Operations, where its page says otherwise. */
  readonly operationsPam?: string
  readonly countries: string
}

const groups: readonly Group[] = [
  {
    subregion: 'anz',
    lead: 'Sakthi Priya',
    manager: 'Danny',
    pam: '',
    countries: 'AU NZ AS CK FJ FM GU KI MH MP NC NF NR NU PF PG PN PW SB TK TO TV VU WF WS',
  },
  {
    subregion: 'apac',
    lead: 'Kishore',
    manager: 'Danny',
    pam: 'Vick Silva',
    countries: 'AF BD BN BT CN HK ID KG KH KP KR KZ LA LK MM MN MO MV MY NP PH PK SG TH TJ TL TM TW UZ VN',
  },
  { subregion: 'japan', lead: 'Kishore', manager: 'Danny', pam: 'Jin san, Akira san', countries: 'JP' },
  {
    subregion: 'india',
    lead: 'Adhithya, Poojitha',
    manager: 'Danny',
    pam: 'Preetam Chougule',
    countries: 'IN',
  },
  {
    subregion: 'mea',
    lead: 'Vishnu, Poojitha',
    manager: 'Danny',
    pam: '',
    countries: `AE BH EG IL IQ IR JO KW LB OM PS QA SA SY YE AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EH ER ET GA GH GM GN GQ
      GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW`,
  },
  { subregion: 'uk', lead: 'Krish', manager: 'Raaj, Danny', pam: 'Sebastian', countries: 'GB' },
  {
    subregion: 'benelux-nordics',
    lead: 'Russell',
    manager: 'Raaj, Danny',
    pam: 'Atya Arain',
    countries: 'BE DK FI IS LU NL NO SE',
  },
  { subregion: 'france', lead: 'Russell', manager: 'Raaj, Danny', pam: 'Claire Tredez', countries: 'FR MC' },
  {
    subregion: 'italy',
    lead: 'Russell',
    manager: 'Raaj, Danny',
    pam: 'Francesco Orazi',
    countries: 'BA HR IT MD ME MK RO RS SM VA XK',
  },
  // The specification keeps the two pages as they differ (F1).
  {
    subregion: 'italy',
    lead: 'Russell',
    manager: 'Raaj, Danny',
    pam: 'Francesco Orazi',
    operationsPam: '',
    countries: 'AL',
  },
  { subregion: 'spain', lead: 'Russell', manager: 'Raaj, Danny', pam: 'Javier Guilló', countries: 'AD ES PT' },
  { subregion: 'dach', lead: 'Russell', manager: 'Raaj, Danny', pam: 'Harvey', countries: 'AT CH DE' },
  {
    subregion: 'rest-of-europe',
    lead: 'Russell',
    manager: 'Raaj, Danny',
    pam: 'Vivek Venkatraman',
    countries: 'AM AZ BY CY CZ EE GE GR HU IE LT LV PL RU SI SK TR UA',
  },
  {
    subregion: 'rest-of-europe',
    lead: 'Russell',
    manager: 'Raaj, Danny',
    pam: 'Vivek Venkatraman',
    operationsPam: '',
    countries: 'BG LI MT',
  },
  {
    subregion: 'rest-of-europe',
    lead: 'Russell',
    manager: 'Raaj, Danny',
    pam: '',
    countries: 'AX FO GG GI IM JE SJ',
  },
  {
    subregion: 'us-east',
    lead: 'Deepak',
    manager: 'Danny',
    pam: 'Matt',
    operationsPam: 'Matt Lackey',
    countries: 'US',
  },
  { subregion: 'canada', lead: 'Steve', manager: 'Danny', pam: 'Kevin', countries: 'CA' },
  {
    subregion: 'brazil',
    lead: 'Stephen',
    manager: 'Danny',
    pam: 'Kathe Sallum',
    operationsPam: '',
    countries: 'BR',
  },
  {
    subregion: 'latam',
    lead: 'Stephen',
    manager: 'Danny',
    pam: 'Edwin',
    operationsPam: '',
    countries: `AG AI AR AW BB BL BO BQ BS BZ CL CO CR CU CW DM DO EC GD GF GP GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PR
      PY SR SV SX TC TT UY VC VE VG VI`,
  },
]

/** On no continent that the pages speak of: reached in some way or other, the policy says how. */
const nowhere = 'AQ BM BV CC CX FK GL GS HM IO PM TF UM'

const codesOf = (list: string): string[] => list.trim().split(/\s+/)

test('F1: the hand-written lists name every country and territory of ISO 3166-1 once', () => {
  const listed = [...groups.flatMap(({ countries }) => codesOf(countries)), ...codesOf(nowhere)]
  assert.deepEqual(listed.toSorted(), Object.keys(iso.getAlpha2Codes()).toSorted())
})

const namesAt = (desk: string, country: string): readonly string[] => {
  const found = route(zoho, { desk, country, state: null })
  assert.ok(found.ok, country)
  return found.value.levels.map(({ people }) => people.map(({ name }) => name).join(', '))
}

for (const { subregion, lead, manager, pam, operationsPam = pam, countries } of groups)
  test(`F1, F7: each country of ${subregion} (${codesOf(countries).slice(0, 3).join(', ')} …) reaches ${[lead, manager, pam].filter(Boolean).join('; ')} on both desks`, () => {
    for (const country of codesOf(countries)) {
      assert.equal(placeOf(zoho, country, null).subregion, subregion, country)
      assert.deepEqual(namesAt('support', country), ['', lead, manager, pam], country)
      assert.deepEqual(
        namesAt('operations', country),
        ['Partner Escalations Department', 'Manisha', 'Nethin R.', operationsPam],
        country,
      )
    }
  })

test('F1: whoever lies on no continent of the pages still reaches somebody, or is told what stands there', () => {
  for (const country of codesOf(nowhere))
    for (const desk of ['support', 'operations']) {
      const found = route(zoho, { desk, country, state: null })
      assert.ok(found.ok, country)
      // Level 1 of Support is a department: it is reached by the desk's mailbox.
      assert.match(found.value.mailbox, /@/, country)
      for (const { people, fallback, level } of found.value.levels.slice(1))
        assert.ok(people.length > 0 || fallback !== null, `${country}, ${desk}, level ${level}`)
    }
})
