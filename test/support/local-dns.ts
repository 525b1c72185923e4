/** Names and their records for tests, answered as `dns.promises.resolve` answers. No test asks the world. */
import type { Resolver } from '../../src/channels/mail/resolver.ts'

/** By name in any case; 'TIMEOUT' among a name's records is a server that does not answer what it has no record for. */
export type Zones = Readonly<Record<string, readonly ZoneRecord[]>>
export type ZoneRecord = 'TIMEOUT' | Readonly<Record<string, unknown>>

export function localDns(zones: Zones): Resolver {
  const names = new Map(Object.entries(zones).map(([name, records]) => [plain(name), records]))
  const find = async (name: string, type: string, seen: readonly string[]): Promise<unknown[]> => {
    const records = names.get(plain(name))
    if (records === undefined || seen.includes(plain(name))) throw failure('ENOTFOUND', name)
    const own = records.flatMap((record) => (record !== 'TIMEOUT' && type in record ? [record[type]] : []))
    if (own.length > 0) return own.map((value) => answerOf(type, value))
    const alias = records.find((record) => record !== 'TIMEOUT' && 'CNAME' in record)
    if (alias !== undefined && alias !== 'TIMEOUT') return find(String(alias['CNAME']), type, [...seen, plain(name)])
    throw failure(records.includes('TIMEOUT') ? 'ETIMEOUT' : 'ENODATA', name)
  }
  return (name, type) => find(name, type, [])
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '')

function answerOf(type: string, value: unknown): unknown {
  if (type === 'TXT') return Array.isArray(value) ? value.map(String) : [String(value)]
  if (type === 'MX' && Array.isArray(value)) return { priority: Number(value[0]), exchange: String(value[1]) }
  return String(value)
}

const failure = (code: string, name: string): Error => Object.assign(new Error(`${code} ${name}`), { code })
