/** From a form to a ticket that may be opened: who asks, for whom, what it is, and what is missing. */
import { classify, type WrongField } from '../../domain/intake/classify.ts'
import { findingsOf } from '../../domain/intake/index.ts'
import { findNamed } from '../../domain/named.ts'
import { noReproduction, type Finding, type IntakeRequest, type Reproduction } from '../../domain/intake/request.ts'
import { deskRules, type Kind, type Policy, type ProductRules } from '../../domain/policy.ts'
import { proposeSeverity, type Proposal } from '../../domain/severity.ts'
import type { Channel } from '../../domain/ticket/ticket.ts'
import { severityMistakes } from './transfer-mistakes.ts'

/** The form as the channels hand it over: what was left out is absent. */
export interface TicketForm {
  readonly type?: string | undefined
  readonly category?: string | undefined
  readonly subType?: string | undefined
  readonly desk?: string | undefined
  readonly product?: string | undefined
  readonly subject: string
  readonly description: string
  readonly customerEmail?: string | undefined
  readonly reproducible?: boolean | undefined
  readonly reproduction?: { readonly [Field in keyof Reproduction]?: Reproduction[Field] | undefined } | undefined
  readonly troubleshooting?: string | undefined
  readonly severity?: number | undefined
  readonly kind?: Kind | undefined
  readonly contactEmail?: string | undefined
  readonly receivedAt?: string | undefined
  readonly channel?: Channel | undefined
  /** Uploads that belong to it (B4). */
  readonly attachments?: readonly string[] | undefined
}

/** What the form says, understood under a policy. */
export interface Understood {
  readonly request: IntakeRequest
  readonly proposal: Proposal
  readonly findings: readonly Finding[]
}

export type Understanding =
  | { readonly ok: true; readonly understood: Understood }
  | { readonly ok: false; readonly wrong: readonly WrongField[] }

/** Reads a form under the policy; everything wrong with it at once. */
export function understand(policy: Policy, form: TicketForm, channel: Channel): Understanding {
  const { classified, wrong } = classify(policy, {
    desk: form.desk ?? null,
    type: form.type ?? null,
    category: form.category ?? null,
    subType: form.subType ?? null,
    kind: form.kind ?? null,
    text: `${form.subject}\n${form.description}`,
  })
  const product = findProduct(policy, form.product)
  const mistakes = [...wrong]
  const deskId = classified?.desk
  if (deskId === undefined) mistakes.push(...severityMistakes(policy, form.severity))
  else if (form.severity !== undefined) {
    const levels = deskRules(policy, deskId).severities.map((row) => row.level)
    if (!levels.includes(form.severity))
      mistakes.push({ field: 'severity', message: `This desk knows the severities ${levels.join(', ')}.` })
  }
  if (classified === null || mistakes.length > 0) return { ok: false, wrong: mistakes }

  const request: IntakeRequest = {
    channel,
    desk: classified.desk,
    type: classified.type,
    category: classified.category.id,
    subType: classified.subType,
    product: product?.name ?? form.product?.trim() ?? null,
    kind: classified.kind,
    subject: form.subject,
    description: form.description,
    customerEmail: form.customerEmail ?? null,
    reproducible: form.reproducible ?? null,
    reproduction: { ...noReproduction, ...given(form.reproduction) },
    troubleshooting: form.troubleshooting ?? null,
  }
  const proposal: Proposal =
    form.severity === undefined
      ? proposeSeverity(policy, { ...classified, text: `${form.subject}\n${form.description}` })
      : { severity: form.severity, because: 'Given with the request.' }
  return { ok: true, understood: { request, proposal, findings: findingsOf(request, policy) } }
}

const findProduct = (policy: Policy, name: string | undefined): ProductRules | undefined => {
  const wanted = name?.trim().toLowerCase()
  if (wanted === undefined || wanted === '') return undefined
  // 'CRM' is what people call it; the vendor's name goes before.
  return (
    findNamed(policy.products, wanted) ?? policy.products.find((row) => row.name.toLowerCase().endsWith(` ${wanted}`))
  )
}

/** Without the fields that are only mentioned as undefined. */
const given = (reproduction: TicketForm['reproduction']): Partial<Reproduction> =>
  Object.fromEntries(Object.entries(reproduction ?? {}).filter(([, value]) => value !== undefined))
