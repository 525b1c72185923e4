/** What the guide and the library are narrowed to. Kept in the address. */
import type { GuideFilter, ReplyFilter } from './queries.ts'

const textsOf = (search: Record<string, unknown>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name]
      return (typeof value === 'string' && value !== '') || typeof value === 'number' ? [[name, String(value)]] : []
    }),
  )

const states = ['draft', 'published', 'withdrawn']

export function readGuideFilter(search: Record<string, unknown>): GuideFilter {
  const { state, ...rest } = textsOf(search, ['q', 'category', 'product', 'state'])
  return state !== undefined && states.includes(state) ? { ...rest, state } : rest
}

export function readReplyFilter(search: Record<string, unknown>): ReplyFilter {
  const { scope, ...rest } = textsOf(search, ['q', 'desk', 'scope'])
  return scope === 'personal' || scope === 'shared' ? { ...rest, scope } : rest
}

export const readVersion = (search: Record<string, unknown>): { version?: number } => {
  const version = Number(search.version)
  return Number.isInteger(version) && version > 0 ? { version } : {}
}
