/** Reports beside that of promises: how often a proposed severity was right (C7), and how far partners are trained (D4). */
import { stringify } from 'csv-stringify/sync'
import type { Instant, PersonId } from '../../domain/kernel.ts'
import { proposedSeverities, trainingOfPartners, type ProposedRow } from '../../storage/quality-reads.ts'
import type { Actor, App } from '../app.ts'

export type SeverityReport = Awaited<ReturnType<typeof severityReport>>
export type TrainingReport = Awaited<ReturnType<typeof trainingReport>>

const sumOf = (rows: readonly ProposedRow[], field: 'proposed' | 'judged' | 'corrected'): number =>
  rows.reduce((sum, row) => sum + row[field], 0)

/** Of what an agent has judged; null where nothing was. */
const rightShare = (judged: number, corrected: number): number | null =>
  judged === 0 ? null : (judged - corrected) / judged

/** Of tickets received in [from, to): what rules proposed, and what agents made of it. Given severities are no proposals. */
export function severityReport(
  app: App,
  actor: Actor,
  span: { readonly from: Instant; readonly to: Instant; readonly desk?: string | undefined },
) {
  return app.db.transaction(actor, async (tx) => {
    const rows = await proposedSeverities(tx, span)
    const { desks } = app.policies.current()
    const [proposed, judged, corrected] = (['proposed', 'judged', 'corrected'] as const).map((field) =>
      sumOf(rows, field),
    ) as [number, number, number]
    return {
      zone: 'UTC',
      overall: { proposed, judged, corrected, rightShare: rightShare(judged, corrected) },
      rows: rows.map((row) => ({
        ...row,
        deskName: desks.find(({ id }) => id === row.desk)?.name ?? row.desk,
        rightShare: rightShare(row.judged, row.corrected),
        examples: row.examples.map(({ id, number, corrected: wrong }) => ({
          id: id as string,
          number,
          corrected: wrong,
        })),
      })),
    }
  })
}

export const severityCsv = ({ rows, zone }: SeverityReport, span: { readonly from: string; readonly to: string }) =>
  table(
    ['desk', 'severity', 'rule', 'proposed', 'judged', 'corrected', 'share right', `received, days in ${zone}`],
    rows.map((row) => [
      row.deskName,
      row.severity,
      row.rule,
      row.proposed,
      row.judged,
      row.corrected,
      row.rightShare,
      `${span.from} to ${span.to}`,
    ]),
  )

/** Every partner with its contacts and those with a training record, in all and by product; `mine` are those that one manages. */
export function trainingReport(app: App, actor: Actor, { mine }: { readonly mine: boolean }) {
  return app.db.transaction(actor, async (tx) => {
    const manager = mine && actor.kind === 'staff' ? (actor.person as PersonId) : null
    const { tiers, products } = app.policies.current()
    const rows = await trainingOfPartners(tx, manager)
    const [contacts, trained] = (['contacts', 'trained'] as const).map((field) =>
      rows.reduce((sum, row) => sum + row[field], 0),
    ) as [number, number]
    return {
      overall: { partners: rows.length, contacts, trained, share: contacts === 0 ? null : trained / contacts },
      rows: rows.map((row) => ({
        partner: row.id as string,
        name: row.name,
        tier: tiers.find(({ id }) => id === row.tier)?.name ?? row.tier,
        contacts: row.contacts,
        trained: row.trained,
        share: row.contacts === 0 ? null : row.trained / row.contacts,
        products: row.products.map((each) => ({
          ...each,
          name: products.find(({ id }) => id === each.product)?.name ?? each.product,
        })),
      })),
    }
  })
}

export const trainingCsv = ({ rows }: TrainingReport) =>
  table(
    ['partner', 'tier', 'contacts', 'trained', 'share', 'by product'],
    rows.map((row) => [
      row.name,
      row.tier,
      row.contacts,
      row.trained,
      row.share,
      row.products.map(({ name, trained }) => `${name}: ${trained}`).join('; '),
    ]),
  )

/** A cell that a spreadsheet would take for a formula is written as text. */
const table = (head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string =>
  stringify([[...head], ...rows.map((row) => [...row])], { escape_formulas: true, bom: true })
