/** An expected 'no' at the border of the services: every wrong field at once, each with its remedy. */
import type { Refusal, RefusalCode, Result } from '../domain/kernel.ts'

export interface Refusals {
  readonly code: RefusalCode
  readonly message: string
  readonly errors: readonly { readonly field: string; readonly message: string }[]
  /** What a program may want to know of it beside the words. */
  readonly more?: Readonly<Record<string, unknown>>
}

export type Answer<Value> = Result<Value, Refusals>

type No = { readonly ok: false; readonly problem: Refusals }

/** A refusal of the core, as the services say it. */
export const no = ({ code, message, field }: Refusal): No => ({
  ok: false,
  problem: { code, message, errors: field === undefined ? [] : [{ field, message }] },
})

export const wrongFields = (errors: Refusals['errors']): No => ({
  ok: false,
  problem: {
    code: 'incomplete',
    message: errors.length === 1 ? 'One field is wrong.' : `${errors.length} fields are wrong.`,
    errors,
  },
})

export const notFound = (what: string): No => no({ code: 'not-found', message: `There is no such ${what}.` })
export const notAllowed = (message: string): No => no({ code: 'not-allowed', message })
