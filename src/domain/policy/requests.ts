/** What partners ask for, and how they are asked about it. */
import type { CategoryId, DeskId, Kind, Severity } from './names.ts'

/** B1: the nine preset values of the form. */
export interface RequestTypeRules {
  readonly id: string
  readonly name: string
  readonly desk: DeskId
  readonly kind: Kind
  /** The category such a request starts in. */
  readonly category: CategoryId
  readonly description: string
}

/** B5, B6: what a desk helps with. */
export interface CategoryRules {
  readonly id: CategoryId
  readonly desk: DeskId
  readonly name: string
  readonly description: string
  readonly subTypes: readonly SubTypeRules[]
  readonly defaultSeverity: Severity
  readonly defaultKind: Kind
  /** A9: at severity 1 its clocks run round the clock. */
  readonly critical: boolean
  /** B6: in, out (with the polite sentence the partner gets) or product feedback. */
  readonly scope: 'in' | 'out' | 'feedback'
  readonly outOfScopeReply?: string
  /** Section E: what such a ticket runs through; a sub-type may have its own. */
  readonly workflow?: string
  /** Words that find this category in a request's text (C7's rules of evidence hold). */
  readonly signs: readonly string[]
}

/** What a category's paragraph lists; a sub-type may be more urgent than its category ('no access' within 'Partner Store'). */
export interface SubTypeRules {
  readonly id: string
  readonly name: string
  readonly critical?: boolean
  readonly defaultSeverity?: Severity
  readonly defaultKind?: Kind
  readonly workflow?: string
  readonly signs?: readonly string[]
}

export interface ProductRules {
  readonly id: string
  readonly name: string
  readonly family: string
  /** B2: the product demands that support access was enabled beforehand. */
  readonly needsSupportAccess: boolean
}

/** B1–B3: the form and what it asks for. */
export interface IntakeRules {
  /** Guidance for the description, never a rejection (B2). */
  readonly descriptionWords: number
  /** The form's fields with the labels (any of them, any case, any language listed) by which mail names them (B1). */
  readonly fields: readonly IntakeFieldRules[]
  /** B4: the largest file that is taken. */
  readonly attachmentMegabytes: number
  /** A7: domains taken as registered although lists of free mail name them. */
  readonly freeMailAllowed: readonly string[]
  /** B2: the link in a receipt opens the form for what is missing for so many days. */
  readonly askLinkDays: number
}

export interface IntakeFieldRules {
  readonly id: string
  readonly name: string
  readonly labels: readonly string[]
  readonly help: string
  /** 'always', 'technical' (support only), 'when-reproducible' (B2), 'when-product-needs-it'. */
  readonly askedFor: 'always' | 'technical' | 'when-reproducible' | 'when-product-needs-it' | 'never'
  /** B3: how much an answer adds to the depth of troubleshooting, 0 to 100 in all. */
  readonly depth: number
}
