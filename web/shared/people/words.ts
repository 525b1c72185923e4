/** What people do in words: their role, where they are, and with what they came in. */
import { staffRoles } from '../../../src/domain/staff-roles.ts'

export const sayRole = (role: string): string =>
  staffRoles.find(({ id }) => id === role)?.name ?? role.charAt(0).toUpperCase() + role.slice(1)

/** All places of the world that have a zone, and `own`, whatever it is. */
export function zoneEntries(own: string): readonly { readonly id: string; readonly label: string }[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/')), 'Etc/UTC', own])
  return [...zones].toSorted().map((id) => ({ id, label: id.replaceAll('_', ' ') }))
}

const browsers = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bCriOS\/|Chrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const
const systems = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const

/** 'Firefox on Windows' of what a browser says of itself; what nobody knows is shown as it is, shortened. */
export function sayProgram(program: string | null): string {
  if (program === null) return 'A program without a name'
  const browser = browsers.find(([pattern]) => pattern.test(program))?.[1]
  const system = systems.find(([pattern]) => pattern.test(program))?.[1]
  if (browser === undefined) return program.length > 60 ? `${program.slice(0, 60)}…` : program
  return system === undefined ? browser : `${browser} on ${system}`
}

export const scopes = [
  { id: 'full', name: 'Everything', may: 'Whatever its person may do.' },
  { id: 'read', name: 'Reading', may: 'Looks, and changes nothing.' },
  { id: 'widget', name: 'Widget', may: 'Only asks for sessions of the widget, for your store or portal.' },
] as const

export const sayScope = (scope: string): string => scopes.find(({ id }) => id === scope)?.name ?? scope
