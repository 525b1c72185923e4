/** Single sign-on, from the environment: OIDC_ISSUER and what belongs to it. */
import { readFileSync } from 'node:fs'
import type { OidcSettings } from './channels/oidc/provider.ts'

const together = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
const besides = ['OIDC_LABEL', 'OIDC_FOR', 'OIDC_ONLY'] as const

/** Null where none of them is given. What is wrong is told to `report`, all at once. */
export function readOidc(
  given: (name: string) => string | null,
  isLoopback: (host: string) => boolean,
  report: (mistake: string) => void,
): OidcSettings | null {
  const mistakes: string[] = []
  const [issuer, clientId] = [given('OIDC_ISSUER'), given('OIDC_CLIENT_ID')]
  const clientSecret = secretOf(given, (mistake) => mistakes.push(mistake))
  const missing = together.filter((name) => given(name) === null && !(name === 'OIDC_CLIENT_SECRET' && hasFile(given)))
  const asked = [...together, ...besides].some((name) => given(name) !== null) || hasFile(given)
  if (!asked) return null
  if (missing.length > 0)
    mistakes.push(
      `single sign-on needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET (or OIDC_CLIENT_SECRET_FILE): ${missing.join(', ')} missing`,
    )
  if (issuer !== null && !isIssuer(issuer, isLoopback))
    mistakes.push(
      `OIDC_ISSUER must be the provider's https address, as it calls itself ('issuer'), without ? and #, not '${issuer.slice(0, 100)}'`,
    )
  const label = given('OIDC_LABEL') ?? 'single sign-on'
  if (label.length > 40) mistakes.push('OIDC_LABEL must have 40 letters at most: it stands on a button')
  const forText = given('OIDC_FOR') ?? 'staff'
  if (forText !== 'staff' && forText !== 'everybody')
    mistakes.push(`OIDC_FOR must be staff or everybody (staff and contacts of partners), not '${forText}'`)
  const onlyText = given('OIDC_ONLY')
  if (onlyText !== null && onlyText !== '0' && onlyText !== '1')
    mistakes.push(`OIDC_ONLY must be 0 or 1, not '${onlyText}'`)
  // The provider sends people back there, and nowhere else.
  if (given('PUBLIC_URL') === null)
    mistakes.push('single sign-on needs PUBLIC_URL, such as https://desk.example: the provider sends people back there')
  for (const mistake of mistakes) report(mistake)
  if (mistakes.length > 0 || issuer === null || clientId === null || clientSecret === null) return null
  return { issuer, clientId, clientSecret, label, forContacts: forText === 'everybody', only: onlyText === '1' }
}

const hasFile = (given: (name: string) => string | null): boolean => given('OIDC_CLIENT_SECRET_FILE') !== null

/** Over http only on this machine: to try it. */
function isIssuer(text: string, isLoopback: (host: string) => boolean): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, search, hash, username } = new URL(text)
  if (search !== '' || hash !== '' || username !== '' || /[?#]$/.test(text)) return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')))
}

/** The secret is never said in a mistake. */
function secretOf(given: (name: string) => string | null, report: (mistake: string) => void): string | null {
  const [secret, file] = [given('OIDC_CLIENT_SECRET'), given('OIDC_CLIENT_SECRET_FILE')]
  if (secret !== null && file !== null)
    report('OIDC_CLIENT_SECRET and OIDC_CLIENT_SECRET_FILE say the same: give one of them')
  if (file === null) return secret
  try {
    const read = readFileSync(file, 'utf8').trim()
    if (read !== '') return read
    report(`OIDC_CLIENT_SECRET_FILE: '${file.slice(0, 100)}' is empty`)
  } catch {
    report(`OIDC_CLIENT_SECRET_FILE must be the path of a file with the secret: '${file.slice(0, 100)}' cannot be read`)
  }
  return null
}
