/** A new request while it is written: what the form holds, and what of it is sent (B1, B2). */
import type { PolicyView, RequestDraft, RequestTypeView, Channel } from '../views.ts'

/** Every field as the form holds it: text as typed, null for what was not chosen. */
export interface RequestForm {
  readonly type: string | null
  readonly category: string | null
  readonly subType: string | null
  readonly product: string | null
  readonly customerEmail: string
  readonly subject: string
  readonly description: string
  readonly reproducible: boolean | null
  readonly userId: string
  readonly superAdminEmail: string
  readonly customizationName: string
  /** As a field for date and time gives it: local, '2026-11-24T08:10'. */
  readonly occurredAt: string
  readonly supportAccessEnabled: boolean | null
  readonly troubleshooting: string
  readonly severity: number | null
  /** An agent writes down what a contact said. */
  readonly contactEmail: string
  readonly channel: Extract<Channel, 'phone' | 'mail' | 'chat'>
  readonly receivedAt: string
  /** Names it while it is written: what is offered meanwhile is counted once (B10). */
  readonly draft: string
}

export const emptyForm: RequestForm = {
  type: null,
  category: null,
  subType: null,
  product: null,
  customerEmail: '',
  subject: '',
  description: '',
  reproducible: null,
  userId: '',
  superAdminEmail: '',
  customizationName: '',
  occurredAt: '',
  supportAccessEnabled: null,
  troubleshooting: '',
  severity: null,
  contactEmail: '',
  channel: 'phone',
  receivedAt: '',
  draft: '',
}

/** Which fields the form shows for what is chosen. */
export interface Shown {
  readonly type: RequestTypeView | null
  readonly technical: boolean
  /** The non-technical desk asks what it is about instead of a product. */
  readonly categories: PolicyView['categories']
  readonly subTypes: PolicyView['categories'][number]['subTypes']
  readonly needsSupportAccess: boolean
}

export function shownFor(policy: PolicyView, form: RequestForm): Shown {
  const type = policy.requestTypes.find((each) => each.id === form.type) ?? null
  const desk = policy.desks.find((each) => each.id === type?.desk)
  const technical = desk === undefined || desk.covers === 'technical'
  const categories = technical ? [] : policy.categories.filter((each) => each.desk === desk?.id)
  const category = form.category ?? type?.category
  return {
    type,
    technical,
    categories,
    subTypes: categories.find((each) => each.id === category)?.subTypes ?? [],
    needsSupportAccess: policy.products.find((each) => each.id === form.product)?.needsSupportAccess ?? false,
  }
}

/** The instant that a local date and time mean here; undefined for what is none. */
export function readLocal(local: string): string | undefined {
  const at = local === '' ? Number.NaN : new Date(local).getTime()
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}

/** What is sent: only fields that are shown and filled. `asAgent` adds on whose behalf, how and when it came in. */
export function requestOf(policy: PolicyView, form: RequestForm, asAgent: boolean): RequestDraft {
  const shown = shownFor(policy, form)
  const text = (value: string): string | undefined => (value.trim() === '' ? undefined : value.trim())
  const common = {
    type: form.type ?? undefined,
    customerEmail: text(form.customerEmail),
    subject: text(form.subject),
    description: text(form.description),
    severity: form.severity ?? undefined,
  }
  const technical = {
    product: form.product ?? undefined,
    reproducible: form.reproducible ?? undefined,
    reproduction: form.reproducible === true ? filled(reproductionOf(form, shown, text)) : undefined,
    troubleshooting: text(form.troubleshooting),
  }
  const operations = { category: form.category ?? undefined, subType: form.subType ?? undefined }
  const agent = { contactEmail: text(form.contactEmail), channel: form.channel, receivedAt: readLocal(form.receivedAt) }
  return filled({ ...common, ...(shown.technical ? technical : operations), ...(asAgent ? agent : {}) }) ?? {}
}

const reproductionOf = (form: RequestForm, shown: Shown, text: (value: string) => string | undefined) => ({
  userId: text(form.userId),
  superAdminEmail: text(form.superAdminEmail),
  customizationName: text(form.customizationName),
  occurredAt: readLocal(form.occurredAt),
  supportAccessEnabled: shown.needsSupportAccess ? (form.supportAccessEnabled ?? undefined) : undefined,
})

type Filled<Given> = { [Name in keyof Given]?: Exclude<Given[Name], undefined> }

/** Without the fields that have no value; undefined if none has. */
function filled<Given extends object>(given: Given): Filled<Given> | undefined {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined)
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Filled<Given>)
}

const looksLikeMail = (value: string | undefined): boolean =>
  value === undefined || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)

/** The same for the preview: an address that is only half typed is left out, so that it is no error. */
export function previewOf(draft: RequestDraft): RequestDraft {
  const { customerEmail, contactEmail, reproduction, ...rest } = draft
  return {
    ...rest,
    ...(customerEmail !== undefined && looksLikeMail(customerEmail) ? { customerEmail } : {}),
    ...(contactEmail !== undefined && looksLikeMail(contactEmail) ? { contactEmail } : {}),
    ...(reproduction !== undefined && looksLikeMail(reproduction.superAdminEmail) ? { reproduction } : {}),
  }
}
