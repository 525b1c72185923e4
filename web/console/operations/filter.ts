/** Which runs the operations desk shows, as its address says it. */
import { roleWords } from '../../shared/workflow/words.ts'

export interface OperationsFilter {
  readonly show?: 'open' | 'trouble' | 'over'
  readonly workflow?: string
  readonly state?: string
  /** Whose turn it is. */
  readonly waitsFor?: string
}

export const readOperationsFilter = (search: Record<string, unknown>): OperationsFilter => ({
  ...(search.show === 'trouble' || search.show === 'over' ? { show: search.show } : {}),
  ...(typeof search.workflow === 'string' && search.workflow !== '' ? { workflow: search.workflow } : {}),
  ...(typeof search.state === 'string' && search.state !== '' ? { state: search.state } : {}),
  ...(typeof search.waitsFor === 'string' && search.waitsFor in roleWords ? { waitsFor: search.waitsFor } : {}),
})
