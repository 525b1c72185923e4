/** examples.yaml: situations, and the instants that the policy must give for them. */
import { kinds } from '../../domain/policy.ts'
import type { Kind } from '../../domain/policy.ts'
import { list, object, oneOf, optional, or, text, truth, uses, whole, type Decode } from '../decode.ts'
import type { Spot } from '../reader.ts'
import { country, instant } from '../words.ts'

/** A situation as `desk explain` is asked about it. */
export interface ExampleSituation {
  readonly desk: string
  readonly severity: number
  readonly tier: string
  readonly country: string
  readonly state: string | null
  readonly critical: boolean
  readonly keyAccount: boolean
  readonly kind: Kind
  readonly receivedAt: string
}

/** The two instants of a promise, in UTC to the second. */
export interface ExampleWindow {
  readonly targetAt: string
  readonly limitAt: string
}

export interface ExampleEntry {
  readonly name: string
  readonly situation: ExampleSituation
  readonly acknowledgement?: ExampleWindow
  readonly determination?: ExampleWindow
  /** B7: nothing is promised. */
  readonly exempt: boolean
}

/** An example, and where its parts stand, so that one that does not hold can be pointed at. */
export interface Example extends ExampleEntry {
  readonly spot: Spot
}

const situation = object<ExampleSituation>(
  {
    desk: uses('desk'),
    severity: whole(1),
    tier: uses('tier'),
    country,
    state: or(text, null),
    critical: or(truth, false),
    keyAccount: or(truth, false),
    kind: or(oneOf(...kinds), 'incident'),
    receivedAt: instant,
  },
  ({ desk, severity }, spot) => {
    if (desk === undefined || severity === undefined) return
    spot.reader.names.use('severity', String(severity), spot.get('severity'), desk)
  },
)

const window = object<ExampleWindow>({ targetAt: instant, limitAt: instant })

const entry = object<ExampleEntry>(
  {
    name: text,
    situation,
    acknowledgement: optional(window),
    determination: optional(window),
    exempt: or(truth, false),
  },
  ({ exempt }, spot) => {
    const written = ['acknowledgement', 'determination'].filter((promised) => spot.get(promised).node !== null)
    if (exempt === true && written.length > 0) spot.get('exempt').report('no instants beside it')
    if (exempt === false && written.length === 0)
      spot.report('acknowledgement or determination, or exempt: true', 'no instants')
  },
)

const example: Decode<Example> = (spot) => {
  const read = entry(spot)
  return read === undefined ? undefined : { ...read, spot }
}

export const examples = object<{ examples: readonly Example[] }>({ examples: list(example) })
