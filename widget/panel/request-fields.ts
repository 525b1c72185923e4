/** The fields of a request (B1, B2), and what they say as the API takes it. They follow from the type: each desk asks for its own. */
import type { NewTicket, PolicyView } from '../../src/http/wire.ts'
import { field, h } from './dom.ts'
import { wordsIn, type Form } from './draft.ts'

const isTechnical = (policy: PolicyView, form: Form): boolean => {
  const type = policy.requestTypes.find(({ id }) => id === form.type)
  return policy.desks.find(({ id }) => id === type?.desk)?.covers === 'technical'
}

export type Set = (change: Partial<Form>, anew?: boolean) => void

export function fieldsOf(
  policy: PolicyView,
  form: Form,
  set: Set,
  wrong: Readonly<Record<string, string>>,
): readonly HTMLElement[] {
  const technical = isTechnical(policy, form)
  const text = (name: keyof Form, label: string, more: object = {}, aside?: string, at: string = name) =>
    field(
      label,
      h('input', {
        value: form[name],
        'data-name': name,
        autocomplete: 'off',
        oninput: (event: Event) => set({ [name]: valueOf(event) }),
        ...more,
      }),
      aside,
      wrong[at],
    )
  const area = (name: keyof Form, label: string, rows: number, aside: string | HTMLElement) =>
    field(
      label,
      h('textarea', {
        rows,
        value: form[name],
        'data-name': name,
        oninput: (event: Event) => set({ [name]: valueOf(event) }),
      }),
      aside,
      wrong[name],
    )
  const choice = (
    name: keyof Form,
    label: string,
    options: readonly (readonly [string, string])[],
    at: string = name,
  ) =>
    field(
      label,
      h(
        'select',
        { 'data-name': name, onchange: (event: Event) => set({ [name]: valueOf(event) }, true) },
        ...[['', 'Choose …'] as const, ...options].map(([value, said]) =>
          h('option', { value, selected: form[name] === value }, said),
        ),
      ),
      null,
      wrong[at],
    )
  const counter = h('span', null, counted(policy, form))
  const description = area('description', technical ? 'What happens?' : 'What should be done?', 5, counter)
  description.addEventListener('input', () => (counter.textContent = counted(policy, form)))
  const yesNo = [
    ['yes', 'Yes'],
    ['no', 'No'],
  ] as const
  const product = policy.products.find(({ id }) => id === form.product)
  return [
    choice(
      'type',
      'What kind of request is it?',
      policy.requestTypes.map(({ id, name }) => [id, name] as const),
    ),
    text(
      'customerEmail',
      'Customer',
      { type: 'email' },
      technical ? 'super-admin or anyone at the company' : 'where it is about one',
    ),
    ...(technical
      ? [
          choice(
            'product',
            'Product',
            policy.products.map(({ id, name }) => [id, name] as const),
          ),
        ]
      : []),
    text('subject', 'Subject', { maxLength: 300 }),
    description,
    ...(technical
      ? [
          choice('reproducible', 'Can you make it happen again?', yesNo),
          ...(form.reproducible === 'yes'
            ? [
                text('userId', 'User ID', {}, undefined, 'reproduction.userId'),
                text(
                  'superAdminEmail',
                  'Super-admin’s e-mail',
                  { type: 'email' },
                  undefined,
                  'reproduction.superAdminEmail',
                ),
                text(
                  'customizationName',
                  'Customization',
                  {},
                  'workflow, function …',
                  'reproduction.customizationName',
                ),
                text(
                  'occurredAt',
                  'When it happened',
                  { type: 'datetime-local' },
                  undefined,
                  'reproduction.occurredAt',
                ),
                ...(product?.needsSupportAccess === true
                  ? [choice('supportAccess', 'Is support access enabled?', yesNo, 'reproduction.supportAccessEnabled')]
                  : []),
              ]
            : []),
          area('troubleshooting', 'What have you tried?', 3, 'first-level steps'),
        ]
      : []),
  ]
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value
const counted = ({ intake }: PolicyView, { description }: Form): string =>
  `about ${intake.descriptionWords} words, ${wordsIn(description)} so far`

const yes = (said: string): boolean | undefined => (said === '' ? undefined : said === 'yes')
export const given = (said: string): string | undefined => (said.trim() === '' ? undefined : said)

export function bodyOf(policy: PolicyView, form: Form, attachments: readonly string[] = []): Partial<NewTicket> {
  const technical = isTechnical(policy, form)
  const instant = form.occurredAt === '' ? undefined : new Date(form.occurredAt).toISOString()
  const reproduction = {
    userId: given(form.userId),
    superAdminEmail: given(form.superAdminEmail),
    customizationName: given(form.customizationName),
    occurredAt: instant,
    supportAccessEnabled: yes(form.supportAccess),
  }
  return {
    type: given(form.type),
    subject: form.subject,
    description: form.description,
    customerEmail: given(form.customerEmail),
    ...(technical
      ? {
          product: given(form.product),
          reproducible: yes(form.reproducible),
          ...(form.reproducible === 'yes' ? { reproduction } : {}),
          troubleshooting: given(form.troubleshooting),
        }
      : {}),
    ...(attachments.length > 0 ? { attachments: [...attachments] } : {}),
  }
}
