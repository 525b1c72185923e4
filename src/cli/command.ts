/** What a command of `desk` is. */
import type { ExitStatus, Io } from './io.ts'

export type Run = (args: readonly string[], io: Io) => Promise<ExitStatus>

export interface Command {
  /** One word, or two: 'policy check'. */
  readonly name: string
  /** What follows the name. */
  readonly takes: string
  readonly does: string
  readonly more?: string
  readonly load: () => Promise<{ readonly run: Run }>
}
