/** The partners that a log names: each is made once, with the standing that its first line gives it. */
import type { PartnerId } from '../../domain/kernel.ts'
import { insertPartners, partnersByRef, type Partner } from '../../storage/partners.ts'
import type { App } from '../app.ts'
import type { LogLine, ReceivedLine } from './log-line.ts'

/** Adds to `known`, by name in the log, the partners of these lines; those that there are not yet are made. */
export async function meetPartners(app: App, known: Map<string, PartnerId>, lines: readonly LogLine[]): Promise<void> {
  const unknown = new Map<string, ReceivedLine>()
  for (const line of lines) {
    if (line.event !== 'received' || line.partner === null || known.has(line.partner)) continue
    if (!unknown.has(line.partner)) unknown.set(line.partner, line)
  }
  if (unknown.size === 0) return
  const met = await app.db.system(async (tx) => {
    const found = await partnersByRef(tx, [...unknown.keys()])
    const names = new Set(found.map(({ externalRef }) => externalRef))
    const made = [...unknown].filter(([ref]) => !names.has(ref)).map(([ref, line]) => partnerOf(app, ref, line))
    await insertPartners(tx, made)
    return [...found, ...made]
  })
  for (const { id, externalRef } of met) if (externalRef !== null) known.set(externalRef, id)
}

const partnerOf = (app: App, ref: string, line: ReceivedLine): Partner => ({
  id: app.newId<'partner'>(),
  name: ref,
  tier: line.tier,
  country: line.country,
  state: line.state,
  externalRef: ref,
  accountManager: null,
  createdAt: line.at,
})
