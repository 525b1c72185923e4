/** The key with which outgoing mail is signed, from the environment: DKIM_KEY, DKIM_DOMAIN, DKIM_SELECTOR. */
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'

export interface DkimSettings {
  readonly domain: string
  readonly selector: string
  /** PEM. */
  readonly key: string
}

const names = ['DKIM_KEY', 'DKIM_DOMAIN', 'DKIM_SELECTOR'] as const
const label = /^(?!-)[a-z\d_-]{1,63}(?<!-)(\.(?!-)[a-z\d_-]{1,63}(?<!-))*$/i

/** Null where none of them is given. What is wrong is told to `report`, all at once. */
export function readDkim(
  given: (name: string) => string | null,
  report: (mistake: string) => void,
): DkimSettings | null {
  const [key, domain, selector] = names.map(given)
  if (key == null && domain == null && selector == null) return null
  if (key == null || domain == null || selector == null) {
    const missing = names.filter((name) => given(name) === null)
    report(`DKIM_KEY, DKIM_DOMAIN and DKIM_SELECTOR go together: ${missing.join(' and ')} is missing`)
    return null
  }
  if (!label.test(domain)) report(`DKIM_DOMAIN must be a domain such as desk.example, not '${domain}'`)
  if (!label.test(selector))
    report(`DKIM_SELECTOR must be the name under which the key is published, not '${selector}'`)
  const pem = pemOf(key, report)
  return pem === null ? null : { domain, selector, key: pem }
}

/** The key itself, with '\n' for its line breaks where an environment keeps one line, or the path of its file. */
function pemOf(given: string, report: (mistake: string) => void): string | null {
  let pem = given.replaceAll('\\n', '\n')
  if (!given.startsWith('-----BEGIN')) {
    try {
      pem = readFileSync(given, 'utf8')
    } catch {
      report(`DKIM_KEY must be a private key in PEM or the path of its file: '${given.slice(0, 60)}' cannot be read`)
      return null
    }
  }
  try {
    const key = createPrivateKey(pem)
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    if (key.asymmetricKeyType === 'rsa' && bits >= 1_024) return pem
    report('DKIM_KEY must be an RSA key of 1,024 bits or more: what receivers everywhere can check')
  } catch {
    report('DKIM_KEY is no private key in PEM that can be read without a password')
  }
  return null
}
