/** What somebody may do has changed: this node goes by it before it answers; the others are told by the database. */
import type { Replied } from '../reply.ts'
import type { Site } from '../site.ts'

export function heard(site: Site, replied: Replied): Replied {
  if (!replied.ok) return replied
  site.callers.forget()
  void site.stream.reconsider()
  return replied
}
