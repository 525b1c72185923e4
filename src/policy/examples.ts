/** Runs the rows of examples.yaml against the policy that they stand beside. */
import { explainSituation } from '../domain/explain/explain.ts'
import { sayUtc } from '../domain/explain/words.ts'
import { promisedKinds, type Policy } from '../domain/policy.ts'
import { findPlace } from '../domain/region.ts'
import { loadPolicy, type Loaded } from './load.ts'
import type { Mistake } from './mistake.ts'
import type { Example, ExampleWindow } from './parts/examples.ts'

/** What `desk policy check` does: the policy of a folder, its examples included; or every mistake in it. */
export async function checkPolicy(folder: string): Promise<Loaded> {
  const loaded = await loadPolicy(folder)
  if (!loaded.ok) return loaded
  const mistakes = checkExamples(loaded.policy, loaded.examples)
  return mistakes.length === 0 ? loaded : { ok: false, mistakes }
}

/** Every instant that an example expects and the policy does not give. */
export const checkExamples = (policy: Policy, examples: readonly Example[]): readonly Mistake[] =>
  examples.flatMap((example) => check(policy, example))

function check(policy: Policy, example: Example): readonly Mistake[] {
  const { receivedAt, ...situation } = example.situation
  const place = findPlace(policy, situation.country, situation.state)
  if (!place.ok) return [example.spot.get('situation', 'state').mistake(place.problem.message)]
  const { windows } = explainSituation(policy, situation, Temporal.Instant.from(receivedAt))
  if (windows === null)
    return example.exempt
      ? []
      : [example.spot.get('situation', 'kind').mistake('exempt: true, as this kind is promised nothing')]
  if (example.exempt) return [example.spot.get('exempt').mistake('instants, as this situation is promised some')]
  return promisedKinds.flatMap((promised) => {
    const expected = example[promised]
    if (expected === undefined) return []
    const given: ExampleWindow = {
      targetAt: sayUtc(windows[promised].targetAt),
      limitAt: sayUtc(windows[promised].limitAt),
    }
    return (['targetAt', 'limitAt'] as const)
      .filter((end) => expected[end] !== given[end])
      .map((end) =>
        example.spot.get(promised, end).mistake(`'${given[end]}', which the policy gives in this situation`),
      )
  })
}
