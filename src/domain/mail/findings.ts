/** Why a mail is held, in words that tell its sender what to do, and give away nothing of others. */
import { domainOf, isFreeMail } from '../free-mail.ts'
import type { Finding } from '../intake/request.ts'
import type { Policy } from '../policy.ts'
import { domainAlike, nameSkeleton } from './alike.ts'
import type { MailFacts } from './facts.ts'
import type { FromFlaw, Identity, MailName } from './identity.ts'

const kept = 'Your mail is kept, with the time at which it came.'

export const held = (rule: string, field: string | null, message: string): Finding => ({
  verdict: 'hold',
  field,
  message: `${message} ${kept}`,
  rule,
})

const flaws: Readonly<Record<FromFlaw, string>> = {
  missing: 'has no From line',
  malformed: 'has a From line with no plain address in it',
  'several-lines': 'has several From lines',
  'several-authors': 'names several authors',
  group: 'names a group as its author',
  comment: 'hides something in a comment of its From line',
  'encoded-address': 'has an encoded address in its From line',
}

export const flawFinding = (flaw: FromFlaw): Finding =>
  held(
    'A7',
    'from',
    `The mail ${flaws[flaw]}, so that nobody can tell who wrote it. Write with one author, and a plain address.`,
  )

export function proofFinding({ author, unanswered, dmarc }: Identity): Finding {
  const domain = domainOf(author?.email ?? '')
  if (unanswered) {
    const said = `Whether ${domain} really sent this mail could not be looked up just now.`
    return held('A7', 'from', `${said} We look at it ourselves; there is nothing for you to do.`)
  }
  const said =
    dmarc === 'fail'
      ? `The mail does not pass the test (DMARC) that ${domain} itself asks for.`
      : `Nothing proves that ${domain} sent this mail: it has no valid signature (DKIM), and came from no server that the domain names (SPF).`
  return held('A7', 'from', `${said} Send it by your company's own mail server, or use the portal.`)
}

export const ownAddressFinding = (address: string): Finding =>
  held('A7', 'from', `The mail says that it comes from our own mailbox ${address}. We never write to ourselves.`)

export const staffFinding = (): Finding =>
  held('A7', 'from', 'The mail comes from one of our own people. Answer partners in the console: there it counts.')

export const leftFinding = (): Finding =>
  held(
    'A7',
    'from',
    'This address is registered as of somebody who has left. Ask your company’s administrator in the portal.',
  )

export const floodFinding = (): Finding =>
  held('A5', null, 'More mails came from this address in a short time than people write. A person looks at them.')

export const listFinding = (): Finding =>
  held('A5', null, 'The mail came over a list, or was sent in bulk. A person looks at it. Write to us directly.')

/** Free mail says nothing of who asks; any other unknown address can be made known. */
export function strangerFinding({ email }: MailName, { intake }: Pick<Policy, 'intake'>): Finding {
  const domain = domainOf(email)
  return isFreeMail(domain) && !intake.freeMailAllowed.includes(domain)
    ? held(
        'A7',
        'from',
        `Write from your company's own address: an address at ${domain} does not tell us for which partner you ask.`,
      )
    : held(
        'A7',
        'from',
        `The address ${email} is not registered with us. Write from your registered address, or ask your company's administrator to add this one, or ${domain}, in the portal.`,
      )
}

/** What a stranger, or somebody who is no contact, may be taken for. */
export function likenessFindings(
  { name, email }: MailName,
  { alike, sender }: Pick<MailFacts, 'alike' | 'sender'>,
  { desks, vendor }: Pick<Policy, 'desks' | 'vendor'>,
): readonly Finding[] {
  const found: Finding[] = []
  const tell = (message: string): void => void found.push(held('A7', 'from', message))
  if (sender.domainOf === null && domainAlike(domainOf(email), alike.domains) !== null)
    tell(
      `The domain ${domainOf(email)} looks like one that we know, and is another. Write from your company's registered domain.`,
    )
  const shown = nameSkeleton(name)
  const words = ` ${shown} `
  const isOurs = [vendor.name, ...desks.map((desk) => desk.name)].some((own) =>
    words.includes(` ${nameSkeleton(own)} `),
  )
  const written = /[^\s<>"'()]+@[^\s<>"'()]+/.exec(name)?.[0]
  if (written !== undefined && written.toLowerCase() !== email)
    tell(`The name '${name}' shows another address than ${email}. Write under your own name.`)
  else if (isOurs) tell(`The name '${name}' reads as though we had written it. Write under your own name.`)
  else if (shown !== '' && alike.people.some((person) => person.email !== email && nameSkeleton(person.name) === shown))
    tell(
      `The name '${name}' alone does not tell us who you are, and the address is new to us. Write from your registered address.`,
    )
  return found
}

export const unknownTokenFinding = (): Finding =>
  held(
    'A5',
    'to',
    'The address that you answered to belongs to no ticket. Answer our letter itself, or write to the desk anew.',
  )

export const wrongTokenFinding = (): Finding =>
  held(
    'A5',
    'to',
    'The address that you answered to was given to somebody else. Answer the letter that we sent to you, or write to the desk anew.',
  )
