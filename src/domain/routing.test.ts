import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meridian, zoho } from '../../test/support/policies.ts'
import { ladder, reachedAt, route, routeQuestion, type Route } from './routing.ts'
import { deskRules } from './policy.ts'
import { countries } from './countries.ts'
import { placeOf } from './region.ts'

const routed = (desk: string, country: string, state: string | null = null): Route => {
  const answer = route(zoho, { desk, country, state })
  if (!answer.ok) throw new Error(answer.problem.message)
  return answer.value
}

/** 'Danny daniel.p@zohocorp.com' for each person of a level. */
const named = (desk: string, place: string, level: number): string => {
  const [country = '', state = null] = place.split('/')
  const rung = routed(desk, country, state).levels[level - 1]
  return rung === undefined ? 'no such level' : rung.people.map((each) => `${each.name} ${each.email}`).join(', ')
}

/** Level | places | who is named there. Both matrices as the pages have them, row by row, read by hand. */
const support = `
1 | AU SG JP IN AE GB DE US/NY CA BR MX |
2 | AU NZ FJ | Sakthi Priya sakthi.g@zohocorp.com
2 | SG MY CN JP | Kishore kishore.ks@zohocorp.com
2 | IN | Adhithya adhithya.ss@zohocorp.com, Poojitha poojitha.k@zohocorp.com
2 | AE SA ZA EG | Vishnu vishnu.r@zohocorp.com, Poojitha poojitha.k@zohocorp.com
2 | GB | Krish krishna.k@eu.zohocorp.com
2 | NL FR IE IT ES DE AL MT XK FO | Russell ganesh.ca@eu.zohocorp.com
2 | US US/NY US/WA | Deepak deepak.b@zohocorp.com
2 | US/TX US/IL | Deepak deepak.b@zohocorp.com, Gokul gokul.kd@zohocorp.com
2 | CA | Steve srivats.n@zohocorp.com
2 | MX AR BR PR | Stephen stephen.devaraj@zohocorp.com
3 | AU SG JP IN AE US/NY US/TX US/WA CA BR MX | Danny daniel.p@zohocorp.com
3 | GB NL FR IE IT ES DE | Raaj rajvikram.s@eu.zohocorp.com, Danny daniel.p@eu.zohocorp.com
4 | AU NZ FJ |
4 | SG MY CN | Vick Silva vick.silva@zohocorp.com
4 | JP | Jin san jin.nakazawa@zohocorp.com, Akira san akira.nakai@zohocorp.com
4 | IN | Preetam Chougule preetam.cj@zohocorp.com
4 | AE SA ZA EG |
4 | NL BE LU NO DK IS FI SE | Atya Arain atya.arain@eu.zohocorp.com
4 | FR MC | Claire Tredez claire.tredez@eu.zohocorp.com
4 | IE LV LT EE PL CZ SK HU TR CY GR SI RU BY UA GE AZ AM MT BG LI | Vivek Venkatraman vivek.venkatraman@eu.zohocorp.com
4 | IT SM VA HR BA AL ME XK MK RS RO MD | Francesco Orazi francesco.orazi@eu.zohocorp.com
4 | ES AD PT | Javier Guilló javier.guillo@eu.zohocorp.com
4 | DE AT CH | Harvey harvey@eu.zohocorp.com
4 | GB | Sebastian sebastian@eu.zohocorp.com
4 | FO GI JE GG IM AX SJ GL |
4 | US US/NY US/FL US/DC | Matt matt.lackey@zohocorp.com
4 | US/CA US/WA US/HI | Connor connor.a@zohocorp.com
4 | US/TX US/IL US/MN | Diana diana.c@zohocorp.com
4 | CA | Kevin kevin@zohocorp.com
4 | MX AR CO PR | Edwin edwin.trejo@zohocorp.com
4 | BR | Kathe Sallum katherine.sallum@zohocorp.com
`
const operations = `
1 | AU SG JP IN AE US/NY US/TX US/WA CA BR MX | Partner Escalations Department partner-escalation@zohocorp.com
1 | GB NL FR IE IT ES DE AL FO | Partner Escalations Department partner-escalation@eu.zohocorp.com
2 | AU SG JP IN AE US/NY US/TX US/WA CA BR MX | Manisha manisha.mm@zohocorp.com
2 | GB NL FR IE IT ES DE AL FO | Manisha manisha.mm@eu.zohocorp.com
3 | AU SG JP IN AE US/NY US/TX US/WA CA BR MX | Nethin R. nethin.r@zohocorp.com
3 | GB NL FR IE IT ES DE AL FO | Nethin R. nethin.r@eu.zohocorp.com
4 | AU NZ FJ |
4 | SG MY CN | Vick Silva vick.silva@zohocorp.com
4 | JP | Jin san jin.nakazawa@zohocorp.com, Akira san akira.nakai@zohocorp.com
4 | IN | Preetam Chougule preetam.cj@zohocorp.com
4 | AE SA ZA EG |
4 | US US/NY US/FL US/DC | Matt Lackey matt.lackey@zohocorp.com
4 | US/CA US/WA US/HI | Connor Anderson connor.a@zohocorp.com
4 | US/TX US/IL US/MN | Diana Cruz diana.c@zohocorp.com
4 | CA | Kevin kevin@zohocorp.com
4 | MX AR CO PR BR |
4 | NL BE LU NO DK IS FI SE | Atya Arain atya.arain@eu.zohocorp.com
4 | FR MC | Claire Tredez claire.tredez@eu.zohocorp.com
4 | IE LV LT EE PL CZ SK HU TR CY GR SI RU BY UA GE AZ AM | Vivek Venkatraman vivek.venkatraman@eu.zohocorp.com
4 | MT BG LI |
4 | IT SM VA HR BA ME XK MK RS RO MD | Francesco Orazi francesco.orazi@eu.zohocorp.com
4 | AL |
4 | ES AD PT | Javier Guilló javier.guillo@eu.zohocorp.com
4 | DE AT CH | Harvey harvey@eu.zohocorp.com
4 | GB | Sebastian sebastian@eu.zohocorp.com
4 | FO GI JE GG IM AX SJ GL |
`

