import { domainOf, isFreeMail } from '../free-mail.ts'
import type { Policy } from '../policy.ts'
import type { Finding } from './request.ts'

/**
 * A7: a request from an address that anybody can have says nothing of who asks: it is held until a person lets it in, and
 * never dropped. `sender` is a bare address.
 */
export function senderFindings(sender: string, { intake }: Policy): readonly Finding[] {
  const domain = domainOf(sender.trim())
  if (!isFreeMail(domain) || intake.freeMailAllowed.includes(domain)) return []
  const message = `Write from your company's own address: an address at ${domain} does not tell us for which partner you ask. Your request is kept, with the time at which it came.`
  return [{ verdict: 'hold', field: 'from', message, rule: 'A7' }]
}
