/** What a run of a workflow went through, as the demo's stories tell it. */
import type { Minutes } from '../../src/domain/kernel.ts'
import type { SheetSettings } from '../../src/domain/sheet/values.ts'
import type { FieldValues } from '../../src/domain/workflow/run.ts'
import type { ContactKey, StaffKey } from './company.ts'

/** Who moves a run: somebody of the company, a customer by the link that was sent to this address, or the author of a review. */
export type Mover =
  | { readonly staff: StaffKey }
  | { readonly contact: ContactKey }
  | { readonly customer: string }
  | { readonly author: string }

export interface RunStory {
  /** Of its ticket, which `stories/workflows.ts` tells. */
  readonly subject: string
  readonly from: ContactKey
  readonly workflow: string
  readonly fields: Readonly<Record<string, string>>
  /** What is to change of what is shown of the partner (E8), for the field 'changes'; a customer goes into it. */
  readonly changes?: { readonly of: string; readonly set: SheetSettings }
  /** Files of fields, as PDFs, by the field. */
  readonly files?: Readonly<Record<string, string>>
  /** A customer of the partner's, by its name, for the field 'customer'. */
  readonly customer?: string
  /** One of `reviews.ts`, by its title, for the field 'review'. */
  readonly review?: string
  readonly begins: { readonly by: Mover; readonly before: Minutes }
  readonly steps: readonly {
    readonly step: string
    readonly by: Mover
    readonly before: Minutes
    readonly fields?: FieldValues
  }[]
}
