/** The one message that asks for everything missing: once, at once, in the order of the form (B2, B3). */
import type { IntakeFieldRules } from '../policy.ts'
import type { Finding } from './request.ts'

export interface Ask {
  /** The fields it asks for, in the order of the form. */
  readonly fields: readonly string[]
  /** Plain text, for a letter or a message on the ticket. */
  readonly text: string
}

/** 'reproduction.userId' of a request is 'userId' on the form. */
const onForm = (field: string | null): string => (field ?? '').replace(/^reproduction\./, '')

/** What belongs together on the form is asked for together; `askedFor` says what does. */
const groups: readonly {
  readonly heading: string
  readonly holds: (field: IntakeFieldRules | undefined) => boolean
}[] = [
  { heading: 'Since you can make it happen again:', holds: (field) => field?.askedFor.startsWith('when-') ?? false },
  { heading: 'About your request:', holds: () => true },
]

/** Null where nothing is to be asked. A field that several rules ask for is asked for once. */
export function askFor(findings: readonly Finding[], fields: readonly IntakeFieldRules[]): Ask | null {
  const placeOf = (finding: Finding): number => {
    const place = fields.findIndex(({ id }) => id === onForm(finding.field))
    return place < 0 ? fields.length : place
  }
  const asked = findings
    .filter(({ verdict }) => verdict === 'ask')
    .filter((finding, at, all) => all.findIndex((each) => keyOf(each) === keyOf(finding)) === at)
    .toSorted((a, b) => placeOf(a) - placeOf(b))
  if (asked.length === 0) return null

  const groupOf = (finding: Finding) =>
    groups.find(({ holds }) => holds(fields.find(({ id }) => id === onForm(finding.field))))
  const sections = groups
    .toReversed()
    .map((group) => ({ ...group, asked: asked.filter((finding) => groupOf(finding)?.heading === group.heading) }))
    .filter((section) => section.asked.length > 0)
  const lists = sections.map(({ heading, asked: rows }) => {
    const list = rows.map(({ message }) => `- ${message}`).join('\n')
    return sections.length === 1 ? list : `${heading}\n${list}`
  })
  const some = asked.length === 1 ? 'one thing' : `${asked.length} things`
  const text = [
    `Thank you for your request. We are looking into it. To help you as fast as we can, we need ${some} more from you:`,
    ...lists,
    'Please answer this message; there is no need to send your request again.',
  ].join('\n\n')
  return { fields: sections.flatMap((section) => section.asked.map((finding) => finding.field ?? '')), text }
}

const keyOf = ({ field, message }: Finding): string => (field === null ? message : onForm(field))