for (const [desk, matrix] of Object.entries({ support, operations })) {
  for (const row of matrix.trim().split('\n')) {
    const [level = '', places = '', who = ''] = row.split('|').map((cell) => cell.trim())
    test(`${desk}, level ${level}: ${places} reach ${who === '' ? 'nobody named' : who} (F1, F7)`, () => {
      for (const place of places.split(' ')) assert.equal(named(desk, place, Number(level)), who, place)
    })
  }
}

test('a European partner is given European addresses only, and nobody else is (A10)', () => {
  for (const desk of ['support', 'operations']) {
    for (const country of countries.keys()) {
      const { region, mailbox, dri, levels } = routed(desk, country)
      const addresses = [
        mailbox,
        ...(dri === null ? [] : [dri.email]),
        ...levels.flatMap((rung) => rung.people.map((each) => each.email)),
      ]
      for (const address of addresses)
        assert.equal(address.endsWith('@eu.zohocorp.com'), region === 'europe', `${country} ${address}`)
    }
  }
})

test('levels have the titles of their page, and Europe its own words for two of them', () => {
  const titles = (desk: string, country: string): string[] => routed(desk, country).levels.map((rung) => rung.title)
  assert.deepEqual(titles('support', 'IN'), [
    'Partner Support Escalation department',
    'Regional Partner Support Lead',
    'Partner Support Manager',
    'Partner Account Manager',
  ])
  assert.deepEqual(titles('support', 'DE'), [
    'Partner Support Escalation department',
    'Regional Partner Support DRI / Lead',
    'Senior Lead / Central Partner Support Manager',
    'Partner Account Manager',
  ])
  assert.deepEqual(titles('operations', 'DE'), [
    'Partner Escalations Department',
    'Lead - Global Partner Operations',
    'Manager - Global Partner Operations',
    'Partner Account Manager',
  ])
})

test("Operations' DRIs answer for their regions, and Support names none (F6)", () => {
  const dris = { AU: 'sukanya.sm@zohocorp.com', SG: 'sukanya.sm@zohocorp.com', JP: 'sukanya.sm@zohocorp.com' }
  const others = { IN: 'manisha.mm@zohocorp.com', AE: 'manisha.mm@zohocorp.com', GB: 'manoj.vs@eu.zohocorp.com' }
  const rest = { DE: 'manoj.vs@eu.zohocorp.com', CA: 'sharan.dsp@zohocorp.com', BR: 'sharan.dsp@zohocorp.com' }
  for (const [country, email] of Object.entries({ ...dris, ...others, ...rest })) {
    assert.equal(routed('operations', country).dri?.email, email, country)
    assert.equal(routed('support', country).dri, null)
  }
  assert.equal(routed('operations', 'US', 'TX').dri?.name, 'Sharan')
})

test('desk route answers with exactly what the contract lists (A1, A10, F1)', () => {
  assert.deepEqual(routed('operations', 'AL'), {
    region: 'europe',
    subregion: 'italy',
    dataCentre: 'eu',
    zone: 'Europe/Rome',
    mailbox: 'partner-operations@eu.zohocorp.com',
    dri: { name: 'Manoj', email: 'manoj.vs@eu.zohocorp.com' },
    levels: [
      {
        level: 1,
        title: 'Partner Escalations Department',
        people: [{ name: 'Partner Escalations Department', email: 'partner-escalation@eu.zohocorp.com' }],
        fallback: null,
      },
      {
        level: 2,
        title: 'Lead - Global Partner Operations',
        people: [{ name: 'Manisha', email: 'manisha.mm@eu.zohocorp.com' }],
        fallback: null,
      },
      {
        level: 3,
        title: 'Manager - Global Partner Operations',
        people: [{ name: 'Nethin R.', email: 'nethin.r@eu.zohocorp.com' }],
        fallback: null,
      },
      { level: 4, title: 'Partner Account Manager', people: [], fallback: 'partner-account-manager' },
    ],
  })
  assert.deepEqual(routed('support', 'AL').levels[0], {
    level: 1,
    title: 'Partner Support Escalation department',
    people: [],
    fallback: null,
  })
  assert.equal(routed('support', 'IN').mailbox, 'partner-support@zohocorp.com')
})

