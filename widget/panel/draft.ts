/** A request while it is written. It stays where the panel is closed, and where the page is left and come back to. */
export interface Form {
  /** Its own name, until it is sent. */
  draft: string
  type: string
  product: string
  subject: string
  description: string
  customerEmail: string
  /** 'yes', 'no', or not said. */
  reproducible: string
  userId: string
  superAdminEmail: string
  customizationName: string
  occurredAt: string
  supportAccess: string
  troubleshooting: string
}

const empty = (): Form => ({
  draft: crypto.randomUUID(),
  type: '',
  product: '',
  subject: '',
  description: '',
  customerEmail: '',
  reproducible: '',
  userId: '',
  superAdminEmail: '',
  customizationName: '',
  occurredAt: '',
  supportAccess: '',
  troubleshooting: '',
})

let kept: { readonly person: string; readonly form: Form } | null = null
const place = (person: string): string => `desk-draft:${person}`

/** Where a browser keeps nothing for frames, what this page remembers has to do. */
function storage<Value>(work: (store: Storage) => Value): Value | null {
  try {
    return work(sessionStorage)
  } catch {
    return null
  }
}

/** Of that contact: nobody reads what another one has written. */
export function readForm(person: string): Form {
  if (kept?.person === person) return kept.form
  const form = empty()
  const text = storage((store) => store.getItem(place(person)))
  if (text !== null)
    try {
      Object.assign(form, JSON.parse(text))
    } catch {
      // It is none of ours.
    }
  kept = { person, form }
  return form
}

export function keepForm(person: string, form: Form): void {
  storage((store) => store.setItem(place(person), JSON.stringify(form)))
}

export function forgetForm(person: string): void {
  kept = null
  storage((store) => store.removeItem(place(person)))
}

export const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length
