/** What the demo answers (see wire.ts). */
import { z } from 'zod'

/** Demo only: who may be signed in as. */
export const demo = z.object({
  people: z.array(z.object({ name: z.string(), email: z.string(), what: z.string() })),
  password: z.string(),
})

export type DemoView = z.infer<typeof demo>
