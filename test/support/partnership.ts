/** A desk for tests of what partners are given: requests that begin a workflow on a ticket of their own, and scores. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { App } from '../../src/services/app.ts'
import type { PartnerId } from '../../src/domain/kernel.ts'
import { importFile } from '../../src/services/import/import.ts'
import { system } from '../../src/storage/actor.ts'
import { decideEvaluation, proposeEvaluations, type EvaluationId } from '../../src/storage/evaluations.ts'
import { lettersFor } from './letters-for.ts'
import { uuid } from './decisions.ts'
import type { Whose } from './escalated.ts'
import type { Answer } from './http.ts'
import { workflowDesk } from './runs.ts'

export async function partnershipDesk(context: TestContext) {
  const base = await workflowDesk(context)
  return {
    ...base,
    /** A request of the partner's own; its ticket's path with it. */
    async request(whose: Whose, workflow: string, fields: object): Promise<Answer & { readonly path: string }> {
      const answer = await base.post(whose, '/runs', { workflow, fields })
      return { ...answer, path: `/tickets/${answer.body.ticket?.id ?? ''}` }
    },
    async given(whose: Whose) {
      const { status, body } = await base.get(whose, `/partners/${base.partnerOf(whose)}/partnership`)
      assert.equal(status, 200)
      return body
    },
    /** Letters of a template to the partner's people, oldest first. */
    posted: (template: string) => lettersFor(base.desk.app, template),
    /** A file of scores; lines without the heading. */
    async scores(lines: readonly string[], dryRun = false) {
      const rejected: { line: number; field: string | null; message: string }[] = []
      const text = `${heading}\n${lines.join('\n')}\n`
      const report = await importFile(
        base.desk.app,
        system,
        { kind: 'scores', source: inPieces(text), file: 'scores.csv', dryRun, partner: null },
        (row) => void rejected.push(row),
      )
      return { ...report, rejected }
    },
    evaluations: async (whose: Whose, query = '') => (await base.get(whose, `/evaluations${query}`)).body.items,
  }
}

export const heading =
  'partner,year,region,revenue,customer-success,market-readiness,engagement,revenue_usd,certified,implementations'

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** A result that is approved, as the partner sees it; its id. */
export function approvedEvaluation(app: App, partner: PartnerId): Promise<string> {
  const id = uuid<EvaluationId>()
  return app.db.system(async (tx) => {
    await proposeEvaluations(tx, [
      {
        id,
        partner,
        year: 2019,
        region: 'india',
        isHome: true,
        scores: { revenue: 100, 'customer-success': 100, 'market-readiness': 100, engagement: 100 },
        total: 400,
        entry: { revenueUsd: null, certified: null, implementations: null },
        tierWas: 'premium',
        proposed: 'authorised',
        rule: 'Of the tests.',
        entryMet: null,
        proposedAt: app.now(),
        proposedBy: null,
        source: 'the tests',
        corrects: null,
      },
    ])
    const decision = { decision: 'approved', at: app.now(), by: null, reason: null, effectiveOn: '2199-01-01' } as const
    await decideEvaluation(tx, id, decision)
    return id
  })
}
