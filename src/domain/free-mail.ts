/** Providers whose addresses anybody can have: such a domain says nothing about who writes (A7, D2). */

/** Under any top-level domain: yahoo.fr as yahoo.com. */
const everywhere: ReadonlySet<string> = new Set(
  'aol gmail gmx googlemail hotmail icloud live msn outlook proton protonmail rediffmail yahoo yandex ymail'.split(' '),
)

const providers: ReadonlySet<string> = new Set(
  `126.com 163.com bellsouth.net bk.ru comcast.net duck.com fastmail.com fastmail.fm foxmail.com free.fr hey.com inbox.lv
  inbox.ru laposte.net libero.it list.ru mac.com mail.com mail.ru mailbox.org me.com naver.com orange.fr pm.me posteo.de
  qq.com rambler.ru rocketmail.com sfr.fr sina.com sbcglobal.net t-online.de tiscali.it tutanota.com tuta.io verizon.net
  virgilio.it wanadoo.fr web.de wp.pl zoho.com zohomail.com zohomail.eu zohomail.in`
    .trim()
    .split(/\s+/),
)

/** `domain` in lower case. */
export function isFreeMail(domain: string): boolean {
  if (providers.has(domain)) return true
  const [name = '', ...rest] = domain.split('.')
  // yahoo.co.uk has two more parts, mail.yahoo.example.org has somebody's name in it.
  return everywhere.has(name) && rest.length > 0 && rest.length <= 2
}

/** 'kestrel.example' of 'Admin@Kestrel.example'; '' where it is no address. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** A host name with a dot in it, as mail is sent to. */
export const isDomain = (text: string): boolean =>
  text.length <= 253 && /^(?!-)[\p{L}\p{N}-]{1,63}(?<!-)(\.(?!-)[\p{L}\p{N}-]{1,63}(?<!-))+$/u.test(text)