test("a level with nobody named falls to the partner's own account manager, else to the level before, and says so (F1)", () => {
  const manager = { name: 'Own manager', email: 'own@vendor.example' }
  const levels = routed('operations', 'AL').levels
  assert.deepEqual(reachedAt(levels, 3, manager), { people: levels[2]?.people, through: 'named' })
  assert.deepEqual(reachedAt(levels, 4, manager), { people: [manager], through: 'partner-account-manager' })
  assert.deepEqual(reachedAt(levels, 4, null), { people: levels[2]?.people, through: 'level-3' })
  assert.deepEqual(reachedAt(routed('support', 'AL').levels, 1, manager), { people: [], through: 'desk' })
  assert.throws(() => reachedAt(levels, 5, null), /no level 5/)
})

test("another vendor's ladder has its own levels, and falls from each to the one before (F1)", () => {
  const answer = route(meridian, { desk: 'workshop', country: 'FR', state: null })
  assert.deepEqual(answer.ok && answer.value.levels, [
    { level: 1, title: 'Foreman', people: [{ name: 'Rui', email: 'rui@meridian.example' }], fallback: null },
    { level: 2, title: 'Head of the workshop', people: [], fallback: 'level-1' },
    { level: 3, title: 'Owner', people: [], fallback: 'level-2' },
  ])
  assert.deepEqual(answer.ok && reachedAt(answer.value.levels, 3, null), {
    people: [{ name: 'Rui', email: 'rui@meridian.example' }],
    through: 'level-1',
  })
  const counter = route(meridian, { desk: 'counter', country: 'FR', state: null })
  assert.deepEqual(counter.ok && reachedAt(counter.value.levels, 2, null), { people: [], through: 'desk' })
})

test('the most telling row wins: a country before its region (F1)', () => {
  const spain = route(meridian, { desk: 'workshop', country: 'ES', state: null })
  assert.deepEqual(spain.ok && spain.value.levels[1], {
    level: 2,
    title: 'Chefe de oficina',
    people: [{ name: 'Lucía', email: 'lucia@meridian.example' }],
    fallback: null,
  })
  const portugal = route(meridian, { desk: 'workshop', country: 'PT', state: null })
  assert.deepEqual(portugal.ok && portugal.value.levels[1]?.people, [{ name: 'Inês', email: 'ines@meridian.example' }])
})

test('a stand-in answers for who is away, and without one the level falls back (F8)', () => {
  const standIn = { name: 'Stand-in', email: 'stand-in@vendor.example' }
  const japan = placeOf(zoho, 'JP', null)
  const desk = deskRules(zoho, 'support')
  const jinIsAway = ladder(desk, japan, 'JP', (person) => (person.name === 'Jin san' ? standIn : person))
  assert.deepEqual(
    jinIsAway[3]?.people.map((each) => each.name),
    ['Stand-in', 'Akira san'],
  )
  const bothAreAway = ladder(desk, japan, 'JP', (person) => (person.name.endsWith(' san') ? null : person))
  assert.deepEqual([bothAreAway[3]?.people, bothAreAway[3]?.fallback], [[], 'partner-account-manager'])
})

test('a line that cannot be understood names its field; a good one is read', () => {
  const field = (line: unknown): unknown => {
    const read = routeQuestion(zoho, line)
    return read.ok ? read.value : read.problem.field
  }
  assert.deepEqual(field({ desk: 'support', country: 'US', state: 'CA' }), {
    desk: 'support',
    country: 'US',
    state: 'CA',
  })
  assert.deepEqual(field({ desk: 'support', country: 'IN' }), { desk: 'support', country: 'IN', state: null })
  assert.deepEqual(field({ desk: 'support', country: 'IN', state: null }), {
    desk: 'support',
    country: 'IN',
    state: null,
  })
  assert.equal(field('support'), '')
  assert.equal(field(null), '')
  assert.equal(field([]), '')
  assert.equal(field({ country: 'IN' }), 'desk')
  assert.equal(field({ desk: 1, country: 'IN' }), 'desk')
  assert.equal(field({ desk: 'sales', country: 'IN' }), 'desk')
  assert.equal(field({ desk: 'support' }), 'country')
  assert.equal(field({ desk: 'support', country: 'XX' }), 'country')
  assert.equal(field({ desk: 'support', country: 'US', state: 7 }), 'state')
  assert.equal(field({ desk: 'support', country: 'US', state: 'XX' }), 'state')
  assert.equal(field({ desk: 'support', country: 'IN', planet: 'Mars' }), 'planet')
})
